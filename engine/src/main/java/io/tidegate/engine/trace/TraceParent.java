package io.tidegate.engine.trace;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is passed on of a trace, as the header {@value #HEADER} (W3C Trace Context).
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits: what the next span is within
 * @param sampled whether it is kept
 */
public record TraceParent(String traceId, String spanId, boolean sampled) {
  public static final String HEADER = "traceparent";

  /** A later version may say more behind what the first said. */
  private static final Pattern FORM =
      Pattern.compile("(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

  private static final int LONGEST = 256;
  private static final int SAMPLED = 1;

  public TraceParent {
    Objects.requireNonNull(traceId, "traceId");
    Objects.requireNonNull(spanId, "spanId");
  }

  /**
   * What was sent; absent when it was not sent once, or does not say what it should.
   *
   * @param sent every header of the name
   */
  public static Optional<TraceParent> read(List<String> sent) {
    if (sent.size() != 1 || sent.getFirst().length() > LONGEST) {
      return Optional.empty();
    }
    Matcher form = FORM.matcher(sent.getFirst());
    if (!form.matches()
        || (form.group(1).equals("00") && form.group(5) != null)
        || isZero(form.group(2))
        || isZero(form.group(3))) {
      return Optional.empty();
    }
    int flags = Integer.parseInt(form.group(4), 16);
    return Optional.of(new TraceParent(form.group(2), form.group(3), (flags & SAMPLED) == SAMPLED));
  }

  private static boolean isZero(String digits) {
    return digits.chars().allMatch(digit -> digit == '0');
  }

  /** As the header says it. */
  public String text() {
    return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
  }
}
