package io.tidegate.route.resolve;

import io.tidegate.route.definition.PagingDefinition;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.flow.Flow;
import io.tidegate.route.resolve.ResolvedService.PageOrder;
import io.tidegate.route.resolve.ResolvedService.Read;
import io.tidegate.route.resolve.ResolvedService.Statement;
import io.tidegate.route.sql.AnalyzedQuery;
import io.tidegate.route.sql.ColumnUse;
import io.tidegate.route.sql.InfluenceKind;
import io.tidegate.route.sql.Keyset;
import io.tidegate.route.sql.OutputColumn;
import io.tidegate.route.sql.SortOrder;
import io.tidegate.route.sql.TableUse;
import io.tidegate.route.text.Located;
import io.tidegate.route.text.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds the keys of a paged read and sees that they give a firm order. */
final class PagingResolver {
  private final Map<String, Read> reads;
  private final Diagnostics diagnostics;

  PagingResolver(Map<String, Read> reads, Diagnostics diagnostics) {
    this.reads = reads;
    this.diagnostics = diagnostics;
  }

  /**
   * The keys of the pages by the name of the order the caller chose, behind whose keys the paging
   * keys come; by the empty name where there is nothing to choose.
   */
  SortedMap<String, PageOrder> keysets(PagingDefinition paging, Flow route) {
    SortedMap<String, PageOrder> keysets = new TreeMap<>();
    if (!(route instanceof Flow.Read step)
        || reads.get(step.read()).single()
        || !(reads.get(step.read()).access() instanceof Statement statement)) {
      diagnostics.error(
          ResolveCode.PAGING_ROUTE,
          paging.span(),
          "only one statement that yields a list can be paged");
      return keysets;
    }
    AnalyzedQuery query = statement.query();
    List<Written> paged = paging.keys().stream().map(PagingResolver::written).toList();
    if (query.orders().isEmpty()) {
      keyset(query, paged, paging.span()).ifPresent(order -> keysets.put("", order));
    }
    for (SortOrder order : query.orders()) {
      List<Written> keys = new ArrayList<>();
      for (int i = 0; i < order.keys().size(); i++) {
        keys.add(new Written(order.keys().get(i), order.spans().get(i)));
      }
      paged.stream().filter(key -> keys.stream().noneMatch(key::same)).forEach(keys::add);
      keyset(query, keys, paging.span()).ifPresent(found -> keysets.put(order.name(), found));
    }
    query.influences().stream()
        .filter(
            i ->
                i.where() == InfluenceKind.ORDER && query.orders().isEmpty()
                    || i.where() == InfluenceKind.LIMIT)
        .findFirst()
        .ifPresent(
            i ->
                diagnostics.error(
                    ResolveCode.PAGING_ORDER,
                    i.span(),
                    "a paged statement is ordered by its keys alone"));
    return keysets;
  }

  /** A key as it is written. */
  private record Written(Keyset.Key key, Span span) {
    boolean same(Written other) {
      return key.output().equals(other.key.output());
    }
  }

  private static Written written(Located<String> key) {
    boolean descending = key.value().startsWith("-");
    String output = descending ? key.value().substring(1) : key.value();
    return new Written(new Keyset.Key(output, descending), key.span());
  }

  private Optional<PageOrder> keyset(AnalyzedQuery query, List<Written> written, Span paging) {
    List<OutputColumn> outputs = query.outputs();
    List<Keyset.Key> keys = new ArrayList<>();
    List<Span> spans = new ArrayList<>();
    Set<ColumnUse> columns = new LinkedHashSet<>();
    for (Written each : written) {
      String name = each.key().output();
      Optional<OutputColumn> output =
          outputs.stream().filter(o -> o.name().equals(name)).findFirst();
      if (output.isEmpty()) {
        diagnostics.unknown(
            ResolveCode.PAGING_KEY,
            each.span(),
            "the statement has no output `" + name + "`",
            name,
            outputs.stream().map(OutputColumn::name).toList());
      } else if (output.get().copyOf().isEmpty() || output.get().nullable()) {
        diagnostics.error(
            ResolveCode.PAGING_KEY,
            each.span(),
            "`" + name + "` is not a plain column that always has a value");
      } else {
        columns.add(output.get().copyOf().orElseThrow());
        keys.add(each.key());
        spans.add(each.span());
      }
    }
    if (keys.size() == written.size() && !holdsPrimaryKey(query, columns)) {
      diagnostics.error(
          ResolveCode.PAGING_KEY,
          paging,
          "the keys do not hold the primary key of a record, so rows could share a place");
    }
    return keys.isEmpty() ? Optional.empty() : Optional.of(new PageOrder(new Keyset(keys), spans));
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
