package io.tidegate.route.resolve;

import io.tidegate.route.definition.PagingDefinition;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.flow.Flow;
import io.tidegate.route.resolve.ResolvedService.Read;
import io.tidegate.route.resolve.ResolvedService.Statement;
import io.tidegate.route.sql.AnalyzedQuery;
import io.tidegate.route.sql.ColumnUse;
import io.tidegate.route.sql.InfluenceKind;
import io.tidegate.route.sql.Keyset;
import io.tidegate.route.sql.OutputColumn;
import io.tidegate.route.sql.TableUse;
import io.tidegate.route.text.Located;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the keys of a paged read and sees that they give a firm order. */
final class PagingResolver {
  private final Map<String, Read> reads;
  private final Diagnostics diagnostics;

  PagingResolver(Map<String, Read> reads, Diagnostics diagnostics) {
    this.reads = reads;
    this.diagnostics = diagnostics;
  }

  Optional<Keyset> keyset(PagingDefinition paging, Flow route) {
    if (!(route instanceof Flow.Read step)
        || reads.get(step.read()).single()
        || !(reads.get(step.read()).access() instanceof Statement statement)) {
      diagnostics.error(
          ResolveCode.PAGING_ROUTE,
          paging.span(),
          "only one statement that yields a list can be paged");
      return Optional.empty();
    }
    AnalyzedQuery query = statement.query();
    List<OutputColumn> outputs = query.outputs();
    List<Keyset.Key> keys = new ArrayList<>();
    Set<ColumnUse> columns = new LinkedHashSet<>();
    for (Located<String> written : paging.keys()) {
      boolean descending = written.value().startsWith("-");
      String name = descending ? written.value().substring(1) : written.value();
      Optional<OutputColumn> output =
          outputs.stream().filter(o -> o.name().equals(name)).findFirst();
      if (output.isEmpty()) {
        diagnostics.unknown(
            ResolveCode.PAGING_KEY,
            written.span(),
            "the statement has no output `" + name + "`",
            name,
            outputs.stream().map(OutputColumn::name).toList());
      } else if (output.get().copyOf().isEmpty() || output.get().nullable()) {
        diagnostics.error(
            ResolveCode.PAGING_KEY,
            written.span(),
            "`" + name + "` is not a plain column that always has a value");
      } else {
        columns.add(output.get().copyOf().orElseThrow());
        keys.add(new Keyset.Key(name, descending));
      }
    }
    if (keys.size() == paging.keys().size() && !holdsPrimaryKey(query, columns)) {
      diagnostics.error(
          ResolveCode.PAGING_KEY,
          paging.span(),
          "the keys do not hold the primary key of a record, so rows could share a place");
    }
    query.influences().stream()
        .filter(i -> i.where() == InfluenceKind.ORDER || i.where() == InfluenceKind.LIMIT)
        .findFirst()
        .ifPresent(
            i ->
                diagnostics.error(
                    ResolveCode.PAGING_ORDER,
                    i.span(),
                    "a paged statement is ordered by its keys alone"));
    return keys.isEmpty() ? Optional.empty() : Optional.of(new Keyset(keys));
  }

  private static boolean holdsPrimaryKey(AnalyzedQuery query, Set<ColumnUse> keys) {
    for (TableUse table : query.tables()) {
      List<String> primaryKey = table.resource().primaryKey();
      boolean held =
          primaryKey.stream()
              .allMatch(
                  column ->
                      keys.contains(new ColumnUse(table.index(), table.resource().column(column))));
      if (table.rowAligned() && !primaryKey.isEmpty() && held) {
        return true;
      }
    }
    return false;
  }
}
