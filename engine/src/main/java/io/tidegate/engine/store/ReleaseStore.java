package io.tidegate.engine.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What was published. */
public final class ReleaseStore {
  private final Jdbi jdbi;

  public ReleaseStore(DataSource platform) {
    this.jdbi = Jdbi.create(platform);
  }

  /**
   * A published service.
   *
   * @param fingerprint SM3 of the plan, in lower-case hex
   * @param document the service document as its provider wrote it
   * @param certificate the proof, as JSON, byte for byte as it was signed
   * @param statement what was signed; empty for a release of before there were signatures
   * @param signature of the statement, in hexadecimal; empty likewise
   */
  public record Release(
      String service,
      String version,
      String fingerprint,
      String document,
      String certificate,
      String statement,
      String signature,
      Instant publishedAt) {
    public Release {
      Objects.requireNonNull(service, "service");
      Objects.requireNonNull(version, "version");
      Objects.requireNonNull(fingerprint, "fingerprint");
      Objects.requireNonNull(document, "document");
      Objects.requireNonNull(certificate, "certificate");
      Objects.requireNonNull(statement, "statement");
      Objects.requireNonNull(signature, "signature");
      Objects.requireNonNull(publishedAt, "publishedAt");
    }

    /** The service with its major version, as plans are named. */
    public String key() {
      return service + "/" + version.substring(0, version.indexOf('.'));
    }
  }

  /** Stores a release; publishing the same plan again makes it the latest again. */
  public void save(Release release) {
    save(List.of(release));
  }

  /** Stores what was published together: all of it or nothing. */
  public void save(List<Release> published) {
    jdbi.useTransaction(handle -> save(handle, published));
  }

  /** Stores releases within what else is stored. */
  static void save(Handle handle, List<Release> published) {
    if (published.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            "insert into release"
                + " (service, version, fingerprint, document, certificate,"
                + " statement, signature, published_at)"
                + " values (:service, :version, :fingerprint, :document, :certificate,"
                + " :statement, :signature, :publishedAt)"
                + " on conflict (service, version, fingerprint) do update"
                + " set document = excluded.document, certificate = excluded.certificate,"
                + " statement = excluded.statement, signature = excluded.signature,"
                + " published_at = excluded.published_at");
    for (Release release : published) {
      batch
          .bind("service", release.service())
          .bind("version", release.version())
          .bind("fingerprint", release.fingerprint())
          .bind("document", release.document())
          .bind("certificate", release.certificate())
          .bind("statement", release.statement())
          .bind("signature", release.signature())
          .bind("publishedAt", release.publishedAt().atOffset(ZoneOffset.UTC))
          .add();
    }
    batch.execute();
  }

  /** The releases with these fingerprints, in no order. */
  public List<Release> withFingerprints(Collection<String> fingerprints) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from release where fingerprint = any(:fingerprints)")
                .bindArray("fingerprints", String.class, fingerprints.toArray())
                .map((row, context) -> release(row))
                .list());
  }

  /** The latest release of a document. */
  public Optional<Release> latest(String service, String document) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from release where service = :service and document = :document"
                        + " order by published_at desc, fingerprint limit 1")
                .bind("service", service)
                .bind("document", document)
                .map((row, context) -> release(row))
                .findOne());
  }

  /** The latest release of each major version of each service, sorted by service. */
  public List<Release> latest() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select distinct on (service, split_part(version, '.', 1)) * from release"
                        + " order by service, split_part(version, '.', 1), published_at desc,"
                        + " version desc, fingerprint")
                .map((row, context) -> release(row))
                .list());
  }

  private static Release release(ResultSet row) throws SQLException {
    return new Release(
        row.getString("service"),
        row.getString("version"),
        row.getString("fingerprint"),
        row.getString("document"),
        row.getString("certificate"),
        row.getString("statement"),
        row.getString("signature"),
        row.getObject("published_at", OffsetDateTime.class).toInstant());
  }
}
