package io.tidegate.engine.store;

import io.tidegate.rules.fact.OrganisationLevel;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Enterprises, their applications, and the keys of these. */
public final class AccessStore {
  private static final String CREDENTIALS =
      "select c.key_id, c.secret_hash, c.state, c.expires_at, a.id as application_id,"
          + " case when a.sandbox or e.state = 'VERIFIED' then a.state else 'SUSPENDED' end"
          + " as application_state, a.networks,"
          + " case when a.sandbox then :sandbox else e.usci end as usci, e.name, e.level"
          + " from credential c join application a on a.id = c.application_id"
          + " join enterprise e on e.usci = a.usci"
          + " where (not a.sandbox or cast(:sandbox as text) is not null)";

  private final Jdbi jdbi;

  public AccessStore(DataSource platform) {
    this.jdbi = Jdbi.create(platform);
  }

  /** A legal person that calls services, by its unified social credit code (GB 32100). */
  public record Enterprise(String usci, String name) {
    public Enterprise {
      Objects.requireNonNull(usci, "usci");
      Objects.requireNonNull(name, "name");
    }
  }

  /** A program of an enterprise. */
  public record Application(String id, String usci, String name, ApplicationState state) {
    public Application {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(usci, "usci");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(state, "state");
    }
  }

  /** Whose application it is, and how far that enterprise is trusted. */
  public record Owner(String usci, OrganisationLevel level) {
    public Owner {
      Objects.requireNonNull(usci, "usci");
      Objects.requireNonNull(level, "level");
    }
  }

  /** Whether an application may call. */
  public enum ApplicationState {
    ACTIVE,
    SUSPENDED
  }

  /** Whether a key is still good. */
  public enum State {
    ACTIVE,
    REVOKED
  }

  /** A key to be stored: its public id and the hash of it whole. */
  public record NewCredential(
      String keyId, String applicationId, byte[] secretHash, Instant createdAt, Instant expiresAt) {
    public NewCredential {
      Objects.requireNonNull(keyId, "keyId");
      Objects.requireNonNull(applicationId, "applicationId");
      secretHash = secretHash.clone();
      Objects.requireNonNull(createdAt, "createdAt");
      Objects.requireNonNull(expiresAt, "expiresAt");
    }

    @Override
    public byte[] secretHash() {
      return secretHash.clone();
    }

    @Override
    public String toString() {
      return "key " + keyId + " of " + applicationId;
    }
  }

  /**
   * A stored key together with whose it is.
   *
   * @param networks from which the application calls, such as {@code 10.1.0.0/16}; none means from
   *     anywhere
   */
  public record StoredCredential(
      String keyId,
      byte[] secretHash,
      State state,
      Instant expiresAt,
      String applicationId,
      ApplicationState applicationState,
      List<String> networks,
      String usci,
      String enterprise,
      OrganisationLevel level) {
    public StoredCredential {
      Objects.requireNonNull(keyId, "keyId");
      secretHash = secretHash.clone();
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(expiresAt, "expiresAt");
      Objects.requireNonNull(applicationId, "applicationId");
      Objects.requireNonNull(applicationState, "applicationState");
      networks = List.copyOf(networks);
      Objects.requireNonNull(usci, "usci");
      Objects.requireNonNull(enterprise, "enterprise");
      Objects.requireNonNull(level, "level");
    }

    @Override
    public byte[] secretHash() {
      return secretHash.clone();
    }

    @Override
    public String toString() {
      return "key " + keyId + " of " + applicationId;
    }
  }

