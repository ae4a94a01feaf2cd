package io.tidegate.route.sql;

/** Ends the reading of a statement that is not accepted; never leaves the package. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  final SqlCode code;
  final transient Place place;

  /** How to mend it. */
  final String help;

  Refusal(SqlCode code, Place place, String message) {
    this(code, place, message, code.help());
  }

  Refusal(SqlCode code, Place place, String message, String help) {
    super(message, null, false, false);
    this.code = code;
    this.place = place;
    this.help = help;
  }
}
