package io.tidegate.engine.access;

import java.time.Instant;

/** Remembers what was used once, so that it is not used again. Safe for any number of threads. */
@FunctionalInterface
public interface Nonces {
  /**
   * Whether this is the first use of a nonce by an application; from here on it is none.
   *
   * @param signedAt when the caller says it was made, which is not long before its first use
   * @param forgottenAt when it need not be remembered any more
   * @throws NoncesUnavailableException when it cannot be told
   */
  boolean firstUse(String application, String nonce, Instant signedAt, Instant forgottenAt);

  /** It cannot be told whether a nonce was used. */
  final class NoncesUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NoncesUnavailableException(String message) {
      super(message);
    }

    public NoncesUnavailableException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
