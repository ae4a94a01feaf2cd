package io.tidegate.route.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.sql.CustomsDatabase.Answer;
import io.tidegate.route.sql.Keyset.Key;
import io.tidegate.route.sql.WrittenQuery.Order;
import io.tidegate.route.text.SourceText;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Optional filters and orders to choose from, held against statements written out by hand. */
class WrittenQueryPostgresIT {
  private static final int ALL = 1_000_000;
  private static final SqlAnalyzer ANALYZER = new SqlAnalyzer(new PgGrammar());

  private static CustomsDatabase database;

  @BeforeAll
  static void start() {
    database = new CustomsDatabase();
  }

  @AfterAll
  static void stop() throws SQLException, IOException {
    database.close();
  }

  @Test
  void everyCombinationIsTheStatementWithTheConditionsThatCount() throws SQLException {
    String sql =
        "select h.entry_id, count(i.g_no) as items from head h left join item i"
            + " on i.head_id = h.head_id where h.head_id < 30 or h.status = 'R' group by h.entry_id";
    Map<String, String> filters = new TreeMap<>();
    filters.put("h.status = :#status", "h.status = 'A'");
    filters.put("h.d_date >= :#from", "h.d_date >= date '2026-01-15'");
    filters.put(
        "exists (select 1 from container c where c.head_id = h.head_id and c.weight > :#w)",
        "exists (select 1 from container c where c.head_id = h.head_id and c.weight > 20)");
    filters.put(
        "h.head_id between :#low and :#high or h.head_id = 3",
        "h.head_id between 9 and 26 or h.head_id = 3");
    Map<String, String> values =
        Map.of("status", "A", "from", "2026-01-15", "w", "20", "low", "9", "high", "26");
    List<String> written = List.copyOf(filters.keySet());
    AnalyzedQuery query = analyze(sql, written, List.of());
    PrintedQuery printed = SqlPrinter.print(query, Scoping.party(query), ALL);

    int differing = 0;
    Answer unfiltered = null;
    for (int chosen = 0; chosen < 1 << written.size(); chosen++) {
      Map<String, String> given = new TreeMap<>();
      List<String> conditions = new ArrayList<>(List.of("(h.head_id < 30 or h.status = 'R')"));
      for (int i = 0; i < written.size(); i++) {
        if ((chosen & 1 << i) != 0) {
          conditions.add("(" + filters.get(written.get(i)) + ")");
          SqlTokens.scan(written.get(i))
              .parameters()
              .values()
              .forEach(name -> given.put(name, values.get(name)));
        }
      }
      Answer answer = database.printed(printed, values(printed, given, List.of(), ALL));

      Answer original =
          database.asReader(
              sql.replaceFirst(
                  "where .* group", "where " + String.join(" and ", conditions) + " group"));
      assertThat(answer.errorState()).isEmpty();
      assertThat(answer.sorted().rows()).as("%s", given).isEqualTo(original.sorted().rows());
      unfiltered = unfiltered == null ? answer : unfiltered;
      differing += answer.rows().equals(unfiltered.rows()) ? 0 : 1;
    }
    assertThat(differing).isGreaterThan(10);
  }

  @Test
  void aFilterOfWhichOneParameterIsMissingDoesNotCount() throws SQLException {
    AnalyzedQuery query =
        analyze("select head_id from head", List.of("head_id between :#low and :#high"), List.of());
    PrintedQuery printed = SqlPrinter.print(query, Scoping.open(query), ALL);

    assertThat(
            database.printed(printed, values(printed, Map.of("low", "39"), List.of(), ALL)).rows())
        .hasSize(40);
    assertThat(
            database
                .printed(
                    printed, values(printed, Map.of("low", "39", "high", "90"), List.of(), ALL))
                .rows())
        .hasSize(2);
  }

  @Test
  void anIndexServesAFilterThatCountsAndNoneIsReadForOneThatDoesNot() throws SQLException {
    database.execute("create index head_by_date on dec.head (d_date)", "set enable_seqscan = off");
    try {
      AnalyzedQuery query =
          analyze(
              "select h.entry_id from head h",
              List.of("h.d_date = :#day", "h.status = :#status"),
              List.of());
      PrintedQuery printed = SqlPrinter.print(query, Scoping.open(query), ALL);

      String both = explained(printed, Map.of("day", "2026-01-09"));
      String none = explained(printed, Map.of());

      assertThat(both).contains("Index Cond: (d_date = '2026-01-09'::date)").doesNotContain("NULL");
      assertThat(none).doesNotContain("Index Cond", "Filter", "status");
    } finally {
      database.execute("drop index dec.head_by_date", "reset all");
    }
  }

  private String explained(PrintedQuery printed, Map<String, String> given) throws SQLException {
    PrintedQuery explain =
        new PrintedQuery(
            "EXPLAIN " + printed.text(), printed.bindings(), printed.outputs(), printed.hidden());
    Answer answer = database.printed(explain, values(explain, given, List.of(), ALL));
    assertThat(answer.errorState()).isEmpty();
    return String.join("\n", answer.rows().stream().map(List::getFirst).toList());
  }

