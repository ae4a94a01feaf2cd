package io.tidegate.engine.gateway;

import io.tidegate.engine.read.RunningStatements.ReadTime;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * The value of {@code Server-Timing} (W3C): each read by its id in the plan with its source, and
 * the whole, in milliseconds. Reads run beside each other, and other things are done before and
 * after them, so their times do not add up to the whole. Holds names of the plan and no value.
 */
final class ServerTiming {
  private ServerTiming() {}

  static String of(List<ReadTime> reads, Duration total) {
    StringJoiner metrics = new StringJoiner(", ");
    for (ReadTime read : reads) {
      metrics.add(
          token(read.read()) + ";desc=" + token(read.source()) + ";dur=" + millis(read.took()));
    }
    return metrics.add("total;dur=" + millis(total)).toString();
  }

  /** A token of HTTP, whatever a plan calls its steps. */
  private static String token(String name) {
    return name.replaceAll("[^0-9A-Za-z_.-]", "-");
  }

  private static String millis(Duration time) {
    return String.format(Locale.ROOT, "%.3f", time.toNanos() / 1e6);
  }
}
