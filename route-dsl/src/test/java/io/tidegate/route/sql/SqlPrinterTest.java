package io.tidegate.route.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.route.catalog.Relation;
import io.tidegate.route.sql.Keyset.Key;
import io.tidegate.route.text.SourceText;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqlPrinterTest {
  private static final SqlAnalyzer ANALYZER = new SqlAnalyzer(new PgGrammar());

  @Test
  void aTableWithoutPartiesIsNamedInFull() {
    AnalyzedQuery query = analyze("select c.code from ref.code c where c.code_set = :#set");

    PrintedQuery printed = SqlPrinter.print(query, Scoping.party(query), 50);

    assertThat(printed.text())
        .isEqualTo(
            "SELECT \"c\".\"code\" AS \"code\" FROM \"ref\".\"code\" AS \"c\""
                + " WHERE (\"c\".\"code_set\" = CAST(? AS varchar))"
                + " LIMIT LEAST(CAST(? AS int8), 50)");
    assertThat(printed.bindings())
        .containsExactly(new Binding.Parameter("set", "varchar"), new Binding.RowLimit());
    assertThat(printed.outputs()).containsExactly("code");
    assertThat(printed.hidden()).isEmpty();
  }

  @Test
  void aGovernedTableIsScopedAndCarriesItsRoles() {
    AnalyzedQuery query = analyze("select e.name from party.enterprise e");

    PrintedQuery printed = SqlPrinter.print(query, Scoping.party(query), 50);

    assertThat(printed.text())
        .isEqualTo(
            "SELECT \"e\".\"name\" AS \"name\", \"e\".\"~r0\" AS \"~0~r0\""
                + " FROM (SELECT \"~g\".\"name\", \"~g\".\"usci\" AS \"~r0\""
                + " FROM \"party\".\"enterprise\" AS \"~g\""
                + " WHERE (\"~g\".\"usci\" = CAST(? AS bpchar))) AS \"e\""
                + " LIMIT LEAST(CAST(? AS int8), 50)");
    assertThat(printed.bindings()).containsExactly(new Binding.Caller(), new Binding.RowLimit());
    assertThat(printed.hidden())
        .containsExactly(new HiddenColumn.Role(0, "usci", Relation.PRINCIPAL));
  }

  @Test
  void aBarrierKeepsWhatCanFailFromTheRowsAViewLeavesOut() {
    AnalyzedQuery failing = analyze("select 1 / (c.worth - 5) as q from contents c");
    AnalyzedQuery safe = analyze("select c.worth from contents c");
    AnalyzedQuery open = analyze("select 1 / (r.decl_total - 5) as q from released r");

    assertThat(SqlPrinter.print(failing, Scoping.open(failing), 9).text())
        .contains(") AS \"~v:dec_contents\" OFFSET 0) AS \"c\"")
        .doesNotContain("\"~v:dec_released\" OFFSET");
    assertThat(SqlPrinter.print(safe, Scoping.open(safe), 9).text()).doesNotContain("OFFSET");
    assertThat(SqlPrinter.print(open, Scoping.open(open), 9).text()).doesNotContain("OFFSET");
  }

  @Test
  void onlyTheColumnsThatAreNamedAreRead() {
    AnalyzedQuery query =
        analyze(
            "select x.status, count(*) as n from head x join item using (head_id)"
                + " where exists (select 1 from head y where y.entry_id = x.entry_id)"
                + " group by x.status order by max(x.d_date)");
    AnalyzedQuery counted = analyze("select count(*) as n from item");

    assertThat(SqlPrinter.print(query, Scoping.open(query), 9).text())
        .contains(
            "(SELECT \"~g\".\"head_id\", \"~g\".\"entry_id\", \"~g\".\"status\", \"~g\".\"d_date\""
                + " FROM \"dec\".\"head\" AS \"~g\") AS \"x\"",
            "(SELECT \"~g\".\"head_id\" FROM \"dec\".\"item\" AS \"~g\") AS \"item\"",
            "(SELECT \"~g\".\"entry_id\" FROM \"dec\".\"head\" AS \"~g\") AS \"y\"");
    assertThat(SqlPrinter.print(counted, Scoping.open(counted), 9).text())
        .contains("(SELECT \"~g\".\"head_id\" FROM \"dec\".\"item\" AS \"~g\") AS \"item\"");
  }

  @Test
  void rolesAndSwitchesComeFromTheParent() {
    AnalyzedQuery query = analyze("select g_no from item");

    PrintedQuery printed = SqlPrinter.print(query, Scoping.open(query), 50);

    assertThat(printed.text())
        .contains(
            "\"~h\".\"trade_usci\" AS \"~r0\"",
            "\"~h\".\"agent_price_open\" AS \"~s0\"",
            " JOIN \"dec\".\"head\" AS \"~h\" ON \"~g\".\"head_id\" = \"~h\".\"head_id\")")
        .doesNotContain("WHERE");
    assertThat(printed.hidden())
        .containsExactly(
            new HiddenColumn.Role(0, "trade_usci", Relation.PRINCIPAL),
            new HiddenColumn.Role(0, "owner_usci", Relation.PRINCIPAL),
            new HiddenColumn.Role(0, "agent_usci", Relation.AGENT),
            new HiddenColumn.Role(0, "terminal_usci", Relation.CARRIER),
            new HiddenColumn.Switch(0, "agent_prices"));
  }

  @Test
  void everyOccurrenceIsScopedAtWhateverDepth() {
    AnalyzedQuery query =
        analyze(
            "with t as (select head_id from head) select (select count(*) from head) as n,"
                + " x.head_id from (select head_id from item union select head_id from t) x"
                + " where exists (select 1 from head h where h.head_id = x.head_id)");

    PrintedQuery printed = SqlPrinter.print(query, Scoping.party(query), 50);

    assertThat(query.tables()).hasSize(4);
    assertThat(printed.text().split("WHERE \\(\"~[gh]\"\\.\"trade_usci\" = ", -1)).hasSize(5);
    assertThat(printed.bindings()).filteredOn(Binding.Caller.class::isInstance).hasSize(16);
    assertThat(printed.hidden()).isEmpty();
  }

  @Test
  void onlyAStatementThatMayRaiseIsFenced() {
    AnalyzedQuery calm = analyze("select entry_id from head where status = 'R'");
    AnalyzedQuery raising = analyze("select entry_id from head where declarant_tel::int8 > 0");

    assertThat(SqlPrinter.print(calm, Scoping.party(calm), 9).text()).doesNotContain("OFFSET 0");
    assertThat(SqlPrinter.print(raising, Scoping.party(raising), 9).text())
        .contains(" = CAST(? AS bpchar)) OFFSET 0) AS");
  }

  @Test
  void namesByPositionHoldForTheCatalogsColumnsOnly() {
    AnalyzedQuery query = analyze("select t.a from ref.code as t(a)");

    assertThat(SqlPrinter.print(query, Scoping.open(query), 9).text())
        .contains("FROM (SELECT \"~g\".\"code_set\", \"~g\".\"code\"")
        .contains(") AS \"t\"(\"a\")");
  }

  @Test
  void theAuthorsLimitAndTheBoundLimitBothHold() {
    AnalyzedQuery query =
        analyze("select entry_id from head order by head_id limit :#size offset 5");

    assertThat(SqlPrinter.print(query, Scoping.open(query), 100).text())
        .endsWith(
            " ORDER BY \"head\".\"head_id\""
                + " LIMIT LEAST(CAST(CAST(? AS int8) AS int8), CAST(? AS int8), 100) OFFSET 5");
  }

  @Test
  void functionsAreTheBuiltInOnesAndTheJsonOperatorIsNoPlaceholder() {
    AnalyzedQuery query = analyze("select upper(status) as u from head where extra ? 'a?b'");

    assertThat(SqlPrinter.print(query, Scoping.open(query), 9).text())
        .contains("pg_catalog.\"upper\"(\"head\".\"status\")", "\"extra\" ?? 'a?b'");
  }

  @Test
  void keysOfOneDirectionThatAreNeverNullAreComparedAsARow() {
    AnalyzedQuery query = analyze("select updated_at, head_id from head order by status");
    Keyset keyset = new Keyset(List.of(new Key("updated_at", true), new Key("head_id", true)));

    PrintedPages pages = SqlPrinter.printPages(query, Scoping.open(query), keyset, 20);

    assertThat(pages.first().text())
        .startsWith("SELECT \"~p\".\"updated_at\", \"~p\".\"head_id\", \"~p\".\"~0~r0\"")
        .endsWith(
            ") AS \"~p\" ORDER BY \"~p\".\"updated_at\" DESC, \"~p\".\"head_id\" DESC"
                + " LIMIT LEAST(CAST(? AS int8), 20)")
        .doesNotContain("\"status\" ORDER", "ORDER BY \"head\"");
    assertThat(pages.following().text())
        .contains(
            " WHERE (\"~p\".\"updated_at\", \"~p\".\"head_id\")"
                + " < (CAST(? AS timestamptz), CAST(? AS int8)) ORDER BY");
    assertThat(pages.following().bindings())
        .containsExactly(
            new Binding.KeyValue(0, "timestamptz"),
            new Binding.KeyValue(1, "int8"),
            new Binding.RowLimit());
    assertThat(pages.first().hidden()).isEqualTo(pages.following().hidden()).hasSize(5);
  }

  @Test
  void aKeysetThatCannotTellRowsApartIsRefused() {
    AnalyzedQuery query = analyze("select status, head_id from head");
    Scoping open = Scoping.open(query);

    assertThatThrownBy(
            () ->
                SqlPrinter.printPages(
                    query, open, new Keyset(List.of(new Key("status", false))), 9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("may be null");
    assertThatThrownBy(
            () ->
                SqlPrinter.printPages(
                    query, open, new Keyset(List.of(new Key("entry_id", false))), 9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no output");
  }

  @Test
  void aScopingThatDoesNotFitIsRefused() {
    AnalyzedQuery one = analyze("select code from ref.code");
    AnalyzedQuery two = analyze("select c.code from ref.code c, head h where h.status = c.code");

    assertThatThrownBy(() -> SqlPrinter.print(two, Scoping.open(one), 9))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SqlPrinter.print(one, new Scoping(List.of(Scoping.Rows.PARTY)), 9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no parties");
    assertThatThrownBy(() -> SqlPrinter.print(one, Scoping.open(one), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static AnalyzedQuery analyze(String sql) {
    return ANALYZER
        .analyze(
            SqlText.of(new SourceText("statement", sql)),
            CustomsCatalog.standard(),
            CustomsCatalog.CUSTOMS)
        .value()
        .orElseThrow();
  }
}
