package io.tidegate.engine.check;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects violations, each once: a paged read has two statements that often share a fault. */
final class Findings {
  private final Set<Violation> found = new LinkedHashSet<>();

  void add(CheckCode code, String read, String subject, String message) {
    found.add(new Violation(code, read, subject, message));
  }

  List<Violation> list() {
    return List.copyOf(found);
  }
}
