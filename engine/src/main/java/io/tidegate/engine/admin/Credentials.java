package io.tidegate.engine.admin;

import io.tidegate.engine.admin.AccountCheck.Session;
import io.tidegate.engine.crypto.ConstantTime;
import io.tidegate.engine.session.SessionException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads from the headers of a request who asks: by HTTP Basic, or by the cookie of a session. A
 * browser sends both by itself, whoever's page asks it to; so a request that changes something is
 * not taken from a page of somebody else, and with a cookie it has to carry what only a page of
 * ours can read.
 */
final class Credentials {
  /** The cookie of a session. */
  static final String COOKIE = "tg_session";

  /** The header that shows that a page of ours asks. */
  static final String CSRF = "X-CSRF-Token";

  private final AccountCheck accounts;

  Credentials(AccountCheck accounts) {
    this.accounts = Objects.requireNonNull(accounts, "accounts");
  }

  /**
   * Who asks.
   *
   * @param headers every value of a header
   * @param changes whether something is to be changed
   */
  Asker asker(
      Function<String, List<String>> headers, String address, boolean encrypted, boolean changes)
      throws AdminException {
    if (changes && foreign(headers)) {
      throw new AdminException(AdminProblem.CSRF);
    }
    List<String> basic = headers.apply("Authorization");
    if (!basic.isEmpty()) {
      Optional<BasicCredential> credential =
          basic.size() == 1 ? BasicCredential.parse(basic.getFirst()) : Optional.empty();
      BasicCredential presented =
          credential.orElseThrow(() -> new AdminException(AdminProblem.CREDENTIAL));
      try {
        return new Asker(
            Optional.of(accounts.check(presented.login(), presented.password(), address)),
            Optional.empty(),
            address,
            encrypted);
      } catch (SessionException e) {
        throw AdminException.of(e);
      }
    }
    Optional<String> token = token(headers);
    Optional<Session> session = token.flatMap(accounts::session);
    if (changes && session.isPresent() && !proven(headers, session.get())) {
      throw new AdminException(AdminProblem.CSRF);
    }
    return new Asker(
        session.map(Session::signedIn), session.flatMap(s -> token), address, encrypted);
  }

  /** The token of the one session cookie; of several, nobody can tell which is ours. */
  private static Optional<String> token(Function<String, List<String>> headers) {
    Set<String> tokens = new LinkedHashSet<>();
    for (String header : headers.apply("Cookie")) {
      for (String cookie : header.split(";")) {
        String[] parts = cookie.strip().split("=", 2);
        if (parts.length == 2 && parts[0].equals(COOKIE)) {
          tokens.add(parts[1]);
        }
      }
    }
    return tokens.size() == 1 ? Optional.of(tokens.iterator().next()) : Optional.empty();
  }

  private static boolean proven(Function<String, List<String>> headers, Session session) {
    List<String> presented = headers.apply(CSRF);
    return presented.size() == 1
        && ConstantTime.equal(
            presented.getFirst().getBytes(StandardCharsets.UTF_8),
            session.csrf().getBytes(StandardCharsets.UTF_8));
  }

  /** Whether a browser says that a page of another site asks. */
  private static boolean foreign(Function<String, List<String>> headers) {
    for (String site : headers.apply("Sec-Fetch-Site")) {
      if (!site.equals("same-origin") && !site.equals("none")) {
        return true;
      }
    }
    List<String> hosts = headers.apply("Host");
    for (String origin : headers.apply("Origin")) {
      try {
        String authority = new URI(origin).getRawAuthority();
        if (authority == null || hosts.stream().noneMatch(authority::equalsIgnoreCase)) {
          return true;
        }
      } catch (URISyntaxException e) {
        return true;
      }
    }
    return false;
  }
}
