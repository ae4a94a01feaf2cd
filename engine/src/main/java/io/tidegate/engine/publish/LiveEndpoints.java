package io.tidegate.engine.publish;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Holds the table in force. Readers take it once and keep it for the whole request. */
public final class LiveEndpoints {
  private final AtomicReference<EndpointTable> current = new AtomicReference<>(EndpointTable.EMPTY);
  private volatile Map<String, Ending> endings = Map.of();

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

  /** Until when the services answer whose end was announced, by the keys of their plans. */
  public void endings(Map<String, Ending> announced) {
    endings = Map.copyOf(announced);
  }

  /** Until when a service answers; absent when no end was announced. */
  public Optional<Ending> ending(String key) {
    return Optional.ofNullable(endings.get(key));
  }
}
