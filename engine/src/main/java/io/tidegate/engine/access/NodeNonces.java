package io.tidegate.engine.access;

import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The nonces of one node, in its memory. What was told to a node before it started is forgotten.
 */
public final class NodeNonces implements Nonces {
  private record Use(String application, String nonce) {}

  private final Clock clock;
  private final int most;
  private final Map<Use, Instant> uses = new LinkedHashMap<>();

  /**
   * Remembers nothing yet.
   *
   * @param most how many are remembered at once; beyond them nothing can be told, because what is
   *     forgotten too early could be used again
   */
  public NodeNonces(Clock clock, int most) {
    this.clock = Objects.requireNonNull(clock, "clock");
    this.most = most;
  }

  @Override
  public synchronized boolean firstUse(
      String application, String nonce, Instant signedAt, Instant forgottenAt) {
    Use use = new Use(application, nonce);
    if (uses.containsKey(use)) {
      return false;
    }
    forget();
    if (uses.size() >= most) {
      throw new NoncesUnavailableException(most + " nonces are remembered, which is the most");
    }
    uses.put(use, forgottenAt);
    return true;
  }

  /**
   * In the order they came, which is nearly that in which they end: the first that lasts ends it.
   */
  private void forget() {
    Instant now = clock.instant();
    Iterator<Instant> ends = uses.values().iterator();
    while (ends.hasNext() && !now.isBefore(ends.next())) {
      ends.remove();
    }
  }
}
