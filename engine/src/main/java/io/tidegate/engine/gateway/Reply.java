package io.tidegate.engine.gateway;

import io.tidegate.engine.answer.AnswerForm;
import io.tidegate.engine.answer.Representation;
import io.tidegate.engine.cache.Given;
import java.util.Objects;
import java.util.Optional;

/** What a request is replied with. */
sealed interface Reply {
  /**
   * An answer that is there as a whole.
   *
   * @param cache what became of it in the cache; absent when it never is in there
   */
  record Whole(Representation representation, Optional<Given> cache) implements Reply {
    private static final String NAME = "tidegate";

    public Whole {
      Objects.requireNonNull(representation, "representation");
      Objects.requireNonNull(cache, "cache");
    }

    /** The value of {@code Cache-Status} (RFC 9211); below zero tells a stale answer. */
    static String status(Given given) {
      return switch (given.origin()) {
        case MADE -> NAME + "; fwd=miss";
        case KEPT, STALE -> NAME + "; hit; ttl=" + given.left().toSeconds();
      };
    }
  }

  /** A list that is sent part by part, of which the first is there. */
  record Parts(AnswerForm form, ListStream.Part first) implements Reply {
    public Parts {
      Objects.requireNonNull(form, "form");
      Objects.requireNonNull(first, "first");
    }
  }

  static Reply of(Representation representation) {
    return new Whole(representation, Optional.empty());
  }

  static Reply of(Given given) {
    return new Whole(given.representation(), Optional.of(given));
  }
}
