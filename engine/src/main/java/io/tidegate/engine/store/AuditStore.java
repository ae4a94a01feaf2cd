package io.tidegate.engine.store;

import io.tidegate.engine.crypto.Sm3;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/**
 * Who did what. Entries are added and never changed; each holds the SM3 digest of the one before,
 * so that an entry that was altered, put in or left out breaks the chain. Whoever can write the
 * whole table anew can also make a new chain: to notice that, the last digest has to be kept
 * elsewhere.
 */
public final class AuditStore {
  private static final String FIRST = "0".repeat(64);

  private final Jdbi jdbi;
  private final Clock clock;

  public AuditStore(DataSource platform, Clock clock) {
    this.jdbi = Jdbi.create(platform);
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * One act.
   *
   * @param number counts from 1 without gaps
   * @param actor the login
   * @param act what was done, such as {@code rule-pack.release}
   * @param subject what it was done to
   * @param digest SM3 of everything else in the entry, in hexadecimal
   */
  public record Entry(
      long number,
      Instant at,
      String actor,
      String act,
      String subject,
      String detail,
      String previous,
      String digest) {
    public Entry {
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(actor, "actor");
      Objects.requireNonNull(act, "act");
      Objects.requireNonNull(subject, "subject");
      Objects.requireNonNull(detail, "detail");
      Objects.requireNonNull(previous, "previous");
      Objects.requireNonNull(digest, "digest");
    }
  }

  /** Adds an entry of something that changed nothing in the database. */
  public Entry add(String actor, String act, String subject, String detail) {
    return jdbi.inTransaction(handle -> append(handle, clock, actor, act, subject, detail));
  }

  /** Adds an entry with the act it is of: both are there or neither. */
  static Entry append(
      Handle handle, Clock clock, String actor, String act, String subject, String detail) {
    // readers go on; a second writer waits, for it needs the digest this one makes
    handle.execute("lock table audit_entry in share row exclusive mode");
    Optional<Entry> last = last(handle);
    long number = last.map(Entry::number).orElse(0L) + 1;
    String previous = last.map(Entry::digest).orElse(FIRST);
    // what the database keeps is what is digested
    Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Entry entry =
        new Entry(
            number,
            at,
            actor,
            act,
            subject,
            detail,
            previous,
            digest(number, at, actor, act, subject, detail, previous));
    handle
        .createUpdate(
            "insert into audit_entry (number, at, actor, act, subject, detail, previous, digest)"
                + " values (:number, :at, :actor, :act, :subject, :detail, :previous, :digest)")
        .bind("number", entry.number())
        .bind("at", entry.at().atOffset(ZoneOffset.UTC))
        .bind("actor", entry.actor())
        .bind("act", entry.act())
        .bind("subject", entry.subject())
        .bind("detail", entry.detail())
        .bind("previous", entry.previous())
        .bind("digest", entry.digest())
        .execute();
    return entry;
  }

  private static Optional<Entry> last(Handle handle) {
    return handle
        .createQuery("select * from audit_entry order by number desc limit 1")
        .map((row, context) -> entry(row))
        .findOne();
  }

  /**
   * What entries are looked for by; what is absent is not looked at.
   *
   * @param actor the whole login
   * @param act how it begins, such as {@code rule-pack.}
   * @param subject a part of it
   * @param from the first moment
   * @param until the first moment that does not belong to it any more
   */
  public record Question(
      Optional<String> actor,
      Optional<String> act,
      Optional<String> subject,
      Optional<Instant> from,
      Optional<Instant> until) {
    /** Every entry. */
    public static final Question ALL =
        new Question(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public Question {
      Objects.requireNonNull(actor, "actor");
      Objects.requireNonNull(act, "act");
      Objects.requireNonNull(subject, "subject");
      Objects.requireNonNull(from, "from");
      Objects.requireNonNull(until, "until");
    }
  }

  /** Entries with a greater number than one, in order. */
  public List<Entry> after(long number, int most) {
    return after(number, Question.ALL, most);
  }

  /** Those of them that are looked for. */
  public List<Entry> after(long number, Question question, int most) {
    return find("number > :number", "", number, question, most);
  }

  /** Entries with a smaller number than one that are looked for, the latest first. */
  public List<Entry> before(long number, Question question, int most) {
    return find("number < :number", " desc", number, question, most);
  }

  private List<Entry> find(String side, String order, long number, Question question, int most) {
    String where =
        side
            + (question.actor().isPresent() ? " and actor = :actor" : "")
            + (question.act().isPresent() ? " and starts_with(act, :act)" : "")
            + (question.subject().isPresent() ? " and strpos(subject, :subject) > 0" : "")
            + (question.from().isPresent() ? " and at >= :from" : "")
            + (question.until().isPresent() ? " and at < :until" : "");
    return jdbi.withHandle(
        handle -> {
          Query query =
              handle
                  .createQuery(
                      "select * from audit_entry where "
                          + where
                          + " order by number"
                          + order
                          + " limit :most")
                  .bind("number", number)
                  .bind("most", most);
          question.actor().ifPresent(value -> query.bind("actor", value));
          question.act().ifPresent(value -> query.bind("act", value));
          question.subject().ifPresent(value -> query.bind("subject", value));
          question.from().ifPresent(value -> query.bind("from", value.atOffset(ZoneOffset.UTC)));
          question.until().ifPresent(value -> query.bind("until", value.atOffset(ZoneOffset.UTC)));
          return query.map((row, context) -> entry(row)).list();
        });
  }

  /** The number of the first entry that does not fit the chain; empty when all of them do. */
  public OptionalLong firstBroken() {
    long number = 0;
    String previous = FIRST;
    while (true) {
      List<Entry> entries = after(number, 1000);
      if (entries.isEmpty()) {
        return OptionalLong.empty();
      }
      for (Entry entry : entries) {
        String digest =
            digest(
                entry.number(),
                entry.at(),
                entry.actor(),
                entry.act(),
                entry.subject(),
                entry.detail(),
                entry.previous());
        if (entry.number() != number + 1
            || !entry.previous().equals(previous)
            || !entry.digest().equals(digest)) {
          return OptionalLong.of(entry.number());
        }
        number = entry.number();
        previous = digest;
      }
    }
  }

  /** Every text stands behind its length, so that none can run into the next. */
  private static String digest(
      long number,
      Instant at,
      String actor,
      String act,
      String subject,
      String detail,
      String previous) {
    StringBuilder text = new StringBuilder("tidegate-audit/1\n").append(number).append('\n');
    for (String part : List.of(at.toString(), actor, act, subject, detail, previous)) {
      text.append(part.length()).append(':').append(part).append('\n');
    }
    return HexFormat.of().formatHex(Sm3.digest(text.toString()));
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        row.getLong("number"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("actor"),
        row.getString("act"),
        row.getString("subject"),
        row.getString("detail"),
        row.getString("previous"),
        row.getString("digest"));
  }
}
