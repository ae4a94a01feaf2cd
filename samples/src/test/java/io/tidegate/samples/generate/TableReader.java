package io.tidegate.samples.generate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what a table writes back into columns and values; a null is absent. */
final class TableReader {
  private TableReader() {}

  static List<Map<String, String>> rows(SampleTable table) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (long parent = 1; parent <= table.parents(); parent++) {
      rows.addAll(rows(table, parent));
    }
    return rows;
  }

  static List<Map<String, String>> rows(SampleTable table, long parent) {
    return table.rowsOf(parent).lines().map(line -> row(table, line)).toList();
  }

  private static Map<String, String> row(SampleTable table, String line) {
    String[] values = line.split("\t", -1);
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      if (!values[i].equals("\\N")) {
        row.put(table.columns().get(i), values[i]);
      }
    }
    return row;
  }
}
