package io.tidegate.engine.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.PGConnection;

/** The calls that were made. */
public final class CallStore {
  private static final String COPY =
      "copy call_record (at, micros, trace_id, epoch, service, version, fingerprint,"
          + " application_id, usci, outcome, status, problem, row_count, relations, masks, bytes)"
          + " from stdin";

  private final Jdbi jdbi;

  public CallStore(DataSource platform) {
    this.jdbi = Jdbi.create(platform);
  }

  /**
   * A call that was made.
   *
   * @param number counts in the order they were put in the book
   * @param micros until the answer was ready, in microseconds
   * @param status of HTTP; 0 when nothing was answered
   */
  public record StoredCall(
      long number,
      Instant at,
      long micros,
      String traceId,
      long epoch,
      String service,
      String version,
      String fingerprint,
      Optional<String> application,
      Optional<String> enterprise,
      String outcome,
      int status,
      Optional<String> problem,
      int rows,
      List<String> relations,
      List<String> masks,
      long bytes) {
    public StoredCall {
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(traceId, "traceId");
      Objects.requireNonNull(service, "service");
      Objects.requireNonNull(version, "version");
      Objects.requireNonNull(fingerprint, "fingerprint");
      Objects.requireNonNull(application, "application");
      Objects.requireNonNull(enterprise, "enterprise");
      Objects.requireNonNull(outcome, "outcome");
      Objects.requireNonNull(problem, "problem");
      relations = List.copyOf(relations);
      masks = List.copyOf(masks);
    }
  }

  /** What is asked for; what is absent is not asked about. */
  public record Question(
      Optional<String> traceId, Optional<String> service, Optional<String> application) {
    public Question {
      Objects.requireNonNull(traceId, "traceId");
      Objects.requireNonNull(service, "service");
      Objects.requireNonNull(application, "application");
    }
  }

  /** How many lines of a journal are stored. */
  public long posted(UUID journal) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select posted from call_journal where id = :id")
                .bind("id", journal)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L));
  }

  /**
   * Stores calls, and how many lines of the journal are stored with them: both or neither.
   *
   * @param upTo that number
   * @param lines in COPY's text form
   */
  public void post(UUID journal, long upTo, byte[] lines) {
    jdbi.useTransaction(
        handle -> {
          try {
            handle
                .getConnection()
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn(COPY, new ByteArrayInputStream(lines));
          } catch (IOException | SQLException e) {
            throw new StoreException("calls cannot be posted", e);
          }
          handle
              .createUpdate(
                  "insert into call_journal (id, posted) values (:id, :posted)"
                      + " on conflict (id) do update set posted = excluded.posted")
              .bind("id", journal)
              .bind("posted", upTo)
              .execute();
        });
  }

  /**
   * Removes calls older than a moment, a bounded number at a time.
   *
   * @return how many were removed
   */
  public int removeBefore(Instant moment, int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createUpdate(
                    "delete from call_record where number in (select number from call_record"
                        + " where at < :moment limit :most)")
                .bind("moment", moment.atOffset(ZoneOffset.UTC))
                .bind("most", most)
                .execute());
  }

  /** Calls with a smaller number than one, the latest first. */
  public List<StoredCall> before(long number, Question question, int most) {
    Map<String, String> asked = new LinkedHashMap<>();
    question.traceId().ifPresent(value -> asked.put("trace_id", value));
    question.service().ifPresent(value -> asked.put("service", value));
    question.application().ifPresent(value -> asked.put("application_id", value));
    StringBuilder where = new StringBuilder("number < :number");
    asked
        .keySet()
        .forEach(column -> where.append(" and ").append(column).append(" = :").append(column));
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from call_record where "
                        + where
                        + " order by number desc limit :most")
                .bind("number", number)
                .bindMap(asked)
                .bind("most", most)
                .map((row, context) -> call(row))
                .list());
  }

  private static StoredCall call(ResultSet row) throws SQLException {
    return new StoredCall(
        row.getLong("number"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getLong("micros"),
        row.getString("trace_id"),
        row.getLong("epoch"),
        row.getString("service"),
        row.getString("version"),
        row.getString("fingerprint"),
        Optional.ofNullable(row.getString("application_id")),
        Optional.ofNullable(row.getString("usci")),
        row.getString("outcome"),
        row.getInt("status"),
        Optional.ofNullable(row.getString("problem")),
        row.getInt("row_count"),
        words(row.getArray("relations")),
        words(row.getArray("masks")),
        row.getLong("bytes"));
  }

  private static List<String> words(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }
}
