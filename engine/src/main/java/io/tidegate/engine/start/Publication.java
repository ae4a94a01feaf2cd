package io.tidegate.engine.start;

/** Compiles and publishes what the engine serves. */
public interface Publication {
  /**
   * Runs once the catalog is in force and before anything is served.
   *
   * @throws StartRefusedException when the engine must not serve
   */
  void publish();
}
