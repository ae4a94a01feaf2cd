package io.tidegate.engine.quota;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where the ledgers lie. Only who has read the latest version of one can change it, whoever that
 * believes to be; and the clock of this place is the only one that windows are cut by.
 */
interface Ledgers {
  /**
   * The ledgers of accounts, opened where there were none.
   *
   * @throws LedgersUnavailableException when they cannot be read
   */
  Map<String, Kept> read(Collection<String> accounts) throws LedgersUnavailableException;

  /**
   * Writes every ledger that still has the version it was read in, if the clock has come to the
   * moment of the change. What is told to be written outlasts any crash.
   *
   * @return when each of those written was written; those that are missing were not
   * @throws LedgersUnavailableException when it is not known what was written
   */
  Map<String, Long> write(List<Change> changes) throws LedgersUnavailableException;

  /**
   * A ledger as it lies there.
   *
   * @param at the clock, once it was read
   */
  record Kept(long version, Ledger ledger, long at) {
    public Kept {
      Objects.requireNonNull(ledger, "ledger");
    }
  }

  /**
   * A change.
   *
   * @param version that was read; written is the next one
   * @param notBefore the first moment it may be written at
   */
  record Change(String account, long version, Ledger ledger, long notBefore) {
    public Change {
      Objects.requireNonNull(account, "account");
      Objects.requireNonNull(ledger, "ledger");
    }
  }

  /** The database is out of reach or does not answer. */
  final class LedgersUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    LedgersUnavailableException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
