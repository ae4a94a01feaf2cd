package io.tidegate.samples.load;

/** The sample data could not be loaded; the database is as it was before. */
public final class SampleLoadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SampleLoadException(String message) {
    super(message);
  }

  SampleLoadException(String message, Throwable cause) {
    super(message, cause);
  }
}
