package io.tidegate.engine.quota;

import io.tidegate.engine.store.QuotaStore;
import io.tidegate.engine.store.QuotaStore.Row;
import io.tidegate.engine.store.StoreException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** How the accounts of an application stand, by the database and nothing else. */
public final class OwnAccounts {
  private final QuotaStore store;

  public OwnAccounts(QuotaStore store) {
    this.store = Objects.requireNonNull(store, "store");
  }

  /**
   * The standing of accounts, in the order of their names.
   *
   * @param accounts with the limits that hold; those nothing was called of are not in the answer
   * @throws StoreException when the database cannot be asked
   */
  public Map<Account, Standing> standing(String application, Map<Account, Limits> accounts) {
    Map<Account, Standing> standings = new LinkedHashMap<>();
    for (Row row : store.of(application)) {
      Account account = Account.parse(row.account());
      Limits limits = accounts.get(account);
      if (limits != null && !row.ledger().isEmpty()) {
        standings.put(account, LedgerText.read(row.ledger()).standing(limits, row.at()));
      }
    }
    return standings;
  }
}
