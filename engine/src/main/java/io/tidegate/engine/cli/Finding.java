package io.tidegate.engine.cli;

import java.util.Objects;

/** One line of what the doctor says. */
record Finding(Verdict verdict, String subject, String text) {
  Finding {
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(text, "text");
  }

  /** How it stands. */
  enum Verdict {
    GOOD,
    /** The engine runs, but something else will not. */
    NOTE,
    /** The engine will not start. */
    BAD
  }

  static Finding good(String subject, String text) {
    return new Finding(Verdict.GOOD, subject, text);
  }

  static Finding note(String subject, String text) {
    return new Finding(Verdict.NOTE, subject, text);
  }

  static Finding bad(String subject, String text) {
    return new Finding(Verdict.BAD, subject, text);
  }
}
