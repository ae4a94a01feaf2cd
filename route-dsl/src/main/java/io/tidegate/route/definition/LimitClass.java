package io.tidegate.route.definition;

import io.tidegate.route.catalog.Openness;

/**
 * How much a consumer may ask of a service, as a word; the operator says what it is in numbers. The
 * numbers given here are what they are unless told otherwise, for each application.
 *
 * @see io.tidegate.route.definition.ServiceDefinition#limitClass()
 */
public enum LimitClass {
  /** Records of the caller's own. */
  OWN(20, 40, 100_000),
  /** Parameters and code sets, for everybody. */
  PARAM(50, 100, 500_000),
  /** What the platform collects, by approval. */
  PLATFORM(5, 10, 20_000),
  /** Records of others, with their authorisation. */
  AUTHORISED(2, 4, 2_000),
  /** For trying out. */
  SANDBOX(10, 20, 5_000);

  private final int perSecond;
  private final int burst;
  private final long perDay;

  LimitClass(int perSecond, int burst, long perDay) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.perDay = perDay;
  }

  /** What a service has that names none. */
  public static LimitClass usual(Openness openness) {
    return switch (openness) {
      case UNCONDITIONAL -> PARAM;
      case CONDITIONAL -> PLATFORM;
      case CLOSED -> OWN;
    };
  }

  /** Calls that become possible with every second. */
  public int perSecond() {
    return perSecond;
  }

  /** Calls that may come at once after a rest. */
  public int burst() {
    return burst;
  }

  /** Calls in a day of Asia/Shanghai. */
  public long perDay() {
    return perDay;
  }
}
