package io.tidegate.route.diagnostic;

/** How grave a diagnostic is. An error refuses the service; a warning and a note do not. */
public enum Severity {
  ERROR,
  WARNING,
  NOTE
}
