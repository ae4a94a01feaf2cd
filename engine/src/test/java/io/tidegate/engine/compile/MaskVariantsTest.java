package io.tidegate.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.check.CheckCode;
import io.tidegate.engine.check.CheckResult;
import io.tidegate.engine.check.PlanChecker;
import io.tidegate.engine.check.Violation;
import io.tidegate.engine.explain.CheckReport;
import io.tidegate.engine.explain.CheckReport.FileReport;
import io.tidegate.engine.explain.PlanText;
import io.tidegate.engine.impact.Direction;
import io.tidegate.engine.impact.Grade;
import io.tidegate.engine.impact.Impact;
import io.tidegate.engine.impact.ImpactJson;
import io.tidegate.engine.impact.ImpactRun;
import io.tidegate.engine.impact.ImpactText;
import io.tidegate.engine.impact.Standing;
import io.tidegate.engine.impact.StandingGrant;
import io.tidegate.engine.openapi.OpenApiDocument;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlanVariant;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.resolve.ResolvedService;
import io.tidegate.route.sql.PgGrammar;
import io.tidegate.route.text.SourceText;
import io.tidegate.rules.decide.Decider;
import io.tidegate.rules.decide.Decisions;
import io.tidegate.rules.decide.Verdict;
import io.tidegate.rules.fact.Audience;
import io.tidegate.rules.fact.OrganisationLevel;
import io.tidegate.rules.fact.Purpose;
import io.tidegate.rules.pack.RulePackReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What audiences see in another way is planned, proved and judged like the rest. */
class MaskVariantsTest {
  private static final StandingGrant OWN =
      grant("following", OrganisationLevel.CERTIFIED, Purpose.OWN_BUSINESS);
  private static final StandingGrant VERIFYING =
      grant("verifying", OrganisationLevel.UNRATED, Purpose.VERIFICATION);

  private static StandingGrant grant(String application, OrganisationLevel level, Purpose purpose) {
    return new StandingGrant(application, "91350299MAT0000182", level, "vessel-calls", purpose);
  }

  /** The sample pack, with one more row about the number of a ship's crew. */
  private static ServiceCompiler compiler(String when, String then) throws Exception {
    return compiler(row("crew", "field: crew_count, " + when, then));
  }

  private static String row(String id, String when, String then) {
    return "  - { id: %s, when: { %s }, then: { %s }, why: { zh: 因, en: why } }\n"
        .formatted(id, when, then);
  }

  private static ServiceCompiler compiler(String rows) throws Exception {
    List<SourceText> files =
        new ArrayList<>(
            RulePackReader.files(Samples.FOLDERS.root().resolve("rules")).value().orElseThrow());
    files.add(
        new SourceText(
            "mask-purposes.yaml",
            "table: mask-purposes\nstage: mask\ntitle: { zh: 用途, en: Purposes }\nrows:\n" + rows));
    return Samples.compiler()
        .judgingBy(
            Decider.build(RulePackReader.read(files).value().orElseThrow()).value().orElseThrow());
  }

  private static SourceText document() throws Exception {
    Path service = Samples.FOLDERS.root().resolve("transport/services/vessel-calls.yaml");
    return new SourceText("vessel-calls.yaml", Files.readString(service));
  }

  private static CheckedPlan checked(ServiceCompiler compiler) throws Exception {
    return compiler.compile(document()).value().orElseThrow();
  }

  private static String crew(GovernedPlan plan) {
    PlannedField field =
        plan.reads().getFirst().fields().stream()
            .filter(each -> each.name().equals("crew_count"))
            .findFirst()
            .orElseThrow();
    return field.masks().get(Relation.APPROVED).text();
  }

  private static String seen(GovernedPlan plan, Purpose purpose, OrganisationLevel level) {
    int variant = plan.seenBy(purpose, level);
    return crew(
        variant == GovernedPlan.STRICTEST ? plan : plan.seenAs(plan.variants().get(variant)));
  }

  @Test
  void eachPurposeSeesWhatWasDecidedForItAndNobodyKnownTheStrictest() throws Exception {
    CheckedPlan checked = checked(compiler("purpose: own-business", "mask: M-COVER"));

    GovernedPlan plan = checked.plan();
    assertThat(crew(plan)).isEqualTo("M-COVER");
    assertThat(seen(plan, Purpose.OWN_BUSINESS, OrganisationLevel.CERTIFIED)).isEqualTo("M-COVER");
    assertThat(seen(plan, Purpose.FINANCE, OrganisationLevel.CERTIFIED)).isEqualTo("none");
    assertThat(plan.variants()).hasSize(1);
    assertThat(checked.variants()).hasSize(1);
    assertThat(plan.varied(List.of()).variants()).isEmpty();
    assertThat(checked.fingerprint()).isNotEqualTo(Fingerprint.of(plan.varied(List.of())));
  }

  @Test
  void levelsOfOrganisationsAreToldApartLikewise() throws Exception {
    GovernedPlan plan =
        checked(compiler("organisation-level: [unrated, discredited]", "mask: M-DROP")).plan();

    assertThat(crew(plan)).isEqualTo("M-DROP");
    assertThat(seen(plan, Purpose.FINANCE, OrganisationLevel.DISCREDITED)).isEqualTo("M-DROP");
    assertThat(seen(plan, Purpose.FINANCE, OrganisationLevel.CERTIFIED)).isEqualTo("none");
  }

