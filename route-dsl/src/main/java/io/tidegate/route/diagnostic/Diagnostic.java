package io.tidegate.route.diagnostic;

import io.tidegate.route.text.Span;
import java.util.Objects;
import java.util.Optional;

/**
 * What is told to an author: a stable code, one plain sentence, the place, and how to mend it.
 *
 * @param message one lower-case sentence without a full stop; the author's own words in backticks
 * @param help how to mend it, for this very case
 * @param suggestion the name the author probably meant
 * @param rule the rule that asked for it, when a rule did
 */
public record Diagnostic(
    Code code,
    Severity severity,
    String message,
    Span span,
    String help,
    Optional<String> suggestion,
    Optional<String> rule) {
  public Diagnostic {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(span, "span");
    Objects.requireNonNull(help, "help");
    Objects.requireNonNull(suggestion, "suggestion");
    Objects.requireNonNull(rule, "rule");
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
