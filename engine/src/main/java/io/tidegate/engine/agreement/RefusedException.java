package io.tidegate.engine.agreement;

import io.tidegate.route.text.Bilingual;
import java.util.Objects;

/** An act that may not be done. Nothing has changed. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final transient Bilingual reason;

  /** What kind of reason there is. */
  public enum Kind {
    /** There is no such thing, or not for whoever asks. */
    UNKNOWN,
    /** Somebody changed it meanwhile. */
    STALE,
    /** It has not come so far, or has gone farther. */
    STATE,
    /** Another person has to do it. */
    PERSON,
    /** What was sent is not sound. */
    INVALID
  }

  public RefusedException(Kind kind, String zh, String en) {
    super(en, null, false, false);
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
