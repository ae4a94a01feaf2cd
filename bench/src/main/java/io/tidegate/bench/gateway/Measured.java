package io.tidegate.bench.gateway;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What one server did under one load: medians of its rounds.
 *
 * @param processor microseconds of the server's processor time for one request
 * @param perSecond requests
 * @param median milliseconds
 * @param slow milliseconds that one request in a hundred took longer than
 * @param resident megabytes at the end
 */
record Measured(double processor, double perSecond, double median, double slow, double resident) {
  /** One of several rounds. */
  static Measured round(Load.Answers answers, ProcessUse before, ProcessUse after) {
    double micros = after.processor().minus(before.processor()).toNanos() / 1e3;
    return new Measured(
        micros / answers.count(),
        answers.perSecond(),
        answers.median(),
        answers.slow(),
        after.residentMegabytes());
  }

  static Measured medians(List<Measured> rounds) {
    return new Measured(
        median(rounds, Measured::processor),
        median(rounds, Measured::perSecond),
        median(rounds, Measured::median),
        median(rounds, Measured::slow),
        median(rounds, Measured::resident));
  }

  private static double median(List<Measured> rounds, ToDoubleFunction<Measured> of) {
    double[] sorted = rounds.stream().mapToDouble(of).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** A line of the report, with the processor time as a ratio to another's. */
  String line(String name, Measured baseline) {
    return String.format(
        Locale.ROOT,
        "  %-22s %8.1f µs  × %5.2f   %8.0f/s  p50 %7.2f ms  p99 %7.2f ms   %5.0f MB",
        name,
        processor,
        processor / baseline.processor,
        perSecond,
        median,
        slow,
        resident);
  }
}
