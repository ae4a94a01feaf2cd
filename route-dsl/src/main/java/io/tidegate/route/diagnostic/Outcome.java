package io.tidegate.route.diagnostic;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a phase returns: its value, unless an error refused it, and every diagnostic it found. */
public record Outcome<T>(Optional<T> value, List<Diagnostic> diagnostics) {
  public Outcome {
    Objects.requireNonNull(value, "value");
    diagnostics = List.copyOf(diagnostics);
    if (value.isPresent() && diagnostics.stream().anyMatch(Diagnostic::isError)) {
      throw new IllegalArgumentException("a phase that found an error has no value");
    }
  }

  /** The value when nothing found is an error, otherwise the refusal. */
  public static <T> Outcome<T> of(T value, Diagnostics diagnostics) {
    return diagnostics.hasErrors()
        ? refused(diagnostics)
        : new Outcome<>(Optional.of(value), diagnostics.list());
  }

  public static <T> Outcome<T> refused(Diagnostics diagnostics) {
    if (!diagnostics.hasErrors()) {
      throw new IllegalArgumentException("a refusal needs an error");
    }
    return new Outcome<>(Optional.empty(), diagnostics.list());
  }

  public boolean isRefused() {
    return value.isEmpty();
  }
}
