package io.tidegate.rules.pack;

import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.text.Bilingual;
import io.tidegate.route.text.SourceText;
import io.tidegate.route.yaml.YamlNode;
import io.tidegate.route.yaml.YamlNode.Entry;
import io.tidegate.route.yaml.YamlNode.YamlList;
import io.tidegate.route.yaml.YamlNode.YamlMap;
import io.tidegate.route.yaml.YamlNode.YamlScalar;
import io.tidegate.rules.pack.Comments.Comment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A decision table as it is written: the order of its rows, its comments, and for each cell the
 * text of it. It is what YAML and workbook have in common, so that a table can go from one to the
 * other and back without a byte of difference.
 *
 * @param note the comment before the first key, a line each
 */
public record TableForm(
    List<String> note, String table, Stage stage, Bilingual title, List<Row> rows) {
  /** The condition columns as people order them: whom, where, what, how. */
  public static final List<ConditionColumn> ORDER =
      List.of(
          ConditionColumn.RELATION,
          ConditionColumn.PURPOSE,
          ConditionColumn.ORGANISATION_LEVEL,
          ConditionColumn.SERVICE,
          ConditionColumn.AREA,
          ConditionColumn.RESOURCE,
          ConditionColumn.SCHEMA,
          ConditionColumn.FIELD,
          ConditionColumn.LABEL,
          ConditionColumn.FORMAT,
          ConditionColumn.CATEGORY,
          ConditionColumn.DETECTOR,
          ConditionColumn.SENSITIVITY,
          ConditionColumn.TYPE,
          ConditionColumn.OPENNESS,
          ConditionColumn.WHERE,
          ConditionColumn.PROBE);

  /** A longer line of conditions is broken, one column on each line. */
  private static final int WIDEST = 150;

  public TableForm {
    note = List.copyOf(note);
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(title, "title");
    rows = List.copyOf(rows);
  }

  /**
   * A row as it is written.
   *
   * @param when the texts of its cells, as YAML on one line
   * @param then the texts of its decisions, likewise, in the order of the stage's columns
   * @param note the comment before it, a line each
   */
  public record Row(
      String id,
      Map<ConditionColumn, String> when,
      Map<String, String> then,
      Bilingual why,
      List<String> note) {
    public Row {
      Objects.requireNonNull(id, "id");
      when = when.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(when));
      then = Collections.unmodifiableMap(new LinkedHashMap<>(then));
      Objects.requireNonNull(why, "why");
      note = List.copyOf(note);
    }
  }

  /**
   * The form of a table that {@link RulePackReader} accepted.
   *
   * @param notes the comments of the file and of each row by its id
   */
  public static TableForm of(YamlNode accepted, Notes notes) {
    YamlMap map = (YamlMap) accepted;
    Stage stage = Stage.ofWord(text(map, "stage")).orElseThrow();
    List<Row> rows = new ArrayList<>();
    map.get("rows")
        .ifPresent(
            list -> items(list).forEach(item -> rows.add(row((YamlMap) item, stage, notes))));
    return new TableForm(notes.file(), text(map, "table"), stage, bilingual(map, "title"), rows);
  }

  private static List<YamlNode> items(YamlNode node) {
    return node instanceof YamlList list ? list.items() : List.of();
  }

  private static Row row(YamlMap row, Stage stage, Notes notes) {
    Map<ConditionColumn, String> when = new EnumMap<>(ConditionColumn.class);
    entries(row, "when")
        .forEach(
            entry ->
                when.put(
                    ConditionColumn.ofWord(entry.key().value()).orElseThrow(),
                    YamlText.of(entry.value())));
    Map<String, String> written = new LinkedHashMap<>();
    entries(row, "then")
        .forEach(entry -> written.put(entry.key().value(), YamlText.of(entry.value())));
    Map<String, String> then = new LinkedHashMap<>();
    for (String column : stage.decisionColumns()) {
      if (written.containsKey(column)) {
        then.put(column, written.get(column));
      }
    }
    String id = text(row, "id");
    return new Row(id, when, then, bilingual(row, "why"), notes.rows().getOrDefault(id, List.of()));
  }

  private static List<Entry> entries(YamlMap map, String key) {
    return map.get(key).filter(YamlMap.class::isInstance).map(YamlMap.class::cast).stream()
        .flatMap(inner -> inner.entries().stream())
        .filter(entry -> !(entry.value() instanceof YamlScalar scalar && scalar.isNull()))
        .toList();
  }

  private static String text(YamlMap map, String key) {
    return ((YamlScalar) map.get(key).orElseThrow()).text();
  }

  private static Bilingual bilingual(YamlMap map, String key) {
    YamlMap both = (YamlMap) map.get(key).orElseThrow();
    return new Bilingual(text(both, "zh"), text(both, "en"));
  }

  /** The table as a YAML file, each value always written in the same way. */
  public String yaml() {
    StringBuilder out = new StringBuilder();
    comment(note, "", out);
    out.append("table: ").append(YamlText.of(table)).append('\n');
    out.append("stage: ").append(stage.word()).append('\n');
    out.append("title: ").append(YamlText.of(title)).append('\n');
    out.append(rows.isEmpty() ? "rows: []\n" : "rows:\n");
    for (Row row : rows) {
      comment(row.note(), "  ", out);
      out.append("  - id: ").append(YamlText.of(row.id())).append('\n');
      when(row, out);
      out.append("    then: ").append(flow(row.then())).append('\n');
      out.append("    why: ").append(YamlText.of(row.why())).append('\n');
    }
    return out.toString();
  }

  private static void when(Row row, StringBuilder out) {
    if (row.when().isEmpty()) {
      return;
    }
    Map<String, String> cells = new LinkedHashMap<>();
    for (ConditionColumn column : ORDER) {
      if (row.when().containsKey(column)) {
        cells.put(column.word(), row.when().get(column));
      }
    }
    String line = "    when: " + flow(cells);
    if (line.length() <= WIDEST) {
      out.append(line).append('\n');
      return;
    }
    out.append("    when:\n");
    cells.forEach(
        (column, cell) ->
            out.append("      ").append(column).append(": ").append(cell).append('\n'));
  }

  private static String flow(Map<String, String> cells) {
    return YamlText.map(
        cells.entrySet().stream().map(cell -> cell.getKey() + ": " + cell.getValue()).toList());
  }

  private static void comment(List<String> lines, String indent, StringBuilder out) {
    lines.forEach(
        line -> out.append(indent).append(line.isEmpty() ? "#" : "# ").append(line).append('\n'));
  }

  /**
   * The comments that a table can keep.
   *
   * @param rows those before each row, by its id
   */
  public record Notes(List<String> file, Map<String, List<String>> rows) {
    public Notes {
      file = List.copyOf(file);
      rows = Map.copyOf(rows);
    }

    /**
     * The comments of a YAML file: those on lines of their own before the first key, and before a
     * row. Each other one is a warning.
     */
    public static Notes of(SourceText source, YamlNode accepted, Diagnostics diagnostics) {
      YamlMap map = (YamlMap) accepted;
      List<YamlNode> rows = map.get("rows").map(TableForm::items).orElse(List.of());
      List<String> file = new ArrayList<>();
      Map<String, List<String>> before = new LinkedHashMap<>();
      int start = map.span().start();
      int ofRows =
          map.entries().stream()
              .filter(entry -> entry.key().value().equals("rows"))
              .map(entry -> entry.key().span().end())
              .findFirst()
              .orElse(start);
      for (Comment comment : Comments.of(source, accepted)) {
        int at = comment.span().start();
        Optional<String> row = at < ofRows ? Optional.empty() : follows(at, rows);
        if (comment.alone() && at < start) {
          file.add(comment.text());
        } else if (comment.alone() && row.isPresent()) {
          before.computeIfAbsent(row.get(), id -> new ArrayList<>()).add(comment.text());
        } else {
          diagnostics.warning(
              RuleCode.COMMENT_LOST,
              comment.span(),
              "this comment does not come back from a workbook");
        }
      }
      return new Notes(file, before);
    }

    /** The row that begins behind a place which is in no row. */
    private static Optional<String> follows(int at, List<YamlNode> rows) {
      for (YamlNode row : rows) {
        YamlMap map = (YamlMap) row;
        if (at < map.span().start()) {
          return Optional.of(text(map, "id"));
        }
        int end = map.entries().stream().mapToInt(e -> e.value().span().end()).max().orElse(0);
        if (at < end) {
          return Optional.empty();
        }
      }
      return Optional.empty();
    }

    /** Comments as one text of lines; nothing when there are none. */
    public static String joined(List<String> lines) {
      return lines.stream().collect(Collectors.joining("\n"));
    }
  }
}
