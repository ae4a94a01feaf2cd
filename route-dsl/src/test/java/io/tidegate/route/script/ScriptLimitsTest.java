package io.tidegate.route.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.route.script.ScriptFault.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScriptLimitsTest {
  private static final ScriptLimits WIDE =
      new ScriptLimits(Integer.MAX_VALUE, Duration.ofMinutes(1), 1 << 20, 1 << 20, 64);

  @Test
  void theDefaultsAreThoseThatWereDecided() {
    assertThat(ScriptLimits.DEFAULT)
        .isEqualTo(new ScriptLimits(100_000, Duration.ofMillis(250), 65_536, 10_000, 64));
  }

  @Test
  void stepsAreCounted() throws ScriptFault {
    String script = "rows.collect { a -> rows.collect { b -> a * b } }.size()";
    ScriptFault fault = fault(script, Scripts.LIMITS);
    assertThat(fault.kind()).isEqualTo(Kind.FUEL);
    assertThat(fault.line()).isEqualTo(3);
    assertThat(run(script, WIDE)).isEqualTo(1_000L);
  }

  @Test
  void timeIsLimited() {
    ScriptLimits soon = new ScriptLimits(1 << 30, Duration.ofMillis(20), 65_536, 1 << 30, 64);
    long start = System.nanoTime();
    ScriptFault fault =
        fault("rows.collect { a -> rows.collect { b -> rows.sum { it + a + b } } }.size()", soon);
    assertThat(fault.kind()).isEqualTo(Kind.TIME);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void textsAreLimited() {
    String doubling = "def s = 'abcdefgh'\n" + "s = s + s\n".repeat(20) + "s";
    assertThat(fault(doubling, Scripts.LIMITS).kind()).isEqualTo(Kind.SIZE);
    assertThat(fault("'x'.padLeft(65537)", Scripts.LIMITS).kind()).isEqualTo(Kind.SIZE);
    assertThat(fault("rows.inject('x') { s, r -> \"$s$s\" }", Scripts.LIMITS).kind())
        .isEqualTo(Kind.SIZE);
    String replacing = "def s = 'a'.padLeft(9000, 'a')\ns.replace('a', '12345678')";
    assertThat(fault(replacing, Scripts.LIMITS).kind()).isEqualTo(Kind.SIZE);
    assertThat(fault("rows.collect { 'x'.padLeft(100) }.join(',')", Scripts.LIMITS).kind())
        .isEqualTo(Kind.SIZE);
  }

  @Test
  void listsAreLimited() {
    String doubling = "def l = [1, 2, 3, 4]\n" + "l = l + l\n".repeat(20) + "l.size()";
    assertThat(fault(doubling, Scripts.LIMITS).kind()).isEqualTo(Kind.SIZE);
  }

  @Test
  void aResultThatHoldsOneListManyTimesIsLimited() {
    String nested =
        """
        def a = rows.take(100)
        def b = a.collect { a }
        def c = a.collect { b }
        def d = a.collect { c }
        d
        """;
    assertThat(fault(nested, Scripts.LIMITS).kind()).isEqualTo(Kind.SIZE);
  }

  @Test
  void numbersAreLimited() {
    String squares = "def n = 123456789.123456789\n" + "n = n * n\n".repeat(12) + "n";
    assertThat(fault(squares, Scripts.LIMITS).kind()).isEqualTo(Kind.SIZE);
  }

  @Test
  void depthIsLimited() throws ScriptFault {
    ScriptLimits flat = new ScriptLimits(1000, Duration.ofSeconds(1), 100, 100, 3);
    assertThat(run("1 + (2 + 3)", flat)).isEqualTo(6L);
    assertThat(fault("1 + (2 + (3 + 4))", flat).kind()).isEqualTo(Kind.SIZE);
  }

  @Test
  void aFaultTellsThePlaceAndNoValue() {
    ScriptFault fault = fault("def secret = 'geheim'\n[a: 1,\n b: secret.toInteger()]", WIDE);
    assertThat(fault.kind()).isEqualTo(Kind.TYPE);
    assertThat(fault.line()).isEqualTo(5);
    assertThat(fault.column()).isEqualTo(9);
    assertThat(fault.getMessage()).isEqualTo("script fault: type at line 5, column 9");
    assertThat(fault.getStackTrace()).isEmpty();
  }

  @Test
  void anInputThatIsNotGivenIsAFault() {
    assertThat(fault("other + 1", WIDE).kind()).isEqualTo(Kind.MISSING_VALUE);
  }

  @Test
  void limitsBelowAnyUseAreRefused() {
    assertThatThrownBy(() -> new ScriptLimits(0, Duration.ZERO, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** What a script asks for inputs it is not typed with is a fault too, never another exception. */
  @Test
  void valuesOfOtherTypesAreFaults() {
    for (String script :
        List.of(
            "rows + 1",
            "rows.x",
            "'a' - 1",
            "rows < 1",
            "[1, 'a'].sort()",
            "[1, 'a'].max()",
            "['a', 1].sum()",
            "[[1], [2]].unique()",
            "rows.trim()",
            "-'a'",
            "1 in 2",
            "rows.get('a')",
            "rows.join(1)",
            "[[1]].join(',')",
            "\"${rows}\"",
            "rows.collectMany { 1 }",
            "rows.groupBy { [it] }")) {
      assertThat(fault(script, WIDE).kind()).as(script).isEqualTo(Kind.TYPE);
    }
  }

  private static Object run(String script, ScriptLimits limits) throws ScriptFault {
    List<Long> rows = LongStream.range(0, 1000).boxed().toList();
    return ScriptRun.run(Scripts.accepted(script), Map.of("rows", rows), limits);
  }

  private static ScriptFault fault(String script, ScriptLimits limits) {
    try {
      throw new AssertionError("no fault but " + Scripts.text(run(script, limits)));
    } catch (ScriptFault fault) {
      return fault;
    }
  }
}
