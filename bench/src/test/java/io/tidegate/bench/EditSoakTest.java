package io.tidegate.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.impact.Direction;
import io.tidegate.engine.impact.FieldChange;
import io.tidegate.engine.impact.Impact;
import io.tidegate.engine.impact.ServiceImpact;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.read.AppliedMasks;
import io.tidegate.engine.workspace.SampleFolders;
import io.tidegate.route.catalog.Relation;
import io.tidegate.rules.mask.MaskComparison;
import io.tidegate.rules.mask.MaskSpec;
import io.tidegate.rules.pack.RulePack;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is predicted of an edit is what comes of it: the short form of {@code bench impact}. */
class EditSoakTest {
  private static EditSoak soak;

  @BeforeAll
  static void open() throws Exception {
    soak = EditSoak.open(new SampleFolders(Path.of("..", "samples")));
  }

  private static List<EditSoak.Outcomes> edits(long seed, int count) {
    RandomEdits random = new RandomEdits(seed);
    List<EditSoak.Outcomes> judged = new ArrayList<>();
    while (judged.size() < count) {
      soak.judge(random.edit(soak.pack()).pack(), judged.isEmpty()).ifPresent(judged::add);
    }
    return judged;
  }

  /**
   * The first edit of a kind that a pack can be built of and, where it can, that changes anything.
   */
  private static EditSoak.Outcomes edit(RandomEdits.Kind kind) {
    RandomEdits random = new RandomEdits(7);
    for (int i = 0; i < 60; i++) {
      Optional<EditSoak.Outcomes> judged =
          soak.judge(random.edit(soak.pack(), List.of(kind)).pack(), false);
      if (judged.isPresent()
          && (kind == RandomEdits.Kind.REORDER || !judged.get().predicted().services().isEmpty())) {
        return judged.get();
      }
    }
    throw new AssertionError("no edit of the kind " + kind + " changes anything");
  }

  @ParameterizedTest
  @EnumSource(RandomEdits.Kind.class)
  void whatIsPredictedIsWhatTheCheckerFinds(RandomEdits.Kind kind) {
    EditSoak.Outcomes edit = edit(kind);

    assertThat(EditSoak.differences(edit)).isEmpty();
    if (kind == RandomEdits.Kind.REORDER) {
      assertThat(edit.predicted().services()).isEmpty();
      edit.after()
          .forEach(
              (service, is) ->
                  assertThat(is.certificate().outputs())
                      .as(service)
                      .isEqualTo(edit.before().get(service).certificate().outputs()));
    }
  }

  @Test
  void whatIsCompiledFromItsTextIsWhatIsPlannedFromItsDecisions() {
    RulePack changed = new RandomEdits(8).edit(soak.pack(), List.of(RandomEdits.Kind.MASK)).pack();
    EditSoak.Outcomes shortened = soak.judge(changed, false).orElseThrow();
    EditSoak.Outcomes whole = soak.judge(changed, true).orElseThrow();

    assertThat(EditSoak.differences(whole)).isEmpty();
    assertThat(shortened.after().keySet()).isEqualTo(whole.after().keySet());
    shortened
        .after()
        .forEach(
            (service, checked) ->
                assertThat(checked.certificate().outputs())
                    .as(service)
                    .isEqualTo(whole.after().get(service).certificate().outputs()));
  }

  /**
   * Whatever the read itself would put on a value tells nothing new unless it was predicted: for
   * every caller with one relation, and with all of them, with every switch off and on.
   */
  @Test
  void nothingOpensAtTheReadThatWasNotPredicted() {
    int opened = 0;
    for (EditSoak.Outcomes edit : edits(5, 6)) {
      TreeMap<String, ServiceImpact> predicted = new TreeMap<>();
      edit.predicted().services().forEach(s -> predicted.put(s.service(), s));
      for (String service : edit.after().keySet()) {
        List<PlannedRead> was = edit.before().get(service).plan().reads();
        List<PlannedRead> is = edit.after().get(service).plan().reads();
        for (int r = 0; r < was.size(); r++) {
          for (AppliedMasks.Caller caller : AppliedMasks.callers(was.get(r), is.get(r))) {
            List<MaskSpec> before = AppliedMasks.of(was.get(r), caller);
            List<MaskSpec> after = AppliedMasks.of(is.get(r), caller);
            for (int f = 0; f < before.size(); f++) {
              MaskComparison comparison = MaskComparison.of(before.get(f), after.get(f));
              if (comparison == MaskComparison.LOOSER
                  || comparison == MaskComparison.INCOMPARABLE) {
                opened++;
                String output = was.get(r).fields().get(f).name();
                assertThat(tells(predicted.get(service), was.get(r).id(), output, caller))
                    .as(service + " " + output + " " + caller + " " + before.get(f) + after.get(f))
                    .isTrue();
              }
            }
          }
        }
      }
    }
    assertThat(opened).isPositive();
  }

  private static boolean tells(
      ServiceImpact impact, String read, String output, AppliedMasks.Caller caller) {
    Set<Relation> relations = caller.relations();
    return Optional.ofNullable(impact).stream()
        .flatMap(i -> i.fields().stream())
        .filter(f -> f.direction().opens())
        .filter(f -> f.read().equals(read) && f.output().equals(output))
        .map(FieldChange::relations)
        .anyMatch(relations::containsAll);
  }

  @Test
  void aPredictionThatLeavesSomethingOutIsFound() {
    EditSoak.Outcomes edit =
        edits(6, 4).stream()
            .filter(
                e ->
                    e.predicted().services().stream()
                        .anyMatch(
                            s ->
                                s.fate() == ServiceImpact.Fate.KEPT
                                    && s.count(Direction.TIGHTENED) > 0))
            .findFirst()
            .orElseThrow();
    EditSoak.Outcomes silent =
        new EditSoak.Outcomes(
            edit.packBefore(),
            edit.candidate(),
            new Impact(edit.predicted().candidate(), edit.predicted().against(), 0, 0, List.of()),
            edit.before(),
            edit.after());

    assertThat(EditSoak.differences(silent)).isNotEmpty();
  }

  @Test
  void theMeasureTellsBothEdits() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ImpactMeasure.open(new SampleFolders(Path.of("..", "samples")), new GeneratedServices(3), 12)
        .report(new PrintStream(printed, true, StandardCharsets.UTF_8));

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("12 services at hand", "narrow without mask-carrier/goods-code, run 3")
        .containsPattern("wide .* 12 decided otherwise");
  }

  @Test
  void aWrongUseIsTold() throws Exception {
    assertThat(BenchMain.run("impact", "--edits")).isEqualTo(2);
    assertThat(BenchMain.run("impact", "--edits", "many")).isEqualTo(2);
    assertThat(BenchMain.run("impact", "--other", "1")).isEqualTo(2);
  }
}
