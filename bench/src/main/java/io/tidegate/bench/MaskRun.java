package io.tidegate.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures masks by JMH and tells each beside its baseline of the same run, in processor time. A
 * bound is held against the quickest iteration: what else the machine does makes an iteration
 * slower and never quicker.
 */
final class MaskRun {
  /** Most that a cover may take, in nanoseconds. */
  static final double MOST_OF_A_COVER = 200;

  /** Most that a stand-in may take, in nanoseconds. */
  static final double MOST_OF_A_STAND_IN = 20_000;

  private static final String COVER = "cover";
  private static final String STAND_IN = "standIn";

  private MaskRun() {}

  /**
   * What one benchmark came to, in nanoseconds for one field.
   *
   * @param name the method of {@link MaskBench}
   */
  record Measured(String name, double mean, double quickest) {
    private boolean isCover() {
      return name.startsWith(COVER);
    }

    private boolean isBaseline() {
      return !isCover() && !name.startsWith(STAND_IN);
    }

    private double bound() {
      return isCover() ? MOST_OF_A_COVER : MOST_OF_A_STAND_IN;
    }

    private boolean isWithin() {
      return isBaseline() || quickest <= bound();
    }
  }

  /** Runs every benchmark. */
  static List<Measured> measure() throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include("\\Q" + MaskBench.class.getName() + "\\E\\..*")
            .addProfiler(CpuTime.class)
            .verbosity(VerboseMode.SILENT)
            .build();
    return measured(new Runner(options).run());
  }

  private static List<Measured> measured(Collection<RunResult> results) {
    List<Measured> all = new ArrayList<>();
    for (RunResult result : results) {
      double[] iterations =
          result.getBenchmarkResults().stream()
              .flatMap(fork -> fork.getIterationResults().stream())
              .mapToDouble(
                  iteration -> iteration.getSecondaryResults().get(CpuTime.LABEL).getScore())
              .sorted()
              .toArray();
      all.add(
          new Measured(
              result.getPrimaryResult().getLabel(),
              Arrays.stream(iterations).average().orElseThrow(),
              iterations[0]));
    }
    return all;
  }

  /**
   * Prints a line for each.
   *
   * @return whether all are within their bounds
   */
  static boolean report(List<Measured> all, PrintStream out) {
    double copy = quickest(all, "copyOfAText");
    double hmac = quickest(all, "hmacSm3OfAText");
    out.println(
        "nanoseconds of processor time for one field; the ratio is to the baseline of the same run");
    for (Measured one : all) {
      if (one.isBaseline()) {
        out.printf(
            Locale.ROOT,
            "%-28s %9.0f  quickest %9.0f  baseline%n",
            one.name(),
            one.mean(),
            one.quickest());
      } else {
        out.printf(
            Locale.ROOT,
            "%-28s %9.0f  quickest %9.0f  ratio %6.1f to %s  at most %.0f: %s%n",
            one.name(),
            one.mean(),
            one.quickest(),
            one.quickest() / (one.isCover() ? copy : hmac),
            one.isCover() ? "copyOfAText" : "hmacSm3OfAText",
            one.bound(),
            one.isWithin() ? "kept" : "NOT KEPT");
      }
    }
    return all.stream().allMatch(Measured::isWithin);
  }

  private static double quickest(List<Measured> all, String name) {
    return all.stream()
        .filter(one -> one.name().equals(name))
        .mapToDouble(Measured::quickest)
        .findFirst()
        .orElseThrow();
  }
}
