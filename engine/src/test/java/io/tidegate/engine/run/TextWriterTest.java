package io.tidegate.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.read.Treatment;
import io.tidegate.route.data.DataRecord;
import io.tidegate.route.data.Layout;
import io.tidegate.route.data.Provenance;
import io.tidegate.route.definition.TextFormat;
import io.tidegate.route.flow.Flow;
import io.tidegate.route.shape.Origin;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TextWriterTest {
  private static final Provenance SHOWN = mark("none", "none");
  private static final Provenance PRICE_HIDDEN = mark("none", "M-DROP");

  private static Provenance mark(String... applied) {
    return Provenance.of(
        new Treatment("items", List.of(Set.of()), Set.of(), List.of(Set.of()), List.of(applied)));
  }

  private static DataRecord record(Provenance from, Object... members) {
    List<String> names = new ArrayList<>();
    Object[] values = new Object[members.length / 2];
    for (int i = 0; i < members.length; i += 2) {
      names.add((String) members[i]);
      values[i / 2] = members[i + 1];
    }
    return new DataRecord(Layout.of(names), values, from);
  }

  private static DataRecord item(Provenance from, Object price) {
    return record(from, "name", "a<b>&\"c\"", "price", price);
  }

  private static Object text(TextFormat format, String member, DataRecord record, int... outputs)
      throws CallProblem {
    TreeSet<Origin> from = new TreeSet<>();
    Arrays.stream(outputs).forEach(o -> from.add(new Origin("items", o)));
    TextWriter writer = new TextWriter(new Flow.Marshal(format, member, from, "text"));
    return ((DataRecord) writer.written(record)).value("text");
  }

  @Test
  void recordsAreWrittenInEachFormat() throws CallProblem {
    DataRecord one = item(SHOWN, new BigDecimal("1.50"));
    DataRecord many = record(SHOWN, "all", List.of(one, item(SHOWN, null)));

    assertThat(text(TextFormat.JSON, "", one, 0, 1))
        .isEqualTo("{\"name\":\"a<b>&\\\"c\\\"\",\"price\":1.50}");
    assertThat(text(TextFormat.XML, "all", many, 0, 1))
        .isEqualTo(
            "<records><record><name>a&lt;b&gt;&amp;\"c\"</name><price>1.50</price></record>"
                + "<record><name>a&lt;b&gt;&amp;\"c\"</name></record></records>");
    assertThat(text(TextFormat.CSV, "all", many, 0, 1))
        .isEqualTo("\"name\",\"price\"\r\n\"a<b>&\"\"c\"\"\",\"1.50\"\r\n\"a<b>&\"\"c\"\"\",\r\n");
  }

  @Test
  void whereAnythingInItIsMaskedThereIsNoText() throws CallProblem {
    DataRecord hidden = item(PRICE_HIDDEN, null);
    DataRecord outer = record(SHOWN, "all", List.of(item(SHOWN, BigDecimal.ONE), hidden));

    for (TextFormat format : List.of(TextFormat.JSON, TextFormat.XML)) {
      assertThat(text(format, "", hidden, 0, 1)).isNull();
      assertThat(text(format, "", hidden, 0)).isNotNull();
      assertThat(text(format, "all", outer, 0, 1)).as("marks of a nested record").isNull();
    }
    assertThat(text(TextFormat.CSV, "all", outer, 0, 1)).isNull();
  }

  @Test
  void aTextHasAnEnd() {
    DataRecord record = record(SHOWN, "name", "x".repeat(TextWriter.LONGEST));

    CallProblem problem =
        catchThrowableOfType(CallProblem.class, () -> text(TextFormat.JSON, "", record, 0));
    assertThat(problem.code()).isEqualTo(ProblemCode.ANSWER_TOO_LARGE);
  }

  @Test
  void aCharacterThatXmlDoesNotHaveIsReplaced() throws CallProblem {
    DataRecord record = record(SHOWN, "name", "a\u0000\u001b\ud800b\r");

    assertThat(text(TextFormat.XML, "", record, 0))
        .isEqualTo("<record><name>a\ufffd\ufffd\ufffdb&#13;</name></record>");
  }
}
