package io.tidegate.route.catalog;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** What is done where a source does not answer as it should. */
public record Reliability(Breaking breaker, Retrying retry) {
  /** Of a source that says nothing of it: a breaker with usual numbers, and nothing asked twice. */
  public static final Reliability USUAL =
      new Reliability(
          new Breaking(50, 20, Optional.empty(), 100, Duration.ofSeconds(30), 3), Retrying.NEVER);

  public Reliability {
    Objects.requireNonNull(breaker, "breaker");
    Objects.requireNonNull(retry, "retry");
  }

  /**
   * When a source is not asked any more, and how it is tried again.
   *
   * @param failureRate at which share of failed reads, in percent, it opens
   * @param calls how many reads of the last half minute are needed to tell
   * @param slow from how long on a read is slow; absent when none is
   * @param slowRate at which share of slow reads, in percent, it opens
   * @param open how long nothing is asked
   * @param trials how many reads are let through then, to see
   */
  public record Breaking(
      int failureRate,
      int calls,
      Optional<Duration> slow,
      int slowRate,
      Duration open,
      int trials) {
    public Breaking {
      Objects.requireNonNull(slow, "slow");
      Objects.requireNonNull(open, "open");
      if (failureRate < 1 || failureRate > 100 || slowRate < 1 || slowRate > 100) {
        throw new IllegalArgumentException("a share is from 1 to 100 percent");
      }
      if (calls < 1 || trials < 1 || open.isNegative() || open.isZero()) {
        throw new IllegalArgumentException("a breaker needs calls, trials and a time to be open");
      }
    }
  }

  /**
   * How often a source that cannot be reached is asked the same.
   *
   * @param attempts in all, the first among them
   * @param pause before the second; twice as long before each further one
   */
  public record Retrying(int attempts, Duration pause) {
    /** Nothing is asked twice. */
    public static final Retrying NEVER = new Retrying(1, Duration.ZERO);

    public Retrying {
      Objects.requireNonNull(pause, "pause");
      if (attempts < 1 || pause.isNegative()) {
        throw new IllegalArgumentException("there is at least one attempt, and no pause below 0");
      }
    }
  }
}
