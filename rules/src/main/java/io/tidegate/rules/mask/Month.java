package io.tidegate.rules.mask;

import io.tidegate.route.data.ChinaTime;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Year and month. A moment is looked at in one time zone, so that the same moment written with
 * another offset lies in the same month.
 */
final class Month implements Masking {
  private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuu-MM");

  /** Years outside of these are no dates of business. */
  private static final int FIRST_YEAR = 1000;

  private static final int LAST_YEAR = 9999;

  @Override
  public Optional<String> mask(Object value, MaskKey key) {
    return switch (value) {
      case LocalDate date when isBusiness(date.getYear()) -> Optional.of(date.format(FORMAT));
      case OffsetDateTime moment when isBusiness(moment.getYear()) ->
          Optional.of(ChinaTime.of(moment).format(FORMAT));
      default -> Optional.empty();
    };
  }

  private static boolean isBusiness(int year) {
    return year >= FIRST_YEAR && year <= LAST_YEAR;
  }
}
