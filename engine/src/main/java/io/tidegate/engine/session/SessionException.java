package io.tidegate.engine.session;

import java.time.Duration;
import java.util.Objects;

/** Why nobody was signed in. */
public final class SessionException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final Duration retryAfter;

  /** What stands in the way; none says whether there is an account. */
  public enum Kind {
    /** The captcha was answered otherwise, before, or too late. */
    CAPTCHA,
    /** The login, the password, or the state of the account. */
    CREDENTIAL,
    /** The login, or the address, failed too often. */
    LOCKED,
    /** Too many captchas were asked for. */
    OFTEN,
    /** Too many sign in at this moment. */
    BUSY
  }

  public SessionException(Kind kind) {
    this(kind, Duration.ZERO);
  }

  public SessionException(Kind kind, Duration retryAfter) {
    super(kind.name(), null, false, false);
    this.kind = Objects.requireNonNull(kind, "kind");
    this.retryAfter = Objects.requireNonNull(retryAfter, "retryAfter");
  }

  public Kind kind() {
    return kind;
  }

  /** After how long it is worth trying again; zero when that is not known. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