  @Test
  void everyOrderIsTheOneWrittenOut() throws SQLException {
    String sql =
        "select h.entry_id, h.decl_total * 2 as twice, h.status, h.head_id from head h"
            + " where h.head_id > 5 limit 11";
    Map<String, List<String>> orders =
        Map.of(
            "dear", List.of("-twice", "head_id"),
            "state", List.of("status", "-head_id"),
            "id", List.of("head_id"));
    AnalyzedQuery query = analyze(sql, List.of(), orders(orders));

    for (SortOrder order : query.orders()) {
      PrintedQuery printed = SqlPrinter.print(query, Scoping.party(query), order, ALL);
      List<List<String>> rows =
          database.printed(printed, values(printed, Map.of(), List.of(), ALL)).first(4).rows();

      String keys =
          String.join(
              ", ",
              order.keys().stream()
                  .map(k -> k.output() + (k.descending() ? " desc" : ""))
                  .toList());
      List<List<String>> original =
          database.asReader(sql.replace(" limit", " order by " + keys + " limit")).rows();
      assertThat(rows).as(order.name()).isNotEmpty().isEqualTo(original);
    }
  }

  @Test
  void inEveryOrderThePagesTogetherAreTheWholeAnswer() throws SQLException {
    AnalyzedQuery query =
        analyze(
            "select status, d_date, entry_id, head_id from head",
            List.of("status is distinct from :#status"),
            orders(
                Map.of(
                    "newest", List.of("-d_date"),
                    "state", List.of("status", "-entry_id"),
                    "id", List.of("head_id"))));

    for (SortOrder order : query.orders()) {
      List<Key> keys = new ArrayList<>(order.keys());
      if (keys.stream().noneMatch(key -> key.output().equals("head_id"))) {
        keys.add(new Key("head_id", false));
      }
      for (Map<String, String> given : List.of(Map.<String, String>of(), Map.of("status", "A"))) {
        assertPagesAreWhole(query, order, keys, given);
      }
    }
  }

  private void assertPagesAreWhole(
      AnalyzedQuery query, SortOrder order, List<Key> keys, Map<String, String> given)
      throws SQLException {
    PrintedPages pages = SqlPrinter.printPages(query, Scoping.party(query), new Keyset(keys), ALL);
    PrintedQuery sorted = SqlPrinter.print(query, Scoping.party(query), order, ALL);
    List<List<String>> whole =
        database.printed(pages.first(), values(pages.first(), given, List.of(), ALL)).rows();
    List<List<String>> collected = new ArrayList<>();

    List<List<String>> page =
        database.printed(pages.first(), values(pages.first(), given, List.of(), 3)).rows();
    while (!page.isEmpty()) {
      collected.addAll(page);
      List<String> last = page.getLast();
      List<String> keyValues =
          keys.stream()
              .map(key -> last.get(pages.first().outputs().indexOf(key.output())))
              .toList();
      page =
          database
              .printed(pages.following(), values(pages.following(), given, keyValues, 3))
              .rows();
    }

    assertThat(whole).isNotEmpty();
    assertThat(collected).isEqualTo(whole);
    assertThat(database.printed(sorted, values(sorted, given, List.of(), ALL)).sorted().rows())
        .isEqualTo(new Answer(List.of(), whole, "").sorted().rows());
  }

  private static List<Order> orders(Map<String, List<String>> orders) {
    return new TreeMap<>(orders)
        .entrySet().stream()
            .map(
                order ->
                    new Order(
                        order.getKey(),
                        order.getValue().stream().map(WrittenQueryPostgresIT::text).toList()))
            .toList();
  }

  private static SqlText text(String text) {
    return SqlText.of(new SourceText("text", text));
  }

  private static AnalyzedQuery analyze(String sql, List<String> filters, List<Order> orders) {
    var outcome =
        ANALYZER.analyze(
            new WrittenQuery(
                text(sql), filters.stream().map(WrittenQueryPostgresIT::text).toList(), orders),
            CustomsCatalog.standard(),
            CustomsCatalog.CUSTOMS);
    return outcome.value().orElseThrow(() -> new AssertionError(outcome.diagnostics()));
  }

  private static List<String> values(
      PrintedQuery printed, Map<String, String> given, List<String> keys, int rows) {
    List<String> values = new ArrayList<>();
    for (Binding binding : printed.bindings()) {
      values.add(
          switch (binding) {
            case Binding.Parameter parameter -> given.get(parameter.name());
            case Binding.Caller caller -> CustomsDatabase.CALLER;
            case Binding.Principal principal -> CustomsDatabase.CALLER;
            case Binding.KeyValue key -> keys.get(key.index());
            case Binding.RowLimit limit -> String.valueOf(rows);
          });
    }
    return values;
  }
}
