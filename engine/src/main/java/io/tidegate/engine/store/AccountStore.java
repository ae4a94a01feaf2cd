package io.tidegate.engine.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** People who sign in. */
public final class AccountStore {
  private final Jdbi jdbi;

  public AccountStore(DataSource platform) {
    this.jdbi = Jdbi.create(platform);
  }

  /** What somebody signs in as. */
  public enum Role {
    /** Writes services. */
    PROVIDER,
    /** Edits rules and approves: the security administrator. */
    ADMINISTRATOR,
    /** Asks for and uses services, for an enterprise. */
    CONSUMER,
    /** Runs the platform: the system administrator. */
    OPERATOR,
    /** Reads what the others did, and does nothing else: the audit administrator. */
    AUDITOR
  }

  /**
   * An account.
   *
   * @param passwordHash the stored form of the password, never the password
   * @param usci the enterprise a consumer acts for; staff act for none
   */
  public record Account(
      String login, String passwordHash, Role role, Optional<String> usci, Instant createdAt) {
    public Account {
      Objects.requireNonNull(login, "login");
      Objects.requireNonNull(passwordHash, "passwordHash");
      Objects.requireNonNull(role, "role");
      Objects.requireNonNull(usci, "usci");
      Objects.requireNonNull(createdAt, "createdAt");
      if ((role == Role.CONSUMER) != usci.isPresent()) {
        throw new IllegalArgumentException("a consumer acts for an enterprise, staff for none");
      }
    }

    @Override
    public String toString() {
      return "account " + login + " (" + role + ")";
    }
  }

  /** Stores an account, or replaces the one of that login. */
  public void save(Account account) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "insert into account (login, password_hash, role, usci, created_at)"
                        + " values (:login, :hash, :role, :usci, :created)"
                        + " on conflict (login) do update set password_hash ="
                        + " excluded.password_hash, role = excluded.role, usci = excluded.usci")
                .bind("login", account.login())
                .bind("hash", account.passwordHash())
                .bind("role", account.role().name())
                .bind("usci", account.usci())
                .bind("created", account.createdAt().atOffset(ZoneOffset.UTC))
                .execute());
  }

  /** The account of a login. */
  public Optional<Account> account(String login) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from account where login = :login")
                .bind("login", login)
                .map(
                    (row, context) ->
                        new Account(
                            row.getString("login"),
                            row.getString("password_hash"),
                            Role.valueOf(row.getString("role")),
                            Optional.ofNullable(row.getString("usci")),
                            row.getObject("created_at", OffsetDateTime.class).toInstant()))
                .findOne());
  }
}
