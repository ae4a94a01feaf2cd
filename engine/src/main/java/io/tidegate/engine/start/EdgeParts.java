package io.tidegate.engine.start;

import io.tidegate.engine.access.Accounts;
import io.tidegate.engine.access.Callers;
import io.tidegate.engine.access.GrantIndex;
import io.tidegate.engine.admin.AccountCheck;
import io.tidegate.engine.admin.AccountCheck.StaffRole;
import io.tidegate.engine.crypto.Sm3;
import io.tidegate.engine.gateway.Authenticator;
import io.tidegate.engine.gateway.Digest;
import io.tidegate.engine.gateway.Grants;
import io.tidegate.engine.gateway.Identity;
import io.tidegate.engine.store.AccessStore;
import io.tidegate.engine.store.AccountStore;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** What the edge asks the platform: whose key it is, who holds a grant, who signs in. */
@Singleton
final class EdgeParts {
  @Produces
  @Singleton
  GrantIndex grantIndex(AccessStore store, Clock clock) {
    return new GrantIndex(store::grants, clock);
  }

  @Produces
  @Singleton
  Authenticator authenticator(Callers callers) {
    return presented ->
        callers.authenticate(presented).map(c -> new Identity(c.applicationId(), c.usci()));
  }

  @Produces
  @Singleton
  Grants grants(GrantIndex index) {
    return index::holds;
  }

  @Produces
  @Singleton
  Digest digest() {
    return Sm3::digest;
  }

  @Produces
  @Singleton
  AccountCheck accountCheck(Accounts accounts) {
    return (login, password) ->
        accounts.signIn(login, password.toCharArray()).flatMap(account -> staff(account.role()));
  }

  private static Optional<StaffRole> staff(AccountStore.Role role) {
    return switch (role) {
      case PROVIDER -> Optional.of(StaffRole.PROVIDER);
      case ADMINISTRATOR -> Optional.of(StaffRole.ADMINISTRATOR);
      case OPERATOR -> Optional.of(StaffRole.OPERATOR);
      case AUDITOR -> Optional.of(StaffRole.AUDITOR);
      case CONSUMER -> Optional.empty();
    };
  }
}
