package io.tidegate.route.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.catalog.Roles;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.sql.CustomsDatabase.Answer;
import io.tidegate.route.sql.RandomStatements.Made;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Statements at random, held against a real PostgreSQL: what is printed answers as the author's
 * text does under row-level security; what the lineage calls independent of a column does not
 * change with it; and the hidden columns are those of the very record a value is of.
 */
class RandomStatementsIT {
  private static final int ALL = 1_000_000;
  private static final int STATEMENTS = 120;
  private static final long SEED = 20_261_130;
  private static final SqlAnalyzer ANALYZER = new SqlAnalyzer(new PgGrammar());

  /** What is put in the place of a column's values, to see what changes with them. */
  private static final Map<String, String> ALTERED =
      new TreeMap<>(
          Map.of(
              "dec.head.entry_id", "'Z' || head_id % 7",
              "dec.head.status", "(array['R', 'A', null, 'B', 'X'])[head_id % 5 + 1]",
              "dec.head.decl_total", "nullif((head_id * 37 % 11) * 500, 1500)",
              "dec.head.declarant_person", "'Other ' || head_id % 3",
              "dec.head.tags", "array['red', 'a', 'y' || head_id % 2]",
              "dec.head.extra", "jsonb_build_object('k', head_id % 3)",
              "dec.head.d_date", "date '2026-01-01' + (head_id * 13 % 29)::int",
              "dec.item.unit_price", "nullif((head_id * 31 % 17) * 100.5, 201)",
              "dec.item.g_name", "'Altered ' || head_id % 2",
              "dec.container.container_no", "'X' || head_id % 3"));

  private static CustomsDatabase database;
  private static List<Run> runs;

  @BeforeAll
  static void start() throws SQLException {
    database = new CustomsDatabase();
    runs = runs();
  }

  @AfterAll
  static void stop() throws SQLException, IOException {
    database.close();
  }

  /** A statement that was accepted, as it is run. */
  private record Run(Made made, AnalyzedQuery query, PrintedQuery printed, Answer answer) {
    @Override
    public String toString() {
      return made + "\n" + printed.text();
    }
  }

