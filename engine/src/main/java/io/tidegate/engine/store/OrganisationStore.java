package io.tidegate.engine.store;

import io.tidegate.engine.store.AccountStore.Account;
import io.tidegate.rules.fact.OrganisationLevel;
import io.tidegate.rules.fact.Purpose;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** Organisations that use services, as staff and their own people see them. */
public final class OrganisationStore {
  private final Jdbi jdbi;
  private final AccountStore accounts;
  private final Clock clock;

  public OrganisationStore(DataSource platform, AccountStore accounts, Clock clock) {
    this.jdbi = Jdbi.create(platform);
    this.accounts = Objects.requireNonNull(accounts, "accounts");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** How far an organisation has come. */
  public enum State {
    /** It signed up; nobody has looked whether it is who it says. */
    PENDING,
    /** Staff has seen that it is who it says. */
    VERIFIED,
    /** Staff has seen that it is not, or that it has no business here. */
    REFUSED,
    /** None of its programs may call until staff says otherwise. */
    SUSPENDED
  }

  /**
   * An organisation.
   *
   * @param code unified social credit code (GB 32100)
   * @param reason why it was refused or suspended
   * @param purposes what it may ask for data for; none means that nobody has said
   * @param contact how it is reached
   * @param decidedBy the login of staff that decided last
   */
  public record Organisation(
      String code,
      String name,
      State state,
      Optional<String> reason,
      OrganisationLevel level,
      Set<Purpose> purposes,
      String contact,
      Instant createdAt,
      Optional<String> decidedBy,
      Optional<Instant> decidedAt,
      long revision) {
    public Organisation {
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(level, "level");
      purposes = Set.copyOf(purposes);
      Objects.requireNonNull(contact, "contact");
      Objects.requireNonNull(createdAt, "createdAt");
      Objects.requireNonNull(decidedBy, "decidedBy");
      Objects.requireNonNull(decidedAt, "decidedAt");
    }

    /** After staff decided about it. */
    public Organisation decided(State next, Optional<String> why, String actor, Instant now) {
      return new Organisation(
          code,
          name,
          next,
          why,
          level,
          purposes,
          contact,
          createdAt,
          Optional.of(actor),
          Optional.of(now),
          revision + 1);
    }

    /** As far trusted, and with such purposes. */
    public Organisation rated(
        OrganisationLevel trust, Set<Purpose> what, String actor, Instant now) {
      return new Organisation(
          code,
          name,
          state,
          reason,
          trust,
          what,
          contact,
          createdAt,
          Optional.of(actor),
          Optional.of(now),
          revision + 1);
    }
  }

  /** Why nobody signed up. */
  public enum Conflict {
    CODE_TAKEN,
    LOGIN_TAKEN
  }

  /**
   * Stores an organisation that signs up, with the first of its people: both or neither.
   *
   * @return empty when they are stored
   */
  public Optional<Conflict> signUp(String code, String name, String contact, Account first) {
    return jdbi.inTransaction(
        handle -> {
          int added =
              handle
                  .createUpdate(
                      "insert into enterprise (usci, name, state, contact, created_at)"
                          + " values (:code, :name, 'PENDING', :contact, :now)"
                          + " on conflict (usci) do nothing")
                  .bind("code", code)
                  .bind("name", name)
                  .bind("contact", contact)
                  .bind("now", utc(clock.instant()))
                  .execute();
          if (added == 0) {
            return Optional.of(Conflict.CODE_TAKEN);
          }
          if (accounts.add(handle, first, first.login()).isPresent()) {
            return Optional.of(Conflict.LOGIN_TAKEN);
          }
          AuditStore.append(
              handle, clock, first.login(), "organisation.sign-up", "organisation " + code, name);
          return Optional.empty();
        });
  }

  /** The organisation of a credit code. */
  public Optional<Organisation> organisation(String code) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from enterprise where usci = :code")
                .bind("code", code)
                .map((row, context) -> organisation(row))
                .findOne());
  }

  /**
   * Organisations whose credit code comes after one, in order.
   *
   * @param search a part of the name, or the beginning of the code; empty for all
   * @param state empty for all
   */
  public List<Organisation> after(String code, String search, Optional<State> state, int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from enterprise where usci collate \"C\" > :code"
                        + " and (strpos(lower(name), lower(:search)) > 0"
                        + " or starts_with(usci, upper(:search)))"
                        + " and (cast(:state as text) is null or state = :state)"
                        + " order by usci collate \"C\" limit :most")
                .bind("code", code)
                .bind("search", search)
                .bind("state", state.map(State::name))
                .bind("most", most)
                .map((row, context) -> organisation(row))
                .list());
  }

  /**
   * Stores a changed organisation, which has the next revision. All nodes read its keys anew.
   *
   * @param act what the change is on record as
   * @return whether it was the one before; nothing is changed if not
   */
  public boolean change(Organisation organisation, String act, String actor) {
    return jdbi.inTransaction(
        handle -> {
          int changed =
              handle
                  .createUpdate(
                      "update enterprise set state = :state, reason = :reason, level = :level,"
                          + " purposes = :purposes, decided_by = :decidedBy,"
                          + " decided_at = :decidedAt, revision = :revision"
                          + " where usci = :code and revision = :revision - 1")
                  .bind("code", organisation.code())
                  .bind("state", organisation.state().name())
                  .bind("reason", organisation.reason())
                  .bind("level", organisation.level().name())
                  .bindArray(
                      "purposes",
                      String.class,
                      organisation.purposes().stream().map(Purpose::name).sorted().toList())
                  .bind("decidedBy", organisation.decidedBy())
                  .bind("decidedAt", organisation.decidedAt().map(OrganisationStore::utc))
                  .bind("revision", organisation.revision())
                  .execute();
          if (changed == 1) {
            AuditStore.append(
                handle,
                clock,
                actor,
                act,
                "organisation " + organisation.code(),
                organisation.state()
                    + ", "
                    + organisation.level()
                    + organisation.reason().map(why -> ": " + why).orElse(""));
          }
          return changed == 1;
        });
  }

  private static Organisation organisation(ResultSet row) throws SQLException {
    Set<Purpose> purposes = new TreeSet<>();
    Arrays.stream((String[]) row.getArray("purposes").getArray())
        .map(Purpose::valueOf)
        .forEach(purposes::add);
    return new Organisation(
        row.getString("usci"),
        row.getString("name"),
        State.valueOf(row.getString("state")),
        Optional.ofNullable(row.getString("reason")),
        OrganisationLevel.valueOf(row.getString("level")),
        purposes,
        row.getString("contact"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getString("decided_by")),
        Optional.ofNullable(row.getObject("decided_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant),
        row.getLong("revision"));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
