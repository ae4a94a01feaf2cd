package io.tidegate.engine.quota;

import java.util.Optional;

/** The admission of one call. Ended once, by whichever thread knows how it ended. */
public final class Ticket {
  static final Verdict UNCOUNTED = new Verdict.Admitted(new Ticket(null, null, null));

  private final Held first;
  private final Held second;
  private final Figures figures;

  /** Of one lease or two; null where there is none, as with calls that a node admits by itself. */
  Ticket(Held first, Held second, Figures figures) {
    this.first = first;
    this.second = second;
    this.figures = figures;
  }

  /** What the caller is told; nothing when nothing is counted. */
  public Optional<Figures> figures() {
    return Optional.ofNullable(figures);
  }

  /**
   * The call is over.
   *
   * @param failedHere whether it failed on our side, so that its day and month are not charged
   */
  public void end(boolean failedHere) {
    if (first != null) {
      first.end(failedHere);
    }
    if (second != null) {
      second.end(failedHere);
    }
  }
}
