package io.tidegate.engine.run;

import static io.tidegate.engine.run.Composition.marks;
import static io.tidegate.engine.run.Composition.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.data.DataRecord;
import io.tidegate.route.data.MaskedText;
import io.tidegate.route.definition.TextFormat;
import io.tidegate.route.flow.Flow;
import io.tidegate.route.flow.Flow.Part;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextReaderTest {
  private static Part value(String name, FieldType type) {
    return new Part(name, Optional.of(type), false, List.of());
  }

  private static final List<Part> PARTS =
      List.of(
          value("port", FieldType.STRING),
          value("weight", FieldType.NUMBER),
          value("count", FieldType.INTEGER),
          value("on", FieldType.DATE),
          new Part("boxes", Optional.empty(), true, List.of(value("no", FieldType.STRING))));

  private static DataRecord read(TextFormat format, boolean list, List<Part> parts, Object text) {
    TextReader reader = new TextReader(new Flow.Unmarshal(format, "text", list, parts, "made"));
    return (DataRecord) reader.read(record("source", "text", text));
  }

  private static Object made(TextFormat format, Object text) {
    return read(format, false, PARTS, text).value("made");
  }

  @Test
  void aDocumentBecomesRecordsWithTheMarksOfItsText() {
    for (Object made :
        List.of(
            made(
                TextFormat.JSON,
                "{\"port\":\"A\",\"weight\":1.50,\"count\":3,\"on\":\"2026-01-02\",\"boxes\":[{\"no\":\"1\"},{\"no\":\"2\",\"more\":5}],\"else\":1}"),
            made(
                TextFormat.XML,
                "<r><port>A</port><weight>1.50</weight><count>3</count><on>2026-01-02</on><boxes><no>1</no></boxes><boxes><no>2</no></boxes></r>"))) {
      DataRecord record = (DataRecord) made;
      assertThat(record.layout().names()).containsExactly("port", "weight", "count", "on", "boxes");
      assertThat(record.value("port")).isEqualTo("A");
      assertThat(record.value("weight")).isEqualTo(new BigDecimal("1.50"));
      assertThat(record.value("count")).isEqualTo(3L);
      assertThat(record.value("on")).isEqualTo(LocalDate.of(2026, 1, 2));
      assertThat((List<?>) record.value("boxes"))
          .extracting(box -> ((DataRecord) box).value("no"))
          .containsExactly("1", "2");
      assertThat(marks(record)).containsExactly("source");
      assertThat(marks(((List<?>) record.value("boxes")).getFirst())).containsExactly("source");
    }
  }

  @Test
  void aTableBecomesAList() {
    List<Part> parts = List.of(value("no", FieldType.INTEGER), value("name", FieldType.STRING));
    String text = "name,no,other\r\n\"a, \"\"b\"\"\n\",1,x\r\n,2,\r\n";

    List<?> rows = (List<?>) read(TextFormat.CSV, true, parts, text).value("made");

    assertThat(rows).extracting(row -> ((DataRecord) row).value("no")).containsExactly(1L, 2L);
    assertThat(rows)
        .extracting(row -> ((DataRecord) row).value("name"))
        .containsExactly("a, \"b\"\n", null);
    for (String broken :
        List.of("", "a,a\n1,2", "a,\n1,2", "a,b\n1", "a\n\"1", "a\n1\"2\"", "a\n\"1\"2")) {
      assertThat(read(TextFormat.CSV, true, parts, broken).value("made")).as(broken).isNull();
    }
  }

  @Test
  void aPartOfAnotherTypeIsNothing() {
    DataRecord made =
        (DataRecord)
            made(
                TextFormat.JSON,
                "{\"port\":5,\"weight\":\"1.5\",\"count\":1.5,\"on\":\"2026-02-30\",\"boxes\":{}}");

    assertThat(made.values()).containsOnlyNulls();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><r><port>&x;</port></r>",
        "<!DOCTYPE r SYSTEM \"http://127.0.0.1/x.dtd\"><r><port>A</port></r>",
        "<!DOCTYPE r [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><r><port>&b;</port></r>",
        "<r><port>&x;</port></r>",
        "<r><port>A</port>",
        "<r/><r/>",
        "not xml",
        ""
      })
  void xmlThatReachesOutOrIsBrokenIsNothing(String text) {
    assertThat(made(TextFormat.XML, text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"port\":\"A\"",
        "{\"port\":\"A\"} {}",
        "{\"port\":\"A\",\"port\":\"B\"}",
        "[]",
        "null",
        "{port:'A'}",
        "",
        "***"
      })
  void jsonThatIsNoneIsNothing(String text) {
    assertThat(made(TextFormat.JSON, text)).isNull();
  }

  @Test
  void whatIsTooDeepTooLongOrMaskedIsNothing() {
    String deep = "[".repeat(100) + "]".repeat(100);
    assertThat(made(TextFormat.JSON, "{\"port\":" + deep + "}")).isNull();
    assertThat(made(TextFormat.XML, "<a>".repeat(100) + "</a>".repeat(100))).isNull();
    assertThat(made(TextFormat.JSON, "{\"port\":\"" + "x".repeat(TextReader.LONGEST) + "\"}"))
        .isNull();
    assertThat(
            read(TextFormat.JSON, true, PARTS, "[" + "{},".repeat(TextReader.MOST_RECORDS) + "{}]")
                .value("made"))
        .isNull();
    assertThat(made(TextFormat.JSON, "{\"weight\":1e999999999}")).isNull();
    assertThat(made(TextFormat.JSON, new MaskedText("100-200"))).isNull();
    assertThat(made(TextFormat.JSON, null)).isNull();
  }
}
