package io.tidegate.route.sql;

import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * The frame clause of a window. The grammar writes it as bits ({@code FRAMEOPTION_…} in
 * PostgreSQL's {@code parsenodes.h}).
 */
final class WindowFrame {
  private static final int WRITTEN = 0x1;
  private static final int RANGE = 0x2;
  private static final int ROWS = 0x4;
  private static final int GROUPS = 0x8;
  private static final int START_UNBOUNDED_PRECEDING = 0x20;
  private static final int END_UNBOUNDED_FOLLOWING = 0x100;
  private static final int START_CURRENT_ROW = 0x200;
  private static final int END_CURRENT_ROW = 0x400;
  private static final int START_PRECEDING = 0x800;
  private static final int END_PRECEDING = 0x1000;
  private static final int START_FOLLOWING = 0x2000;
  private static final int END_FOLLOWING = 0x4000;
  private static final int EXCLUDE_CURRENT_ROW = 0x8000;
  private static final int EXCLUDE_GROUP = 0x10000;
  private static final int EXCLUDE_TIES = 0x20000;
  private static final int UNDERSTOOD = 0x3ffff;

  private WindowFrame() {}

  /** The clause in words, empty when none was written. */
  static String words(
      int options, IntSupplier startRows, IntSupplier endRows, Supplier<Refusal> refusal) {
    if ((options & WRITTEN) == 0) {
      return "";
    }
    boolean offset =
        (options & (START_PRECEDING | START_FOLLOWING | END_PRECEDING | END_FOLLOWING)) != 0;
    boolean range = (options & RANGE) != 0;
    // the type of an offset of RANGE would have to be derived
    if ((options & ~UNDERSTOOD) != 0 || range && offset) {
      throw refusal.get();
    }
    String unit =
        range ? "RANGE" : (options & ROWS) != 0 ? "ROWS" : (options & GROUPS) != 0 ? "GROUPS" : "";
    String start = start(options, startRows);
    String end = end(options, endRows);
    if (unit.isEmpty() || start.isEmpty() || end.isEmpty()) {
      throw refusal.get();
    }
    return unit + " BETWEEN " + start + " AND " + end + exclusion(options);
  }

  private static String exclusion(int options) {
    if ((options & EXCLUDE_CURRENT_ROW) != 0) {
      return " EXCLUDE CURRENT ROW";
    }
    if ((options & EXCLUDE_GROUP) != 0) {
      return " EXCLUDE GROUP";
    }
    return (options & EXCLUDE_TIES) != 0 ? " EXCLUDE TIES" : "";
  }

  private static String start(int options, IntSupplier rows) {
    if ((options & START_UNBOUNDED_PRECEDING) != 0) {
      return "UNBOUNDED PRECEDING";
    }
    if ((options & START_CURRENT_ROW) != 0) {
      return "CURRENT ROW";
    }
    if ((options & START_PRECEDING) != 0) {
      return rows.getAsInt() + " PRECEDING";
    }
    return (options & START_FOLLOWING) != 0 ? rows.getAsInt() + " FOLLOWING" : "";
  }

  private static String end(int options, IntSupplier rows) {
    if ((options & END_UNBOUNDED_FOLLOWING) != 0) {
      return "UNBOUNDED FOLLOWING";
    }
    if ((options & END_CURRENT_ROW) != 0) {
      return "CURRENT ROW";
    }
    if ((options & END_PRECEDING) != 0) {
      return rows.getAsInt() + " PRECEDING";
    }
    return (options & END_FOLLOWING) != 0 ? rows.getAsInt() + " FOLLOWING" : "";
  }
}
