package io.tidegate.engine.gateway;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Gives tokens to clients of OAuth 2, from memory, and takes them back. */
public interface TokenIssue {
  /**
   * The client, when it is who it says. Empty whatever is wrong.
   *
   * @param client the id of its application
   * @param secret the application's key
   * @param address of the socket, in numbers
   */
  Optional<Identity> client(String client, String secret, String address);

  /** A token for a client that was proved; of use only beside the certificate it is held to. */
  Issued issue(Identity client);

  /**
   * Ends a token of a client that was proved. Blocks. What is no good token is left alone.
   *
   * @return false when it is a good token of somebody else, which is not ended
   */
  boolean revoke(Identity client, String token);

  /** Holds clients to the certificates they connect by. */
  default Certificates certificates() {
    return Certificates.NONE;
  }

  /** A token, and how long it can be used. */
  record Issued(String token, Duration life) {
    public Issued {
      Objects.requireNonNull(token, "token");
      Objects.requireNonNull(life, "life");
    }

    @Override
    public String toString() {
      return "a token for " + life;
    }
  }
}
