package io.tidegate.engine.start;

/** The engine does not start; the message says why in words an operator can act on. */
public final class StartRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StartRefusedException(String message) {
    super(message);
  }
}
