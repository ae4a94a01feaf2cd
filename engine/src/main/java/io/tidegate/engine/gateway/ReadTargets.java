package io.tidegate.engine.gateway;

import io.tidegate.engine.cache.Recent;
import io.tidegate.engine.publish.EndpointTable;
import java.time.Duration;

/**
 * What request targets were read as, path and query, for the next request of the same target.
 * Reading one is a function of its characters and of the table in force, and of nothing of who
 * calls. Only what a caller that was let in has asked of a service whose answers are kept is kept
 * here, so that nobody fills it from outside, and it holds no parameter that does not lie in the
 * name of a kept answer as well.
 */
final class ReadTargets {
  private static final int MOST = 4096;

  /** Longer ones are read each time; characters. */
  private static final int LONGEST = 512;

  private static final Duration LIFE = Duration.ofSeconds(30);

  private final Recent<String, ReadTarget> targets = new Recent<>(MOST, LIFE);

  /**
   * A target as it was read.
   *
   * @param table under which it was
   * @param parameters of a caller that may be given all fields
   */
  record ReadTarget(
      EndpointTable table,
      RequestPath path,
      RouteTable.Match match,
      CheckedParameters parameters) {}

  /** What the target of a request was read as under its table; null when it has to be read. */
  ReadTarget of(Exchange exchange) {
    ReadTarget read = targets.of(exchange.request().uri()).orElse(null);
    return read != null && read.table() == exchange.table() ? read : null;
  }

  /** Keeps what the target of a request was read as, where that is worth it. */
  void keep(Exchange exchange) {
    String target = exchange.request().uri();
    if (target.length() <= LONGEST && exchange.endpoint().plan().cache().isPresent()) {
      targets.keep(target, exchange.readTarget());
    }
  }
}
