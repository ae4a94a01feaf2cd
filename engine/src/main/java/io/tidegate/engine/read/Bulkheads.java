package io.tidegate.engine.read;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/** One bulkhead for each name, all alike. Names come from what is published, so they are few. */
public final class Bulkheads {
  private final ConcurrentMap<String, Bulkhead> bulkheads = new ConcurrentHashMap<>();
  private final Supplier<Bulkhead> kind;

  /** Bulkheads as {@link Bulkhead#Bulkhead} says. */
  public Bulkheads(int mostAtOnce, int mostWaiting, Duration longestWait) {
    Objects.requireNonNull(longestWait, "longestWait");
    this.kind = () -> new Bulkhead(mostAtOnce, mostWaiting, longestWait);
  }

  public Bulkhead of(String name) {
    Bulkhead known = bulkheads.get(name);
    return known != null ? known : bulkheads.computeIfAbsent(name, n -> kind.get());
  }
}
