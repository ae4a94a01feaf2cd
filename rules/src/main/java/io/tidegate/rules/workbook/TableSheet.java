package io.tidegate.rules.workbook;

import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.text.Located;
import io.tidegate.route.text.SourceText;
import io.tidegate.route.yaml.YamlNode;
import io.tidegate.route.yaml.YamlNode.Entry;
import io.tidegate.route.yaml.YamlNode.YamlList;
import io.tidegate.route.yaml.YamlNode.YamlMap;
import io.tidegate.route.yaml.YamlNode.YamlScalar;
import io.tidegate.route.yaml.YamlReader;
import io.tidegate.rules.pack.ConditionColumn;
import io.tidegate.rules.pack.RuleCode;
import io.tidegate.rules.pack.Stage;
import io.tidegate.rules.pack.TableForm;
import io.tidegate.rules.workbook.WorkbookWriter.Content;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A decision table on a sheet: what it is in the first rows, then a row with the names of the
 * columns, then its rows. Conditions and decisions are written as in YAML; every other cell is a
 * text.
 */
final class TableSheet {
  private static final List<String> FACTS =
      List.of("table", "stage", "title zh", "title en", "note");

  private static final int HEADER = FACTS.size() + 2;
  private static final String WHEN = "when ";
  private static final String THEN = "then ";
  private static final String ID = "id";
  private static final String WHY_ZH = "why zh";
  private static final String WHY_EN = "why en";
  private static final String NOTE = "note";

