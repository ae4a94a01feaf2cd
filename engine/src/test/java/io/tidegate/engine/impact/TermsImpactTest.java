package io.tidegate.engine.impact;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.compile.Samples;
import io.tidegate.route.text.SourceText;
import io.tidegate.rules.decide.Decider;
import io.tidegate.rules.fact.OrganisationLevel;
import io.tidegate.rules.fact.Purpose;
import io.tidegate.rules.pack.RulePackReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An edit of terms is told by audience, with the grants whose holders meet it. */
class TermsImpactTest {
  private static final StandingGrant STATISTICS =
      grant("counting", OrganisationLevel.CERTIFIED, Purpose.STATISTICS);
  private static final StandingGrant FINANCE =
      grant("lending", OrganisationLevel.UNRATED, Purpose.FINANCE);

  private static StandingGrant grant(String application, OrganisationLevel level, Purpose purpose) {
    return new StandingGrant(application, "91350299MAT0000182", level, "vessel-calls", purpose);
  }

  /** What a changed file of the sample pack does to a service that is open after review. */
  private static Impact impact(String file, String right, String wrong) throws Exception {
    List<SourceText> files =
        RulePackReader.files(Samples.FOLDERS.root().resolve("rules")).value().orElseThrow().stream()
            .map(
                source -> {
                  if (!source.name().equals(file)) {
                    return source;
                  }
                  assertThat(source.text()).contains(right);
                  return new SourceText(file, source.text().replace(right, wrong));
                })
            .toList();
    Decider candidate =
        Decider.build(RulePackReader.read(files).value().orElseThrow()).value().orElseThrow();
    Path service = Samples.FOLDERS.root().resolve("transport/services/vessel-calls.yaml");
    Standing calls =
        Standing.of(
            Samples.compiler()
                .resolve(new SourceText("vessel-calls.yaml", Files.readString(service)))
                .value()
                .orElseThrow());
    return new ImpactRun(
            Samples.compiler(),
            Samples.compiler().judgingBy(candidate),
            List.of(calls),
            List.of(STATISTICS, FINANCE))
        .run();
  }

  private static AccessChange only(Impact impact) {
    assertThat(impact.services()).hasSize(1);
    assertThat(impact.services().getFirst().access()).hasSize(1);
    return impact.services().getFirst().access().getFirst();
  }

  @Test
  void moreCallsForAPurposeLoosenAndTouchItsGrants() throws Exception {
    Impact impact =
        impact(
            "limits.yaml",
            "when: { purpose: [finance, insurance], area: transport }",
            "when: { purpose: insurance, area: transport }");

    AccessChange change = only(impact);
    assertThat(change.what()).isEqualTo(AccessChange.What.LIMIT);
    assertThat(change.direction()).isEqualTo(Direction.LOOSENED);
    assertThat(change.audience()).isEqualTo("finance, not discredited");
    assertThat(change.before()).startsWith("AUTHORISED");
    assertThat(change.after()).startsWith("PLATFORM");
    assertThat(impact.grade()).isEqualTo(Grade.LOOSENING);
    assertThat(impact.services().getFirst().grants()).containsExactly(FINANCE);
    assertThat(ImpactText.of(impact, false)).contains("limit [finance, not discredited]: ");
    assertThat(ImpactJson.of(impact)).contains("\"audience\" : \"finance, not discredited\"");
  }

  @Test
  void fewerCallsForAllTightenAndTouchAllGrants() throws Exception {
    Impact impact =
        impact(
            "pack.yaml",
            "PLATFORM: { perSecond: 5, burst: 10, perDay: 20000 }",
            "PLATFORM: { perSecond: 5, burst: 10, perDay: 19000 }");

    assertThat(only(impact).direction()).isEqualTo(Direction.TIGHTENED);
    assertThat(impact.grade()).isEqualTo(Grade.TIGHTENING);
    assertThat(impact.services().getFirst().grants()).containsExactly(STATISTICS);
  }

  @Test
  void whoIsServedNoMoreIsTold() throws Exception {
    Impact impact =
        impact(
            "open-tiers.yaml",
            "when: { organisation-level: discredited, area: transport }",
            "when: { organisation-level: [discredited, unrated], area: transport }");

    AccessChange change = only(impact);
    assertThat(change.what()).isEqualTo(AccessChange.What.SERVED);
    assertThat(change.direction()).isEqualTo(Direction.TIGHTENED);
    assertThat(change.audience()).isEqualTo("unrated");
    assertThat(impact.services().getFirst().grants()).containsExactly(FINANCE);
  }

  @Test
  void aServiceThatNobodyIsDeniedAnyMoreIsLoosened() throws Exception {
    Impact impact =
        impact(
            "open-tiers.yaml",
            "when: { organisation-level: discredited, area: transport }",
            "when: { organisation-level: discredited, area: nowhere }");

    AccessChange change = only(impact);
    assertThat(change.what()).isEqualTo(AccessChange.What.SERVED);
    assertThat(change.direction()).isEqualTo(Direction.LOOSENED);
    assertThat(impact.grade()).isEqualTo(Grade.LOOSENING);
    assertThat(impact.services().getFirst().grants()).isEmpty();
  }
}
