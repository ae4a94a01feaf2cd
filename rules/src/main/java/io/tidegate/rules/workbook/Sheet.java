package io.tidegate.rules.workbook;

import io.tidegate.route.text.SourceText;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A sheet: texts in cells.
 *
 * @param cells by row and column, both counted from 0; none is empty
 */
record Sheet(String workbook, String name, SortedMap<Integer, SortedMap<Integer, String>> cells) {
  Sheet {
    Objects.requireNonNull(workbook, "workbook");
    Objects.requireNonNull(name, "name");
    cells = Collections.unmodifiableSortedMap(new TreeMap<>(cells));
  }

  /** The text of a cell; nothing when it is empty. */
  String text(int row, int column) {
    return cells.getOrDefault(row, Collections.emptySortedMap()).getOrDefault(column, "");
  }

  int rows() {
    return cells.isEmpty() ? 0 : cells.lastKey() + 1;
  }

  /** A cell as a text of its own, whose name says where it is. */
  SourceText cell(int row, int column) {
    return place(workbook, name, CellText.name(row, column), text(row, column));
  }

  static SourceText place(String workbook, String sheet, String cell, String text) {
    return new SourceText(workbook + " " + sheet + "!" + cell, text);
  }
}
