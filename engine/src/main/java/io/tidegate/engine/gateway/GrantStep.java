package io.tidegate.engine.gateway;

import io.tidegate.engine.problem.CallProblem;
import java.util.Objects;

/** Finds the terms the caller is served on, and refuses who is not. */
final class GrantStep implements Step {
  private final TermsFinder terms;

  GrantStep(TermsFinder terms) {
    this.terms = Objects.requireNonNull(terms, "terms");
  }

  @Override
  public void apply(Exchange exchange) throws CallProblem {
    exchange.caller().ifPresent(c -> exchange.grants(terms.version(c.application())));
    exchange.servedOn(terms.find(exchange.endpoint().plan(), exchange.caller()));
  }

  @Override
  public void again(Exchange exchange) throws CallProblem {
    apply(exchange);
  }
}
