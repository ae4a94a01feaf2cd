package io.tidegate.engine.store;

import io.tidegate.engine.agreement.Agreement;
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
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.postgresql.PGConnection;

/** The calls that were made. */
public final class CallStore {
  private static final String COLUMNS =
      "at, micros, trace_id, epoch, service, version, fingerprint, application_id, usci, outcome,"
          + " status, problem, row_count, relations, masks, bytes";

  /** How many tabs a line has that was written before calls told whose records they asked for. */
  private static final int TABS_WITHOUT_OWNER = 15;

  private static final String OUTCOMES =
      "count(*) filter (where outcome = 'ANSWERED') as answered,"
          + " count(*) filter (where outcome = 'REFUSED') as refused,"
          + " count(*) filter (where outcome = 'FAILED') as failed,"
          + " count(*) filter (where outcome = 'GONE') as gone";

  /** Milliseconds for each count. */
  private static final int LONGEST_COUNT = 3_000;

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
      Optional<String> owner,
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
      Objects.requireNonNull(owner, "owner");
      Objects.requireNonNull(outcome, "outcome");
      Objects.requireNonNull(problem, "problem");
      relations = List.copyOf(relations);
      masks = List.copyOf(masks);
    }
  }

  /**
   * What is asked for; what is absent is not asked about.
   *
   * @param enterprise credit code of who called
   * @param owner credit code of the enterprise whose records were asked for
   */
  public record Question(
      Optional<String> traceId,
      Optional<String> service,
      Optional<String> application,
      Optional<String> enterprise,
      Optional<String> owner) {
    public Question {
      Objects.requireNonNull(traceId, "traceId");
      Objects.requireNonNull(service, "service");
      Objects.requireNonNull(application, "application");
      Objects.requireNonNull(enterprise, "enterprise");
      Objects.requireNonNull(owner, "owner");
    }

    /** Whoever called, and for whatever records. */
    public Question(
        Optional<String> traceId, Optional<String> service, Optional<String> application) {
      this(traceId, service, application, Optional.empty(), Optional.empty());
    }

    /** The same of one enterprise's own calls. */
    public static Question by(String enterprise, Question asked) {
      return new Question(
          asked.traceId(),
          asked.service(),
          asked.application(),
          Optional.of(enterprise),
          Optional.empty());
    }

    /** The same of others' calls for the records of one enterprise. */
    public static Question about(String owner, Question asked) {
      return new Question(
          asked.traceId(),
          asked.service(),
          asked.application(),
          Optional.empty(),
          Optional.of(owner));
    }
  }

  /**
   * How much was used under an agreement.
   *
   * @param calls that were answered
   * @param rows in their answers
   * @param last when the last of them came
   */
  public record Use(long calls, long rows, Optional<Instant> last) {
    public Use {
      Objects.requireNonNull(last, "last");
    }
  }

  /** What was used of an owner's records under an agreement; none of one without an owner. */
  public Use use(Agreement agreement) {
    if (agreement.terms().owner().isEmpty() || agreement.platform().isEmpty()) {
      return new Use(0, 0, Optional.empty());
    }
    Instant end = agreement.ending().map(Agreement.Ending::at).orElse(agreement.until());
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select count(*), coalesce(sum(row_count), 0), max(at) from call_record"
                        + " where owner = :owner and application_id = :application"
                        + " and service = :service and outcome = 'ANSWERED'"
                        + " and at >= :from and at <= :to")
                .bind("owner", agreement.terms().owner().get().usci())
                .bind("application", agreement.terms().application())
                .bind("service", agreement.terms().service())
                .bind("from", agreement.platform().get().at().atOffset(ZoneOffset.UTC))
                .bind("to", end.atOffset(ZoneOffset.UTC))
                .map(
                    (row, context) ->
                        new Use(
                            row.getLong(1),
                            row.getLong(2),
                            Optional.ofNullable(row.getObject(3, OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)))
                .one());
  }

  /**
   * The calls of a minute.
   *
   * @param meanMicros until their answers were ready, in microseconds
   * @param slowestMicros until the last of their answers was ready
   */
  public record Minute(
      Instant at, Outcomes outcomes, long rows, long bytes, long meanMicros, long slowestMicros) {
    public Minute {
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(outcomes, "outcomes");
    }
  }

  /** Calls by what became of them. */
  public record Outcomes(long answered, long refused, long failed, long gone) {}

  /** How many calls have something in common, such as a problem. */
  public record Counted(String word, long calls) {
    public Counted {
      Objects.requireNonNull(word, "word");
    }
  }

  /** The calls of a service. */
  public record ServiceCalls(String service, Outcomes outcomes) {
    public ServiceCalls {
      Objects.requireNonNull(service, "service");
      Objects.requireNonNull(outcomes, "outcomes");
    }
  }

  /**
   * The calls of some time.
   *
   * @param minutes those in which there were calls, in order
   * @param services the busiest first
   * @param problems the most frequent first
   * @param masks how many answers had a field that was hidden so, the most frequent first
   */
  public record Overview(
      List<Minute> minutes,
      List<ServiceCalls> services,
      List<Counted> problems,
      List<Counted> masks) {
    public Overview {
      minutes = List.copyOf(minutes);
      services = List.copyOf(services);
      problems = List.copyOf(problems);
      masks = List.copyOf(masks);
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
                .copyIn(copy(lines), new ByteArrayInputStream(lines));
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

  /** The lines of a journal are all of one process, and so of one form. */
  private static String copy(byte[] lines) {
    int tabs = 0;
    for (int i = 0; i < lines.length && lines[i] != '\n'; i++) {
      if (lines[i] == '\t') {
        tabs++;
      }
    }
    return "copy call_record ("
        + COLUMNS
        + (tabs > TABS_WITHOUT_OWNER ? ", owner" : "")
        + ") from stdin";
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
    question.enterprise().ifPresent(value -> asked.put("usci", value));
    question.owner().ifPresent(value -> asked.put("owner", value));
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

  /**
   * The calls of some time, counted.
   *
   * @param from the first moment
   * @param until the first moment that does not belong to it any more
   * @param service absent for all
   * @param most services, problems and masks that are told, of each
   * @throws StoreException when there are too many calls to be counted in a few seconds
   */
  public Overview overview(Instant from, Instant until, Optional<String> service, int most) {
    try {
      return jdbi.inTransaction(
          TransactionIsolationLevel.REPEATABLE_READ,
          handle -> {
            handle.execute("set transaction read only");
            handle.execute("set local statement_timeout = " + LONGEST_COUNT);
            return counted(handle, new Span(from, until, service), most);
          });
    } catch (JdbiException e) {
      throw new StoreException("calls cannot be counted", e);
    }
  }

  private record Span(Instant from, Instant until, Optional<String> service) {
    Query in(Handle handle, String select, String table, String rest) {
      Query query =
          handle
              .createQuery(
                  select
                      + " from "
                      + table
                      + " where at >= :from and at < :until"
                      + (service.isPresent() ? " and service = :service" : "")
                      + rest)
              .bind("from", from.atOffset(ZoneOffset.UTC))
              .bind("until", until.atOffset(ZoneOffset.UTC));
      service.ifPresent(asked -> query.bind("service", asked));
      return query;
    }
  }

  private static Overview counted(Handle handle, Span span, int most) {
    return new Overview(
        span.in(
                handle,
                "select date_trunc('minute', at) as minute, "
                    + OUTCOMES
                    + ", sum(row_count) as row_sum, sum(bytes) as byte_sum,"
                    + " avg(micros)::bigint as mean, max(micros) as slowest",
                "call_record",
                " group by 1 order by 1")
            .map(
                (row, context) ->
                    new Minute(
                        row.getObject("minute", OffsetDateTime.class).toInstant(),
                        outcomes(row),
                        row.getLong("row_sum"),
                        row.getLong("byte_sum"),
                        row.getLong("mean"),
                        row.getLong("slowest")))
            .list(),
        span.in(
                handle,
                "select service, " + OUTCOMES,
                "call_record",
                " group by service order by count(*) desc, service limit :most")
            .bind("most", most)
            .map((row, context) -> new ServiceCalls(row.getString("service"), outcomes(row)))
            .list(),
        span.in(
                handle,
                "select problem as word, count(*) as calls",
                "call_record",
                " and problem is not null group by problem"
                    + " order by count(*) desc, problem limit :most")
            .bind("most", most)
            .map(CallStore::word)
            .list(),
        span.in(
                handle,
                "select mask as word, count(*) as calls",
                "call_record cross join lateral unnest(masks) as mask",
                " group by mask order by count(*) desc, mask limit :most")
            .bind("most", most)
            .map(CallStore::word)
            .list());
  }

  private static Outcomes outcomes(ResultSet row) throws SQLException {
    return new Outcomes(
        row.getLong("answered"),
        row.getLong("refused"),
        row.getLong("failed"),
        row.getLong("gone"));
  }

  private static Counted word(ResultSet row, StatementContext context) throws SQLException {
    return new Counted(row.getString("word"), row.getLong("calls"));
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
        Optional.ofNullable(row.getString("owner")),
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
