package io.tidegate.engine.store;

/** The database cannot be opened or used; the message says why in words an operator can act on. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
