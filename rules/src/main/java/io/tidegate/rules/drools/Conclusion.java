package io.tidegate.rules.drools;

import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.rules.fact.Approval;
import io.tidegate.rules.fact.Audience;
import io.tidegate.rules.pack.Stage;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** One thing a rule concluded about a subject. */
public sealed interface Conclusion {
  /** The only stage it may be drawn in. */
  Stage stage();

  /** Whom it is for. */
  default Audience audience() {
    return Audience.EVERYBODY;
  }

  /** The field is at least this sensitive. */
  record Sensitive(Sensitivity sensitivity) implements Conclusion {
    public Sensitive {
      Objects.requireNonNull(sensitivity, "sensitivity");
    }

    @Override
    public Stage stage() {
      return Stage.CLASSIFY;
    }
  }

  /** The field is this too. */
  record Categorised(String category) implements Conclusion {
    public Categorised {
      Objects.requireNonNull(category, "category");
    }

    @Override
    public Stage stage() {
      return Stage.CLASSIFY;
    }
  }

  /** The field is at most this open. */
  record Opened(Openness openness, Audience audience) implements Conclusion {
    public Opened {
      Objects.requireNonNull(openness, "openness");
      Objects.requireNonNull(audience, "audience");
    }

    @Override
    public Stage stage() {
      return Stage.OPEN;
    }
  }

  /** These have to agree. */
  record NeedsApproval(Approval approval, Audience audience) implements Conclusion {
    public NeedsApproval {
      Objects.requireNonNull(approval, "approval");
      Objects.requireNonNull(audience, "audience");
    }

    @Override
    public Stage stage() {
      return Stage.OPEN;
    }
  }

  /**
   * No service with this field may be published where it is for everybody, and else none may serve
   * this audience; the reason stands in the row.
   */
  record Denied(Audience audience) implements Conclusion {
    public Denied {
      Objects.requireNonNull(audience, "audience");
    }

    @Override
    public Stage stage() {
      return Stage.OPEN;
    }
  }

  /**
   * The field is hidden so from these.
   *
   * @param mask a name, which the pack may or may not know
   * @param unless a switch, which the pack may or may not know
   */
  record Masked(String mask, Optional<String> unless, List<Relation> relations, Audience audience)
      implements Conclusion {
    public Masked {
      Objects.requireNonNull(mask, "mask");
      Objects.requireNonNull(unless, "unless");
      relations = List.copyOf(relations);
      Objects.requireNonNull(audience, "audience");
    }

    /** It is hidden so from everybody who has one of the relations. */
    public Masked(String mask, Optional<String> unless, List<Relation> relations) {
      this(mask, unless, relations, Audience.EVERYBODY);
    }

    @Override
    public Stage stage() {
      return Stage.MASK;
    }
  }

  /**
   * Services with the field may be called no more often than this.
   *
   * @param limit a name, which the pack may or may not know
   */
  record Limited(String limit, Audience audience) implements Conclusion {
    public Limited {
      Objects.requireNonNull(limit, "limit");
      Objects.requireNonNull(audience, "audience");
    }

    @Override
    public Stage stage() {
      return Stage.LIMIT;
    }
  }

  /** The field may or may not influence an answer in these ways. */
  record Influencing(boolean allowed, List<String> kinds, List<Boolean> probes)
      implements Conclusion {
    public Influencing {
      kinds = List.copyOf(kinds);
      probes = List.copyOf(probes);
    }

    @Override
    public Stage stage() {
      return Stage.INFLUENCE;
    }
  }
}
