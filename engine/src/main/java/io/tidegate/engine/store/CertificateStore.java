package io.tidegate.engine.store;

import io.tidegate.engine.store.AccessStore.State;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** The certificates programs show when they connect, by their thumbprints. */
public final class CertificateStore {
  private final Jdbi jdbi;
  private final Clock clock;

  public CertificateStore(DataSource platform, Clock clock) {
    this.jdbi = Jdbi.create(platform);
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * A certificate of a program.
   *
   * @param thumbprint its digest as RFC 8705 writes it
   * @param subject whom it names, for people
   * @param expiresAt its own end, or an earlier one since another follows it
   */
  public record StoredCertificate(
      String thumbprint, String subject, State state, Instant createdAt, Instant expiresAt) {
    public StoredCertificate {
      Objects.requireNonNull(thumbprint, "thumbprint");
      Objects.requireNonNull(subject, "subject");
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(createdAt, "createdAt");
      Objects.requireNonNull(expiresAt, "expiresAt");
    }
  }

  /**
   * What is asked of a program's connections.
   *
   * @param bound whether its keys count only beside one of the certificates
   * @param certificates that were not revoked: the end of each by its thumbprint
   */
  public record Binding(boolean bound, Map<String, Instant> certificates) {
    public Binding {
      certificates = Map.copyOf(certificates);
    }
  }

  /** The programs that are bound or have a certificate, by their ids. */
  public Map<String, Binding> bindings() {
    return jdbi.withHandle(
        handle -> {
          Map<String, Map<String, Instant>> certificates = new HashMap<>();
          Map<String, Boolean> bound = new HashMap<>();
          handle
              .createQuery(
                  "select a.id, a.bound, c.thumbprint, c.expires_at from application a"
                      + " left join client_certificate c"
                      + " on c.application_id = a.id and c.state = 'ACTIVE'"
                      + " where a.bound or c.thumbprint is not null")
              .map(
                  (row, context) -> {
                    String id = row.getString("id");
                    bound.put(id, row.getBoolean("bound"));
                    Map<String, Instant> own =
                        certificates.computeIfAbsent(id, any -> new HashMap<>());
                    if (row.getString("thumbprint") != null) {
                      own.put(
                          row.getString("thumbprint"),
                          row.getObject("expires_at", OffsetDateTime.class).toInstant());
                    }
                    return id;
                  })
              .list();
          Map<String, Binding> bindings = new HashMap<>();
          certificates.forEach((id, own) -> bindings.put(id, new Binding(bound.get(id), own)));
          return bindings;
        });
  }

  /** Whether the keys of a program count only beside one of its certificates. */
  public boolean isBound(String application) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select bound from application where id = :id")
                .bind("id", application)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false));
  }

  /** The certificates of a program, the latest first. */
  public List<StoredCertificate> certificates(String application) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from client_certificate where application_id = :id"
                        + " order by created_at desc, thumbprint")
                .bind("id", application)
                .map(
                    (row, context) ->
                        new StoredCertificate(
                            row.getString("thumbprint"),
                            row.getString("subject"),
                            State.valueOf(row.getString("state")),
                            row.getObject("created_at", OffsetDateTime.class).toInstant(),
                            row.getObject("expires_at", OffsetDateTime.class).toInstant()))
                .list());
  }

  /** What became of a certificate that was to be added. */
  public enum Added {
    DONE,
    /** There are as many good ones as a program may have. */
    FULL,
    /** It is known already, good or revoked. */
    KNOWN
  }

  /**
   * Adds a certificate. The one before it, if there is one, is good for at most {@link
   * ApplicationStore#OVERLAP} from now on.
   */
  public Added add(String application, StoredCertificate certificate, String actor) {
    return jdbi.inTransaction(
        handle -> {
          // two at once of one program wait for each other
          handle
              .createQuery("select id from application where id = :id for update")
              .bind("id", application)
              .mapTo(String.class)
              .one();
          Optional<String> known =
              handle
                  .createQuery(
                      "select thumbprint from client_certificate"
                          + " where application_id = :id and thumbprint = :thumbprint")
                  .bind("id", application)
                  .bind("thumbprint", certificate.thumbprint())
                  .mapTo(String.class)
                  .findOne();
          if (known.isPresent()) {
            return Added.KNOWN;
          }
          int live =
              handle
                  .createQuery(
                      "select count(*) from client_certificate where application_id = :id"
                          + " and state = 'ACTIVE' and expires_at > :now")
                  .bind("id", application)
                  .bind("now", utc(certificate.createdAt()))
                  .mapTo(Integer.class)
                  .one();
          if (live >= ApplicationStore.MOST_LIVE) {
            return Added.FULL;
          }
          handle
              .createUpdate(
                  "update client_certificate set expires_at = least(expires_at, :overlap)"
                      + " where application_id = :id and state = 'ACTIVE' and expires_at > :now")
              .bind("id", application)
              .bind("overlap", utc(certificate.createdAt().plus(ApplicationStore.OVERLAP)))
              .bind("now", utc(certificate.createdAt()))
              .execute();
          handle
              .createUpdate(
                  "insert into client_certificate"
                      + " (application_id, thumbprint, subject, state, created_at, expires_at)"
                      + " values (:id, :thumbprint, :subject, 'ACTIVE', :now, :expires)")
              .bind("id", application)
              .bind("thumbprint", certificate.thumbprint())
              .bind("subject", certificate.subject())
              .bind("now", utc(certificate.createdAt()))
              .bind("expires", utc(certificate.expiresAt()))
              .execute();
          AuditStore.append(
              handle,
              clock,
              actor,
              "certificate.register",
              "certificate " + certificate.thumbprint(),
              application);
          return Added.DONE;
        });
  }

  /** Revokes a certificate of a program for good; whether there was one to revoke. */
  public boolean revoke(String application, String thumbprint, String actor) {
    return jdbi.inTransaction(
        handle -> {
          int revoked =
              handle
                  .createUpdate(
                      "update client_certificate set state = 'REVOKED' where application_id = :id"
                          + " and thumbprint = :thumbprint and state = 'ACTIVE'")
                  .bind("id", application)
                  .bind("thumbprint", thumbprint)
                  .execute();
          if (revoked > 0) {
            AuditStore.append(
                handle,
                clock,
                actor,
                "certificate.revoke",
                "certificate " + thumbprint,
                application);
          }
          return revoked > 0;
        });
  }

  /**
   * Says whether the keys of a program count only beside one of its certificates.
   *
   * @return false, and nothing is changed, when it is to be bound and has no good certificate
   */
  public boolean bind(String application, boolean bound, String actor) {
    return jdbi.inTransaction(
        handle -> {
          int changed =
              handle
                  .createUpdate(
                      "update application set bound = :bound where id = :id and (not :bound or exists"
                          + " (select 1 from client_certificate where application_id = :id"
                          + " and state = 'ACTIVE' and expires_at > :now))")
                  .bind("id", application)
                  .bind("bound", bound)
                  .bind("now", utc(clock.instant()))
                  .execute();
          if (changed > 0) {
            AuditStore.append(
                handle,
                clock,
                actor,
                bound ? "application.bind" : "application.unbind",
                "application " + application,
                "");
          }
          return changed > 0;
        });
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
