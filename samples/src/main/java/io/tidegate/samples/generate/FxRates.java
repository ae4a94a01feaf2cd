package io.tidegate.samples.generate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sample exchange rates, yuan for one unit of a currency: around a plausible middle, with a slow
 * yearly swing and a little noise from day to day. Every calendar day has a rate; a weekend repeats
 * Friday's.
 */
final class FxRates {
  private static final Map<String, Double> MIDDLE = new LinkedHashMap<>();

  static {
    MIDDLE.put("CNY", 1.0);
    MIDDLE.put("USD", 7.18);
    MIDDLE.put("HKD", 0.92);
    MIDDLE.put("JPY", 0.0482);
    MIDDLE.put("EUR", 7.82);
    MIDDLE.put("GBP", 9.18);
    MIDDLE.put("SGD", 5.38);
    MIDDLE.put("KRW", 0.0053);
    MIDDLE.put("CAD", 5.21);
    MIDDLE.put("AUD", 4.69);
    MIDDLE.put("CHF", 8.14);
    MIDDLE.put("THB", 0.204);
    MIDDLE.put("MYR", 1.58);
    MIDDLE.put("VND", 0.000287);
  }

  /** The currencies that have a rate, the yuan first. */
  static final List<String> CURRENCIES = List.copyOf(new ArrayList<>(MIDDLE.keySet()));

  private static final double SWING = 0.02;
  private static final double NOISE = 0.002;
  private static final int SCALE = 6;

  private final long seed;

  FxRates(long seed) {
    this.seed = seed;
  }

  /** Days with a rate. */
  static int days() {
    return SampleCalendar.DAYS;
  }

  BigDecimal rate(LocalDate day, String currency) {
    Double middle = MIDDLE.get(currency);
    if (middle == null) {
      throw new IllegalArgumentException("there is no rate of " + currency);
    }
    if (currency.equals("CNY")) {
      return BigDecimal.ONE.setScale(SCALE);
    }
    LocalDate quoted =
        day.getDayOfWeek() == DayOfWeek.SATURDAY
            ? day.minusDays(1)
            : day.getDayOfWeek() == DayOfWeek.SUNDAY ? day.minusDays(2) : day;
    double phase = 2 * StrictMath.PI * new Draw(seed, "fx", 0).unit(currency);
    double swing = SWING * StrictMath.sin(phase + 2 * StrictMath.PI * quoted.toEpochDay() / 365.25);
    double noise = NOISE * new Draw(seed, "fx", quoted.toEpochDay()).normal(currency);
    return BigDecimal.valueOf(middle * (1 + swing + noise)).setScale(SCALE, RoundingMode.HALF_UP);
  }

  /** The rates of one day, counted from 1. */
  List<Row<FxRateColumn>> rows(long number) {
    LocalDate day = SampleCalendar.FIRST_DAY.plusDays(number - 1);
    List<Row<FxRateColumn>> rows = new ArrayList<>();
    for (String currency : CURRENCIES) {
      rows.add(
          new Row<>(FxRateColumn.class)
              .set(FxRateColumn.RATE_DATE, day)
              .set(FxRateColumn.CURR, currency)
              .set(FxRateColumn.RATE, rate(day, currency))
              .set(FxRateColumn.SOURCE, "潮汐示例汇率")
              .set(FxRateColumn.IS_SAMPLE, true));
    }
    return rows;
  }
}
