package io.tidegate.engine.gateway;

import io.tidegate.engine.openapi.OpenApiDocument;
import io.tidegate.engine.publish.Answer;
import io.tidegate.engine.publish.EndpointTable;
import java.time.Duration;

/** Describes what is live. The document is made once for each table. */
final class DescriptionWork implements Work {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private volatile Rendered rendered;

  @Override
  public Duration timeout(Exchange exchange) {
    return TIMEOUT;
  }

  @Override
  public Answer answer(Exchange exchange) {
    Rendered known = rendered;
    if (known == null || known.table() != exchange.table()) {
      known = new Rendered(exchange.table(), OpenApiDocument.render(exchange.table()));
      rendered = known;
    }
    return Answer.of(known.document());
  }

  private record Rendered(EndpointTable table, byte[] document) {}
}
