package io.tidegate.catalog.files;

import io.tidegate.catalog.files.ResourceFile.ViewText;
import io.tidegate.route.catalog.Field;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.sql.AnalyzedQuery;
import io.tidegate.route.sql.OutputColumn;
import io.tidegate.route.sql.PgGrammar;
import io.tidegate.route.sql.SqlAnalyzer;
import java.util.Optional;

/** Holds what a file says of a view against the query it stands for. */
final class ViewQueries {
  /** The longest id a frame around the query can be named by: names of PostgreSQL have 63 bytes. */
  static final int LONGEST_ID = 60;

  private ViewQueries() {}

  /** The grammar takes a moment to load, and most catalogs have no views. */
  private static final class Loaded {
    private static final SqlAnalyzer ANALYZER = new SqlAnalyzer(new PgGrammar());
  }

  /**
   * Finds what is wrong with a view: a query that is not accepted, reads itself, has parameters or
   * reads nothing, and fields that are not its columns.
   */
  static void check(
      ResourceFile file, ViewText view, CatalogSnapshot catalog, Diagnostics diagnostics) {
    if (file.id().length() > LONGEST_ID) {
      diagnostics.error(
          CatalogCode.VIEW,
          file.span(),
          "the id of a view has at most " + LONGEST_ID + " characters");
    }
    Outcome<AnalyzedQuery> outcome =
        Loaded.ANALYZER.analyze(
            view.statement(), catalog, catalog.source(file.source().value()).orElseThrow());
    diagnostics.addAll(outcome.diagnostics());
    outcome.value().ifPresent(query -> compare(file, view, query, diagnostics));
  }

  private static void compare(
      ResourceFile file, ViewText view, AnalyzedQuery query, Diagnostics diagnostics) {
    if (!query.parameters().isEmpty()) {
      diagnostics.error(CatalogCode.VIEW, view.span(), "the query of a view has no parameters");
    }
    if (query.tables().isEmpty()) {
      diagnostics.error(
          CatalogCode.VIEW, view.span(), "the query reads no table, so nobody's records are in it");
    }
    for (Field field : file.fields()) {
      Optional<OutputColumn> output =
          query.outputs().stream().filter(o -> o.name().equals(field.name())).findFirst();
      if (output.isEmpty()) {
        diagnostics.unknown(
            CatalogCode.VIEW,
            view.span(),
            "the query has no column `" + field.name() + "`",
            field.name(),
            query.outputs().stream().map(OutputColumn::name).toList());
      } else if (!output.get().sqlType().equals(field.sqlType())) {
        diagnostics.error(
            CatalogCode.VIEW,
            view.span(),
            "the column `"
                + field.name()
                + "` is "
                + output.get().sqlType()
                + " by the query, and described as "
                + field.sqlType());
      } else if (output.get().nullable() && !field.nullable()) {
        diagnostics.error(
            CatalogCode.VIEW,
            view.span(),
            "the column `"
                + field.name()
                + "` can be null by the query, and is described as never null");
      }
    }
  }
}
