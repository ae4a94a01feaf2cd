package io.tidegate.engine.accounting;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A call as one line of PostgreSQL's COPY text format (tabs between columns, {@code \N} for null),
 * so that it is written once and nothing has to read it again on its way to the database.
 */
final class CallLine {
  /** The columns of {@code call_record}, in the order they are written. */
  static final List<String> COLUMNS =
      List.of(
          "at",
          "micros",
          "trace_id",
          "epoch",
          "service",
          "version",
          "fingerprint",
          "application_id",
          "usci",
          "outcome",
          "status",
          "problem",
          "row_count",
          "relations",
          "masks",
          "bytes",
          "owner");

  private static final String NULL = "\\N";

  private CallLine() {}

  /** The line, with its line feed, in UTF-8. */
  static byte[] of(CallRecord call) {
    StringBuilder line = new StringBuilder(320);
    at(line, call.at());
    line.append('\t');
    line.append(call.took().toNanos() / 1000).append('\t');
    text(line, call.traceId()).append('\t');
    line.append(call.epoch()).append('\t');
    text(line, call.plan().service()).append('\t');
    text(line, call.plan().version()).append('\t');
    text(line, call.plan().fingerprint()).append('\t');
    optional(line, call.application()).append('\t');
    optional(line, call.enterprise()).append('\t');
    line.append(call.outcome().name()).append('\t');
    line.append(call.status()).append('\t');
    optional(line, call.problem()).append('\t');
    line.append(call.tally().rows()).append('\t');
    array(line, call.tally().relations()).append('\t');
    array(line, call.tally().masks()).append('\t');
    line.append(call.bytes()).append('\t');
    optional(line, call.owner()).append('\n');
    return line.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** A second as it is written, which many calls have in common. */
  private record Second(long epoch, String text) {
    static Second of(long epoch) {
      String whole = Instant.ofEpochSecond(epoch).toString();
      return new Second(epoch, whole.substring(0, whole.length() - 1));
    }
  }

  private static volatile Second latest = Second.of(0);

  /** In UTC; PostgreSQL keeps no more than microseconds. */
  private static void at(StringBuilder line, Instant at) {
    Second second = latest;
    if (second.epoch() != at.getEpochSecond()) {
      second = Second.of(at.getEpochSecond());
      latest = second;
    }
    // the one in front keeps the zeros
    int micros = line.append(second.text()).append(1_000_000 + at.getNano() / 1000).length() - 7;
    line.setCharAt(micros, '.');
    line.append('Z');
  }

  private static StringBuilder optional(StringBuilder line, Optional<String> value) {
    return value.isPresent() ? text(line, value.get()) : line.append(NULL);
  }

  private static StringBuilder text(StringBuilder line, String value) {
    int plain = 0;
    while (plain < value.length() && !isEscaped(value.charAt(plain))) {
      plain++;
    }
    line.append(value, 0, plain);
    for (int i = plain; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> line.append("\\\\");
        case '\t' -> line.append("\\t");
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        default -> line.append(c);
      }
    }
    return line;
  }

  private static boolean isEscaped(char c) {
    return c == '\\' || c == '\t' || c == '\n' || c == '\r';
  }

  /** An array of the platform's own words, quoted; none of them has a quote or a backslash. */
  private static StringBuilder array(StringBuilder line, List<String> words) {
    line.append('{');
    for (int i = 0; i < words.size(); i++) {
      line.append(i == 0 ? "\"" : ",\"");
      text(line, words.get(i)).append('"');
    }
    return line.append('}');
  }
}
