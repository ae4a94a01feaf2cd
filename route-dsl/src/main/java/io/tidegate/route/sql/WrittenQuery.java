package io.tidegate.route.sql;

import io.tidegate.route.text.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A query as its author declares it: the statement, the conditions that count only when their
 * parameters are given, and the orders a caller may choose from.
 *
 * @param filters conditions without WHERE; each may name the tables of the statement's FROM clause
 *     and has one parameter at least
 * @param orders none when the order is the statement's own
 */
public record WrittenQuery(SqlText statement, List<SqlText> filters, List<Order> orders) {
  /** What stands before a condition, so that the grammar reads it; it is as long as it is read. */
  private static final String BEFORE_FILTER = "\nSELECT 1 WHERE ";

  public WrittenQuery {
    Objects.requireNonNull(statement, "statement");
    filters = List.copyOf(filters);
    orders = List.copyOf(orders);
  }

  /** A statement and nothing else. */
  public static WrittenQuery of(SqlText statement) {
    return new WrittenQuery(statement, List.of(), List.of());
  }

  /**
   * One order to choose.
   *
   * @param name what the caller says
   * @param keys names of outputs, the first one counting most; a leading {@code -} means descending
   */
  public record Order(String name, List<SqlText> keys) {
    public Order {
      Objects.requireNonNull(name, "name");
      keys = List.copyOf(keys);
      if (keys.isEmpty()) {
        throw new IllegalArgumentException("an order has at least one key");
      }
    }
  }

  /** A stretch of the whole: one of the texts, from an offset on. */
  record Part(SqlText text, int start) {
    int end() {
      return start + text.text().length();
    }

    Place place() {
      return new Place(start, end());
    }
  }

  /** The conditions, each at the place it has in {@link #whole()}. */
  List<Part> filterParts() {
    List<Part> parts = new ArrayList<>();
    int end = statement.text().length();
    for (SqlText filter : filters) {
      Part part = new Part(filter, end + BEFORE_FILTER.length());
      parts.add(part);
      end = part.end();
    }
    return parts;
  }

  /** The keys of an order, each at the place it has in {@link #whole()}. */
  List<Part> keyParts(Order order) {
    List<Part> filterParts = filterParts();
    int end = filterParts.isEmpty() ? statement.text().length() : filterParts.getLast().end();
    List<Part> parts = new ArrayList<>();
    for (Order each : orders) {
      for (SqlText key : each.keys()) {
        Part part = new Part(key, end + 1);
        end = part.end();
        if (each.equals(order)) {
          parts.add(part);
        }
      }
    }
    return parts;
  }

  /** The text by which the grammar reads a condition: what is before it is blank. */
  static String readable(Part filter) {
    return " ".repeat(filter.start() - BEFORE_FILTER.length())
        + BEFORE_FILTER
        + filter.text().text();
  }

  /** How long all of it is, in bytes of UTF-8. */
  int bytes() {
    int bytes = length(statement);
    for (SqlText filter : filters) {
      bytes += length(filter);
    }
    for (Order order : orders) {
      for (SqlText key : order.keys()) {
        bytes += length(key);
      }
    }
    return bytes;
  }

  private static int length(SqlText text) {
    return text.text().getBytes(StandardCharsets.UTF_8).length;
  }

  /**
   * All of it as one text, so that every place in any of its parts has an offset of its own. It is
   * there for places only and is never read as a whole.
   */
  SqlText whole() {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part(statement, 0));
    StringBuilder text = new StringBuilder(statement.text());
    for (Part filter : filterParts()) {
      text.append(BEFORE_FILTER).append(filter.text().text());
      parts.add(filter);
    }
    for (Order order : orders) {
      for (Part key : keyParts(order)) {
        text.append('\n').append(key.text().text());
        parts.add(key);
      }
    }
    return SqlText.of(text.toString(), (start, end) -> span(parts, start, end));
  }

  private static Span span(List<Part> parts, int start, int end) {
    Part part = parts.getFirst();
    for (Part each : parts) {
      part = each.start() <= start ? each : part;
    }
    int length = part.text().text().length();
    int first = Math.min(start - part.start(), length);
    return part.text().span(first, Math.clamp(end - part.start(), first, length));
  }
}
