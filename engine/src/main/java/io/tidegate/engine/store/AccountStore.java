package io.tidegate.engine.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** People who sign in. An account whose seal does not fit is nobody's. */
public final class AccountStore {
  private static final Logger LOG = Logger.getLogger(AccountStore.class);

  /** How exactly it is known when an account was used last. */
  private static final Duration USED = Duration.ofMinutes(1);

  private static final String ACCOUNT =
      "select a.*, p.name as person_name, e.name as organisation, e.state as organisation_state"
          + " from account a left join person p on p.id = a.person"
          + " left join enterprise e on e.usci = a.usci";

  private final Jdbi jdbi;
  private final AccountSeal seal;
  private final Clock clock;

  public AccountStore(DataSource platform, AccountSeal seal, Clock clock) {
    this.jdbi = Jdbi.create(platform);
    this.seal = Objects.requireNonNull(seal, "seal");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** What somebody signs in as. */
  public enum Role {
    /** Writes services. */
    PROVIDER(false),
    /** Edits rules and approves: the security administrator. */
    ADMINISTRATOR(true),
    /** Asks for and uses services, for an enterprise. */
    CONSUMER(false),
    /** Runs the platform: the system administrator. */
    OPERATOR(true),
    /** Reads what the others did, and does nothing else: the audit administrator. */
    AUDITOR(true);

    private final boolean separate;

    Role(boolean separate) {
      this.separate = separate;
    }

    /** Whether nobody who has it may ever have another such role. */
    public boolean separate() {
      return separate;
    }
  }

  /** Whether an account can be used. */
  public enum State {
    /** It waits for another person to confirm it. */
    PROPOSED,
    ACTIVE,
    DISABLED
  }

  /**
   * Somebody behind logins.
   *
   * @param id such as the number of an employee, in small letters
   */
  public record Person(String id, String name) {
    public Person {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(name, "name");
    }
  }

  /** What somebody may do for their organisation. */
  public enum MemberRole {
    /** Looks after its people, programs and agreements. */
    ADMINISTRATOR,
    /** Looks for services and asks for them. */
    MEMBER
  }

  /**
   * For whom a consumer acts.
   *
   * @param usci credit code of the organisation
   * @param organisation its name, as it is now
   * @param state of the organisation, as it is now
   * @param role what the consumer may do for it
   * @param name of the consumer
   */
  public record Membership(
      String usci,
      String organisation,
      OrganisationStore.State state,
      MemberRole role,
      String name) {
    public Membership {
      Objects.requireNonNull(usci, "usci");
      Objects.requireNonNull(organisation, "organisation");
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(role, "role");
      Objects.requireNonNull(name, "name");
    }
  }

  /**
   * An account.
   *
   * @param passwordHash the stored form of the password, never the password
   * @param membership for whom a consumer acts; staff act for nobody
   * @param person whose it is; of a consumer the membership has the name
   * @param oneTime whether the password is good for setting another one and nothing else
   * @param passwordSince when the password was set
   * @param askedBy the login that asked for what has to be confirmed
   * @param revision rises with every change, but not with use
   */
  public record Account(
      String login,
      String passwordHash,
      Role role,
      Optional<Membership> membership,
      Optional<Person> person,
      State state,
      boolean oneTime,
      Instant passwordSince,
      Instant createdAt,
      Optional<Instant> lastUsedAt,
      String askedBy,
      long revision) {
    public Account {
      Objects.requireNonNull(login, "login");
      Objects.requireNonNull(passwordHash, "passwordHash");
      Objects.requireNonNull(role, "role");
      Objects.requireNonNull(membership, "membership");
      Objects.requireNonNull(person, "person");
      Objects.requireNonNull(state, "state");
      // what the database keeps is what is sealed
      passwordSince = passwordSince.truncatedTo(ChronoUnit.MICROS);
      createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
      Objects.requireNonNull(lastUsedAt, "lastUsedAt");
      Objects.requireNonNull(askedBy, "askedBy");
      if ((role == Role.CONSUMER) != membership.isPresent()) {
        throw new IllegalArgumentException("a consumer acts for an enterprise, staff for none");
      }
      if ((role == Role.CONSUMER) == person.isPresent()) {
        throw new IllegalArgumentException("staff is somebody, and only staff");
      }
    }

    /** Credit code of the organisation a consumer acts for. */
    public Optional<String> usci() {
      return membership.map(Membership::usci);
    }

    /** What whoever has it is called. */
    public String name() {
      return person.map(Person::name).or(() -> membership.map(Membership::name)).orElse(login);
    }

    /** A new account that can be used at once. */
    public static Account active(
        String login,
        String passwordHash,
        Role role,
        Optional<Membership> membership,
        Optional<Person> person,
        Instant now) {
      return new Account(
          login,
          passwordHash,
          role,
          membership,
          person,
          State.ACTIVE,
          false,
          now,
          now,
          Optional.empty(),
          "tidegate",
          1);
    }

    /**
     * With another password.
     *
     * @param once whether it is good for setting another and nothing else
     * @param asker the login that asked for it
     */
    public Account withPassword(
        String hash, boolean once, Instant since, State other, String asker) {
      return new Account(
          login,
          hash,
          role,
          membership,
          person,
          other,
          once,
          since,
          createdAt,
          lastUsedAt,
          asker,
          revision + 1);
    }

    /** Of somebody who may do something else for their organisation from now on. */
    public Account as(Membership other) {
      return new Account(
          login,
          passwordHash,
          role,
          Optional.of(other),
          person,
          state,
          oneTime,
          passwordSince,
          createdAt,
          lastUsedAt,
          askedBy,
          revision + 1);
    }

    /** In another state. */
    public Account in(State other, String asker) {
      return new Account(
          login,
          passwordHash,
          role,
          membership,
          person,
          other,
          oneTime,
          passwordSince,
          createdAt,
          lastUsedAt,
          asker,
          revision + 1);
    }

    @Override
    public String toString() {
      return "account " + login + " (" + role + ", " + state + ")";
    }
  }

  /** Why an account was not stored. */
  public enum Conflict {
    /** There is one of that login. */
    LOGIN_TAKEN,
    /** The person has another of the separate roles. */
    OTHER_ROLE
  }

  /**
   * Stores a new account, with the person when they are new.
   *
   * @param actor who is on record for it
   * @return empty when it is stored
   */
  public Optional<Conflict> add(Account account, String actor) {
    return jdbi.inTransaction(
        handle -> {
          account.person().ifPresent(person -> save(handle, person, account.role()));
          if (account.person().isPresent() && !holds(handle, account)) {
            handle.rollback();
            return Optional.of(Conflict.OTHER_ROLE);
          }
          int added =
              handle
                  .createUpdate(
                      "insert into account (login, password_hash, role, usci, person, state,"
                          + " one_time, password_since, created_at, asked_by, revision, seal,"
                          + " member_role, display_name)"
                          + " values (:login, :hash, :role, :usci, :person, :state, :oneTime,"
                          + " :since, :created, :askedBy, :revision, :seal,"
                          + " :memberRole, :name)"
                          + " on conflict (login) do nothing")
                  .bind("login", account.login())
                  .bind("hash", account.passwordHash())
                  .bind("role", account.role().name())
                  .bind("usci", account.usci())
                  .bind("person", account.person().map(Person::id))
                  .bind("state", account.state().name())
                  .bind("oneTime", account.oneTime())
                  .bind("since", account.passwordSince().atOffset(ZoneOffset.UTC))
                  .bind("created", account.createdAt().atOffset(ZoneOffset.UTC))
                  .bind("askedBy", account.askedBy())
                  .bind("revision", account.revision())
                  .bind("seal", seal.of(account))
                  .bind("memberRole", account.membership().map(m -> m.role().name()))
                  .bind("name", account.membership().map(Membership::name))
                  .execute();
          if (added == 0) {
            handle.rollback();
            return Optional.of(Conflict.LOGIN_TAKEN);
          }
          AuditStore.append(
              handle,
              clock,
              actor,
              account.role() == Role.CONSUMER ? "member.open" : "staff.open",
              "login " + account.login(),
              account.role()
                  + account.person().map(p -> ", person " + p.id()).orElse("")
                  + account.membership().map(m -> ", " + m.role() + " of " + m.usci()).orElse(""));
          return Optional.empty();
        });
  }

  private static void save(Handle handle, Person person, Role role) {
    handle
        .createUpdate(
            "insert into person (id, name, separate_role) values (:id, :name, :role)"
                + " on conflict (id) do update set"
                + " separate_role = coalesce(person.separate_role, excluded.separate_role)")
        .bind("id", person.id())
        .bind("name", person.name())
        .bind("role", role.separate() ? role.name() : null)
        .execute();
  }

  private static boolean holds(Handle handle, Account account) {
    return !account.role().separate()
        || handle
            .createQuery("select separate_role from person where id = :id")
            .bind("id", account.person().orElseThrow().id())
            .mapTo(String.class)
            .one()
            .equals(account.role().name());
  }

  /**
   * Stores a changed account, which has the next revision.
   *
   * @param act what the change is on record as
   * @return whether it was the one before; nothing is changed if not
   */
  public boolean change(Account account, String act, String actor) {
    return jdbi.inTransaction(
        handle -> {
          handle
              .createUpdate(
                  "insert into former_password (login, revision, password_hash)"
                      + " select login, revision, password_hash from account"
                      + " where login = :login and password_hash <> :hash"
                      + " on conflict do nothing")
              .bind("login", account.login())
              .bind("hash", account.passwordHash())
              .execute();
          int changed =
              handle
                  .createUpdate(
                      "update account set password_hash = :hash, state = :state,"
                          + " one_time = :oneTime, password_since = :since, asked_by = :askedBy,"
                          + " revision = :revision, seal = :seal, member_role = :memberRole"
                          + " where login = :login and revision = :revision - 1")
                  .bind("login", account.login())
                  .bind("hash", account.passwordHash())
                  .bind("state", account.state().name())
                  .bind("oneTime", account.oneTime())
                  .bind("since", account.passwordSince().atOffset(ZoneOffset.UTC))
                  .bind("askedBy", account.askedBy())
                  .bind("revision", account.revision())
                  .bind("seal", seal.of(account))
                  .bind("memberRole", account.membership().map(m -> m.role().name()))
                  .execute();
          if (changed == 0) {
            handle.rollback();
            return false;
          }
          AuditStore.append(
              handle,
              clock,
              actor,
              act,
              "login " + account.login(),
              account.state() + (account.oneTime() ? ", one-time password" : ""));
          return true;
        });
  }

  /** The forms of the last passwords of a login before the one it has, latest first. */
  public List<String> formerPasswords(String login, int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select password_hash from former_password where login = :login"
                        + " order by revision desc limit :most")
                .bind("login", login)
                .bind("most", most)
                .mapTo(String.class)
                .list());
  }

  /** Notes that an account was used now. */
  public void used(String login) {
    Instant now = clock.instant();
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "update account set last_used_at = :now where login = :login"
                        + " and (last_used_at is null or last_used_at < :before)")
                .bind("login", login)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("before", now.minus(USED).atOffset(ZoneOffset.UTC))
                .execute());
  }

  /**
   * An account as it lies in the database.
   *
   * @param intact whether its seal fits; if not, somebody wrote it who may not, and it is nobody's
   */
  public record Found(Account account, boolean intact) {
    public Found {
      Objects.requireNonNull(account, "account");
    }
  }

  /** The account of a login; one that is not intact is not told. */
  public Optional<Account> account(String login) {
    Optional<Found> found =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(ACCOUNT + " where a.login = :login")
                    .bind("login", login)
                    .map((row, context) -> found(row))
                    .findOne());
    found
        .filter(f -> !f.intact())
        .ifPresent(
            f ->
                LOG.errorf(
                    "ALARM: %s was changed in the database; nobody signs in by it", f.account()));
    return found.filter(Found::intact).map(Found::account);
  }

  /** The accounts of staff whose login comes after one, in order. */
  public List<Found> staffAfter(String login, int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    ACCOUNT
                        + " where a.role <> 'CONSUMER' and a.login collate \"C\" > :login"
                        + " order by a.login collate \"C\" limit :most")
                .bind("login", login)
                .bind("most", most)
                .map((row, context) -> found(row))
                .list());
  }

  /** The accounts of the people of an organisation, by login. */
  public List<Found> membersOf(String usci) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(ACCOUNT + " where a.usci = :usci order by a.login collate \"C\"")
                .bind("usci", usci)
                .map((row, context) -> found(row))
                .list());
  }

  private Found found(ResultSet row) throws SQLException {
    Account account =
        new Account(
            row.getString("login"),
            row.getString("password_hash"),
            Role.valueOf(row.getString("role")),
            membership(row),
            row.getString("person") == null
                ? Optional.empty()
                : Optional.of(new Person(row.getString("person"), row.getString("person_name"))),
            State.valueOf(row.getString("state")),
            row.getBoolean("one_time"),
            instant(row, "password_since").orElseThrow(),
            instant(row, "created_at").orElseThrow(),
            instant(row, "last_used_at"),
            row.getString("asked_by"),
            row.getLong("revision"));
    return new Found(account, seal.fits(account, row.getString("seal")));
  }

  private static Optional<Membership> membership(ResultSet row) throws SQLException {
    String usci = row.getString("usci");
    return usci == null
        ? Optional.empty()
        : Optional.of(
            new Membership(
                usci,
                row.getString("organisation"),
                OrganisationStore.State.valueOf(row.getString("organisation_state")),
                MemberRole.valueOf(row.getString("member_role")),
                row.getString("display_name")));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
