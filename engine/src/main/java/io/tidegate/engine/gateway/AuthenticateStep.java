package io.tidegate.engine.gateway;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Finds out who calls. A key that is shown is checked even where none is needed; whatever is wrong
 * with it, the answer is the same.
 */
final class AuthenticateStep implements Step {
  private static final String BEARER = "bearer ";

  private final Authenticator authenticator;

  AuthenticateStep(Authenticator authenticator) {
    this.authenticator = Objects.requireNonNull(authenticator, "authenticator");
  }

  @Override
  public void apply(Exchange exchange) throws CallProblem {
    List<String> presented = new ArrayList<>(exchange.headers(Exchange.API_KEY));
    for (String authorization : exchange.headers(Exchange.AUTHORIZATION)) {
      boolean bearer = authorization.toLowerCase(Locale.ROOT).startsWith(BEARER);
      // an empty key is nobody's, so another scheme is refused like a wrong key
      presented.add(bearer ? authorization.substring(BEARER.length()).strip() : "");
    }
    if (presented.isEmpty()) {
      if (exchange.endpoint().plan().anonymous()) {
        return;
      }
      throw new CallProblem(ProblemCode.AUTH_MISSING);
    }
    if (presented.size() > 1) {
      throw new CallProblem(ProblemCode.AUTH_INVALID);
    }
    exchange.calledBy(
        authenticator
            .authenticate(presented.getFirst())
            .orElseThrow(() -> new CallProblem(ProblemCode.AUTH_INVALID)));
  }
}
