package io.tidegate.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.crypto.Pbkdf2Sm3;
import io.tidegate.engine.store.AccountStore.Account;
import io.tidegate.engine.store.AccountStore.Person;
import io.tidegate.engine.store.AccountStore.Role;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccountsTest {
  private final Account operator =
      Account.active(
          "operator",
          Pbkdf2Sm3.hash("right".toCharArray(), new SecureRandom()),
          Role.OPERATOR,
          Optional.empty(),
          Optional.of(new Person("p1", "甲")),
          Instant.EPOCH);
  private final Accounts accounts =
      new Accounts(login -> login.equals("operator") ? Optional.of(operator) : Optional.empty());

  @Test
  void theRightPasswordSignsIn() {
    assertThat(accounts.signIn("operator", "right".toCharArray())).contains(operator);
  }

  @Test
  void aWrongPasswordAndAnUnknownLoginHaveTheSameAnswer() {
    assertThat(accounts.signIn("operator", "wrong".toCharArray())).isEmpty();
    assertThat(accounts.signIn("nobody", "right".toCharArray())).isEmpty();
    assertThat(accounts.signIn("nobody", "".toCharArray())).isEmpty();
  }

  @Test
  void whatAnUnknownLoginIsComparedWithTakesAsManyRounds() {
    SecureRandom random = new SecureRandom();
    String somebodys = operator.passwordHash();
    String nobodys = Pbkdf2Sm3.nobodys(random);
    assertThat(nobodys).hasSameSizeAs(somebodys);
    assertThat(rounds(nobodys)).isEqualTo(rounds(somebodys)).isEqualTo(Pbkdf2Sm3.ROUNDS);
    assertThat(nobodys).isNotEqualTo(Pbkdf2Sm3.nobodys(random));
  }

  private static int rounds(String stored) {
    return Integer.parseInt(stored.split("\\$")[1]);
  }
}
