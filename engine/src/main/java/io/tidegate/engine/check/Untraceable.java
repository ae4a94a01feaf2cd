package io.tidegate.engine.check;

/** A statement whose values cannot all be traced to the catalog; nothing is known about it. */
final class Untraceable extends Exception {
  private static final long serialVersionUID = 1L;

  private final CheckCode code;
  private final String subject;

  Untraceable(CheckCode code, String subject, String message) {
    super(message, null, false, false);
    this.code = code;
    this.subject = subject;
  }

  CheckCode code() {
    return code;
  }

  String subject() {
    return subject;
  }
}
