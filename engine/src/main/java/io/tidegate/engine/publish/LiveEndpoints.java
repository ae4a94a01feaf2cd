package io.tidegate.engine.publish;

import java.util.concurrent.atomic.AtomicReference;

/** Holds the table in force. Readers take it once and keep it for the whole request. */
public final class LiveEndpoints {
  private final AtomicReference<EndpointTable> current = new AtomicReference<>(EndpointTable.EMPTY);

  public EndpointTable current() {
    return current.get();
  }

  /** Puts a later table in force; an earlier one is refused. */
  public void swap(EndpointTable next) {
    current.updateAndGet(
        now -> {
          if (next.epoch() <= now.epoch()) {
            throw new IllegalStateException(
                "epoch " + next.epoch() + " is not later than " + now.epoch());
          }
          return next;
        });
  }
}
