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
    exchange.calledFor(owner(exchange));
    ServedTerms now =
        terms.find(
            exchange.endpoint().plan(), exchange.table(), exchange.caller(), exchange.owner());
    Optional<ServedTerms> before = exchange.served();
    if (before.isEmpty()) {
      exchange.servedOn(now);
    } else if (!now.covers(before.get())) {
      // what was made, or is being sent, has more than is agreed by now
      throw new CallProblem(ProblemCode.GRANT_FIELD);
    }
  }

  /** Who asks for its own records asks for itself. */
  private static Optional<String> owner(Exchange exchange) throws CallProblem {
    return ParameterReader.owner(exchange.endpoint().plan(), exchange.request().query())
        .filter(owner -> exchange.caller().filter(c -> c.creditCode().equals(owner)).isEmpty());
  }

  @Override
  public void again(Exchange exchange) throws CallProblem {
    apply(exchange);
  }
}
