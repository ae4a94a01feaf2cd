package io.tidegate.samples.generate;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/** One row of a table under construction; a column that is not set is null. */
final class Row<C extends Enum<C>> {
  private final Object[] values;

  Row(Class<C> columns) {
    this.values = new Object[columns.getEnumConstants().length];
  }

  Row<C> set(C column, String value) {
    return put(column, value);
  }

  Row<C> set(C column, long value) {
    return put(column, value);
  }

  Row<C> set(C column, boolean value) {
    return put(column, value);
  }

  Row<C> set(C column, BigDecimal value) {
    return put(column, value);
  }

  Row<C> set(C column, LocalDate value) {
    return put(column, value);
  }

  Row<C> set(C column, OffsetDateTime value) {
    return put(column, value);
  }

  private Row<C> put(C column, Object value) {
    values[column.ordinal()] = value;
    return this;
  }

  /**
   * Writes the row as one line of COPY's text format: columns apart by tabs, null as {@code \N}.
   *
   * @param shiftDays days by which dates and times are moved
   */
  void copyTo(StringBuilder out, int shiftDays) {
    for (int i = 0; i < values.length; i++) {
      if (i > 0) {
        out.append('\t');
      }
      Object value = values[i];
      if (value == null) {
        out.append("\\N");
      } else if (value instanceof String text) {
        escape(text, out);
      } else if (value instanceof BigDecimal number) {
        out.append(number.toPlainString());
      } else if (value instanceof LocalDate date) {
        out.append(date.plusDays(shiftDays));
      } else if (value instanceof OffsetDateTime time) {
        out.append(time.plusDays(shiftDays));
      } else {
        out.append(value);
      }
    }
    out.append('\n');
  }

  private static void escape(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> out.append("\\\\");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        default -> out.append(c);
      }
    }
  }
}