  /** Whose text is taken as it is, though it is a decision. */
  private static final String REASON = THEN + "deny";

  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\u2028\\u2029&&[^\\n]]");

  private final YamlMap root;
  private final TableForm.Notes notes;

  private TableSheet(YamlMap root, TableForm.Notes notes) {
    this.root = root;
    this.notes = notes;
  }

  YamlMap root() {
    return root;
  }

  TableForm.Notes notes() {
    return notes;
  }

  // ---- writing

  static Content content(String file, TableForm form) {
    List<ConditionColumn> conditions = conditions(form.stage());
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("file", file));
    List<String> facts =
        List.of(
            form.table(),
            form.stage().word(),
            form.title().zh(),
            form.title().en(),
            TableForm.Notes.joined(form.note()));
    for (int i = 0; i < FACTS.size(); i++) {
      rows.add(List.of(FACTS.get(i), facts.get(i)));
    }
    rows.add(List.of());
    rows.add(header(form.stage()));
    for (TableForm.Row row : form.rows()) {
      List<String> cells = new ArrayList<>();
      cells.add(row.id());
      conditions.forEach(column -> cells.add(row.when().getOrDefault(column, "")));
      for (String column : form.stage().decisionColumns()) {
        String cell = row.then().getOrDefault(column, "");
        cells.add((THEN + column).equals(REASON) && !cell.isEmpty() ? unquoted(cell) : cell);
      }
      cells.add(row.why().zh());
      cells.add(row.why().en());
      cells.add(TableForm.Notes.joined(row.note()));
      rows.add(cells);
    }
    return new Content(file, HEADER + 1, rows);
  }

  private static String unquoted(String yaml) {
    Diagnostics diagnostics = new Diagnostics();
    return YamlReader.read(new SourceText(REASON, yaml), diagnostics)
        .filter(YamlScalar.class::isInstance)
        .map(scalar -> ((YamlScalar) scalar).text())
        .orElse(yaml);
  }

  private static List<ConditionColumn> conditions(Stage stage) {
    return TableForm.ORDER.stream().filter(stage.conditionColumns()::contains).toList();
  }

  private static List<String> header(Stage stage) {
    List<String> header = new ArrayList<>(List.of(ID));
    conditions(stage).forEach(column -> header.add(WHEN + column.word()));
    stage.decisionColumns().forEach(column -> header.add(THEN + column));
    header.addAll(List.of(WHY_ZH, WHY_EN, NOTE));
    return header;
  }

  // ---- reading

  /** The table of a sheet as the tree that YAML would give, whose places are the cells. */
  static Optional<TableSheet> read(Sheet sheet, Diagnostics diagnostics) {
    return new Reading(sheet, diagnostics).table();
  }

  private static final class Reading {
    private final Sheet sheet;
    private final Diagnostics diagnostics;
    private boolean wrong;

    Reading(Sheet sheet, Diagnostics diagnostics) {
      this.sheet = sheet;
      this.diagnostics = diagnostics;
    }

    Optional<TableSheet> table() {
      for (int i = 0; i < FACTS.size(); i++) {
        if (!sheet.text(i + 1, 0).equals(FACTS.get(i))) {
          wrong(i + 1, 0, "here must stand `" + FACTS.get(i) + "`");
        }
      }
      printable();
      Optional<Stage> stage = Stage.ofWord(sheet.text(2, 1));
      if (stage.isEmpty()) {
        diagnostics.unknown(
            RuleCode.UNKNOWN_STAGE,
            sheet.cell(2, 1).all(),
            "`" + sheet.text(2, 1) + "` is no stage",
            sheet.text(2, 1),
            Arrays.stream(Stage.values()).map(Stage::word).toList());
        return Optional.empty();
      }
      Map<Integer, String> columns = columns(stage.get());
      if (wrong) {
        return Optional.empty();
      }
      List<YamlNode> rows = new ArrayList<>();
      Map<String, List<String>> rowNotes = new HashMap<>();
      for (int row = HEADER + 1; row < sheet.rows(); row++) {
        if (sheet.cells().containsKey(row)) {
          rows.add(row(row, columns, rowNotes));
          decided(row, columns, stage.get());
        }
      }
      if (wrong) {
        return Optional.empty();
      }
      SourceText first = sheet.cell(1, 1);
      YamlMap root =
          new YamlMap(
              List.of(
                  entry("table", 1, 1, text(1, 1)),
                  entry("stage", 2, 1, text(2, 1)),
                  entry("title", 3, 1, bilingual(3, 1, 4, 1)),
                  entry("rows", HEADER, 0, new YamlList(rows, sheet.cell(HEADER, 0).all()))),
              first.all());
      return Optional.of(
          new TableSheet(root, new TableForm.Notes(lines(sheet.text(5, 1)), rowNotes)));
    }

    /** A character nobody sees is refused; only a comment has several lines. */
    private void printable() {
      sheet
          .cells()
          .forEach(
              (row, cells) ->
                  cells.forEach(
                      (column, text) -> {
                        if (UNPRINTABLE.matcher(text).find()) {
                          wrong(row, column, "this cell holds a character that cannot be seen");
                        }
                      }));
    }

    /** What stands in each column, by its number. */
    private Map<Integer, String> columns(Stage stage) {
      List<String> known = header(stage);
      Map<Integer, String> columns = new TreeMap<>();
      Set<String> seen = new HashSet<>();
      if (!sheet.cells().containsKey(HEADER)) {
        wrong(HEADER, 0, "here must stand the names of the columns");
        return columns;
      }
      sheet
          .cells()
          .get(HEADER)
          .forEach(
              (column, name) -> {
                if (!known.contains(name) && !isOfLater(name)) {
                  wrong = true;
                  diagnostics.unknown(
                      RuleCode.WORKBOOK,
                      sheet.cell(HEADER, column).all(),
                      "`" + name + "` is no column of the stage " + stage.word(),
                      name,
                      known);
                } else if (!seen.add(name)) {
                  wrong(HEADER, column, "the column `" + name + "` is there twice");
                }
                columns.put(column, name);
              });
      for (String needed : List.of(ID, WHY_ZH, WHY_EN)) {
        if (!seen.contains(needed)) {
          wrong(HEADER, 0, "the column `" + needed + "` is missing");
        }
      }
      return columns;
    }

    /** A column that the pack's reader knows better how to refuse. */
    private static boolean isOfLater(String name) {
      return name.startsWith(WHEN) || name.startsWith(THEN);
    }

    /** Told here, where the cell is known; the stages that decide one thing must decide it. */
    private void decided(int row, Map<Integer, String> columns, Stage stage) {
      String needed = THEN + stage.decisionColumns().getFirst();
      boolean optional = stage == Stage.CLASSIFY || stage == Stage.OPEN;
      columns.forEach(
          (column, name) -> {
            if (!optional && name.equals(needed) && sheet.text(row, column).isEmpty()) {
              wrong(row, column, "this row decides nothing: `" + needed + "` is empty");
            }
          });
    }

    private YamlMap row(int row, Map<Integer, String> columns, Map<String, List<String>> rowNotes) {
      Map<String, Integer> places = new HashMap<>();
      columns.forEach((column, name) -> places.put(name, column));
      List<Entry> when = new ArrayList<>();
      List<Entry> then = new ArrayList<>();
      for (Map.Entry<Integer, String> column : columns.entrySet()) {
        String name = column.getValue();
        int at = column.getKey();
        if (sheet.text(row, at).isEmpty()) {
          continue;
        }
        if (name.startsWith(WHEN)) {
          yaml(row, at).ifPresent(node -> when.add(named(name, WHEN, at, node)));
        } else if (name.equals(REASON)) {
          then.add(named(name, THEN, at, text(row, at)));
        } else if (name.startsWith(THEN)) {
          yaml(row, at).ifPresent(node -> then.add(named(name, THEN, at, node)));
        }
      }
      sheet
          .cells()
          .get(row)
          .forEach(
              (column, text) -> {
                if (!columns.containsKey(column)) {
                  wrong(row, column, "this cell is in no column: its header is empty");
                }
              });
      int id = places.get(ID);
      if (sheet.text(row, id).isEmpty()) {
        wrong(row, id, "this row has no id");
      }
      if (places.containsKey(NOTE) && !sheet.text(row, places.get(NOTE)).isEmpty()) {
        rowNotes.put(sheet.text(row, id), lines(sheet.text(row, places.get(NOTE))));
      }
      SourceText place = sheet.cell(row, id);
      List<Entry> entries = new ArrayList<>();
      entries.add(entry(ID, row, id, text(row, id)));
      entries.add(new Entry(new Located<>("when", place.all()), new YamlMap(when, place.all())));
      entries.add(new Entry(new Located<>("then", place.all()), new YamlMap(then, place.all())));
      entries.add(
          entry(
              "why",
              row,
              places.get(WHY_ZH),
              bilingual(row, places.get(WHY_ZH), row, places.get(WHY_EN))));
      return new YamlMap(entries, place.all());
    }

    /** A cell of the header, as the key of what stands below it. */
    private Entry named(String name, String kind, int column, YamlNode value) {
      SourceText header = sheet.cell(HEADER, column);
      return new Entry(new Located<>(name.substring(kind.length()), header.all()), value);
    }

    private Optional<YamlNode> yaml(int row, int column) {
      SourceText cell = sheet.cell(row, column);
      Diagnostics found = new Diagnostics();
      Optional<YamlNode> node = YamlReader.read(cell, found);
      diagnostics.addAll(found.list());
      wrong |= found.hasErrors();
      if (cell.text().contains(" #") || cell.text().startsWith("#")) {
        boolean quoted =
            node.isPresent() && node.get().span().text().strip().equals(cell.text().strip());
        if (!quoted) {
          wrong(row, column, "a comment belongs in the column `note`");
        }
      }
      return node;
    }

    private Entry entry(String key, int row, int column, YamlNode value) {
      return new Entry(new Located<>(key, sheet.cell(row, column).all()), value);
    }

    private YamlScalar text(int row, int column) {
      SourceText cell = sheet.cell(row, column);
      if (cell.text().contains("\n")) {
        wrong(row, column, "only a note has several lines");
      }
      return YamlScalar.whole(cell);
    }

    private YamlMap bilingual(int zhRow, int zhColumn, int enRow, int enColumn) {
      return new YamlMap(
          List.of(
              entry("zh", zhRow, zhColumn, required(zhRow, zhColumn)),
              entry("en", enRow, enColumn, required(enRow, enColumn))),
          sheet.cell(zhRow, zhColumn).all());
    }

    private YamlScalar required(int row, int column) {
      if (sheet.text(row, column).isEmpty()) {
        wrong(row, column, "this cell must not be empty");
      }
      return text(row, column);
    }

    private static List<String> lines(String note) {
      return note.isEmpty() ? List.of() : note.lines().map(String::stripTrailing).toList();
    }

    private void wrong(int row, int column, String message) {
      wrong = true;
      diagnostics.error(RuleCode.WORKBOOK, sheet.cell(row, column).all(), message);
    }
  }
}
