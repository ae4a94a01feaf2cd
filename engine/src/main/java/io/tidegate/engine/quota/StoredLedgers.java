package io.tidegate.engine.quota;

import io.tidegate.engine.store.QuotaStore;
import io.tidegate.engine.store.QuotaStore.Key;
import io.tidegate.engine.store.QuotaStore.Row;
import io.tidegate.engine.store.StoreException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The ledgers in the platform's database. */
final class StoredLedgers implements Ledgers {
  private final QuotaStore store;

  StoredLedgers(QuotaStore store) {
    this.store = Objects.requireNonNull(store, "store");
  }

  @Override
  public Map<String, Kept> read(Collection<String> accounts) throws LedgersUnavailableException {
    try {
      Map<String, Row> rows = store.read(accounts);
      if (rows.size() < accounts.size()) {
        store.open(
            accounts.stream().filter(a -> !rows.containsKey(a)).map(StoredLedgers::key).toList());
        rows.putAll(store.read(accounts));
      }
      Map<String, Kept> kept = new HashMap<>();
      rows.forEach(
          (account, row) ->
              kept.put(account, new Kept(row.version(), LedgerText.read(row.ledger()), row.at())));
      return kept;
    } catch (StoreException | IllegalArgumentException e) {
      throw new LedgersUnavailableException(e.getMessage(), e);
    }
  }

  private static Key key(String text) {
    Account account = Account.parse(text);
    return new Key(text, account.agreement(), account.service(), account.application());
  }

  @Override
  public Map<String, Long> write(List<Change> changes) throws LedgersUnavailableException {
    try {
      return store.write(
          changes.stream()
              .map(
                  change ->
                      new QuotaStore.Change(
                          change.account(),
                          change.version(),
                          LedgerText.write(change.ledger()),
                          change.notBefore()))
              .toList());
    } catch (StoreException e) {
      throw new LedgersUnavailableException(e.getMessage(), e);
    }
  }
}
