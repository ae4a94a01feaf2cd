package io.tidegate.engine.run;

import static io.tidegate.engine.run.Composition.record;
import static io.tidegate.engine.run.Composition.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.route.data.Provenance;
import io.tidegate.route.data.RawKey;
import io.tidegate.route.definition.AnswerHeader;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunStateTest {
  @Test
  void aReadIsAskedWithParametersVariablesAndRawKeys() {
    RunState state =
        state()
            .variable("v", 1L, Provenance.NONE)
            .variable("w", "x", Provenance.NONE)
            .raw("k", RawKey.of("raw"));

    assertThat(state.readCall().parameters())
        .containsOnlyKeys("id", "v", "w", "k")
        .containsEntry("id", "p")
        .containsEntry("v", 1L)
        .containsEntry("k", "raw");
  }

  @Test
  void ofAVariableAndARawKeyOfOneNameTheLaterCounts() {
    assertThat(
            state()
                .raw("k", RawKey.of("raw"))
                .variable("k", "shown", Provenance.NONE)
                .readCall()
                .parameters())
        .containsEntry("k", "shown");
    assertThat(
            state()
                .variable("k", "shown", Provenance.NONE)
                .raw("k", RawKey.of("raw"))
                .readCall()
                .parameters())
        .containsEntry("k", "raw");
  }

  @Test
  void noScriptCanNameARawKey() {
    RunState state = state().raw("k", RawKey.of("raw"));

    assertThat(state.variables().layout().names()).isEmpty();
    assertThat(state.headers().layout().names()).containsExactly("id");
    assertThat(state.body()).isNull();
  }

  @Test
  void aVariableCarriesTheMarksOfWhatFlowedIntoIt() {
    RunState state =
        state()
            .variable("v", 1L, record("x", "a", 1L).provenance())
            .variable("w", 2L, record("y", "a", 1L).provenance());

    assertThat(Composition.marks(state.variables())).containsExactly("x", "y");
  }

  @Test
  void variablesOfATurnEndWithIt() {
    RunState before = state().variable("v", 1L, Provenance.NONE);
    RunState after = before.variable("v", 2L, Provenance.NONE).raw("k", RawKey.of("raw")).body("b");

    assertThat(after.variablesOf(before).variables()).isEqualTo(before.variables());
    assertThat(after.variablesOf(before).raws()).isEmpty();
    assertThat(after.variablesOf(before).body()).isEqualTo("b");
  }

  @Test
  void aMissingPartIsToldOnceAndInOneOrder() {
    MissingPart port = new MissingPart(ProblemCode.SOURCE_TIMEOUT, List.of("port"));
    MissingPart customs = new MissingPart(ProblemCode.SOURCE_FAILED, List.of("customs", "customs"));

    assertThat(state().missing(port).missing(customs).missing(port).missing())
        .isEqualTo(state().missing(customs).missing(port).missing())
        .hasSize(2);
    assertThat(customs.sources()).containsExactly("customs");
  }

  @Test
  void whatABranchTellsIsKeptAndItsVariablesAreNot() {
    MissingPart port = new MissingPart(ProblemCode.SOURCE_TIMEOUT, List.of("port"));
    RunState branch =
        state()
            .variable("v", 1L, Provenance.NONE)
            .header(AnswerHeader.values()[0], "of the branch")
            .missing(port);

    RunState after = state().header(AnswerHeader.values()[0], "before").told(branch);

    assertThat(after.missing()).containsExactly(port);
    assertThat(after.answerHeaders()).containsEntry(AnswerHeader.values()[0], "of the branch");
    assertThat(after.variables().layout().names()).isEmpty();
  }

  @Test
  void aDeadlineOnlyComesNearer() {
    RunState state = state();
    Instant sooner = state.call().deadline().minusSeconds(1);

    assertThat(state.until(sooner).call().deadline()).isEqualTo(sooner);
    assertThat(state.until(state.call().deadline().plusSeconds(1)).call().deadline())
        .isEqualTo(state.call().deadline());
  }

  @Test
  void whatIsSetLeavesTheStateBeforeAsItWas() {
    RunState before = state();
    before.body("b");
    before.raw("k", RawKey.of(1L));
    before.header(AnswerHeader.values()[0], "h");
    before.variable("v", 1L, Provenance.NONE);

    assertThat(before.body()).isNull();
    assertThat(before.raws()).isEmpty();
    assertThat(before.answerHeaders()).isEmpty();
    assertThat(before.variables().layout().names()).isEmpty();
    assertThat(before.recordOrAbsent(null).absent()).isTrue();
    assertThat(before.recordOrAbsent("r").absent()).isFalse();
  }
}