  /** Stores an enterprise, or corrects the name of a known one. */
  public void save(Enterprise enterprise) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "insert into enterprise (usci, name) values (:usci, :name)"
                        + " on conflict (usci) do update set name = excluded.name")
                .bind("usci", enterprise.usci())
                .bind("name", enterprise.name())
                .execute());
  }

  /**
   * Notes how far an enterprise is trusted; calls count with it once keys are read anew.
   *
   * @return whether there is such an enterprise
   * @throws IllegalArgumentException for the level of callers without a key
   */
  public boolean rate(String usci, OrganisationLevel level) {
    if (level == OrganisationLevel.ANONYMOUS) {
      throw new IllegalArgumentException("an enterprise is not anonymous");
    }
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate("update enterprise set level = :level where usci = :usci")
                    .bind("usci", usci)
                    .bind("level", level.name())
                    .execute()
                == 1);
  }

  /** Stores an application, or changes the name and state of a known one; never its owner. */
  public void save(Application application) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "insert into application (id, usci, name, state)"
                        + " values (:id, :usci, :name, :state) on conflict (id)"
                        + " do update set name = excluded.name, state = excluded.state")
                .bind("id", application.id())
                .bind("usci", application.usci())
                .bind("name", application.name())
                .bind("state", application.state().name())
                .execute());
  }

  /** The enterprise an application is of. */
  public Optional<Owner> owner(String applicationId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select e.usci, e.level from application a"
                        + " join enterprise e on e.usci = a.usci where a.id = :id")
                .bind("id", applicationId)
                .map(
                    (row, context) ->
                        new Owner(
                            row.getString("usci"),
                            OrganisationLevel.valueOf(row.getString("level"))))
                .findOne());
  }

  /**
   * Says from where an application calls.
   *
   * @param networks such as {@code 10.1.0.0/16}; none means from anywhere
   */
  public void restrict(String applicationId, List<String> networks) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate("update application set networks = :networks where id = :id")
                .bind("id", applicationId)
                .bindArray("networks", String.class, networks)
                .execute());
  }

  /** Adds a key; a key id is used once. */
  public void add(NewCredential credential) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "insert into credential"
                        + " (key_id, application_id, secret_hash, state, created_at, expires_at)"
                        + " values (:keyId, :applicationId, :hash, 'ACTIVE', :created, :expires)")
                .bind("keyId", credential.keyId())
                .bind("applicationId", credential.applicationId())
                .bind("hash", credential.secretHash())
                .bind("created", utc(credential.createdAt()))
                .bind("expires", utc(credential.expiresAt()))
                .execute());
  }

  /** Revokes a key for good; whether there was one to revoke. */
  public boolean revoke(String keyId) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(
                        "update credential set state = 'REVOKED'"
                            + " where key_id = :keyId and state = 'ACTIVE'")
                    .bind("keyId", keyId)
                    .execute()
                == 1);
  }

  /** Notes when keys were last used; a time never goes back. */
  public void recordUse(Map<String, Instant> lastUse) {
    jdbi.useTransaction(
        handle -> {
          PreparedBatch batch =
              handle.prepareBatch(
                  "update credential set last_used_at = greatest(last_used_at, :at)"
                      + " where key_id = :keyId");
          lastUse.forEach((keyId, at) -> batch.bind("keyId", keyId).bind("at", utc(at)).add());
          batch.execute();
        });
  }

  /** When a key was last used, as far as was noted. */
  public Optional<Instant> lastUse(String keyId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select last_used_at from credential"
                        + " where key_id = :keyId and last_used_at is not null")
                .bind("keyId", keyId)
                .map((row, context) -> instant(row, "last_used_at"))
                .findOne());
  }

  /** All keys, good or not, sorted by id, except those of the sandbox. */
  public List<StoredCredential> credentials() {
    return credentials(Optional.empty());
  }

  /**
   * All keys, good or not, sorted by id. Those of an organisation that is not verified are as
   * suspended: whoever claims a credit code would be shown what is its owner's.
   *
   * @param sandbox the enterprise as which keys of the sandbox call, where all data are made up;
   *     without it there are no such keys
   */
  public List<StoredCredential> credentials(Optional<String> sandbox) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(CREDENTIALS + " order by c.key_id")
                .bind("sandbox", sandbox)
                .map((row, context) -> credential(row))
                .list());
  }

  private static StoredCredential credential(ResultSet row) throws SQLException {
    return new StoredCredential(
        row.getString("key_id"),
        row.getBytes("secret_hash"),
        State.valueOf(row.getString("state")),
        instant(row, "expires_at"),
        row.getString("application_id"),
        ApplicationState.valueOf(row.getString("application_state")),
        List.of((String[]) row.getArray("networks").getArray()),
        row.getString("usci"),
        row.getString("name"),
        OrganisationLevel.valueOf(row.getString("level")));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
