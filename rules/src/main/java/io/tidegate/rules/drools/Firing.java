package io.tidegate.rules.drools;

import io.tidegate.rules.pack.RuleCode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What came of running the rules of one stage. */
public sealed interface Firing {
  /** Everything that was concluded, in no order that means anything. */
  record Fired(List<Hit> hits) implements Firing {
    public Fired {
      hits = List.copyOf(hits);
    }
  }

  /**
   * Nothing may be concluded.
   *
   * @param message one lower-case sentence
   * @param rule the rule at fault, when there is one
   */
  record Failed(RuleCode code, String message, Optional<String> rule) implements Firing {
    public Failed {
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(message, "message");
      Objects.requireNonNull(rule, "rule");
    }
  }

  /** A conclusion with the rule that drew it. */
  record Hit(Subject subject, String rule, Conclusion conclusion) {
    public Hit {
      Objects.requireNonNull(subject, "subject");
      Objects.requireNonNull(rule, "rule");
      Objects.requireNonNull(conclusion, "conclusion");
    }
  }
}