  private static List<Run> runs() throws SQLException {
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < STATEMENTS; i++) {
      Made made = RandomStatements.of(SEED + i);
      Outcome<AnalyzedQuery> outcome =
          ANALYZER.analyze(made.written(), CustomsCatalog.standard(), CustomsCatalog.CUSTOMS);
      AnalyzedQuery query =
          outcome
              .value()
              .orElseThrow(
                  () ->
                      new AssertionError(
                          made
                              + " "
                              + outcome.diagnostics().stream().map(Diagnostic::message).toList()));
      PrintedQuery printed = SqlPrinter.print(query, Scoping.party(query), ALL);
      runs.add(new Run(made, query, printed, answer(printed, made)));
    }
    return runs;
  }

  private static Answer answer(PrintedQuery printed, Made made) throws SQLException {
    List<String> values = new ArrayList<>();
    for (Binding binding : printed.bindings()) {
      values.add(
          switch (binding) {
            case Binding.Parameter parameter -> made.given().get(parameter.name());
            case Binding.Caller caller -> CustomsDatabase.CALLER;
            case Binding.Principal principal -> CustomsDatabase.CALLER;
            case Binding.KeyValue key -> throw new IllegalStateException("no page was asked for");
            case Binding.RowLimit limit -> String.valueOf(ALL);
          });
    }
    Answer answer = database.printed(printed, values);
    assertThat(answer.errorState()).as("%s\n%s", made, printed.text()).isEmpty();
    return answer;
  }

  @Test
  void whatIsPrintedAnswersAsTheTextDoesUnderRowLevelSecurity() throws SQLException {
    int withRows = 0;
    for (Run run : runs) {
      Answer original = database.asReader(original(run.made()));

      assertThat(original.errorState()).as("%s", run).isEmpty();
      assertThat(run.answer().first(run.query().outputs().size()).sorted().rows())
          .as("%s", run)
          .isEqualTo(original.sorted().rows());
      withRows += original.rows().isEmpty() ? 0 : 1;
      for (SortOrder order : run.query().orders()) {
        PrintedQuery sorted = SqlPrinter.print(run.query(), Scoping.party(run.query()), order, ALL);
        Answer inOrder = answer(sorted, run.made());
        assertThat(inOrder.sorted().rows()).as("%s", run).isEqualTo(run.answer().sorted().rows());
      }
    }
    assertThat(withRows).isGreaterThan(STATEMENTS / 2);
  }

  /** The author's text with the conditions that count in its WHERE clause, written out. */
  private static String original(Made made) {
    List<String> counting = new ArrayList<>();
    for (String filter : made.filters()) {
      String name = filter.substring(filter.indexOf(":#") + 2);
      Optional.ofNullable(made.given().get(name))
          .ifPresent(value -> counting.add(filter.replace(":#" + name, "'" + value + "'")));
    }
    if (counting.isEmpty()) {
      return made.sql();
    }
    return made.sql()
        .replace(
            RandomStatements.TOP_WHERE,
            RandomStatements.TOP_WHERE + String.join(" and ", counting) + " and ");
  }

  @Test
  void whatTheLineageCallsIndependentOfAColumnDoesNotChangeWithIt() throws SQLException {
    int held = 0;
    int changed = 0;
    for (Map.Entry<String, String> altered : ALTERED.entrySet()) {
      String column = altered.getKey();
      String table = column.substring(0, column.lastIndexOf('.'));
      database.execute(
          "create table dec.kept as select * from " + table,
          "update "
              + table
              + " set "
              + column.substring(column.lastIndexOf('.') + 1)
              + " = "
              + altered.getValue());
      try {
        for (Run run : runs) {
          boolean read =
              run.query().tables().stream()
                  .map(use -> use.resource().schema() + "." + use.resource().table())
                  .anyMatch(table::equals);
          if (!read) {
            continue;
          }
          Answer after = answer(run.printed(), run.made());
          boolean onRows =
              run.query().influences().stream()
                  .anyMatch(i -> i.onRows() && name(i.column()).equals(column));
          List<Integer> independent =
              IntStream.range(0, run.query().outputs().size())
                  .filter(i -> !depends(run.query().outputs().get(i), column))
                  .boxed()
                  .toList();
          if (onRows || independent.isEmpty()) {
            changed += after.sorted().equals(run.answer().sorted()) ? 0 : 1;
            continue;
          }
          assertThat(projected(after, independent))
              .as("without %s: %s", column, run)
              .isEqualTo(projected(run.answer(), independent));
          held++;
          changed += after.sorted().equals(run.answer().sorted()) ? 0 : 1;
        }
      } finally {
        database.execute(
            "truncate " + table,
            "insert into " + table + " select * from dec.kept",
            "drop table dec.kept");
      }
    }
    assertThat(held).isGreaterThan(STATEMENTS / 2);
    // values that change nothing anywhere would prove nothing
    assertThat(changed).isGreaterThan(STATEMENTS / 4);
  }

  private static boolean depends(OutputColumn output, String column) {
    return output.sources().stream().anyMatch(use -> name(use).equals(column))
        || output.control().stream().anyMatch(use -> name(use).equals(column));
  }

  private static String name(ColumnUse use) {
    return use.column().schema() + "." + use.column().table() + "." + use.column().column();
  }

  private static List<String> projected(Answer answer, List<Integer> columns) {
    return answer.rows().stream()
        .map(row -> columns.stream().map(row::get).toList().toString())
        .sorted()
        .toList();
  }

  @Test
  void theHiddenColumnsAreThoseOfTheRecordAValueIsOf() throws SQLException {
    Map<String, List<String>> holders = new HashMap<>();
    Roles roles =
        CustomsCatalog.standard().resource("dec_head").orElseThrow().roles().orElseThrow();
    List<String> columns = new ArrayList<>();
    roles.columns().forEach(role -> columns.add(role.column()));
    for (List<String> row :
        database.asOwner("select head_id, " + String.join(", ", columns) + " from head").rows()) {
      holders.put(row.getFirst(), row.subList(1, row.size()));
    }
    int told = 0;
    int parts = 0;
    Set<Integer> nested = new LinkedHashSet<>();
    for (Run run : runs) {
      for (int o = 0; o < run.query().outputs().size(); o++) {
        Optional<ColumnUse> copy = run.query().outputs().get(o).copyOf();
        boolean window = run.query().outputs().get(o).acrossRows();
        if (copy.isEmpty() || window || !copy.get().column().column().equals("head_id")) {
          continue;
        }
        List<Integer> places = hidden(run, copy.get().table());
        for (List<String> row : run.answer().rows()) {
          List<String> found = places.stream().map(row::get).toList();
          if (!places.isEmpty() && row.get(o) != null) {
            assertThat(found).as("%s of %s", row, run).isEqualTo(holders.get(row.get(o)));
            told++;
          }
        }
        if (!places.isEmpty() && run.printed().text().matches("(?s).*\\) AS \"(d|~v:).*")) {
          nested.add(run.made().hashCode());
        }
      }
      parts += toldByPart(run, holders);
    }
    assertThat(parts).isGreaterThan(50);
    assertThat(told).isGreaterThan(150);
    assertThat(nested).hasSizeGreaterThan(3);
  }

  /**
   * What UNION ALL puts together is of the record of the part that says so, and of that part's
   * only.
   */
  private static int toldByPart(Run run, Map<String, List<String>> holders) {
    int told = 0;
    for (int o = 0; o < run.query().outputs().size(); o++) {
      OutputColumn output = run.query().outputs().get(o);
      boolean ids =
          output.copies().stream().allMatch(copy -> copy.column().column().equals("head_id"));
      if (output.copyOf().isPresent() || output.copies().isEmpty() || !ids || output.acrossRows()) {
        continue;
      }
      for (List<String> row : run.answer().rows()) {
        for (ColumnUse copy : output.copies()) {
          int presence = run.printed().hidden().indexOf(new HiddenColumn.Presence(copy.table()));
          List<Integer> places = hidden(run, copy.table());
          if (presence < 0 || row.get(o) == null || places.isEmpty()) {
            continue;
          }
          List<String> found = places.stream().map(row::get).toList();
          if ("t".equals(row.get(run.printed().outputs().size() + presence))) {
            assertThat(found).as("%s of %s", row, run).isEqualTo(holders.get(row.get(o)));
            told++;
          } else {
            assertThat(found).as("%s of %s", row, run).containsOnlyNulls();
          }
        }
      }
    }
    return told;
  }

  /** Where the role columns of an occurrence stand in the answer. */
  private static List<Integer> hidden(Run run, int table) {
    List<Integer> places = new ArrayList<>();
    for (int h = 0; h < run.printed().hidden().size(); h++) {
      if (run.printed().hidden().get(h) instanceof HiddenColumn.Role role
          && role.table() == table) {
        places.add(run.printed().outputs().size() + h);
      }
    }
    return places;
  }
}
