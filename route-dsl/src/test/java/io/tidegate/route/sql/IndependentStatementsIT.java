package io.tidegate.route.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.sql.CustomsDatabase.Answer;
import io.tidegate.route.text.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Statements as authors write them, written without a look at what is accepted: nearly all of them
 * are, and those mean what PostgreSQL takes them for.
 */
class IndependentStatementsIT {
  private static final Path FILE = Path.of("src/test/resources/sql/independent.txt");
  private static final int ALL = 100_000;
  private static final SqlAnalyzer ANALYZER = new SqlAnalyzer(new PgGrammar());

  private static CustomsDatabase database;
  private static List<String> statements;

  @BeforeAll
  static void start() throws IOException {
    database = new CustomsDatabase();
    statements = Files.readAllLines(FILE);
  }

  @AfterAll
  static void stop() throws SQLException, IOException {
    database.close();
  }

  @Test
  void atMostOneInTwentyIsRefused() {
    List<String> refused =
        statements.stream().filter(each -> analyze(each).value().isEmpty()).toList();

    assertThat(statements).hasSizeGreaterThan(100);
    assertThat(refused.size() * 20).as("%s", refused).isLessThanOrEqualTo(statements.size());
  }

  @Test
  void whatIsAcceptedHasTheColumnsAndRowsOfPostgres() throws SQLException {
    int compared = 0;
    for (String sql : statements) {
      Optional<AnalyzedQuery> query = analyze(sql).value();
      if (query.isEmpty() || !query.get().parameters().isEmpty()) {
        continue;
      }
      assertThat(
              query.get().outputs().stream()
                  .map(output -> output.name() + ": " + output.sqlType())
                  .toList())
          .as(sql)
          .isEqualTo(database.viewColumns(sql));
      database.dropView();
      assertSame(query.get(), Scoping.open(query.get()), database.asOwner(sql), sql);
      assertSame(query.get(), Scoping.party(query.get()), database.asReader(sql), sql);
      compared++;
    }
    assertThat(compared).isGreaterThan(100);
  }

  private static void assertSame(AnalyzedQuery query, Scoping scoping, Answer expected, String sql)
      throws SQLException {
    PrintedQuery printed = SqlPrinter.print(query, scoping, ALL);
    List<String> values = new ArrayList<>();
    for (Binding binding : printed.bindings()) {
      values.add(binding instanceof Binding.Caller ? CustomsDatabase.CALLER : String.valueOf(ALL));
    }
    Answer answer = database.printed(printed, values);
    assertThat(answer.errorState()).as(sql).isEmpty();
    assertThat(expected.errorState()).as(sql).isEmpty();
    // which rows a bound keeps without an order that is whole is the database's own choice
    if (!sql.contains("limit") && !sql.contains("fetch first")) {
      assertThat(answer.first(query.outputs().size()).sorted().rows())
          .as("%s\n%s", sql, printed.text())
          .isEqualTo(expected.sorted().rows());
    }
  }

  private static Outcome<AnalyzedQuery> analyze(String sql) {
    return ANALYZER.analyze(
        SqlText.of(new SourceText("independent", sql)),
        CustomsCatalog.standard(),
        CustomsCatalog.CUSTOMS);
  }
}
