package io.tidegate.route.sql;

/** Ends the reading of a statement that is not accepted; never leaves the package. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  final SqlCode code;
  final transient Place place;

  Refusal(SqlCode code, Place place, String message) {
    super(message, null, false, false);
    this.code = code;
    this.place = place;
  }
}
