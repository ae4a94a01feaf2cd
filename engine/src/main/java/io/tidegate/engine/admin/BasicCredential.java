package io.tidegate.engine.admin;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** A user name and password as HTTP Basic sends them (RFC 7617), in UTF-8. */
record BasicCredential(String login, String password) {
  private static final String SCHEME = "basic ";
  private static final int LONGEST = 1024;

  BasicCredential {
    Objects.requireNonNull(login, "login");
    Objects.requireNonNull(password, "password");
  }

  /** Reads the value of an {@code Authorization} header; empty when it is no such credential. */
  static Optional<BasicCredential> parse(String header) {
    if (header.length() > LONGEST || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      return Optional.empty();
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
      // a fresh decoder reports malformed input instead of replacing it
      String pair = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(decoded)).toString();
      int colon = pair.indexOf(':');
      return colon < 1
          ? Optional.empty()
          : Optional.of(new BasicCredential(pair.substring(0, colon), pair.substring(colon + 1)));
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "credential of " + login;
  }
}
