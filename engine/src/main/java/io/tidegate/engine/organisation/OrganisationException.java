package io.tidegate.engine.organisation;

import io.tidegate.route.text.Bilingual;
import java.util.Objects;

/** Why an act on an organisation, a program or a key was not done. Nothing was changed. */
public final class OrganisationException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final transient Bilingual reason;

  /** What stands in the way. */
  public enum Kind {
    /** There is no such thing, or it is somebody else's. */
    UNKNOWN,
    /** Somebody else changed it meanwhile. */
    STALE,
    /** It has not come as far, or has gone farther. */
    STATE,
    /** What was sent cannot be. */
    INVALID
  }

  OrganisationException(Kind kind, String zh, String en) {
    this(kind, new Bilingual(zh, en));
  }

  OrganisationException(Kind kind, Bilingual reason) {
    super(reason.en(), null, false, false);
    this.kind = Objects.requireNonNull(kind, "kind");
    this.reason = reason;
  }

  public Kind kind() {
    return kind;
  }

  public Bilingual reason() {
    return reason;
  }
}
