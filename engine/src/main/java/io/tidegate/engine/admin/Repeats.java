package io.tidegate.engine.admin;

import io.tidegate.engine.governance.GovernanceException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What was answered to requests that carry an {@code Idempotency-Key}, so that one that is sent
 * again, because its answer was lost, makes nothing twice. Kept by this node in memory for a day:
 * an answer can hold a password, which is stored nowhere. What was refused changed nothing and can
 * be sent again. Safe for any number of threads.
 */
final class Repeats {
  static final Duration KEPT = Duration.ofDays(1);

  private static final int MOST = 1000;

  private final Clock clock;
  private final Map<Key, Known> known = new LinkedHashMap<>();

  Repeats(Clock clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** A key is its sender's own. */
  private record Key(String actor, String text) {}

  /**
   * @param answer null as long as the first request is under way
   */
  private record Known(String operation, byte[] body, Instant at, AdminAnswer answer) {}

  /** Does something for an actor, or tells what was answered when it was done. */
  AdminAnswer once(String text, String operation, AdminRequest request, AdminRoute.Act act)
      throws GovernanceException, AdminException {
    Key key = new Key(request.actor(), text);
    Known before = begin(key, operation, request.body());
    if (before != null) {
      if (!before.operation().equals(operation) || !Arrays.equals(before.body(), request.body())) {
        throw new AdminException(AdminProblem.REUSED);
      }
      if (before.answer() == null) {
        throw new AdminException(AdminProblem.REPEATED);
      }
      return before.answer().with("Idempotent-Replayed", "true");
    }
    AdminAnswer answer = null;
    try {
      answer = act.run(request);
      return answer;
    } finally {
      end(key, answer);
    }
  }

  /** What is known of a key; null when it is new, and then it is under way from here on. */
  private synchronized Known begin(Key key, String operation, byte[] body) {
    Instant now = clock.instant();
    known.values().removeIf(old -> old.at().plus(KEPT).isBefore(now));
    Known before = known.get(key);
    if (before == null) {
      if (known.size() >= MOST) {
        known.remove(known.keySet().iterator().next());
      }
      known.put(key, new Known(operation, body.clone(), now, null));
    }
    return before;
  }

  private synchronized void end(Key key, AdminAnswer answer) {
    Known begun = known.remove(key);
    if (answer != null && begun != null) {
      known.put(key, new Known(begun.operation(), begun.body(), begun.at(), answer));
    }
  }
}
