package io.tidegate.engine.source;

import java.util.Objects;

/**
 * Why a source gave no answer. The message is for the log; it names places of the catalog and never
 * repeats anything the source said.
 */
public final class SourceFault extends Exception {
  private static final long serialVersionUID = 1L;

  /** What went wrong, as far as it matters to whoever asked. */
  public enum Kind {
    /** Nothing, or not everything, came before the deadline. */
    TIMEOUT(true),
    /** It cannot be reached, or says that it does not work now. */
    UNAVAILABLE(true),
    /** It does not let us in, or we do not go there: credentials, a forbidden network. */
    REFUSED(false),
    /** It answered that it failed. */
    FAULT(false),
    /** It answered that it does not do what it is asked, which may lie in the question. */
    DECLINED(false),
    /** It says that what was asked for does not exist. */
    NOT_FOUND(false),
    /** What it sent is not what the catalog describes. */
    BAD_REPLY(false),
    /** It sent more than is taken. */
    TOO_LARGE(false),
    /** It asks us to come back later. */
    THROTTLED(true);

    private final boolean retryable;

    Kind(boolean retryable) {
      this.retryable = retryable;
    }
  }

  private final Kind kind;

  public SourceFault(Kind kind, String message) {
    super(Objects.requireNonNull(message, "message"));
    this.kind = Objects.requireNonNull(kind, "kind");
  }

  public Kind kind() {
    return kind;
  }

  /** Whether asking the same again later may work. */
  public boolean retryable() {
    return kind.retryable;
  }
}
