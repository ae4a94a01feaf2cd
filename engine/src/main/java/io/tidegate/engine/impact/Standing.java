package io.tidegate.engine.impact;

import io.tidegate.engine.compile.ServiceFacts;
import io.tidegate.route.resolve.ResolvedService;
import io.tidegate.route.text.SourceText;
import java.util.Objects;

/**
 * A service that candidates are judged by, kept as far as rules have no say in it: parsed,
 * resolved, with what rules are told about it. Some 40 KB each.
 */
public record Standing(ResolvedService resolved, ServiceFacts facts) {
  public Standing {
    Objects.requireNonNull(resolved, "resolved");
    Objects.requireNonNull(facts, "facts");
  }

  public static Standing of(ResolvedService resolved) {
    return new Standing(resolved, ServiceFacts.of(resolved));
  }

  /** Whether it calls other services. */
  public boolean calls() {
    return !resolved.route().serviceCalls().isEmpty();
  }

  /** What it was read from. */
  SourceText document() {
    return resolved.definition().service().span().source();
  }

  /** Its id. */
  public String service() {
    return resolved.definition().service().value();
  }

  public String version() {
    return resolved.definition().version().value().toString();
  }
}
