package io.tidegate.engine.gateway;

import io.tidegate.engine.answer.Representation;
import io.tidegate.engine.cache.Given;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * An answer as it is sent, and what is said of its age.
 *
 * @param cache what became of it in the cache; absent when it never is in there
 */
record Reply(Representation representation, Optional<Given> cache) {
  private static final String NAME = "tidegate";

  Reply {
    Objects.requireNonNull(representation, "representation");
    Objects.requireNonNull(cache, "cache");
  }

  static Reply of(Representation representation) {
    return new Reply(representation, Optional.empty());
  }

  static Reply of(Given given) {
    return new Reply(given.representation(), Optional.of(given));
  }

  /** The value of {@code Cache-Status} (RFC 9211); a time to live below zero tells a stale answer. */
  static String status(Given given) {
    return switch (given.origin()) {
      case MADE -> NAME + "; fwd=miss";
      case KEPT, STALE -> NAME + "; hit; ttl=" + seconds(given.left());
    };
  }

  /** Whole seconds, as headers count; what has just ended counts as ended. */
  private static long seconds(Duration duration) {
    return duration.toSeconds();
  }
}
