package io.tidegate.engine.gateway;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.publish.Answer;
import java.time.Duration;
import java.util.Objects;

/** Gives the document a link leads to. */
final class DocumentWork implements Work {
  private final Documents documents;

  DocumentWork(Documents documents) {
    this.documents = Objects.requireNonNull(documents, "documents");
  }

  @Override
  public Duration timeout(Exchange exchange) {
    return exchange.endpoint().plan().timeout();
  }

  @Override
  public Answer answer(Exchange exchange) throws CallProblem {
    return documents.document(exchange.target());
  }
}
