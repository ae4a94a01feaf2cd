package io.tidegate.engine.demo;

import io.tidegate.engine.store.DatabaseAddress;

/** Puts the sample data into the database of the sample sources. */
public interface SampleLoading {
  /**
   * Loads the data, or finds that they are there already.
   *
   * @param samples the database, entered as its owner
   */
  void load(DatabaseAddress samples);
}
