package io.tidegate.route.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.sql.WrittenQuery.Order;
import io.tidegate.route.text.SourceText;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Optional filters and orders to choose from: what they mean, and what is refused. */
class WrittenQueryTest {
  private static final SqlAnalyzer ANALYZER = new SqlAnalyzer(new PgGrammar());
  private static final String HEADS = "select h.entry_id, h.decl_total, h.head_id from head h";

  @Test
  void anOptionalFilterIsJudgedAsIfItCounted() {
    AnalyzedQuery query =
        accepted(HEADS, List.of("h.decl_total > :#least and h.status = 'A'"), List.of());

    assertThat(query.influences())
        .extracting(i -> i.column().column().column() + " " + i.where() + " " + i.probe())
        .containsExactly("decl_total WHERE true", "status WHERE false");
    assertThat(query.influences().getFirst().span().toString()).startsWith("filter0:1:1");
    assertThat(query.parameters())
        .extracting(p -> p.name() + " " + p.sqlType())
        .containsExactly("least numeric");
  }

  @Test
  void itIsOnePartOfTheConditionWhateverItSays() {
    AnalyzedQuery query =
        accepted(
            HEADS + " where h.status = 'A' or h.status = 'B'",
            List.of("h.entry_id = :#a or true", "h.head_id > :#b and h.head_id < :#c"),
            List.of());

    assertThat(SqlPrinter.print(query, Scoping.open(query), 5).text())
        .contains(
            " WHERE (((\"h\".\"status\" = 'A') OR (\"h\".\"status\" = 'B')) AND"
                + " (CAST(? AS varchar) IS NULL OR ((\"h\".\"entry_id\" = CAST(? AS varchar)) OR TRUE))"
                + " AND (CAST(? AS int8) IS NULL OR CAST(? AS int8) IS NULL OR"
                + " ((\"h\".\"head_id\" > CAST(? AS int8)) AND (\"h\".\"head_id\" < CAST(? AS"
                + " int8))))) LIMIT");
  }

  @Test
  void aParameterHasOneTypeInStatementAndFilters() {
    Outcome<AnalyzedQuery> outcome =
        analyze(HEADS + " where h.entry_id = :#a", List.of("h.head_id = :#a"), List.<Order>of());

    assertThat(outcome.diagnostics()).extracting(Diagnostic::code).containsExactly(SqlCode.TYPE);
    assertThat(outcome.diagnostics().getFirst().span().toString()).startsWith("filter0:1:13");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          h.status = 'A'                                | SQL-UNSUPPORTED
          h.status = :#a order by 1                     | SQL-UNSUPPORTED
          h.status = :#a limit 1                        | SQL-UNSUPPORTED
          h.status = :#a group by h.status              | SQL-UNSUPPORTED
          h.status = :#a union select :#b::int          | SQL-UNSUPPORTED
          h.status = :#a window w as (order by h.status) | SQL-UNSUPPORTED
          h.status = :#a; select 1                      | SQL-MULTIPLE-STATEMENTS
          h.status = :#a) or (true                      | SQL-SYNTAX
          h.status = :#a /* open                        | SQL-SYNTAX
          h.stauts = :#a                                | SQL-UNKNOWN-COLUMN
          h.head_id + :#a                               | SQL-TYPE
          :#a is null                                   | SQL-TYPE
          """)
  void whatIsMoreOrLessThanAConditionIsRefusedAtItsPlace(String filter, String code) {
    Outcome<AnalyzedQuery> outcome = analyze(HEADS, List.of(filter), List.<Order>of());

    assertThat(outcome.diagnostics()).extracting(d -> d.code().id()).containsExactly(code);
    assertThat(outcome.diagnostics().getFirst().span().toString()).startsWith("filter0:");
  }

  @Test
  void aFilterNeedsOneSelect() {
    Outcome<AnalyzedQuery> outcome =
        analyze(
            "select entry_id from head union all select container_no from container",
            List.of("entry_id = :#a"),
            List.<Order>of());

    assertThat(outcome.diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly(SqlCode.UNSUPPORTED);
  }

  @Test
  void whatAnOrderGoesByDecidesLikeOrderBy() {
    AnalyzedQuery query =
        accepted(HEADS, List.of(), List.of(order("dear", "-decl_total", "head_id")));

    assertThat(query.influences())
        .extracting(i -> i.column().column().column() + " " + i.where() + " " + i.onRows())
        .containsExactly("decl_total ORDER true", "head_id ORDER true");
    assertThat(query.influences().getFirst().span().toString()).startsWith("dear0:1:1");
  }

  @Test
  void anOrderGoesByOutputsOnly() {
    for (String key : List.of("stauts", "1", "decl_total + 1", "--decl_total", "h.head_id")) {
      Outcome<AnalyzedQuery> outcome = analyze(HEADS, List.of(), List.of(order("o", key)));

      assertThat(outcome.diagnostics())
          .as(key)
          .extracting(Diagnostic::code)
          .containsExactly(SqlCode.UNKNOWN_COLUMN);
    }
    assertThat(analyze(HEADS, List.of(), List.of(order("o", "head_id", "-head_id"))).diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly(SqlCode.DUPLICATE_OUTPUT);
  }

  @Test
  void aStatementWithAnOrderOfItsOwnHasNoneToChoose() {
    for (String sql :
        List.of(HEADS + " order by 1", "select distinct on (h.status) h.head_id from head h")) {
      assertThat(analyze(sql, List.of(), List.of(order("o", "head_id"))).diagnostics())
          .extracting(Diagnostic::code)
          .containsExactly(SqlCode.UNSUPPORTED);
    }
  }

  private static Order order(String name, String... keys) {
    List<String> written = Arrays.asList(keys);
    return new Order(
        name, written.stream().map(key -> text(name + written.indexOf(key), key)).toList());
  }

  private static SqlText text(String file, String text) {
    return SqlText.of(new SourceText(file, text));
  }

  private static AnalyzedQuery accepted(String sql, List<String> filters, List<Order> orders) {
    Outcome<AnalyzedQuery> outcome = analyze(sql, filters, orders);
    return outcome.value().orElseThrow(() -> new AssertionError(outcome.diagnostics()));
  }

  private static Outcome<AnalyzedQuery> analyze(
      String sql, List<String> filters, List<Order> orders) {
    List<SqlText> texts =
        filters.stream().map(filter -> text("filter" + filters.indexOf(filter), filter)).toList();
    return ANALYZER.analyze(
        new WrittenQuery(text("statement", sql), texts, orders),
        CustomsCatalog.standard(),
        CustomsCatalog.CUSTOMS);
  }
}
