package io.tidegate.engine.proposal;

/** Ends the reading of a description once the reason has been told. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Refused() {
    super(null, null, false, false);
  }
}
