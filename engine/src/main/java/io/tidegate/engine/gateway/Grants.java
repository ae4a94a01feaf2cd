package io.tidegate.engine.gateway;

/**
 * Who was given access to services that need approval. Called on the event loop: answers from
 * memory and never blocks.
 */
@FunctionalInterface
public interface Grants {
  /** Whether an application holds a live grant for a service. */
  boolean holds(String application, String service);

  /**
   * A number that is another one whenever the application's grants are others; always the same
   * where they never change.
   */
  default long version(String application) {
    return 0;
  }
}
