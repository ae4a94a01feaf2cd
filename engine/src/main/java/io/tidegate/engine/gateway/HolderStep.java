package io.tidegate.engine.gateway;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.publish.DocumentLinks;
import java.util.Objects;

/**
 * Lets a link on for whoever it was given to. A link of somebody else, of a plan that is no longer
 * in force, or whose time is over leads nowhere, like the path of no endpoint.
 */
final class HolderStep implements Step {
  private final DocumentLinks links;

  HolderStep(DocumentLinks links) {
    this.links = Objects.requireNonNull(links, "links");
  }

  @Override
  public void apply(Exchange exchange) throws CallProblem {
    exchange.leadsTo(
        links
            .open(
                exchange.claim(),
                exchange.endpoint().certificate().fingerprint(),
                new DocumentLinks.Holder(
                    exchange.caller().map(Identity::application),
                    exchange.caller().map(Identity::creditCode),
                    exchange.agreement()))
            .orElseThrow(() -> new CallProblem(ProblemCode.PATH_UNKNOWN)));
  }
}
