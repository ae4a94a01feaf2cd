package io.tidegate.engine.run;

import io.tidegate.route.data.DataRecord;
import io.tidegate.route.data.MaskedText;
import io.tidegate.route.flow.Flow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;

/**
 * Orders records by members. What has no value comes last in either direction, and before it what a
 * mask left as a text of a value that is none; equal records keep their order. Texts are compared
 * by their characters, so that the order is the same everywhere.
 */
public final class RecordOrder implements Comparator<Object> {
  private final List<Flow.Sort.Key> keys;

  public RecordOrder(List<Flow.Sort.Key> keys) {
    this.keys = List.copyOf(keys);
  }

  @Override
  public int compare(Object one, Object other) {
    for (Flow.Sort.Key key : keys) {
      Object a = value(one, key);
      Object b = value(other, key);
      if (rank(a) != rank(b)) {
        return Integer.compare(rank(a), rank(b));
      }
      if (a == null) {
        continue;
      }
      int order = order(a, b);
      if (order != 0) {
        return key.descending() ? -order : order;
      }
    }
    return 0;
  }

  /** Of nothing in the place of a record every value is nothing. */
  private static Object value(Object record, Flow.Sort.Key key) {
    return record == null ? null : ((DataRecord) record).value(key.member());
  }

  /** Values, then what masks left as texts of values, then nothing. */
  private static int rank(Object value) {
    return value == null ? 2 : value instanceof MaskedText ? 1 : 0;
  }

  private static int order(Object a, Object b) {
    return switch (a) {
      case Long one when b instanceof Long other -> one.compareTo(other);
      case Long one when b instanceof BigDecimal other -> BigDecimal.valueOf(one).compareTo(other);
      case BigDecimal one when b instanceof BigDecimal other -> one.compareTo(other);
      case BigDecimal one when b instanceof Long other -> one.compareTo(BigDecimal.valueOf(other));
      case Boolean one when b instanceof Boolean other -> one.compareTo(other);
      case LocalDate one when b instanceof LocalDate other -> one.compareTo(other);
      case OffsetDateTime one when b instanceof OffsetDateTime other ->
          one.toInstant().compareTo(other.toInstant());
      default -> a.toString().compareTo(b.toString());
    };
  }
}
