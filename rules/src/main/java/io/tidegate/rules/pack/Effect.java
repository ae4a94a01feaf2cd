package io.tidegate.rules.pack;

import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.rules.fact.Approval;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a row decides where its conditions hold. */
public sealed interface Effect {
  Stage stage();

  /** The field is at least this sensitive, and it is these things too. */
  record Classify(Optional<Sensitivity> sensitivity, List<String> categories) implements Effect {
    public Classify {
      Objects.requireNonNull(sensitivity, "sensitivity");
      categories = categories.stream().sorted().distinct().toList();
      if (sensitivity.isEmpty() && categories.isEmpty()) {
        throw new IllegalArgumentException("a row must decide something");
      }
    }

    @Override
    public Stage stage() {
      return Stage.CLASSIFY;
    }
  }

  /**
   * The field is at most this open, and these have to agree.
   *
   * @param deny why no service with this field may be published at all
   */
  record Open(Optional<Openness> openness, Optional<Approval> approval, Optional<String> deny)
      implements Effect {
    public Open {
      Objects.requireNonNull(openness, "openness");
      Objects.requireNonNull(approval, "approval");
      Objects.requireNonNull(deny, "deny");
      if (openness.isEmpty() && approval.isEmpty() && deny.isEmpty()) {
        throw new IllegalArgumentException("a row must decide something");
      }
    }

    @Override
    public Stage stage() {
      return Stage.OPEN;
    }
  }

  /**
   * The field is hidden so.
   *
   * @param mask the name of a mask of the pack
   * @param unless a switch of the record that lifts the mask
   */
  record Mask(String mask, Optional<String> unless) implements Effect {
    public Mask {
      Objects.requireNonNull(mask, "mask");
      Objects.requireNonNull(unless, "unless");
    }

    @Override
    public Stage stage() {
      return Stage.MASK;
    }
  }

  /**
   * Services with the field may be called no more often than this.
   *
   * @param limit the name of a class of the pack
   */
  record Limit(String limit) implements Effect {
    public Limit {
      Objects.requireNonNull(limit, "limit");
    }

    @Override
    public Stage stage() {
      return Stage.LIMIT;
    }
  }

  /** The field may influence an answer, or it may not. */
  record Influence(boolean allowed) implements Effect {
    @Override
    public Stage stage() {
      return Stage.INFLUENCE;
    }
  }
}
