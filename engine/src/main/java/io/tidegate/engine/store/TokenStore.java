package io.tidegate.engine.store;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** Tokens that were revoked and would be good otherwise. */
public final class TokenStore {
  private final Jdbi jdbi;
  private final Clock clock;

  public TokenStore(DataSource platform, Clock clock) {
    this.jdbi = Jdbi.create(platform);
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** The numbers of all tokens that were revoked and are not over yet. */
  public Set<String> revoked() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select id from revoked_token where ends_at > :now")
                .bind("now", now())
                .mapTo(String.class)
                .set());
  }

  /**
   * Revokes a token, and forgets those that are over.
   *
   * @param id the number of the token
   * @param keyId the key it stands for
   * @param application whose token it has to be; empty for anybody's
   * @return whether it is the application's; once it is revoked nothing changes any more
   */
  public boolean revoke(
      String id, String keyId, Instant endsAt, Optional<String> application, String actor) {
    return jdbi.inTransaction(
        handle -> {
          Optional<String> owner =
              handle
                  .createQuery(
                      "select application_id from credential where key_id = :key"
                          + " union all"
                          + " select application_id from signature_key where key_id = :key")
                  .bind("key", keyId)
                  .mapTo(String.class)
                  .findFirst()
                  .filter(found -> application.isEmpty() || application.get().equals(found));
          if (owner.isEmpty()) {
            return false;
          }
          handle
              .createUpdate("delete from revoked_token where ends_at <= :now")
              .bind("now", now())
              .execute();
          int added =
              handle
                  .createUpdate(
                      "insert into revoked_token"
                          + " (id, application_id, ends_at, revoked_at, revoked_by)"
                          + " values (:id, :owner, :ends, :now, :actor) on conflict do nothing")
                  .bind("id", id)
                  .bind("owner", owner.get())
                  .bind("ends", endsAt.atOffset(ZoneOffset.UTC))
                  .bind("now", now())
                  .bind("actor", actor)
                  .execute();
          if (added > 0) {
            AuditStore.append(handle, clock, actor, "token.revoke", "token " + id, owner.get());
          }
          return true;
        });
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
