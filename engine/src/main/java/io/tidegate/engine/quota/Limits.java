package io.tidegate.engine.quota;

import java.util.Arrays;
import java.util.List;

/**
 * How many calls an account may make. Zero means that this bucket is not counted.
 *
 * @param perSecond calls that become possible with every second
 * @param burst calls that may come at once after a rest; zero exactly when {@code perSecond} is
 * @param perMinute calls in a minute of the calendar
 * @param perDay calls in a day of Asia/Shanghai
 * @param perMonth calls in a month of Asia/Shanghai
 */
public record Limits(int perSecond, int burst, long perMinute, long perDay, long perMonth) {
  /** Counts nothing. */
  public static final Limits NONE = new Limits(0, 0, 0, 0, 0);

  /** More than this in a second is not told apart from no limit by any machine. */
  private static final int MOST_PER_SECOND = 1_000_000;

  private static final long MOST = 1_000_000_000_000L;

  public Limits {
    within("perSecond", perSecond, MOST_PER_SECOND);
    within("burst", burst, MOST_PER_SECOND);
    within("perMinute", perMinute, MOST);
    within("perDay", perDay, MOST);
    within("perMonth", perMonth, MOST);
    if ((perSecond == 0) != (burst == 0)) {
      throw new IllegalArgumentException("a rate per second and its burst are given together");
    }
  }

  private static void within(String name, long value, long most) {
    if (value < 0 || value > most) {
      throw new IllegalArgumentException(name + " is between 0 and " + most + ", not " + value);
    }
  }

  /** How many calls a bucket has when it is full; zero when it is not counted. */
  public long of(Bucket bucket) {
    return switch (bucket) {
      case SECOND -> burst;
      case MINUTE -> perMinute;
      case DAY -> perDay;
      case MONTH -> perMonth;
    };
  }

  /** The buckets that are counted, shortest first. */
  public List<Bucket> counted() {
    return Arrays.stream(Bucket.values()).filter(bucket -> of(bucket) > 0).toList();
  }

  /** These without the buckets that others count. */
  public Limits without(Limits others) {
    return new Limits(
        others.perSecond == 0 ? perSecond : 0,
        others.burst == 0 ? burst : 0,
        others.perMinute == 0 ? perMinute : 0,
        others.perDay == 0 ? perDay : 0,
        others.perMonth == 0 ? perMonth : 0);
  }

  boolean has(Bucket bucket) {
    return of(bucket) > 0;
  }
}
