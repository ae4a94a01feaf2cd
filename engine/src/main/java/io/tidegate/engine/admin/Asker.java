package io.tidegate.engine.admin;

import io.tidegate.engine.admin.AccountCheck.SignedIn;
import java.util.Objects;
import java.util.Optional;

/**
 * Who asks, and from where.
 *
 * @param signedIn empty when nobody did
 * @param session the token, when it was a session
 * @param address of the socket, in numbers
 * @param encrypted whether the request came by TLS
 */
record Asker(
    Optional<SignedIn> signedIn, Optional<String> session, String address, boolean encrypted) {
  Asker {
    Objects.requireNonNull(signedIn, "signedIn");
    Objects.requireNonNull(session, "session");
    Objects.requireNonNull(address, "address");
  }

  /** What is done as. */
  AccountRole role() {
    return signedIn.<AccountRole>map(SignedIn::role).orElse(Stranger.ANYBODY);
  }

  @Override
  public String toString() {
    return signedIn.map(SignedIn::login).orElse("anybody") + " at " + address;
  }
}
