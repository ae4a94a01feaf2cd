package io.tidegate.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * What was spent since a moment: time, and time of processors in this process. On a machine that
 * does other work as well, the second is the one that says something.
 */
record Spent(long beginNanos, long beginProcessorNanos) {
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  static Spent start() {
    return new Spent(System.nanoTime(), PROCESS.getProcessCpuTime());
  }

  /** Time of processors for one of so many, in milliseconds. */
  double processorMillis(int of) {
    return (PROCESS.getProcessCpuTime() - beginProcessorNanos) / 1e6 / of;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.1f s (processors %.1f s)",
        (System.nanoTime() - beginNanos) / 1e9,
        processorMillis(1) / 1000);
  }
}
