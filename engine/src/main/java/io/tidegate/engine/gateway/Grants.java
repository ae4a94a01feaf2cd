package io.tidegate.engine.gateway;

import java.util.List;

/**
 * Who was given access to services that need approval. Called on the event loop: answers from
 * memory and never blocks.
 */
@FunctionalInterface
public interface Grants {
  /** The live grants of an application for a service, the one that began first first. */
  List<HeldGrant> live(String application, String service);

  /**
   * A number that is another one whenever the application's grants are others; always the same
   * where they never change.
   */
  default long version(String application) {
    return 0;
  }
}
