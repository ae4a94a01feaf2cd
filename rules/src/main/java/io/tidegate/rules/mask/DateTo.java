package io.tidegate.rules.mask;

import io.tidegate.route.data.ChinaTime;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A date or moment down to a unit of time. A moment is looked at in one time zone, so that the same
 * moment written with another offset is the same.
 */
record DateTo(Unit unit) implements Masking {
  /** Units of time, from the one that hides most. */
  enum Unit {
    YEAR("uuuu"),
    QUARTER("uuuu-'Q'q"),
    MONTH("uuuu-MM"),
    DAY("uuuu-MM-dd"),
    HOUR("uuuu-MM-dd'T'HH");

    private final DateTimeFormatter format;

    Unit(String format) {
      this.format = DateTimeFormatter.ofPattern(format, Locale.ROOT);
    }

    static List<String> words() {
      return Arrays.stream(values()).map(unit -> unit.name().toLowerCase(Locale.ROOT)).toList();
    }

    static Unit ofWord(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /** Years outside of these are no dates of business. */
  private static final int FIRST_YEAR = 1000;

  private static final int LAST_YEAR = 9999;

  @Override
  public Optional<String> mask(Object value, MaskKey key) {
    return switch (value) {
      // the day of a date is all there is to hide of it
      case LocalDate date when isBusiness(date.getYear()) && unit.compareTo(Unit.DAY) < 0 ->
          Optional.of(date.format(unit.format));
      case OffsetDateTime moment when isBusiness(moment.getYear()) -> {
        LocalDateTime shown = ChinaTime.of(moment).toLocalDateTime();
        yield Optional.of(shown.format(unit.format));
      }
      default -> Optional.empty();
    };
  }

  static boolean isBusiness(int year) {
    return year >= FIRST_YEAR && year <= LAST_YEAR;
  }
}
