package io.tidegate.bench.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a process has used, from {@code /proc} of Linux.
 *
 * @param processor user and system time of all its threads, without its children
 * @param residentMegabytes its resident set in MB of 1024 kB
 */
record ProcessUse(Duration processor, long residentMegabytes) {
  /** The kernel counts hundredths of a second for everybody, whatever its own clock is. */
  private static final long TICK_MILLIS = 10;

  /** Fields 14 and 15 of the file, behind the name, which may hold blanks and parentheses. */
  private static final int USER = 14 - 3;

  static ProcessUse of(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    return new ProcessUse(
        processor(Files.readString(process.resolve("stat"))),
        resident(Files.readString(process.resolve("status"))));
  }

  static Duration processor(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    long ticks = Long.parseLong(fields[USER]) + Long.parseLong(fields[USER + 1]);
    return Duration.ofMillis(ticks * TICK_MILLIS);
  }

  static long resident(String status) {
    return status
            .lines()
            .filter(line -> line.startsWith("VmRSS:"))
            .map(line -> line.replaceAll("\\D", ""))
            .mapToLong(Long::parseLong)
            .findFirst()
            .orElseThrow()
        / 1024;
  }
}
