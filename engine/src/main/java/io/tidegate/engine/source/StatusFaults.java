package io.tidegate.engine.source;

import io.tidegate.engine.source.SourceFault.Kind;
import io.tidegate.route.catalog.Binding;
import java.util.Optional;

/** What the states a source reports mean to us. */
final class StatusFaults {
  private StatusFaults() {}

  /** Of an HTTP status; absent when there is a reply to be read. */
  static Optional<SourceFault> of(String operation, int status) {
    if (status >= 200 && status < 300) {
      return Optional.empty();
    }
    Kind kind =
        switch (status) {
          case 401, 403, 407 -> Kind.REFUSED;
          case 404, 410 -> Kind.NOT_FOUND;
          case 408, 504 -> Kind.TIMEOUT;
          case 429 -> Kind.THROTTLED;
          case 502, 503 -> Kind.UNAVAILABLE;
          // a redirect is a place nobody has approved
          default -> {
            if (status >= 300 && status < 400) {
              yield Kind.REFUSED;
            }
            yield status >= 400 && status < 500 ? Kind.DECLINED : Kind.FAULT;
          }
        };
    return Optional.of(new SourceFault(kind, operation + " answered with status " + status));
  }

  /** Whether the state in a reply is one of success; false when there is no record. */
  static boolean succeeded(String operation, Binding.Status status, String told)
      throws SourceFault {
    if (status.success().contains(told)) {
      return true;
    }
    if (status.notFound().contains(told)) {
      return false;
    }
    boolean busy = status.busy().contains(told);
    throw new SourceFault(
        busy ? Kind.UNAVAILABLE : Kind.DECLINED,
        operation + (busy ? " says that it is busy" : " says that it failed"));
  }
}
