package io.tidegate.route.data;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The clock everything leaves by: the one of China, which has no daylight saving. */
public final class ChinaTime {
  /** Eight hours before Greenwich. */
  public static final ZoneOffset OFFSET = ZoneOffset.ofHours(8);

  private ChinaTime() {}

  /** The year it is on this clock. */
  public static int year(InstantSource now) {
    return of(now.instant()).getYear();
  }

  /** The same moment on this clock. */
  public static OffsetDateTime of(OffsetDateTime moment) {
    return moment.withOffsetSameInstant(OFFSET);
  }

  /** The same moment on this clock. */
  public static OffsetDateTime of(Instant moment) {
    return moment.atOffset(OFFSET);
  }

  /** What this clock showed when it showed that. */
  public static OffsetDateTime of(LocalDateTime shown) {
    return shown.atOffset(OFFSET);
  }
}
