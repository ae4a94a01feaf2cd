package io.tidegate.rules.pack;

import io.tidegate.route.catalog.Relation;
import io.tidegate.route.text.Located;
import io.tidegate.route.text.Span;
import io.tidegate.rules.fact.Vocabulary;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** One thing a scenario says about what is decided, in the words of the pack. */
public sealed interface Claim {
  /** Where it is written. */
  Span place();

  /** The field is this sensitive; {@code unknown} is a word of it. */
  record Sensitivity(Located<String> word) implements Claim {
    @Override
    public Span place() {
      return word.span();
    }
  }

  /** The field is exactly these things. */
  record Categories(Located<List<String>> words) implements Claim {
    @Override
    public Span place() {
      return words.span();
    }
  }

  /** The field is this open. */
  record Openness(Located<String> word) implements Claim {
    @Override
    public Span place() {
      return word.span();
    }
  }

  /** These have to agree. */
  record Approval(Located<String> word) implements Claim {
    @Override
    public Span place() {
      return word.span();
    }
  }

  /** The field is hidden so from one relation. */
  record Mask(Relation relation, Located<String> mask, Optional<String> unless) implements Claim {
    public Mask {
      Objects.requireNonNull(relation, "relation");
      Objects.requireNonNull(mask, "mask");
      Objects.requireNonNull(unless, "unless");
    }

    @Override
    public Span place() {
      return mask.span();
    }
  }

  /**
   * The field may, or may not, influence an answer in these ways.
   *
   * @param kinds of {@link Vocabulary#INFLUENCES}, in their order
   */
  record Influence(List<String> kinds, List<Boolean> probes, Located<Boolean> allowed)
      implements Claim {
    public Influence {
      kinds =
          kinds.stream()
              .sorted(Comparator.comparingInt(Vocabulary.INFLUENCES::indexOf))
              .distinct()
              .toList();
      probes = probes.stream().sorted().distinct().toList();
      Objects.requireNonNull(allowed, "allowed");
    }

    @Override
    public Span place() {
      return allowed.span();
    }
  }

  /** It may be called this often. */
  record Limit(Located<String> name) implements Claim {
    @Override
    public Span place() {
      return name.span();
    }
  }

  /** The service is refused, or its audience is, for a reason of this code. */
  record Refused(Located<String> code) implements Claim {
    @Override
    public Span place() {
      return code.span();
    }
  }
}
