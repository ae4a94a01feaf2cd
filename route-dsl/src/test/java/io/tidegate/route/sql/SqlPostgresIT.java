package io.tidegate.route.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.diagnostic.CorpusFiles;
import io.tidegate.route.sql.CustomsDatabase.Answer;
import io.tidegate.route.sql.Keyset.Key;
import io.tidegate.route.text.SourceText;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the analysis says and the printer writes, held against a real PostgreSQL: its types, the
 * columns it binds, the rows it returns, and the rows its own row-level security lets through.
 */
class SqlPostgresIT {
  private static final int ALL = 1_000_000;
  private static final SqlAnalyzer ANALYZER = new SqlAnalyzer(new PgGrammar());

  /** Columns that PostgreSQL binds and nothing uses: outputs of derived tables nobody reads. */
  private static final Map<String, Set<String>> UNUSED =
      Map.of(
          "a common table nobody uses influences nothing",
          Set.of("dec.head.decl_total", "dec.head.head_id"),
          "a column of a derived table nobody uses influences nothing",
          Set.of("dec.head.decl_total"),
          "2 a common table that renames by position",
          Set.of("dec.head.status"));

  private static CustomsDatabase database;

  @BeforeAll
  static void start() {
    database = new CustomsDatabase();
  }

  @AfterAll
  static void stop() throws SQLException, IOException {
    database.close();
  }

  @AfterEach
  void dropView() throws SQLException {
    database.dropView();
  }

