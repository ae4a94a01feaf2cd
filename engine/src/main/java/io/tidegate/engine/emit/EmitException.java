package io.tidegate.engine.emit;

/** The routes of a plan could not be started. The message is for operators. */
public final class EmitException extends Exception {
  private static final long serialVersionUID = 1L;

  EmitException(String message) {
    super(message);
  }

  EmitException(String message, Throwable cause) {
    super(message, cause);
  }
}
