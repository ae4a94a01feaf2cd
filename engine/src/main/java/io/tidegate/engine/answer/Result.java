package io.tidegate.engine.answer;

import io.tidegate.engine.read.Row;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a step yields: governed rows, put together. */
public sealed interface Result {
  /** No record, or none the caller may see; the two are one. */
  record Absent() implements Result {}

  /**
   * One record.
   *
   * @param rows the row of each read that the record is made from
   * @param nested the results that are members of it
   */
  record One(Map<String, Row> rows, Map<String, Result> nested) implements Result {
    public One {
      rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
      nested = Collections.unmodifiableMap(new LinkedHashMap<>(nested));
    }
  }

  /** Rows of one read after those of another. */
  record Many(List<Batch> batches) implements Result {
    public Many {
      batches = List.copyOf(batches);
    }
  }

  /** The rows of one read. */
  record Batch(String read, List<Row> rows) {
    public Batch {
      Objects.requireNonNull(read, "read");
      Objects.requireNonNull(rows, "rows");
    }
  }
}
