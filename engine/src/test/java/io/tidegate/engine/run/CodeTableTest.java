package io.tidegate.engine.run;

import static io.tidegate.engine.run.Composition.marks;
import static io.tidegate.engine.run.Composition.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.route.data.DataRecord;
import io.tidegate.route.definition.StepDefinition.Miss;
import io.tidegate.route.flow.Flow;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodeTableTest {
  private static final CodeTable TABLE =
      new CodeTable(
          List.of(
              record("codes", "code", "1", "name", "one"),
              record("codes", "code", "1", "name", "again"),
              record("codes", "code", "2", "name", "two")));

  private static Flow.CodeMap step(String into, Miss miss) {
    return new Flow.CodeMap("codes", "code", into, miss);
  }

  @Test
  void aCodeIsLookedUpInARecordAndInEachOfAList() throws CallProblem {
    DataRecord one = record("x", "code", "1", "other", 5L);

    DataRecord looked = (DataRecord) TABLE.looked(step("name", Miss.NULL), one);
    assertThat(looked.layout().names()).containsExactly("code", "other", "name");
    assertThat(looked.value("name")).isEqualTo("one");
    assertThat(marks(looked)).containsExactly("x", "codes");
    assertThat(one.layout().names()).as("the record itself").containsExactly("code", "other");
    assertThat(
            (List<?>) TABLE.looked(step("code", Miss.NULL), List.of(one, record("x", "code", "2"))))
        .extracting(r -> ((DataRecord) r).value("code"))
        .containsExactly("one", "two");
  }

  @Test
  void anUnknownCodeIsNothingOrItselfOrAProblem() throws CallProblem {
    DataRecord unknown = record("x", "code", "9");

    assertThat(((DataRecord) TABLE.looked(step("name", Miss.NULL), unknown)).value("name"))
        .isNull();
    assertThat(((DataRecord) TABLE.looked(step("name", Miss.KEEP), unknown)).value("name"))
        .isEqualTo("9");
    CallProblem problem =
        catchThrowableOfType(
            CallProblem.class, () -> TABLE.looked(step("name", Miss.FAIL), unknown));
    assertThat(problem.code()).isEqualTo(ProblemCode.CODE_UNKNOWN);
    assertThat(problem.toString()).doesNotContain("9");
  }

  @Test
  void noCodeIsNoUnknownCode() throws CallProblem {
    for (Miss miss : Miss.values()) {
      DataRecord none = record("x", "code", null);
      assertThat(((DataRecord) TABLE.looked(step("name", miss), none)).value("name")).isNull();
    }
  }
}
