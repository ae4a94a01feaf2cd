package io.tidegate.route.script;

import java.time.Duration;
import java.util.Objects;

/**
 * How far one run of a script may go.
 *
 * @param fuel steps: about one for each node that is evaluated, each element that is visited, and
 *     each 32 characters that are made
 * @param time from the start of the run to its end
 * @param textLength longest text that is made, in UTF-16 characters
 * @param listSize longest list that is made; the result as a whole may hold a hundred times as many
 *     values
 * @param depth deepest nesting of what is being evaluated
 */
public record ScriptLimits(int fuel, Duration time, int textLength, int listSize, int depth) {
  /** What holds unless a plan says otherwise. */
  public static final ScriptLimits DEFAULT =
      new ScriptLimits(100_000, Duration.ofMillis(250), 64 * 1024, 10_000, 64);

  public ScriptLimits {
    Objects.requireNonNull(time, "time");
    if (fuel < 1 || time.isNegative() || textLength < 0 || listSize < 0 || depth < 1) {
      throw new IllegalArgumentException("a limit is below what any script needs");
    }
  }
}
