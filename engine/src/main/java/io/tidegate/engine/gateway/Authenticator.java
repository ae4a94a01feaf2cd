package io.tidegate.engine.gateway;

import java.util.Optional;

/** Tells who presents a key. Called on the event loop: answers from memory and never blocks. */
@FunctionalInterface
public interface Authenticator {
  /**
   * The caller a key belongs to. Empty whatever is wrong with it: malformed, unknown, revoked,
   * expired or from elsewhere are one answer.
   *
   * @param presented the key as it was sent, not trusted in any way
   * @param address the address of the socket the request came by, in numbers
   */
  Optional<Identity> authenticate(String presented, String address);

  /** Holds callers to the certificates they connect by, whatever they are proved with. */
  default Certificates certificates() {
    return Certificates.NONE;
  }
}
