package io.tidegate.engine.quota;

import io.tidegate.route.text.Bilingual;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What calls are counted by. {@link #SECOND} is a token bucket, which promises for every span of
 * time, wherever it begins: no more than the burst and the rate times the span. The others count
 * from one boundary of the calendar of Asia/Shanghai to the next.
 */
public enum Bucket {
  SECOND("秒", "second"),
  MINUTE("分钟", "minute"),
  DAY("日", "day"),
  MONTH("月", "month");

  /** Microseconds of a second. */
  static final long SECOND_MICROS = 1_000_000L;

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final List<Bucket> CALENDAR =
      Arrays.stream(values()).filter(bucket -> bucket != SECOND).toList();

  private final Bilingual title;

  Bucket(String zh, String en) {
    this.title = new Bilingual(zh, en);
  }

  /** Those that begin anew at a boundary of the calendar. */
  static List<Bucket> calendar() {
    return CALENDAR;
  }

  /** As it is written in answers. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Bilingual title() {
    return title;
  }

  /**
   * When the window began that a moment lies in.
   *
   * @param at microseconds since 1970, as is the result
   */
  long start(long at) {
    return switch (this) {
      case SECOND -> Math.floorDiv(at, SECOND_MICROS) * SECOND_MICROS;
      case MINUTE -> micros(local(at).truncatedTo(ChronoUnit.MINUTES));
      case DAY -> micros(day(at).atStartOfDay(ZONE));
      case MONTH -> micros(day(at).withDayOfMonth(1).atStartOfDay(ZONE));
    };
  }

  /** When the window ends that a moment lies in; the end is the next one's. */
  long end(long at) {
    return switch (this) {
      case SECOND -> start(at) + SECOND_MICROS;
      case MINUTE -> micros(local(at).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1));
      case DAY -> micros(day(at).plusDays(1).atStartOfDay(ZONE));
      case MONTH -> micros(day(at).withDayOfMonth(1).plusMonths(1).atStartOfDay(ZONE));
    };
  }

  private static LocalDate day(long at) {
    return local(at).toLocalDate();
  }

  private static ZonedDateTime local(long at) {
    return Instant.EPOCH.plus(at, ChronoUnit.MICROS).atZone(ZONE);
  }

  private static long micros(ZonedDateTime time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant());
  }
}
