package io.tidegate.rules.mask;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * Moves all dates of one subject by the same number of days, from one to the most, forward or back.
 * How many is drawn from the companion of the record, so that distances and order within a subject
 * stay, and somebody who knows one date of a subject learns nothing of another's.
 */
record DateShift(int days) implements RecordMasking {
  @Override
  public Optional<?> mask(Object value, Object companion, MaskKey key) {
    if (companion == null) {
      return Optional.empty();
    }
    return switch (value) {
      case LocalDate date when DateTo.isBusiness(date.getYear()) ->
          Optional.of(date.plusDays(shift(companion, key)));
      case OffsetDateTime moment when DateTo.isBusiness(moment.getYear()) ->
          Optional.of(moment.plusDays(shift(companion, key)));
      default -> Optional.empty();
    };
  }

  private int shift(Object subject, MaskKey key) {
    int drawn =
        Surrogate.draw(key, "date-shift", 0, subject.toString(), BigInteger.valueOf(2L * days))
            .intValue();
    return drawn < days ? drawn - days : drawn - days + 1;
  }
}
