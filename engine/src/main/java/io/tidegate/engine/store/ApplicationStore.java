package io.tidegate.engine.store;

import io.tidegate.engine.store.AccessStore.ApplicationState;
import io.tidegate.engine.store.AccessStore.NewCredential;
import io.tidegate.engine.store.AccessStore.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** Programs of organisations and their keys, as their own people see them: never a secret. */
public final class ApplicationStore {
  /** Most keys of a kind that are good at once: one in use, one that follows it. */
  public static final int MOST_LIVE = 2;

  /** So long the key before is good beside the one that follows it, at most. */
  public static final Duration OVERLAP = Duration.ofDays(30);

  private final Jdbi jdbi;
  private final Clock clock;

  public ApplicationStore(DataSource platform, Clock clock) {
    this.jdbi = Jdbi.create(platform);
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * A program.
   *
   * @param networks from which it calls, such as {@code 10.1.0.0/16}; none means from anywhere
   * @param sandbox whether it is answered with made-up data and nothing else
   */
  public record Program(
      String id,
      String code,
      String name,
      String description,
      ApplicationState state,
      List<String> networks,
      boolean sandbox,
      String createdBy,
      Instant createdAt,
      long revision) {
    public Program {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(description, "description");
      Objects.requireNonNull(state, "state");
      networks = List.copyOf(networks);
      Objects.requireNonNull(createdBy, "createdBy");
      Objects.requireNonNull(createdAt, "createdAt");
    }
  }

  /**
   * A key of a program.
   *
   * @param kind {@code API_KEY}, or the scheme calls are signed by
   * @param lastUsedAt empty when it was never used, or when that is not noted, as of signing keys
   */
  public record Key(
      String id,
      String kind,
      State state,
      Instant createdAt,
      Instant expiresAt,
      Optional<Instant> lastUsedAt) {
    public Key {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(createdAt, "createdAt");
      Objects.requireNonNull(expiresAt, "expiresAt");
      Objects.requireNonNull(lastUsedAt, "lastUsedAt");
    }
  }

  /**
   * Stores a new program.
   *
   * @param most of its organisation
   * @return whether there were fewer before
   */
  public boolean add(Program program, int most) {
    return jdbi.inTransaction(
        handle -> {
          // two at once of one organisation wait for each other
          handle
              .createQuery("select usci from enterprise where usci = :code for update")
              .bind("code", program.code())
              .mapTo(String.class)
              .one();
          int known =
              handle
                  .createQuery("select count(*) from application where usci = :code")
                  .bind("code", program.code())
                  .mapTo(Integer.class)
                  .one();
          if (known >= most) {
            return false;
          }
          handle
              .createUpdate(
                  "insert into application (id, usci, name, description, state, networks, sandbox,"
                      + " created_by, created_at, revision) values (:id, :code, :name,"
                      + " :description, :state, :networks, :sandbox, :createdBy, :createdAt,"
                      + " :revision)")
              .bind("id", program.id())
              .bind("code", program.code())
              .bind("name", program.name())
              .bind("description", program.description())
              .bind("state", program.state().name())
              .bindArray("networks", String.class, program.networks())
              .bind("sandbox", program.sandbox())
              .bind("createdBy", program.createdBy())
              .bind("createdAt", utc(program.createdAt()))
              .bind("revision", program.revision())
              .execute();
          AuditStore.append(
              handle,
              clock,
              program.createdBy(),
              "application.register",
              "application " + program.id(),
              program.name() + " of " + program.code());
          return true;
        });
  }

  /**
   * Stores a changed program, which has the next revision. All nodes read its keys anew.
   *
   * @return whether it was the one before; nothing is changed if not
   */
  public boolean change(Program program, String act, String actor) {
    return jdbi.inTransaction(
        handle -> {
          int changed =
              handle
                  .createUpdate(
                      "update application set name = :name, description = :description,"
                          + " state = :state, networks = :networks, revision = :revision"
                          + " where id = :id and revision = :revision - 1")
                  .bind("id", program.id())
                  .bind("name", program.name())
                  .bind("description", program.description())
                  .bind("state", program.state().name())
                  .bindArray("networks", String.class, program.networks())
                  .bind("revision", program.revision())
                  .execute();
          if (changed == 1) {
            AuditStore.append(
                handle,
                clock,
                actor,
                act,
                "application " + program.id(),
                program.state() + ", from " + program.networks());
          }
          return changed == 1;
        });
  }

  /** The programs of an organisation, the oldest first. */
  public List<Program> programs(String code) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from application where usci = :code order by created_at, id")
                .bind("code", code)
                .map((row, context) -> program(row))
                .list());
  }

  /** One program of an organisation; of another's it is not told that it is there. */
  public Optional<Program> program(String code, String id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from application where usci = :code and id = :id")
                .bind("code", code)
                .bind("id", id)
                .map((row, context) -> program(row))
                .findOne());
  }

  /** The keys of a program, the latest first. */
  public List<Key> keys(String id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select key_id, 'API_KEY' as kind, state, created_at, expires_at, last_used_at"
                        + " from credential where application_id = :id"
                        + " union all"
                        + " select key_id, scheme, state, created_at, expires_at, null"
                        + " from signature_key where application_id = :id"
                        + " order by created_at desc, key_id")
                .bind("id", id)
                .map((row, context) -> key(row))
                .list());
  }

  /**
   * Adds a key that is sent with calls. The one before it, if there is one, is good for at most
   * {@link #OVERLAP} from now on.
   *
   * @return false, and nothing is stored, when there are {@link #MOST_LIVE} good ones already
   */
  public boolean add(NewCredential key, String actor) {
    return jdbi.inTransaction(
        handle -> {
          handle
              .createQuery("select id from application where id = :id for update")
              .bind("id", key.applicationId())
              .mapTo(String.class)
              .one();
          int live =
              handle
                  .createQuery(
                      "select count(*) from credential where application_id = :id"
                          + " and state = 'ACTIVE' and expires_at > :now")
                  .bind("id", key.applicationId())
                  .bind("now", utc(key.createdAt()))
                  .mapTo(Integer.class)
                  .one();
          if (live >= MOST_LIVE) {
            return false;
          }
          handle
              .createUpdate(
                  "update credential set expires_at = least(expires_at, :overlap)"
                      + " where application_id = :id and state = 'ACTIVE' and expires_at > :now")
              .bind("id", key.applicationId())
              .bind("overlap", utc(key.createdAt().plus(OVERLAP)))
              .bind("now", utc(key.createdAt()))
              .execute();
          handle
              .createUpdate(
                  "insert into credential"
                      + " (key_id, application_id, secret_hash, state, created_at, expires_at)"
                      + " values (:keyId, :id, :hash, 'ACTIVE', :now, :expires)")
              .bind("keyId", key.keyId())
              .bind("id", key.applicationId())
              .bind("hash", key.secretHash())
              .bind("now", utc(key.createdAt()))
              .bind("expires", utc(key.expiresAt()))
              .execute();
          AuditStore.append(
              handle, clock, actor, "key.issue", "key " + key.keyId(), key.applicationId());
          return true;
        });
  }

  /** Revokes a key of a program for good, of whatever kind; whether there was one to revoke. */
  public boolean revoke(String id, String keyId, String actor) {
    return jdbi.inTransaction(
        handle -> {
          int revoked = 0;
          for (String table : List.of("credential", "signature_key")) {
            revoked +=
                handle
                    .createUpdate(
                        "update "
                            + table
                            + " set state = 'REVOKED' where application_id = :id"
                            + " and key_id = :keyId and state = 'ACTIVE'")
                    .bind("id", id)
                    .bind("keyId", keyId)
                    .execute();
          }
          if (revoked > 0) {
            AuditStore.append(handle, clock, actor, "key.revoke", "key " + keyId, id);
          }
          return revoked > 0;
        });
  }

  private static Program program(ResultSet row) throws SQLException {
    return new Program(
        row.getString("id"),
        row.getString("usci"),
        row.getString("name"),
        row.getString("description"),
        ApplicationState.valueOf(row.getString("state")),
        List.of((String[]) row.getArray("networks").getArray()),
        row.getBoolean("sandbox"),
        row.getString("created_by"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getLong("revision"));
  }

  private static Key key(ResultSet row) throws SQLException {
    return new Key(
        row.getString("key_id"),
        row.getString("kind"),
        State.valueOf(row.getString("state")),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject("last_used_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
