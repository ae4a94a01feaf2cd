package io.tidegate.rules.drools;

import java.time.Duration;
import java.util.Objects;

/**
 * How far the rules of one stage may go for one service.
 *
 * @param firings how often rules may fire
 * @param time how long they may take
 */
public record FireLimits(int firings, Duration time) {
  /**
   * Far more than any service needs: a stage takes milliseconds. The time is so long because it is
   * the wall's: what is decided must not depend on how busy the machine is otherwise.
   */
  public static final FireLimits DEFAULT = new FireLimits(100_000, Duration.ofMinutes(1));

  public FireLimits {
    Objects.requireNonNull(time, "time");
    if (firings < 1) {
      throw new IllegalArgumentException("rules must be allowed to fire");
    }
  }
}
