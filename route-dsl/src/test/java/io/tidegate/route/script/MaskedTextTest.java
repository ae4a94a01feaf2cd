package io.tidegate.route.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.data.DataRecord;
import io.tidegate.route.data.Layout;
import io.tidegate.route.data.MaskedText;
import io.tidegate.route.data.Provenance;
import io.tidegate.route.shape.Lineage;
import io.tidegate.route.shape.Shape;
import io.tidegate.route.shape.Shape.Fields;
import io.tidegate.route.shape.Shape.Listing;
import io.tidegate.route.shape.Shape.Member;
import io.tidegate.route.shape.Shape.Value;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a mask left as a text of a number or a date is nothing to a script, which only carries it
 * along.
 */
class MaskedTextTest {
  private static final MaskedText BAND = new MaskedText("10万–50万");
  private static final MaskedText MONTH = new MaskedText("2024-01");
  private static final Layout ROW = Layout.of(List.of("price", "day", "name"));

  private static Fields shape() {
    return new Fields(
        List.of(
            new Member("price", Value.of(FieldType.NUMBER, true, Lineage.NONE)),
            new Member("day", Value.of(FieldType.DATE, true, Lineage.NONE)),
            new Member("name", Value.of(FieldType.STRING, true, Lineage.NONE)),
            new Member(
                "rows",
                new Listing(
                    new Fields(
                        List.of(
                            new Member("price", Value.of(FieldType.NUMBER, true, Lineage.NONE)),
                            new Member("day", Value.of(FieldType.DATE, true, Lineage.NONE)),
                            new Member("name", Value.of(FieldType.STRING, true, Lineage.NONE))),
                        false,
                        Lineage.NONE),
                    false,
                    Lineage.NONE))),
        false,
        Lineage.NONE);
  }

  private static DataRecord row(Object... values) {
    return new DataRecord(ROW, values, Provenance.NONE);
  }

  private static DataRecord body(Object price, Object day) {
    List<Object> rows =
        Arrays.asList(
            row(price, day, "a"),
            row(new BigDecimal("5"), LocalDate.of(2024, 1, 3), "b"),
            row(null, null, "c"));
    return new DataRecord(
        Layout.of(List.of("price", "day", "name", "rows")),
        new Object[] {price, day, "a", rows},
        Provenance.NONE);
  }

  private static Object run(String text, DataRecord body) throws ScriptFault {
    Script script =
        Scripts.parse(text).value().orElseThrow(() -> new AssertionError("refused: " + text));
    TreeMap<String, Shape> names = new TreeMap<>();
    names.put("body", shape());
    assertThat(ScriptTyper.shape(script, names).diagnostics()).isEmpty();
    return ScriptRun.run(script, Map.of("body", body), ScriptLimits.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "body.price + 1",
        "1 - body.price",
        "body.price * body.price",
        "body.price / 2",
        "body.price % 2",
        "-body.price",
        "body.price.round(2)",
        "body.price.abs()",
        "body.price > 10",
        "body.price <= 10",
        "body.price == 10",
        "body.price != 10",
        "body.price == null",
        "body.price ? 'y' : 'n'",
        "!body.price",
        "body.price ?: 7.5",
        "body.price in [1.5, 2.5]",
        "\"is ${body.price}\"",
        "'is ' + body.price",
        "body.day == null",
        "body.day.plusDays(1)",
        "body.day > body.day",
        "body.rows.sum { it.price }",
        "body.rows.collect { it.price }.sum()",
        "body.rows.collect { it.price }.max()",
        "body.rows.max { it.price }.name",
        "body.rows.min { it.price }.name",
        "body.rows.collect { it.price }.contains(5.0)",
        "body.rows.sort { it.price }.collect { it.name }",
        "body.rows.unique { it.price }.collect { it.name }",
        "body.rows.groupBy { it.price }.collect { it.value.size() }",
        "body.rows.findAll { it.price > 1 }.size()",
        "body.rows.any { it.price > 1 }",
        "body.rows.every { it.price > 1 }",
        "body.rows.count { it.price > 1 }",
        "body.rows.inject(0.0) { a, r -> r.price == null ? a : a + r.price }",
        "body.rows.collect { it.day }.max()"
      })
  void isNothingInEveryOperation(String script) throws ScriptFault {
    assertThat(run(script, body(BAND, MONTH))).isEqualTo(run(script, body(null, null)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[p: body.price]",
        "[p: true ? body.price : 1.5]",
        "[p: body.rows.first().price]",
        "[p: body.rows.find { it.name == 'a' }.price]",
        "def x = body.price\n[p: x]",
        "[p: body.price] + [q: 1]"
      })
  void isCarriedAlong(String script) throws ScriptFault {
    assertThat(((DataRecord) run(script, body(BAND, MONTH))).value("p")).isEqualTo(BAND);
  }

  @Test
  void isCarriedAlongInLists() throws ScriptFault {
    assertThat((List<?>) run("body.rows.collect { it.price }", body(BAND, MONTH)))
        .first()
        .isEqualTo(BAND);
  }

  @Test
  void isEqualAndOrderedByItsText() {
    assertThat(new MaskedText("a")).isEqualTo(new MaskedText("a")).isNotEqualTo("a");
    assertThat(new MaskedText("a")).isLessThan(new MaskedText("b"));
    assertThat(MaskedText.orNothing(BAND)).isNull();
    assertThat(MaskedText.orNothing("a")).isEqualTo("a");
  }
}
