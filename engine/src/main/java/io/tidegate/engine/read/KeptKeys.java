package io.tidegate.engine.read;

import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.plan.PlannedTable;
import io.tidegate.route.data.RawKey;
import io.tidegate.route.data.RawKeys;
import io.tidegate.route.sql.ColumnUse;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Keeps outputs of a read as the source gave them, each with what the caller is to the record it is
 * a copy of. What is computed, or is of a table that does not stand row by row in the answer, is of
 * no record.
 */
final class KeptKeys {
  private final SortedMap<Integer, Optional<Integer>> tables = new TreeMap<>();

  KeptKeys(PlannedRead read, SortedSet<Integer> outputs) {
    for (int output : outputs) {
      PlannedField field = read.fields().get(output);
      tables.put(
          output,
          field
              .copyOf()
              .map(ColumnUse::table)
              .map(read.tables()::get)
              .filter(PlannedTable::aligned)
              .map(PlannedTable::index));
    }
  }

  RawKeys of(Object[] record, Treatment treatment) {
    RawKeys keys = RawKeys.NONE;
    for (Map.Entry<Integer, Optional<Integer>> each : tables.entrySet()) {
      int output = each.getKey();
      keys =
          keys.with(
              output,
              each.getValue()
                  .map(
                      table ->
                          new RawKey(
                              record[output],
                              treatment.held().get(table),
                              treatment.switchesOn().get(table)))
                  .orElseGet(() -> RawKey.of(record[output])));
    }
    return keys;
  }
}
