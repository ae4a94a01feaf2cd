package io.tidegate.engine.testing;

import io.tidegate.engine.answer.AnswerTally;
import io.tidegate.engine.answer.AnswerWatch;
import io.tidegate.engine.answer.AnswerWriter;
import io.tidegate.engine.answer.ResponseGuard;
import io.tidegate.engine.detect.LiveSampling;
import io.tidegate.engine.plan.Certificate;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.data.DataRecord;
import io.tidegate.route.data.Layout;
import io.tidegate.route.data.Provenance;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The answer of a service {@code notes} with one text, written the way live ones are.
 *
 * @param plan what answers
 */
public record SampledAnswer(GovernedPlan plan) {
  /** Of a text that is labelled S1. */
  public static SampledAnswer of(String member) {
    return of(member, Optional.of(Sensitivity.S1));
  }

  public static SampledAnswer of(String member, Optional<Sensitivity> label) {
    PlanBuilder builder = PlanBuilder.plan("notes", "/api/dec/v1/notes");
    label.ifPresent(builder::labelled);
    return new SampledAnswer(builder.member(member, FieldType.STRING, true, Map.of()).build());
  }

  /** Answers once through a watch of its own. */
  public String leave(LiveSampling sampling, Object value) {
    return leave(sampling.of(plan), value);
  }

  /** Answers once. */
  public String leave(AnswerWatch watch, Object value) {
    AnswerWriter writer =
        new AnswerWriter(
            plan.answer(),
            false,
            new ResponseGuard(
                new Certificate(
                    "s", "1.0.0", "f", List.of(), List.of(), List.of(), List.of(), List.of(),
                    List.of(), List.of(), List.of()),
                List.of()),
            watch);
    DataRecord record =
        new DataRecord(
            Layout.of(List.of(plan.answer().members().getFirst().name())),
            new Object[] {value},
            Provenance.NONE);
    try {
      return new String(
          writer.write(record, List.of(), Optional.empty(), new AnswerTally.Counter()),
          StandardCharsets.UTF_8);
    } catch (CallProblem e) {
      throw new AssertionError(e);
    }
  }
}