  @Test
  void aPackThatTellsNobodyApartHasNoVariants() throws Exception {
    assertThat(checked(Samples.compiler()).plan().variants()).isEmpty();
    // what is decided for some and makes no difference is no variant either
    assertThat(checked(compiler("purpose: finance", "mask: none")).plan().variants()).isEmpty();
  }

  @Test
  void aVariantThatShowsMoreThanWasDecidedIsRefused() throws Exception {
    ServiceCompiler compiler = compiler("purpose: own-business", "mask: M-COVER");
    CheckedPlan checked = checked(compiler);
    ResolvedService resolved = compiler.resolve(document()).value().orElseThrow();
    Decisions decisions =
        ((Verdict.Decided) compiler.decide(ServiceFacts.of(resolved))).decisions();
    PlanVariant loose = checked.plan().variants().getFirst();
    GovernedPlan forAll =
        checked
            .plan()
            .varied(List.of(new PlanVariant(List.of(Audience.EVERYBODY), loose.fields())));
    PlanChecker checker = new PlanChecker(new PgGrammar());

    assertThat(checker.check(checked.plan(), "0", compiler.catalog(), decisions))
        .isInstanceOf(CheckResult.Certified.class);
    CheckResult result = checker.check(forAll, "0", compiler.catalog(), decisions);
    assertThat(result).isInstanceOf(CheckResult.Rejected.class);
    assertThat(((CheckResult.Rejected) result).violations())
        .extracting(Violation::code)
        .containsOnly(CheckCode.MASK);
  }

  @Test
  void aPlanIsRefusedWhoseRulesTellTooManyApart() throws Exception {
    List<String> fields =
        List.of("crew_count", "passenger_count", "draught", "next_port", "previous_port");
    StringBuilder rows = new StringBuilder();
    int number = 0;
    for (Purpose purpose : Purpose.values()) {
      for (OrganisationLevel level :
          List.of(OrganisationLevel.UNRATED, OrganisationLevel.CERTIFIED)) {
        number++;
        int bits = number;
        String hidden =
            IntStream.range(0, fields.size())
                .filter(f -> (1 << f & bits) != 0)
                .mapToObj(fields::get)
                .collect(Collectors.joining(", "));
        rows.append(
            row(
                "r" + number,
                "field: [%s], purpose: %s, organisation-level: %s"
                    .formatted(hidden, purpose.word(), level.word()),
                "mask: M-DROP"));
      }
    }

    assertThat(compiler(rows.toString()).compile(document()).diagnostics())
        .anyMatch(found -> found.code() == PlanCode.VARIANTS);
  }

  private static Impact impact(ServiceCompiler before, ServiceCompiler after) throws Exception {
    Standing calls = Standing.of(Samples.compiler().resolve(document()).value().orElseThrow());
    return new ImpactRun(before, after, List.of(calls), List.of(OWN, VERIFYING)).run();
  }

  @Test
  void whatIsLoosenedForOnePurposeAloneIsToldAndNeedsApproval() throws Exception {
    Impact impact =
        impact(
            compiler("purpose: [own-business, verification]", "mask: M-COVER"),
            compiler("purpose: own-business", "mask: M-COVER"));

    assertThat(impact.grade()).isEqualTo(Grade.LOOSENING);
    assertThat(impact.grade().needsApproval()).isTrue();
    assertThat(impact.services().getFirst().fields())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.audience()).isEqualTo("verification");
              assertThat(change.direction()).isEqualTo(Direction.LOOSENED);
              assertThat(change.before()).isEqualTo("M-COVER");
              assertThat(change.after()).isEqualTo("none");
            });
    assertThat(impact.services().getFirst().grants()).containsExactly(VERIFYING);
    assertThat(impact.services().getFirst().examples()).hasSize(1);
    assertThat(ImpactText.of(impact, false)).contains("crew_count [verification]");
    assertThat(ImpactJson.of(impact)).contains("\"audience\" : \"verification\"");
  }

  @Test
  void whatIsTightenedForOnePurposeIsATightening() throws Exception {
    Impact impact =
        impact(
            compiler("purpose: own-business", "mask: M-COVER"),
            compiler("purpose: [own-business, verification]", "mask: M-COVER"));

    assertThat(impact.grade()).isEqualTo(Grade.TIGHTENING);
    assertThat(impact.services().getFirst().grants()).containsExactly(VERIFYING);
  }

  @Test
  void explainAndReportsTellWhoSeesWhat() throws Exception {
    ServiceCompiler compiler = compiler("purpose: own-business", "mask: M-COVER");
    CheckedPlan checked = checked(compiler);

    assertThat(PlanText.of(checked, false)).contains("seen otherwise by not own-business\n");
    assertThat(PlanText.of(checked, true)).contains("所见不同：not own-business\n");
    String report =
        new CheckReport(List.of(FileReport.of("vessel-calls.yaml", compiler.compile(document()))))
            .json();
    assertThat(report).contains("\"variants\"", "\"not own-business\"");
    // whatever anybody can get is in the contract
    assertThat(new String(OpenApiDocument.render(checked), StandardCharsets.UTF_8))
        .contains("M-COVER or none");
  }
}
