package io.tidegate.engine.admin;

import io.tidegate.engine.session.SessionException;
import io.tidegate.engine.session.SessionException.Kind;
import java.util.Optional;
import java.util.function.Function;

/** People with one password, whose session has their login as its token. */
record FakeAccounts(String password, Function<String, Optional<SignedIn>> people)
    implements AccountCheck {
  static final String CSRF = "csrf-of-everybody";

  @Override
  public SignedIn check(String login, String presented, String address) throws SessionException {
    return people
        .apply(login)
        .filter(somebody -> presented.equals(password))
        .orElseThrow(() -> new SessionException(Kind.CREDENTIAL));
  }

  @Override
  public Optional<Session> session(String token) {
    return people.apply(token).map(somebody -> new Session(somebody, CSRF));
  }
}
