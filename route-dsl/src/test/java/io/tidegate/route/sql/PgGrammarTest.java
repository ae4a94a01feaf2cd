package io.tidegate.route.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PgGrammarTest {
  private static final PgGrammar GRAMMAR = new PgGrammar();

  @Test
  void readsAStatementAsPostgresDoes() throws Exception {
    JsonNode tree = GRAMMAR.parse("SELECT a FROM b");

    assertThat(tree.at("/stmts/0/stmt/SelectStmt/fromClause/0/RangeVar/relname").asText())
        .isEqualTo("b");
  }

  @Test
  void tellsWhereItStoppedInCharacters() {
    String sql = "select '中文𠀀' as a from from b";

    SqlSyntaxException refusal =
        catchThrowableOfType(SqlSyntaxException.class, () -> GRAMMAR.parse(sql));

    assertThat(sql.substring(refusal.offset())).isEqualTo("from b");
  }

  @Test
  void readsOnAfterErrors() throws Exception {
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> GRAMMAR.parse("select '")).isInstanceOf(SqlSyntaxException.class);
      assertThat(GRAMMAR.parse("select 1").at("/stmts")).hasSize(1);
    }
  }

  @Test
  void readsOnAfterARestAndDoesNotLoseACopyByIt() throws Exception {
    for (int i = 0; i < 10; i++) {
      JsonNode before = GRAMMAR.parse("select a from b where c = 'd'");
      PgGrammar.rest();
      assertThat(GRAMMAR.parse("select a from b where c = 'd'")).isEqualTo(before);
    }
  }

  @Test
  void refusesLongTexts() {
    String longest = "select '" + "x".repeat(PgGrammar.MAX_BYTES - 9) + "'";

    assertThat(catchThrowableOfType(Exception.class, () -> GRAMMAR.parse(longest))).isNull();
    assertThatThrownBy(() -> GRAMMAR.parse(longest + " "))
        .isInstanceOf(SqlTooComplexException.class);
  }

  @Test
  void refusesDeepNesting() throws Exception {
    assertThatThrownBy(() -> GRAMMAR.parse("select " + "1+".repeat(6000) + "1"))
        .isInstanceOf(SqlTooComplexException.class);
    assertThat(GRAMMAR.parse("select 1").at("/stmts")).hasSize(1);
  }

  @Test
  void stopsAtTheDeadlineAndGoesOn() throws Exception {
    PgGrammar hasty = new PgGrammar(Duration.ofMillis(5));
    String slow = "select " + "a+b,".repeat(3000) + "c";

    assertThatThrownBy(() -> hasty.parse(slow))
        .isInstanceOf(SqlTooComplexException.class)
        .hasMessageContaining("5 ms");
    assertThat(new PgGrammar().parse("select 1").at("/stmts")).hasSize(1);
  }

  @Test
  void refusesHalfCharactersAndZeroes() {
    assertThatThrownBy(() -> GRAMMAR.parse("select '\ud800'"))
        .isInstanceOf(SqlSyntaxException.class);
    assertThatThrownBy(() -> GRAMMAR.parse("select 1 \0 as a"))
        .isInstanceOf(SqlSyntaxException.class);
  }

  @Test
  void servesManyThreads() throws Exception {
    List<Callable<String>> parses = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String column = "c" + i;
      parses.add(
          () ->
              GRAMMAR
                  .parse("select " + column)
                  .at(
                      "/stmts/0/stmt/SelectStmt/targetList/0/ResTarget/val/ColumnRef/fields/0/String/sval")
                  .asText());
    }
    List<String> read = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> answer : threads.invokeAll(parses)) {
        read.add(answer.get());
      }
    }

    assertThat(read).hasSize(40).startsWith("c0", "c1").endsWith("c39");
  }

  @Test
  void hasAFingerprint() {
    assertThat(GRAMMAR.fingerprint()).matches("[0-9a-f]{64}");
  }
}
