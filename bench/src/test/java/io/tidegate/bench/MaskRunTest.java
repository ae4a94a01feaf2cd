package io.tidegate.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.bench.MaskRun.Measured;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;

/** What is measured is right: no mask is quick because it only covers. Never how fast. */
class MaskRunTest {
  private static final List<Measured> WITHIN =
      List.of(
          new Measured("copyOfAText", 11, 10),
          new Measured("coverKeep", 45, 40),
          new Measured("hmacSm3OfAText", 2_100, 2_000),
          new Measured("standInCreditCode", 31_000, 19_000));

  private static String report(List<Measured> measured, boolean within) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    assertThat(MaskRun.report(measured, new PrintStream(printed, true, StandardCharsets.UTF_8)))
        .isEqualTo(within);
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void everyMaskThatIsMeasuredDoesItsWork() throws ReflectiveOperationException {
    MaskBench bench = new MaskBench();
    for (Method method : MaskBench.class.getDeclaredMethods()) {
      if (method.isAnnotationPresent(Benchmark.class) && !method.getName().equals("coverAll")) {
        assertThat(method.invoke(bench)).as(method.getName()).isNotEqualTo("***");
      }
    }
    assertThat(bench.coverBefore()).isEqualTo("***@example.com");
    assertThat(bench.coverKeep()).isEqualTo("138****8000");
    assertThat(bench.coverRange()).isEqualTo("TDGL******34");
  }

  @Test
  void everyBenchmarkIsABaselineOrHasABound() {
    assertThat(
            Arrays.stream(MaskBench.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Benchmark.class))
                .map(Method::getName)
                .filter(name -> !name.startsWith("cover") && !name.startsWith("standIn")))
        .containsExactlyInAnyOrder("copyOfAText", "hmacSm3OfAText");
  }

  @Test
  void theReportTellsEachBesideItsBaseline() {
    assertThat(report(WITHIN, true))
        .contains("ratio    4.0 to copyOfAText  at most 200: kept")
        .contains("ratio    9.5 to hmacSm3OfAText  at most 20000: kept");
  }

  @Test
  void aBoundThatIsNotKeptIsTold() {
    List<Measured> slow =
        List.of(WITHIN.get(0), new Measured("coverKeep", 300, 201), WITHIN.get(2), WITHIN.get(3));

    assertThat(report(slow, false)).contains("coverKeep", "NOT KEPT");
  }
}
