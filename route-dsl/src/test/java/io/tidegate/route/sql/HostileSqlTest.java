package io.tidegate.route.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/**
 * Texts made to keep the analysis busy: each ends within two seconds in a Java with 256 MB of heap,
 * whether it is accepted or not. They run in a process of their own, which has that little.
 */
class HostileSqlTest {
  private static final long MOST_MILLIS = 2_000;

  /** The machine may be busy with something else, but hardly three times in a row. */
  private static final int ATTEMPTS = 3;

  @Test
  void everyHostileTextEndsSoonInLittleMemory() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                HostileSqlTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(said.lines().filter(line -> line.startsWith("SLOW") || line.contains("Error")))
        .as(said)
        .isEmpty();
    assertThat(said.lines().filter(line -> line.startsWith("done"))).hasSize(texts().size());
    assertThat(process.exitValue()).isZero();
  }

  @Test
  void aStatementOfOrdinaryLengthIsNotHostile() {
    StringBuilder sql = new StringBuilder("select h.entry_id");
    for (int i = 0; i < 60; i++) {
      sql.append(", coalesce(h.status, 'none') || ' ' || h.i_e_flag as column_").append(i);
    }
    sql.append(" from head h");
    for (int i = 0; i < 20; i++) {
      sql.append(
          " left join item i%d on i%d.head_id = h.head_id and i%d.g_no = %d".formatted(i, i, i, i));
    }
    sql.append(" where h.entry_id = :#entryId /* and nothing else ====== */");

    Outcome<AnalyzedQuery> outcome =
        new SqlAnalyzer(new PgGrammar())
            .analyze(
                SqlText.of(new SourceText("statement", sql.toString())),
                CustomsCatalog.standard(),
                CustomsCatalog.CUSTOMS);

    assertThat(outcome.diagnostics()).extracting(Diagnostic::message).isEmpty();
  }

  /** Runs every text and says of each how it went; fails when one takes too long. */
  public static void main(String[] arguments) {
    SqlAnalyzer analyzer = new SqlAnalyzer(new PgGrammar());
    CustomsCatalog catalog = CustomsCatalog.standard();
    analyze(analyzer, catalog, "select 1 as loaded");
    boolean slow = false;
    for (Map.Entry<String, String> text : texts().entrySet()) {
      long least = Long.MAX_VALUE;
      for (int attempt = 0; attempt < ATTEMPTS && least > MOST_MILLIS; attempt++) {
        long start = System.nanoTime();
        analyze(analyzer, catalog, text.getValue());
        least = Math.min(least, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
      }
      slow |= least > MOST_MILLIS;
      System.out.println((least > MOST_MILLIS ? "SLOW " : "done ") + text.getKey() + " " + least);
    }
    System.exit(slow ? 1 : 0);
  }

  private static void analyze(SqlAnalyzer analyzer, CustomsCatalog catalog, String sql) {
    Outcome<AnalyzedQuery> outcome =
        analyzer.analyze(
            SqlText.of(new SourceText("hostile", sql)), catalog, CustomsCatalog.CUSTOMS);
    outcome.value().ifPresent(query -> SqlPrinter.print(query, Scoping.party(query), 10));
  }

  private static Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("constants", "select " + list(8_000, i -> "1"));
    texts.put("constants within the limit", "select " + list(990, i -> "1"));
    texts.put("unknown columns", "select " + list(950, i -> "statsu" + i) + " from head");
    texts.put("unknown tables", "select 1 as a from " + list(950, i -> "haed" + i));
    texts.put("unknown functions", "select " + list(480, i -> "uper" + i + "()"));
    texts.put("brackets", nested("select ", "(", 8_000, "1", ")"));
    texts.put("brackets within the limit", nested("select ", "(", 900, "1", ")"));
    texts.put("sum", "select " + "1+".repeat(990) + "1 as a");
    texts.put("signs in one word", "select 1 " + "+-".repeat(8_000) + "1 as a");
    texts.put("signs in words", "select 1 " + "+ - ".repeat(900) + "1 as a");
    texts.put("negations", "select entry_id from head where " + "not ".repeat(1_900) + "true");
    texts.put("conditions", "select entry_id from head where " + "true and ".repeat(900) + "true");
    texts.put("unions", join(" union all ", 390, i -> "select entry_id from head"));
    texts.put("set operations of tables", join(" except ", 200, i -> "table ref.code"));
    texts.put("joins", "select a0.status from " + list(600, i -> "head a" + i));
    texts.put(
        "stars over joins",
        "select " + list(100, i -> "a" + i + ".*") + " from " + list(100, i -> "head a" + i));
    texts.put(
        "one key for all",
        "select 1 as a from head" + join("", 180, i -> " join item i" + i + " using (head_id)"));
    texts.put("derived tables", nested("", "select x from (", 190, "select 1 as x", ") t"));
    texts.put("stars over stars", nested("", "select * from (", 95, "select * from item", ") t"));
    texts.put("subqueries", nested("select ", "(select ", 95, "1", ")"));
    texts.put(
        "exists",
        nested(
            "select status from head where ",
            "exists (select * from item where ",
            60,
            "true",
            ")"));
    texts.put("cases", nested("select ", "case when true then ", 190, "1", " end"));
    texts.put("values", "select * from (values " + list(450, i -> "(1)") + ") v(a)");
    texts.put(
        "columns that double",
        "with t0(a) as (select status from head)"
            + join(
                "",
                90,
                i -> ", t%d(a) as (select x.a || y.a from t%d x, t%d y)".formatted(i + 1, i, i))
            + " select a from t90");
    texts.put(
        "stars that double",
        "with t0 as (select code from ref.code)"
            + join("", 59, i -> ", t%d as (select * from t%d x, t%d y)".formatted(i + 1, i, i))
            + " select 1 as a from t59");
    texts.put(
        "a recursion that turns",
        "with recursive r("
            + list(300, i -> "c" + i)
            + ") as (select "
            + list(300, i -> "code")
            + " from ref.code union all select "
            + list(300, i -> "c" + (i + 1) % 300)
            + " from r) select c0 from r");
    texts.put(
        "recursions in recursions",
        nested(
            "",
            "with recursive r(a) as (select 1 union all select (",
            40,
            "1",
            ") from r) select max(a) from r"));
    texts.put("comments in comments", "select " + "/*".repeat(4_000) + "*/".repeat(4_000) + " 1");
    texts.put("comments without an end", "select " + "/*".repeat(8_000));
    texts.put("quotes", "select " + "'".repeat(16_001));
    texts.put("dollars", "select " + "$a$".repeat(5_000));
    texts.put(
        "parameters",
        "select entry_id from head where status in (" + list(950, i -> ":#p" + i) + ")");
    texts.put("arrows", "select null::jsonb" + "->'a'".repeat(950) + " as a");
    texts.put("casts", "select 1" + "::int".repeat(950) + " as a");
    texts.put("array", "select array[" + list(950, i -> "1") + "] as a");
    texts.put("keys", "select status from head order by " + list(950, i -> "1"));
    texts.put("names not of ASCII", "select " + "\"港\",".repeat(950) + "1 from head");
    texts.put("a long text", "select '" + "港".repeat(5_300) + "' as a");
    texts.put("half a megabyte", "select " + "a ".repeat(250_000));
    return texts;
  }

  private static String nested(String before, String open, int depth, String core, String close) {
    return before + open.repeat(depth) + core + close.repeat(depth) + " as a";
  }

  private static String list(int size, IntFunction<String> item) {
    return join(",", size, item);
  }

  private static String join(String between, int size, IntFunction<String> item) {
    StringJoiner joined = new StringJoiner(between);
    for (int i = 0; i < size; i++) {
      joined.add(item.apply(i));
    }
    return joined.toString();
  }
}