  static List<CorpusFiles.Case> accepted() {
    return Corpus.accepted();
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void typesAndNamesAreThoseOfPostgres(CorpusFiles.Case statement) throws SQLException {
    AnalyzedQuery query = analyze(statement.text());

    List<String> columns = database.viewColumns(withValues(statement.text(), query));

    assertThat(
            query.outputs().stream()
                .map(output -> output.name() + ": " + output.sqlType())
                .toList())
        .isEqualTo(columns);
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void everyColumnPostgresBindsIsFoundUnlessNothingUsesIt(CorpusFiles.Case statement)
      throws SQLException {
    AnalyzedQuery query = analyze(statement.text());
    database.viewColumns(withValues(statement.text(), query));
    Collection<String> bound = database.viewSources();

    Set<String> found = columns(query);

    assertThat(bound).containsAll(found);
    if (query.tables().stream().anyMatch(table -> !table.views().isEmpty())) {
      // PostgreSQL does not say what of a view's query a use of one of its columns needs
      return;
    }
    Set<String> missing = new TreeSet<>(bound);
    missing.removeAll(found);
    assertThat(missing).isEqualTo(UNUSED.getOrDefault(statement.title(), Set.of()));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void printedWithoutScopeItReturnsTheSameRows(CorpusFiles.Case statement) throws SQLException {
    AnalyzedQuery query = analyze(statement.text());
    PrintedQuery printed = SqlPrinter.print(query, Scoping.open(query), ALL);

    Answer answer = database.printed(printed, values(printed, List.of(), ALL));

    Answer original = database.asOwner(withValues(statement.text(), query));
    assertSame(answer, original, query);
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void printedForAPartyItReturnsWhatRowLevelSecurityLetsThrough(CorpusFiles.Case statement)
      throws SQLException {
    AnalyzedQuery query = analyze(statement.text());
    PrintedQuery printed = SqlPrinter.print(query, Scoping.party(query), ALL);

    Answer answer = database.printed(printed, values(printed, List.of(), ALL));

    Answer original = database.asReader(withValues(statement.text(), query));
    assertSame(answer, original, query);
    assertThat(answer.rows()).allSatisfy(row -> assertRelated(row, printed));
  }

  /** Both answer alike, also with errors; an error's text may differ, its kind not. */
  private static void assertSame(Answer printed, Answer original, AnalyzedQuery query) {
    if (!original.errorState().isEmpty() || !printed.errorState().isEmpty()) {
      assertThat(printed.errorState().split(" ")[0])
          .as("%s / %s", printed.errorState(), original.errorState())
          .isEqualTo(original.errorState().split(" ")[0]);
      return;
    }
    Answer visible = printed.first(query.outputs().size());
    assertThat(visible.columns())
        .isEqualTo(query.outputs().stream().map(OutputColumn::name).toList());
    assertThat(visible.sorted().rows()).isEqualTo(original.sorted().rows());
  }

  /** Each record the row belongs to has the caller in a role column, or is not there at all. */
  private static void assertRelated(List<String> row, PrintedQuery printed) {
    Map<Integer, List<String>> roles = new TreeMap<>();
    for (int i = 0; i < printed.hidden().size(); i++) {
      if (printed.hidden().get(i) instanceof HiddenColumn.Role role) {
        roles
            .computeIfAbsent(role.table(), table -> new ArrayList<>())
            .add(row.get(printed.outputs().size() + i));
      }
    }
    assertThat(roles.values())
        .allMatch(
            holders ->
                holders.contains(CustomsDatabase.CALLER)
                    || holders.stream().allMatch(Objects::isNull));
  }

  static Stream<Arguments> keysets() {
    return Stream.of(
        Arguments.of(
            "select entry_id, updated_at, head_id from head",
            List.of(new Key("updated_at", true), new Key("head_id", true))),
        Arguments.of(
            "select h.entry_id, h.owner_usci, h.decl_total, h.head_id from head h"
                + " left join container c on c.head_id = h.head_id",
            List.of(
                new Key("owner_usci", false),
                new Key("decl_total", true),
                new Key("head_id", false))),
        Arguments.of(
            "select status, agent_usci, head_id from head where status is distinct from :#status",
            List.of(
                new Key("agent_usci", true), new Key("status", false), new Key("head_id", true))),
        Arguments.of(
            "select trade_usci, count(*) as n from head group by trade_usci",
            List.of(new Key("n", true), new Key("trade_usci", false))),
        Arguments.of(
            "select entry_id, head_id from head order by decl_total desc limit 11",
            List.of(new Key("head_id", false))));
  }

  @ParameterizedTest
  @MethodSource("keysets")
  void pagesTogetherAreTheWholeAnswer(String sql, List<Key> keys) throws SQLException {
    AnalyzedQuery query = analyze(sql);
    PrintedPages pages = SqlPrinter.printPages(query, Scoping.party(query), new Keyset(keys), ALL);
    List<List<String>> whole =
        database.printed(pages.first(), values(pages.first(), List.of(), ALL)).rows();
    List<List<String>> collected = new ArrayList<>();

    List<List<String>> page =
        database.printed(pages.first(), values(pages.first(), List.of(), 2)).rows();
    while (!page.isEmpty()) {
      collected.addAll(page);
      List<String> last = page.getLast();
      List<String> names = pages.first().outputs();
      List<String> keyValues =
          keys.stream().map(key -> last.get(names.indexOf(key.output()))).toList();
      page = database.printed(pages.following(), values(pages.following(), keyValues, 2)).rows();
    }

    assertThat(whole).isNotEmpty();
    assertThat(collected).isEqualTo(whole);
  }

  @Test
  void onlyTheScopeKeepsTheRowsOfOthersOut() throws SQLException {
    for (String table : List.of("head", "item", "party.enterprise")) {
      AnalyzedQuery query = analyze("select count(*) as n from " + table);
      PrintedQuery party = SqlPrinter.print(query, Scoping.party(query), ALL);
      PrintedQuery open = SqlPrinter.print(query, Scoping.open(query), ALL);

      Answer own = database.printed(party, values(party, List.of(), ALL));
      Answer all = database.printed(open, values(open, List.of(), ALL));

      assertThat(Integer.parseInt(own.rows().getFirst().getFirst()))
          .isPositive()
          .isLessThan(Integer.parseInt(all.rows().getFirst().getFirst()));
    }
  }

  @Test
  void theRowLimitHoldsWhateverIsBound() throws SQLException {
    AnalyzedQuery query = analyze("select entry_id from head order by head_id limit 9");
    PrintedQuery printed = SqlPrinter.print(query, Scoping.open(query), 5);

    assertThat(database.printed(printed, values(printed, List.of(), ALL)).rows()).hasSize(5);
    assertThat(database.printed(printed, values(printed, List.of(), 3)).rows()).hasSize(3);
  }

  @Test
  void anErrorInTheAuthorsConditionIsRaisedOnlyByRowsInScope() throws SQLException {
    AnalyzedQuery query =
        analyze("select g_no from item where 1 / (case when head_id = 1 then 0 else 1 end) > 0");
    PrintedQuery fenced = SqlPrinter.print(query, Scoping.party(query), ALL);
    PrintedQuery unfenced =
        new PrintedQuery(
            fenced.text().replace(" OFFSET 0", ""),
            fenced.bindings(),
            fenced.outputs(),
            fenced.hidden());

    assertThat(fenced.text()).contains("OFFSET 0");
    assertThat(database.printed(fenced, values(fenced, List.of(), ALL)).errorState()).isEmpty();
    // declaration 1 is somebody else's: without the fence its item answers with an error
    assertThat(database.printed(unfenced, values(unfenced, List.of(), ALL)).errorState())
        .startsWith("22012");
  }

  @Test
  void aFunctionOfTheProvidersOwnDoesNotTakeTheBuiltInsPlace() throws SQLException {
    database.execute(
        "create function dec.upper(varchar) returns text language sql as 'select ''taken'''");
    AnalyzedQuery query = analyze("select upper(entry_id) as u from head where head_id = 1");
    PrintedQuery printed = SqlPrinter.print(query, Scoping.open(query), ALL);

    Answer answer = database.printed(printed, values(printed, List.of(), ALL));
    Answer original = database.asOwner("select upper(entry_id) as u from head where head_id = 1");
    database.execute("drop function dec.upper(varchar)");

    assertThat(answer.first(1).rows()).containsExactly(List.of("X1-1"));
    assertThat(original.rows()).containsExactly(List.of("taken"));
  }

  @Test
  void someCasesReturnRowsToAParty() throws SQLException {
    int withRows = 0;
    for (CorpusFiles.Case statement : Corpus.accepted()) {
      AnalyzedQuery query = analyze(statement.text());
      PrintedQuery printed = SqlPrinter.print(query, Scoping.party(query), ALL);
      withRows +=
          database.printed(printed, values(printed, List.of(), ALL)).rows().isEmpty() ? 0 : 1;
    }
    assertThat(withRows).isGreaterThan(Corpus.accepted().size() * 3 / 4);
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

  /** The author's text with each parameter written out as a value of its type. */
  private static String withValues(String sql, AnalyzedQuery query) {
    StringBuilder text = new StringBuilder();
    int done = 0;
    for (Map.Entry<Integer, String> use : SqlTokens.scan(sql).parameters().entrySet()) {
      Binding.Parameter parameter = query.statement().parameters().get(use.getKey());
      text.append(sql, done, use.getKey())
          .append("cast('")
          .append(value(parameter))
          .append("' as ")
          .append(parameter.sqlType())
          .append(')');
      done = use.getKey() + 2 + use.getValue().length();
    }
    return text.append(sql.substring(done)).toString();
  }

  private static String value(Binding.Parameter parameter) {
    return switch (parameter.name()) {
      case "me", "usci", "start" ->
          parameter.sqlType().equals("bpchar")
              ? CustomsDatabase.CALLER
              : CustomsDatabase.valuesByType().get(parameter.sqlType());
      case "skip", "guess" -> "3";
      default -> CustomsDatabase.valuesByType().get(parameter.sqlType());
    };
  }

  private static List<String> values(PrintedQuery printed, List<String> keys, int rows) {
    List<String> values = new ArrayList<>();
    for (Binding binding : printed.bindings()) {
      values.add(
          switch (binding) {
            case Binding.Parameter parameter -> value(parameter);
            case Binding.Caller caller -> CustomsDatabase.CALLER;
            case Binding.Principal principal -> CustomsDatabase.CALLER;
            case Binding.KeyValue key -> keys.get(key.index());
            case Binding.RowLimit limit -> String.valueOf(rows);
          });
    }
    return values;
  }

  private static Set<String> columns(AnalyzedQuery query) {
    Set<String> columns = new TreeSet<>();
    for (OutputColumn output : query.outputs()) {
      output.sources().forEach(source -> columns.add(name(source)));
      output.control().forEach(source -> columns.add(name(source)));
    }
    query.influences().forEach(influence -> columns.add(name(influence.column())));
    query.failures().forEach(failure -> columns.add(name(failure.column())));
    // labels of views are not what PostgreSQL knows
    query.tables().stream()
        .flatMap(table -> table.views().stream())
        .map(view -> view.schema() + "." + view.table() + ".")
        .forEach(view -> columns.removeIf(column -> column.startsWith(view)));
    return columns;
  }

  private static String name(ColumnUse use) {
    return use.column().schema() + "." + use.column().table() + "." + use.column().column();
  }
}
