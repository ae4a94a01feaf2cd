package io.tidegate.engine.check;

import static io.tidegate.engine.check.PlanDraft.use;
import static io.tidegate.route.catalog.Relation.AGENT;
import static io.tidegate.route.catalog.Relation.PRINCIPAL;
import static io.tidegate.route.catalog.Relation.PUBLIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.check.CheckResult.Certified;
import io.tidegate.engine.plan.Certificate;
import io.tidegate.engine.plan.Certificate.CertifiedCall;
import io.tidegate.engine.plan.Certificate.CertifiedField;
import io.tidegate.engine.plan.Certificate.CertifiedInfluence;
import io.tidegate.engine.plan.Certificate.CertifiedSource;
import io.tidegate.engine.plan.Certificate.Proof;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.sql.InfluenceKind;
import io.tidegate.rules.mask.MaskSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CertificateTest {
  @Test
  void itIsForOnePlanAlone() {
    Certificate certificate = certify(Drafts.items());

    assertThat(certificate.service()).isEqualTo("test");
    assertThat(certificate.version()).isEqualTo("1.0.0");
    assertThat(certificate.fingerprint()).isEqualTo("fingerprint-1");
  }

  @Test
  void itSaysOfAFieldWhereItComesFromAndWhatHidesItFromWhom() {
    assertThat(field(Drafts.declarations(), "decl_total"))
        .isEqualTo(
            new CertifiedField(
                "rows[].decl_total",
                FieldType.STRING,
                true,
                List.of("rows.decl_total"),
                new Proof(
                    List.of(use(0, "dec.head.decl_total").column()),
                    List.of(),
                    "S2 amount",
                    new TreeMap<>(Map.of(PRINCIPAL, "none", AGENT, "M-DROP unless agent_prices")),
                    List.of("label", "rule")),
                new TreeMap<>()));
  }

  @Test
  void itNamesTheSourcesThatAreAskedAndTheServicesThatAreCalled() {
    assertThat(certify(Drafts.declarations()).sources())
        .containsExactly(new CertifiedSource("customs", List.of("dec_head", "ref_code")));
    assertThat(certify(Drafts.called()).calls())
        .containsExactly(
            new CertifiedCall("other", "other", "1.0.0", "fingerprint-2", Optional.empty()));
  }

  @Test
  void itNamesEveryColumnAValueDependsOnByOurOwnReading() {
    PlanDraft draft = Drafts.notices();
    draft.field("notice").from(use(0, "dec.head.entry_id"));

    assertThat(field(draft, "notice").proof().sources())
        .containsExactly(use(1, "dec.notice.text").column());
    assertThat(field(draft, "notice").proof().control())
        .containsExactly(
            use(0, "dec.head.head_id").column(), use(1, "dec.notice.head_id").column());
  }

  @Test
  void theStricterOfTwoMasksIsNamed() {
    assertThat(field(Drafts.notices(), "notice").proof().masks())
        .containsExactlyInAnyOrderEntriesOf(Map.of(PRINCIPAL, "M-DROP", AGENT, "M-DROP"));
  }

  @Test
  void aMaskASwitchLiftsIsNotCountedOn() {
    PlanDraft draft = Drafts.declarations();
    draft.field("decl_total").fixed(MaskSpec.COVER);

    assertThat(field(draft, "decl_total").proof().masks())
        .containsExactlyInAnyOrderEntriesOf(Map.of(PRINCIPAL, "M-COVER", AGENT, "M-COVER"));
  }

  @Test
  void aFieldThatIsTheSameForAllNamesEverybody() {
    assertThat(field(Drafts.counts(), "n").proof().masks())
        .containsExactlyInAnyOrderEntriesOf(Map.of(PRINCIPAL, "none", AGENT, "none"));
  }

  @Test
  void anOutputThatDoesNotLeaveIsProvenAndIsNoField() {
    PlanDraft draft = Drafts.codes();
    draft.unanswered.add("name");

    Certificate certificate = certify(draft);

    assertThat(certificate.fields())
        .extracting(CertifiedField::path)
        .contains("rows[].code")
        .doesNotContain("rows[].name");
    assertThat(certificate.outputs())
        .filteredOn(output -> output.name().equals("name"))
        .singleElement()
        .satisfies(
            output ->
                assertThat(output.proof().masks()).containsExactly(Map.entry(PUBLIC, "none")));
  }

  @Test
  void itSaysWhyAColumnMayDecide() {
    assertThat(certify(Drafts.declarations()).influences())
        .contains(
            new CertifiedInfluence(
                use(0, "dec.head.entry_id").column(),
                InfluenceKind.WHERE,
                true,
                List.of("unmasked")),
            new CertifiedInfluence(
                use(0, "dec.head.decl_total").column(),
                InfluenceKind.ORDER,
                false,
                List.of("totals-decide")));
  }

  @Test
  void itIsTheSameEveryTime() {
    assertThat(certify(Drafts.declarations())).isEqualTo(certify(Drafts.declarations()));
  }

  private static CertifiedField field(PlanDraft draft, String name) {
    return certify(draft).fields().stream()
        .filter(field -> field.path().equals("rows[]." + name))
        .findFirst()
        .orElseThrow();
  }

  private static Certificate certify(PlanDraft draft) {
    CheckResult result = draft.check(new PlanChecker(PlanDraft.GRAMMAR));
    assertThat(result).isInstanceOf(Certified.class);
    return ((Certified) result).certificate();
  }
}
