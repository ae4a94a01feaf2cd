package io.tidegate.route.sql;

import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.SourceText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Statements with what must be found out about them, in the files of {@code
 * src/test/resources/sql}. A case is a line {@code # what it shows}, the statement, and a line
 * {@code => …} for each thing that is expected.
 */
final class Corpus {
  private static final Path FOLDER = Path.of("src", "test", "resources", "sql");

  private Corpus() {}

  /** One statement of a file. */
  record Case(Path file, String title, String sql, List<String> expected) {
    @Override
    public String toString() {
      String name = file.getFileName().toString();
      return name.substring(0, name.indexOf('.')) + ": " + title;
    }
  }

  static List<Case> accepted() {
    return read("accepted");
  }

  static List<Case> refused() {
    return read("refused");
  }

  private static List<Case> read(String folder) {
    try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
      List<Case> cases = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        cases.addAll(cases(file));
      }
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Case> cases(Path file) throws IOException {
    List<Case> cases = new ArrayList<>();
    String title = "";
    List<String> sql = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (String line : Stream.concat(Files.readAllLines(file).stream(), Stream.of("# ")).toList()) {
      if (line.startsWith("# ")) {
        if (!sql.isEmpty()) {
          cases.add(new Case(file, title, String.join("\n", sql).strip(), List.copyOf(expected)));
        }
        title = line.substring(2);
        sql.clear();
        expected.clear();
      } else if (line.startsWith("=> ")) {
        expected.add(line.substring(3));
      } else if (!line.isBlank()) {
        sql.add(line);
      }
    }
    return cases;
  }

  /** What was found out about a statement, in the words of the corpus. */
  static List<String> describe(Outcome<AnalyzedQuery> outcome) {
    return outcome
        .value()
        .map(Corpus::describe)
        .orElseGet(() -> outcome.diagnostics().stream().map(Corpus::describe).toList());
  }

  private static List<String> describe(AnalyzedQuery query) {
    List<String> lines = new ArrayList<>();
    for (OutputColumn output : query.outputs()) {
      String line = output.name() + ": " + output.sqlType() + (output.nullable() ? "?" : "");
      line += output.copyOf().isPresent() ? " = " : output.sources().isEmpty() ? "" : " < ";
      line += columns(query, output.sources());
      lines.add(
          line + (output.control().isEmpty() ? "" : " by " + columns(query, output.control())));
    }
    for (Influence influence : query.influences()) {
      lines.add(
          influence.where().name().toLowerCase(Locale.ROOT)
              + " "
              + column(query, influence.column())
              + (influence.probe() ? " probed" : "")
              + " at `"
              + influence.span().text()
              + "`");
    }
    for (TableUse table : query.tables()) {
      lines.add(
          "table "
              + name(query, table.index())
              + " of "
              + table.resource().id()
              + (table.rowAligned() ? " by row" : ""));
    }
    for (ParameterUse parameter : query.parameters()) {
      lines.add("parameter " + parameter.name() + ": " + parameter.sqlType());
    }
    for (Failure failure : query.failures()) {
      lines.add(
          "fails "
              + column(query, failure.column())
              + (failure.probe() ? " probed" : "")
              + " at `"
              + failure.span().text()
              + "`");
    }
    if (query.mayRaise()) {
      lines.add("may raise");
    }
    return lines;
  }

  private static String columns(AnalyzedQuery query, SortedSet<ColumnUse> columns) {
    return columns.stream().map(column -> column(query, column)).collect(Collectors.joining(", "));
  }

  private static String column(AnalyzedQuery query, ColumnUse column) {
    return name(query, column.table()) + "." + column.column().column();
  }

  /** The alias, with the occurrence's number when it does not tell occurrences apart. */
  private static String name(AnalyzedQuery query, int table) {
    String alias = query.tables().get(table).alias();
    boolean unique = query.tables().stream().filter(use -> use.alias().equals(alias)).count() == 1;
    return unique ? alias : alias + "#" + table;
  }

  private static String describe(Diagnostic diagnostic) {
    String line = diagnostic.code().id() + " at `" + diagnostic.span().text() + "`";
    return line + diagnostic.suggestion().map(name -> ", meant `" + name + "`").orElse("");
  }

  static SqlText text(Case statement) {
    return SqlText.of(new SourceText(statement.file().getFileName().toString(), statement.sql()));
  }
}
