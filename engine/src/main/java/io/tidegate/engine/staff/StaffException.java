package io.tidegate.engine.staff;

import io.tidegate.route.text.Bilingual;
import java.util.Objects;

/** Why an act on an account was not done. Nothing was changed. */
public final class StaffException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final transient Bilingual reason;

  /** What stands in the way. */
  public enum Kind {
    /** There is no such account. */
    UNKNOWN,
    /** Somebody else changed it meanwhile. */
    STALE,
    /** It has not come as far, or has gone farther. */
    STATE,
    /** Another person has to do it. */
    PERSON,
    /** What was sent cannot be an account or a password. */
    INVALID
  }

  StaffException(Kind kind, String zh, String en) {
    super(en);
    this.kind = Objects.requireNonNull(kind, "kind");
    this.reason = new Bilingual(zh, en);
  }

  public Kind kind() {
    return kind;
  }

  public Bilingual reason() {
    return reason;
  }
}
