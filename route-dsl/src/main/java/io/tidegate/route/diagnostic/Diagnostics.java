package io.tidegate.route.diagnostic;

import io.tidegate.route.text.Span;
import io.tidegate.route.text.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Collects what a phase finds, so that all of it can be told at once, in source order and capped.
 */
public final class Diagnostics {
  /**
   * No more than this many are kept from one phase: a file that is wrong everywhere is not helped
   * by more.
   */
  public static final int LIMIT = 100;

  private final List<Diagnostic> found = new ArrayList<>();

  public void error(Code code, Span span, String message) {
    add(
        new Diagnostic(
            code, Severity.ERROR, message, span, code.help(), Optional.empty(), Optional.empty()));
  }

  public void error(Code code, Span span, String message, String help) {
    add(
        new Diagnostic(
            code, Severity.ERROR, message, span, help, Optional.empty(), Optional.empty()));
  }

  /** An error about a name that is not known; the nearest known one is suggested. */
  public void unknown(
      Code code, Span span, String message, String written, Collection<String> known) {
    Optional<String> nearest = Suggestion.nearest(written, known);
    String help = nearest.map(name -> "did you mean `" + name + "`?").orElse(code.help());
    add(new Diagnostic(code, Severity.ERROR, message, span, help, nearest, Optional.empty()));
  }

  /** An error that a rule asked for. */
  public void ruled(Code code, Span span, String message, String rule) {
    add(
        new Diagnostic(
            code, Severity.ERROR, message, span, code.help(), Optional.empty(), Optional.of(rule)));
  }

  public void warning(Code code, Span span, String message) {
    add(
        new Diagnostic(
            code,
            Severity.WARNING,
            message,
            span,
            code.help(),
            Optional.empty(),
            Optional.empty()));
  }

  /**
   * Adds one. Beyond the limit an error takes the place of a warning, so that many warnings never
   * make a phase look as if it had found no error.
   */
  public void add(Diagnostic diagnostic) {
    Objects.requireNonNull(diagnostic, "diagnostic");
    if (found.size() < LIMIT) {
      found.add(diagnostic);
    } else if (diagnostic.isError()) {
      found.stream()
          .filter(kept -> !kept.isError())
          .reduce((earlier, later) -> later)
          .ifPresent(warning -> found.set(found.lastIndexOf(warning), diagnostic));
    }
  }

  public void addAll(Collection<Diagnostic> diagnostics) {
    diagnostics.forEach(this::add);
  }

  public boolean hasErrors() {
    return found.stream().anyMatch(Diagnostic::isError);
  }

  /** Everything found, in source order. */
  public List<Diagnostic> list() {
    return found.stream()
        .sorted(
            Comparator.comparing((Diagnostic d) -> d.span().source().name())
                .thenComparingInt(d -> d.span().start()))
        .toList();
  }
}
