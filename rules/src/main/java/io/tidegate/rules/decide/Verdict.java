package io.tidegate.rules.decide;

import io.tidegate.route.diagnostic.Diagnostic;
import java.util.List;
import java.util.Objects;

/** What came of deciding: decisions about everything, or a refusal of the whole service. */
public sealed interface Verdict {
  /** Everything could be decided. */
  record Decided(Decisions decisions) implements Verdict {
    public Decided {
      Objects.requireNonNull(decisions, "decisions");
    }
  }

  /** The service must not be published. */
  record Refused(List<Diagnostic> diagnostics) implements Verdict {
    public Refused {
      diagnostics = List.copyOf(diagnostics);
      if (diagnostics.stream().noneMatch(Diagnostic::isError)) {
        throw new IllegalArgumentException("a refusal needs an error");
      }
    }
  }
}
