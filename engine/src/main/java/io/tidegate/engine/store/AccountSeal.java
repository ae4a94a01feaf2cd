package io.tidegate.engine.store;

import io.tidegate.engine.crypto.ConstantTime;
import io.tidegate.engine.crypto.HmacSm3;
import io.tidegate.engine.store.AccountStore.Account;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * Seals accounts with HMAC-SM3 over everything that decides who may do what. Whoever can write the
 * database and has no key of the platform can make no account, give none another role, person or
 * password, and bring no disabled one back; they could only put a row back that was there before.
 */
public final class AccountSeal {
  private final byte[] key;

  /**
   * @param key for this purpose only
   */
  public AccountSeal(byte[] key) {
    this.key = Objects.requireNonNull(key, "key").clone();
  }

  /** The seal, in hexadecimal. Every text stands behind its length. */
  String of(Account account) {
    StringBuilder text = new StringBuilder("tidegate-account/1\n");
    for (String part :
        List.of(
            account.login(),
            account.passwordHash(),
            account.role().name(),
            account.usci().orElse(""),
            account.person().map(AccountStore.Person::id).orElse(""),
            account.state().name(),
            Boolean.toString(account.oneTime()),
            account.passwordSince().toString(),
            Long.toString(account.revision()))) {
      append(text, part);
    }
    account.membership().ifPresent(membership -> append(text, membership.role().name()));
    return HexFormat.of()
        .formatHex(HmacSm3.code(key, text.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static void append(StringBuilder text, String part) {
    text.append(part.length()).append(':').append(part).append('\n');
  }

  boolean fits(Account account, String seal) {
    return ConstantTime.equal(
        of(account).getBytes(StandardCharsets.US_ASCII), seal.getBytes(StandardCharsets.UTF_8));
  }
}
