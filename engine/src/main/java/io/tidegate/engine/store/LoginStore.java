package io.tidegate.engine.store;

import io.tidegate.engine.crypto.ConstantTime;
import io.tidegate.engine.crypto.HmacSm3;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/**
 * What is between a stranger and a password, for all nodes: captchas, and who failed how often.
 * Answers, logins and addresses are kept as codes under a key of the platform, for people type
 * passwords into the field of the login.
 */
public final class LoginStore {
  /** Each lock in a row is twice as long as the one before, up to this many times. */
  private static final int DOUBLINGS = 3;

  /** After so long without a failure a lock is a first one again, and nothing is kept. */
  private static final Duration MEMORY = Duration.ofDays(1);

  private final Jdbi jdbi;
  private final byte[] key;

  /**
   * @param key for this purpose only
   */
  public LoginStore(DataSource platform, byte[] key) {
    this.jdbi = Jdbi.create(platform);
    this.key = Objects.requireNonNull(key, "key").clone();
  }

  // ---- captchas

  /** Keeps what a captcha is answered with. */
  public void ask(String id, String answer, Instant expires) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "insert into captcha (id, answer_code, expires_at)"
                        + " values (:id, :answer, :expires)")
                .bind("id", id)
                .bind("answer", code(id + "\n" + answer))
                .bind("expires", utc(expires))
                .execute());
  }

  /** Whether a captcha is answered so. Whatever the outcome, it is over. */
  public boolean answered(String id, String answer, Instant now) {
    return take(id, now)
        .filter(kept -> ConstantTime.equal(kept, code(id + "\n" + answer)))
        .isPresent();
  }

  /** Whether there is such a captcha, which is over then. */
  public boolean spend(String id, Instant now) {
    return take(id, now).isPresent();
  }

  private Optional<byte[]> take(String id, Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "delete from captcha where id = :id"
                        + " returning case when expires_at > :now then answer_code end as answer")
                .bind("id", id)
                .bind("now", utc(now))
                .map((row, context) -> Optional.ofNullable(row.getBytes("answer")))
                .findOne()
                .flatMap(answer -> answer));
  }

  /** Forgets captchas nobody answered and failures that are long past. */
  public void forget(Instant now) {
    jdbi.useHandle(
        handle -> {
          handle
              .createUpdate("delete from captcha where expires_at < :now")
              .bind("now", utc(now))
              .execute();
          handle
              .createUpdate(
                  "delete from login_failure where since < :before"
                      + " and (locked_until is null or locked_until < :now)")
              .bind("before", utc(now.minus(MEMORY)))
              .bind("now", utc(now))
              .execute();
        });
  }

  // ---- failures

  /**
   * How many failures are too many.
   *
   * @param failures this many of them
   * @param within so long lock the subject
   * @param lock for so long; the next time for twice as long
   */
  public record Bound(int failures, Duration within, Duration lock) {
    public Bound {
      Objects.requireNonNull(within, "within");
      Objects.requireNonNull(lock, "lock");
    }
  }

  /** Until when a subject is locked; empty when it is not. */
  public Optional<Instant> lockedUntil(String subject, Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select locked_until from login_failure"
                        + " where subject_code = :subject and locked_until > :now")
                .bind("subject", code(subject))
                .bind("now", utc(now))
                .map((row, context) -> instant(row, "locked_until"))
                .findOne());
  }

  private record Failures(int count, Instant since, int locks) {}

  /**
   * Counts a failure.
   *
   * @return whether the subject is locked by it
   */
  public boolean failed(String subject, Bound bound, Instant now) {
    byte[] code = code(subject);
    return jdbi.inTransaction(
        handle -> {
          handle
              .createUpdate(
                  "insert into login_failure (subject_code, failures, since, locks)"
                      + " values (:subject, 0, :now, 0) on conflict do nothing")
              .bind("subject", code)
              .bind("now", utc(now))
              .execute();
          Failures before =
              handle
                  .createQuery(
                      "select failures, since, locks from login_failure"
                          + " where subject_code = :subject for update")
                  .bind("subject", code)
                  .map(
                      (row, context) ->
                          new Failures(
                              row.getInt("failures"), instant(row, "since"), row.getInt("locks")))
                  .one();
          boolean past = now.isAfter(before.since().plus(bound.within()));
          int count = past ? 1 : before.count() + 1;
          int locks = now.isAfter(before.since().plus(MEMORY)) ? 0 : before.locks();
          boolean full = count >= bound.failures();
          handle
              .createUpdate(
                  "update login_failure set failures = :count, since = :since, locks = :locks,"
                      + " locked_until = coalesce(cast(:until as timestamptz), locked_until)"
                      + " where subject_code = :subject")
              .bind("count", full ? 0 : count)
              .bind("since", utc(past || full ? now : before.since()))
              .bind("locks", full ? locks + 1 : locks)
              .bind(
                  "until",
                  full
                      ? utc(now.plus(bound.lock().multipliedBy(1L << Math.min(locks, DOUBLINGS))))
                      : null)
              .bind("subject", code)
              .execute();
          return full;
        });
  }

  /** Forgets the failures of a subject; whether there were any. */
  public boolean clear(String subject) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate("delete from login_failure where subject_code = :subject")
                    .bind("subject", code(subject))
                    .execute()
                == 1);
  }

  private byte[] code(String text) {
    return HmacSm3.code(key, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
