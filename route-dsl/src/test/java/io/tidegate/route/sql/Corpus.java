package io.tidegate.route.sql;

import io.tidegate.route.catalog.Resource;
import io.tidegate.route.diagnostic.CorpusFiles;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** Statements with what must be found out about them, in the files of {@link CorpusFiles}. */
final class Corpus {
  private Corpus() {}

  static List<CorpusFiles.Case> accepted() {
    return CorpusFiles.read("sql/accepted");
  }

  static List<CorpusFiles.Case> refused() {
    return CorpusFiles.read("sql/refused");
  }

  /** What was found out about a statement, in the words of the corpus. */
  static List<String> describe(Outcome<AnalyzedQuery> outcome) {
    return outcome
        .value()
        .map(Corpus::describe)
        .orElseGet(() -> outcome.diagnostics().stream().map(CorpusFiles::told).toList());
  }

  private static List<String> describe(AnalyzedQuery query) {
    List<String> lines = new ArrayList<>();
    for (OutputColumn output : query.outputs()) {
      String line = output.name() + ": " + output.sqlType() + (output.nullable() ? "?" : "");
      line += !output.copies().isEmpty() ? " = " : output.sources().isEmpty() ? "" : " < ";
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
              + (table.rowAligned() ? " by row" : "")
              + (table.views().isEmpty()
                  ? ""
                  : table.views().stream()
                      .map(Resource::id)
                      .collect(Collectors.joining(", ", " through ", ""))));
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
    TableUse table = query.tables().get(column.table());
    String label =
        table
            .holder(column.column())
            .filter(holder -> !holder.equals(table.resource()))
            .map(view -> "@" + view.id())
            .orElse("");
    return name(query, column.table()) + label + "." + column.column().column();
  }

  /** The alias, with the occurrence's number when it does not tell occurrences apart. */
  private static String name(AnalyzedQuery query, int table) {
    String alias = query.tables().get(table).alias();
    boolean unique = query.tables().stream().filter(use -> use.alias().equals(alias)).count() == 1;
    return unique ? alias : alias + "#" + table;
  }

  static SqlText text(CorpusFiles.Case statement) {
    return SqlText.of(new SourceText(statement.file().getFileName().toString(), statement.text()));
  }
}
