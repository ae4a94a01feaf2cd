package io.tidegate.samples.load;

import java.time.Duration;

/** Is told how the loading goes. */
@FunctionalInterface
public interface Progress {
  /** Listens to nothing. */
  Progress SILENT = (table, rows, elapsed) -> {};

  /**
   * A table has been filled.
   *
   * @param table with its schema, such as {@code dec.head}
   * @param elapsed the time this table took
   */
  void loaded(String table, long rows, Duration elapsed);
}
