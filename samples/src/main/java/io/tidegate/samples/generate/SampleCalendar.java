package io.tidegate.samples.generate;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * The two years the sample plays in, and how busy their days and hours are: weekdays, month ends,
 * the quiet fortnight of the spring festival, the peaks of the morning and the afternoon.
 */
final class SampleCalendar {
  static final ZoneOffset OFFSET = ZoneOffset.ofHours(8);

  /** What the sample takes for the present moment. */
  static final OffsetDateTime NOW = OffsetDateTime.of(2025, 12, 31, 8, 0, 0, 0, OFFSET);

  static final LocalDate FIRST_DAY = LocalDate.of(2024, 1, 1);

  /** Days from the first to the present day. */
  static final int DAYS = (int) (NOW.toLocalDate().toEpochDay() - FIRST_DAY.toEpochDay()) + 1;

  private static final LocalDate[] FESTIVALS = {
    LocalDate.of(2024, 2, 9), LocalDate.of(2025, 1, 28)
  };
  private static final int FESTIVAL_DAYS = 14;
  private static final double FESTIVAL = 0.35;
  private static final int MONTH_END_DAYS = 3;
  private static final double MONTH_END = 1.4;

  private static final Shares HOURS =
      Shares.of(1, 1, 1, 1, 1, 1, 2, 3, 5, 10, 10, 7, 4, 4, 10, 10, 10, 6, 3, 3, 2, 2, 1, 1);

  /** The present day is left out: at eight in the morning it has hardly begun. */
  private static final Shares BUSYNESS = busyness(DAYS - 1);

  private SampleCalendar() {}

  /** The day at a point between 0 and 1 of all business of the two years. */
  static LocalDate day(double point) {
    return FIRST_DAY.plusDays(BUSYNESS.at(point));
  }

  /** A time of day, to the second. */
  static LocalTime time(Draw draw) {
    return LocalTime.of(
        HOURS.at(draw.unit("hour")), draw.below("minute", 60), draw.below("second", 60));
  }

  private static Shares busyness(int days) {
    double[] weights = new double[days];
    for (int i = 0; i < days; i++) {
      weights[i] = weight(FIRST_DAY.plusDays(i));
    }
    return Shares.of(weights);
  }

  private static double weight(LocalDate day) {
    double weight =
        day.getDayOfWeek() == DayOfWeek.SATURDAY
            ? 0.45
            : day.getDayOfWeek() == DayOfWeek.SUNDAY ? 0.3 : 1.0;
    if (day.lengthOfMonth() - day.getDayOfMonth() < MONTH_END_DAYS) {
      weight *= MONTH_END;
    }
    for (LocalDate festival : FESTIVALS) {
      if (!day.isBefore(festival) && day.isBefore(festival.plusDays(FESTIVAL_DAYS))) {
        weight *= FESTIVAL;
      }
    }
    return weight;
  }
}
