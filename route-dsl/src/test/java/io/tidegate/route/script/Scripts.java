package io.tidegate.route.script;

import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.data.DataRecord;
import io.tidegate.route.data.Layout;
import io.tidegate.route.data.Mark;
import io.tidegate.route.data.Provenance;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.shape.Lineage;
import io.tidegate.route.shape.Origin;
import io.tidegate.route.shape.Shape;
import io.tidegate.route.shape.Shape.Fields;
import io.tidegate.route.shape.Shape.Listing;
import io.tidegate.route.shape.Shape.Member;
import io.tidegate.route.shape.Shape.Missing;
import io.tidegate.route.shape.Shape.Value;
import io.tidegate.route.text.SourceText;
import io.tidegate.route.yaml.YamlNode;
import io.tidegate.route.yaml.YamlNode.YamlMap;
import io.tidegate.route.yaml.YamlNode.YamlScalar;
import io.tidegate.route.yaml.YamlReader;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Scripts as they stand in a route, with a body of declarations to work on. */
final class Scripts {
  private Scripts() {}

  /** The limits that hold, but for the time: a busy machine is no fault of a script. */
  static final ScriptLimits LIMITS =
      new ScriptLimits(
          ScriptLimits.DEFAULT.fuel(),
          Duration.ofMinutes(1),
          ScriptLimits.DEFAULT.textLength(),
          ScriptLimits.DEFAULT.listSize(),
          ScriptLimits.DEFAULT.depth());

  /** A mark with a name to know it by. */
  record Row(String name) implements Mark {}

  /** A text as a block of a YAML file. */
  static YamlScalar scalar(String script) {
    String yaml =
        "script:\n  groovy: |\n"
            + script.lines().map(line -> "    " + line + "\n").collect(Collectors.joining());
    return scalarOf(yaml);
  }

  static YamlScalar scalarOf(String yaml) {
    Diagnostics diagnostics = new Diagnostics();
    YamlNode root =
        YamlReader.read(new SourceText("service.yaml", yaml), diagnostics).orElseThrow();
    YamlNode node = ((YamlMap) root).get("script").orElseThrow();
    return (YamlScalar) ((YamlMap) node).get("groovy").orElseThrow();
  }

  static Outcome<Script> parse(String script) {
    return ScriptParser.parse(scalar(script));
  }

  /** A script that is known to be accepted. */
  static Script accepted(String script) {
    Outcome<Script> outcome = parse(script);
    return outcome.value().orElseThrow(() -> new AssertionError(outcome.diagnostics()));
  }

  static Object run(String script) throws ScriptFault {
    return ScriptRun.run(accepted(script), values(), LIMITS);
  }

  private static Value of(FieldType type, boolean nullable, String output) {
    return Value.of(type, nullable, Lineage.of(new Origin(output, 0)));
  }

  private static Lineage control(String output) {
    return Lineage.NONE.decidedBy(Lineage.of(new Origin(output, 0)));
  }

  /** What the scripts are given: the body is a list of goods. */
  static TreeMap<String, Shape> shapes() {
    Fields goods =
        new Fields(
            List.of(
                new Member("code", of(FieldType.STRING, false, "code")),
                new Member("name", of(FieldType.STRING, true, "name")),
                new Member("qty", of(FieldType.INTEGER, false, "qty")),
                new Member("price", of(FieldType.NUMBER, true, "price")),
                new Member("open", of(FieldType.BOOLEAN, false, "open")),
                new Member("day", of(FieldType.DATE, true, "day")),
                new Member("at", of(FieldType.DATE_TIME, false, "at")),
                new Member(
                    "tags", new Listing(of(FieldType.STRING, false, "tag"), true, control("tags"))),
                new Member(
                    "port",
                    new Fields(
                        List.of(
                            new Member("id", of(FieldType.STRING, false, "port")),
                            new Member("city", of(FieldType.STRING, true, "city"))),
                        true,
                        control("present")))),
            false,
            Lineage.NONE);
    TreeMap<String, Shape> names = new TreeMap<>();
    names.put("body", new Listing(goods, false, control("rows")));
    names.put(
        "headers",
        new Fields(
            List.of(
                new Member("limit", Value.of(FieldType.INTEGER, true, Lineage.NONE)),
                new Member("word", Value.of(FieldType.STRING, false, Lineage.NONE))),
            false,
            Lineage.NONE));
    names.put(
        "variables",
        new Fields(
            List.of(
                new Member("rate", of(FieldType.NUMBER, false, "rate")),
                new Member("extra", of(FieldType.OBJECT, true, "extra")),
                new Member("none", new Missing(Lineage.NONE))),
            false,
            Lineage.NONE));
    return names;
  }

