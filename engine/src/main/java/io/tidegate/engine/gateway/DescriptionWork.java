package io.tidegate.engine.gateway;

import io.tidegate.engine.openapi.OpenApiDocument;
import io.tidegate.engine.publish.Answer;
import io.tidegate.engine.publish.EndpointTable;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Describes what is live. The document is made once for each table, whoever asks for it meanwhile:
 * of ten thousand services it is large. The table is not kept, for everything that was live with it
 * would be kept, too.
 */
final class DescriptionWork implements Work {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final ReentrantLock rendering = new ReentrantLock();
  private volatile Rendered rendered;

  @Override
  public Duration timeout(Exchange exchange) {
    return TIMEOUT;
  }

  @Override
  public Answer answer(Exchange exchange) {
    return Answer.of(document(exchange.table()));
  }

  private byte[] document(EndpointTable table) {
    Rendered known = rendered;
    if (known != null && known.epoch() == table.epoch()) {
      return known.document();
    }
    rendering.lock();
    try {
      known = rendered;
      if (known == null || known.epoch() != table.epoch()) {
        known = new Rendered(table.epoch(), OpenApiDocument.render(table));
        rendered = known;
      }
      return known.document();
    } finally {
      rendering.unlock();
    }
  }

  private record Rendered(long epoch, byte[] document) {}
}
