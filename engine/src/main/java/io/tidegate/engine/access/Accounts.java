package io.tidegate.engine.access;

import io.tidegate.engine.crypto.Pbkdf2Sm3;
import io.tidegate.engine.store.AccountStore.Account;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells people by login and password. A wrong password, an unknown login and an unreadable stored
 * form have the same answer and the same cost.
 */
public final class Accounts {
  private final Function<String, Optional<Account>> store;
  private final String nobodys;

  /**
   * @param store gives the account of a login
   */
  public Accounts(Function<String, Optional<Account>> store) {
    this.store = Objects.requireNonNull(store, "store");
    this.nobodys = Pbkdf2Sm3.nobodys(new SecureRandom());
  }

  /** The account, when the password is its. Costs about a third of a second of one core. */
  public Optional<Account> signIn(String login, char[] password) {
    Optional<Account> account = store.apply(login);
    boolean same = Pbkdf2Sm3.matches(password, account.map(Account::passwordHash).orElse(nobodys));
    return account.filter(found -> same);
  }
}