  private static final Layout GOODS =
      Layout.of(List.of("code", "name", "qty", "price", "open", "day", "at", "tags", "port"));
  private static final Layout PORT = Layout.of(List.of("id", "city"));

  static DataRecord record(String mark, List<String> names, Object... values) {
    return new DataRecord(Layout.of(names), values, Provenance.of(new Row(mark)));
  }

  static DataRecord goods(
      String mark, String code, String name, long qty, String price, boolean open, String day) {
    Provenance marks = Provenance.of(new Row(mark));
    DataRecord port =
        name == null ? null : new DataRecord(PORT, new Object[] {"CN" + code, null}, marks);
    Object[] values = {
      code,
      name,
      qty,
      price == null ? null : new BigDecimal(price),
      open,
      day == null ? null : LocalDate.parse(day),
      OffsetDateTime.parse("2026-01-0" + (qty % 9 + 1) + "T08:30:00+08:00"),
      name == null ? null : Arrays.asList("x", code),
      port
    };
    return new DataRecord(GOODS, values, marks);
  }

  /** Three rows, marked a, b and c. */
  static Map<String, Object> values() {
    Map<String, Object> values = new TreeMap<>();
    values.put(
        "body",
        List.of(
            goods("a", "A1", "apples", 5, "2.50", true, "2026-01-31"),
            goods("b", "B2", null, 0, null, false, null),
            goods("c", "A1", "Cherries", 12, "0.125", true, "2025-12-01")));
    DataRecord headers =
        new DataRecord(
            Layout.of(List.of("limit", "word")), new Object[] {2L, "ap"}, Provenance.NONE);
    values.put("headers", headers);
    values.put(
        "variables",
        new DataRecord(
            Layout.of(List.of("rate", "extra", "none")),
            new Object[] {new BigDecimal("7.1"), null, null},
            Provenance.of(new Row("v"))));
    return values;
  }

  // how shapes and values are written in the corpus

  static String text(Shape shape) {
    return switch (shape) {
      case Value value ->
          value.type().word() + (value.nullable() ? "?" : "") + text(value.lineage());
      case Missing missing -> "nothing" + text(missing.lineage());
      case Fields fields ->
          "{"
              + fields.members().stream()
                  .map(m -> m.name() + ": " + text(m.shape()))
                  .collect(Collectors.joining("; "))
              + "}"
              + (fields.nullable() ? "?" : "")
              + text(fields.presence());
      case Listing listing ->
          "["
              + text(listing.element())
              + "]"
              + (listing.nullable() ? "?" : "")
              + text(listing.order());
    };
  }

  private static String text(Lineage lineage) {
    return (lineage.values().isEmpty() ? "" : " < " + text(lineage.values()))
        + (lineage.control().isEmpty() ? "" : " by " + text(lineage.control()));
  }

  private static String text(SortedSet<Origin> origins) {
    return origins.stream().map(Origin::read).collect(Collectors.joining(", "));
  }

  static String text(Object value) {
    return switch (value) {
      case null -> "null";
      case String text -> "'" + text + "'";
      case DataRecord record -> {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < record.layout().size(); i++) {
          members.add(record.layout().names().get(i) + ": " + text(record.values()[i]));
        }
        yield "{" + String.join(", ", members) + "}";
      }
      case List<?> list ->
          list.stream().map(Scripts::text).collect(Collectors.joining(", ", "[", "]"));
      default -> value.toString();
    };
  }

  /** The names of a record's marks. */
  static List<String> marks(Object record) {
    return marks(((DataRecord) record).provenance());
  }

  static List<String> marks(Provenance provenance) {
    List<String> names = new ArrayList<>();
    provenance.marks().forEach(mark -> names.add(((Row) mark).name()));
    Collections.sort(names);
    return names;
  }
}
