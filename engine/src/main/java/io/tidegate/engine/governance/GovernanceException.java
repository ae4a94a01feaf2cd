package io.tidegate.engine.governance;

import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.text.Bilingual;
import java.util.List;
import java.util.Objects;

/** Why an act of an administrator was not done. Nothing was changed. */
public final class GovernanceException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final transient Bilingual reason;
  private final transient List<Diagnostic> diagnostics;

  /** What stands in the way. */
  public enum Kind {
    /** There is no such pack, draft or run. */
    UNKNOWN,
    /** Somebody else changed it meanwhile. */
    STALE,
    /** It has not come as far, or has gone farther. */
    STATE,
    /** Another person has to do it. */
    PERSON,
    /** What was sent is not sound. */
    INVALID,
    /** Too much of it is under way. */
    BUSY
  }

  public GovernanceException(Kind kind, String zh, String en) {
    this(kind, new Bilingual(zh, en), List.of());
  }

  /**
   * @param diagnostics what is wrong with what was sent
   */
  public GovernanceException(Kind kind, Bilingual reason, List<Diagnostic> diagnostics) {
    super(reason.en());
    this.kind = Objects.requireNonNull(kind, "kind");
    this.reason = reason;
    this.diagnostics = List.copyOf(diagnostics);
  }

  public Kind kind() {
    return kind;
  }

  public Bilingual reason() {
    return reason;
  }

  /** What is wrong with what was sent, with its places. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
