package io.tidegate.engine.quota;

import java.util.Objects;

/** Whether a call is admitted. */
public sealed interface Verdict {
  /** It is; the ticket is ended when the call is. */
  record Admitted(Ticket ticket) implements Verdict {
    public Admitted {
      Objects.requireNonNull(ticket, "ticket");
    }
  }

  /**
   * It is not: a bucket is empty.
   *
   * @param account whose bucket it is
   * @param resetAt when there will be calls again, in microseconds since 1970
   */
  record Refused(Account account, Figures figures, long resetAt) implements Verdict {
    public Refused {
      Objects.requireNonNull(account, "account");
      Objects.requireNonNull(figures, "figures");
    }
  }

  /** Nobody can tell, and the class says to refuse then. */
  record OutOfReach(Account account) implements Verdict {
    public OutOfReach {
      Objects.requireNonNull(account, "account");
    }
  }

  /** An admission that is counted nowhere. */
  static Verdict uncounted() {
    return Ticket.UNCOUNTED;
  }
}
