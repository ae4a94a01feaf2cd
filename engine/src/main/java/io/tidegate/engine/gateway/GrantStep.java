package io.tidegate.engine.gateway;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import java.util.Objects;
import java.util.Optional;

/** Finds the terms the caller is served on, and refuses who is not. */
final class GrantStep implements Step {
  private final TermsFinder terms;

  GrantStep(TermsFinder terms) {
    this.terms = Objects.requireNonNull(terms, "terms");
  }

  @Override
  public void apply(Exchange exchange) throws CallProblem {
    exchange.caller().ifPresent(c -> exchange.grants(terms.version(c.application())));
    ServedTerms now = terms.find(exchange.endpoint().plan(), exchange.table(), exchange.caller());
    Optional<ServedTerms> before = exchange.served();
    if (before.isEmpty()) {
      exchange.servedOn(now);
    } else if (!now.covers(before.get())) {
      // what was made, or is being sent, has more than is agreed by now
      throw new CallProblem(ProblemCode.GRANT_FIELD);
    }
  }

  @Override
  public void again(Exchange exchange) throws CallProblem {
    apply(exchange);
  }
}
