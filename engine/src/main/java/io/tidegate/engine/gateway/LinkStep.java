package io.tidegate.engine.gateway;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.publish.DocumentLinks;
import io.tidegate.engine.publish.LiveEndpoint;
import java.util.List;
import java.util.Map;

/**
 * Finds the endpoint a link to a document came from; who calls and whether a grant is still held is
 * then asked as for that endpoint. A link that is none leads nowhere, like the path of no endpoint.
 */
final class LinkStep implements Step {
  private static final int SEGMENTS = 3;

  private final DocumentLinks links;

  LinkStep(DocumentLinks links) {
    this.links = links;
  }

  @Override
  public void apply(Exchange exchange) throws CallProblem {
    List<String> segments = exchange.path().segments();
    if (segments.size() != SEGMENTS) {
      throw new CallProblem(ProblemCode.PATH_UNKNOWN);
    }
    DocumentLinks.Claim claim =
        links.read(segments.getLast()).orElseThrow(() -> new CallProblem(ProblemCode.PATH_UNKNOWN));
    for (LiveEndpoint endpoint : exchange.table().endpoints()) {
      if (claim.isOf(endpoint.plan())) {
        exchange.routedTo(new RouteTable.Match(endpoint, Map.of()));
        exchange.claims(claim);
        return;
      }
    }
    throw new CallProblem(ProblemCode.PATH_UNKNOWN);
  }
}
