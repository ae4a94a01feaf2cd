package io.tidegate.engine.quota;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ledgers in memory, with the clock of this machine; they can be taken away. */
final class MemoryLedgers implements Ledgers {
  private final Map<String, Kept> rows = new HashMap<>();
  private boolean away;

  synchronized void takeAway(boolean gone) {
    away = gone;
  }

  private static long now() {
    return System.currentTimeMillis() * 1000;
  }

  private void reach() throws LedgersUnavailableException {
    if (away) {
      throw new LedgersUnavailableException("taken away", null);
    }
  }

  @Override
  public synchronized Map<String, Kept> read(Collection<String> accounts)
      throws LedgersUnavailableException {
    reach();
    Map<String, Kept> read = new HashMap<>();
    for (String account : accounts) {
      Kept kept = rows.getOrDefault(account, new Kept(0, Ledger.OPENING, 0));
      read.put(account, new Kept(kept.version(), kept.ledger(), now()));
    }
    return read;
  }

  @Override
  public synchronized Map<String, Long> write(List<Change> changes)
      throws LedgersUnavailableException {
    reach();
    Map<String, Long> written = new HashMap<>();
    for (Change change : changes) {
      Kept before = rows.getOrDefault(change.account(), new Kept(0, Ledger.OPENING, 0));
      long now = now();
      if (before.version() == change.version() && now >= change.notBefore()) {
        // as the product keeps it, so that what is kept is what was meant
        Ledger kept = LedgerText.read(LedgerText.write(change.ledger()));
        rows.put(change.account(), new Kept(change.version() + 1, kept, 0));
        written.put(change.account(), now);
      }
    }
    return written;
  }

  synchronized Optional<Ledger> ledger(String account) {
    return Optional.ofNullable(rows.get(account)).map(Kept::ledger);
  }
}
