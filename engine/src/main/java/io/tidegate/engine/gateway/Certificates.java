package io.tidegate.engine.gateway;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Holds callers to the certificates they connect by. Called on the event loop: answers from memory
 * and never blocks.
 */
@FunctionalInterface
public interface Certificates {
  /** No program has one. */
  Certificates NONE = (caller, shown) -> Optional.of(caller);

  /**
   * The caller, with the certificate the call is held to. Empty when it shows none of its own where
   * it has to; to the caller that is the same as an unknown key.
   *
   * @param caller once proved by a key or a token
   * @param shown the thumbprint of the certificate of the connection
   */
  Optional<Identity> held(Identity caller, Supplier<Optional<String>> shown);
}
