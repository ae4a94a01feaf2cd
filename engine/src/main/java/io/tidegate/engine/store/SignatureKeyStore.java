package io.tidegate.engine.store;

import io.tidegate.engine.signature.SignatureScheme;
import io.tidegate.engine.store.AccessStore.ApplicationState;
import io.tidegate.engine.store.AccessStore.State;
import io.tidegate.rules.fact.OrganisationLevel;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** Keys that calls are signed with, and the networks applications call from. */
public final class SignatureKeyStore {
  /** Most keys of an application that are good at once: one in use, one that follows it. */
  public static final int MOST_LIVE = 2;

  private final Jdbi jdbi;

  public SignatureKeyStore(DataSource platform) {
    this.jdbi = Jdbi.create(platform);
  }

  /**
   * A key to be stored.
   *
   * @param material the sealed secret, or the public key
   */
  public record NewKey(
      String keyId,
      String applicationId,
      SignatureScheme scheme,
      byte[] material,
      Instant createdAt,
      Instant expiresAt) {
    public NewKey {
      Objects.requireNonNull(keyId, "keyId");
      Objects.requireNonNull(applicationId, "applicationId");
      Objects.requireNonNull(scheme, "scheme");
      material = material.clone();
      Objects.requireNonNull(createdAt, "createdAt");
      Objects.requireNonNull(expiresAt, "expiresAt");
    }

    @Override
    public byte[] material() {
      return material.clone();
    }

    @Override
    public String toString() {
      return "key " + keyId + " of " + applicationId;
    }
  }

  /** A stored key together with whose it is. */
  public record StoredKey(
      String keyId,
      SignatureScheme scheme,
      byte[] material,
      State state,
      Instant expiresAt,
      String applicationId,
      ApplicationState applicationState,
      List<String> networks,
      String usci,
      String enterprise,
      OrganisationLevel level) {
    public StoredKey {
      Objects.requireNonNull(keyId, "keyId");
      Objects.requireNonNull(scheme, "scheme");
      material = material.clone();
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
    public byte[] material() {
      return material.clone();
    }

    @Override
    public String toString() {
      return "key " + keyId + " of " + applicationId;
    }
  }

  /**
   * Adds a key; a key id is used once.
   *
   * @return false, and nothing is stored, when the application has {@link #MOST_LIVE} keys already
   *     that are good at the moment the new one begins
   */
  public boolean add(NewKey key) {
    return jdbi.inTransaction(
        handle -> {
          // two at once for one application wait for each other
          handle
              .createQuery("select id from application where id = :id for update")
              .bind("id", key.applicationId())
              .mapTo(String.class)
              .one();
          int live =
              handle
                  .createQuery(
                      "select count(*) from signature_key where application_id = :id"
                          + " and state = 'ACTIVE' and expires_at > :created")
                  .bind("id", key.applicationId())
                  .bind("created", utc(key.createdAt()))
                  .mapTo(Integer.class)
                  .one();
          if (live >= MOST_LIVE) {
            return false;
          }
          handle
              .createUpdate(
                  "insert into signature_key (key_id, application_id, scheme, material, state,"
                      + " created_at, expires_at) values (:keyId, :applicationId, :scheme,"
                      + " :material, 'ACTIVE', :created, :expires)")
              .bind("keyId", key.keyId())
              .bind("applicationId", key.applicationId())
              .bind("scheme", key.scheme().name())
              .bind("material", key.material())
              .bind("created", utc(key.createdAt()))
              .bind("expires", utc(key.expiresAt()))
              .execute();
          return true;
        });
  }

  /** Revokes a key for good; whether there was one to revoke. */
  public boolean revoke(String keyId) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(
                        "update signature_key set state = 'REVOKED'"
                            + " where key_id = :keyId and state = 'ACTIVE'")
                    .bind("keyId", keyId)
                    .execute()
                == 1);
  }

  /** All keys, good or not, sorted by id. */
  public List<StoredKey> keys() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select k.key_id, k.scheme, k.material, k.state, k.expires_at,"
                        + " a.id as application_id, a.networks,"
                        + " case when e.state = 'VERIFIED' then a.state else 'SUSPENDED' end"
                        + " as application_state,"
                        + " e.usci, e.name, e.level"
                        + " from signature_key k join application a on a.id = k.application_id"
                        + " join enterprise e on e.usci = a.usci"
                        // the sandbox is tried with a key that is sent
                        + " where not a.sandbox order by k.key_id")
                .map((row, context) -> key(row))
                .list());
  }

  private static StoredKey key(ResultSet row) throws SQLException {
    return new StoredKey(
        row.getString("key_id"),
        SignatureScheme.valueOf(row.getString("scheme")),
        row.getBytes("material"),
        State.valueOf(row.getString("state")),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        row.getString("application_id"),
        ApplicationState.valueOf(row.getString("application_state")),
        List.of((String[]) row.getArray("networks").getArray()),
        row.getString("usci"),
        row.getString("name"),
        OrganisationLevel.valueOf(row.getString("level")));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
