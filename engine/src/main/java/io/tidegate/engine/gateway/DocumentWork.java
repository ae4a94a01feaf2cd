package io.tidegate.engine.gateway;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.publish.Answer;
import io.tidegate.engine.publish.DocumentLinks;
import java.time.Duration;

/**
 * Gives the document a link leads to. A link of somebody else, of a plan that is no longer in
 * force, or whose time is over leads nowhere, like the path of no endpoint.
 */
final class DocumentWork implements Work {
  private final DocumentLinks links;
  private final Documents documents;

  DocumentWork(DocumentLinks links, Documents documents) {
    this.links = links;
    this.documents = documents;
  }

  @Override
  public Duration timeout(Exchange exchange) {
    return exchange.endpoint().plan().timeout();
  }

  @Override
  public Answer answer(Exchange exchange) throws CallProblem {
    DocumentLinks.Holder holder =
        new DocumentLinks.Holder(
            exchange.caller().map(Identity::application),
            exchange.caller().map(Identity::creditCode));
    return documents.document(
        links
            .open(exchange.claim(), exchange.endpoint().certificate().fingerprint(), holder)
            .orElseThrow(() -> new CallProblem(ProblemCode.PATH_UNKNOWN)));
  }
}
