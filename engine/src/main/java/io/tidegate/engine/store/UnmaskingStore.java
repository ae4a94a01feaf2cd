package io.tidegate.engine.store;

import static io.tidegate.engine.store.AgreedColumns.instant;
import static io.tidegate.engine.store.AgreedColumns.utc;

import io.tidegate.engine.agreement.RefusedException;
import io.tidegate.engine.agreement.RefusedException.Kind;
import io.tidegate.engine.agreement.Unmasking;
import io.tidegate.engine.agreement.Unmasking.Voice;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Permissions to undo stand-ins. An act and its entry in the audit trail are stored together. */
public final class UnmaskingStore {
  private final Jdbi jdbi;
  private final Clock clock;

  public UnmaskingStore(DataSource platform, Clock clock) {
    this.jdbi = Jdbi.create(platform);
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** An act on what is stored. */
  @FunctionalInterface
  public interface Change {
    Unmasking of(Unmasking before) throws RefusedException;
  }

  /** Stores a new one and gives it a number. */
  public Unmasking add(Unmasking asked) {
    return jdbi.inTransaction(
        handle -> {
          long number =
              handle
                  .createUpdate(
                      "insert into unmasking (agreement, field, mask, reason, most, asked_by,"
                          + " asked_person, asked_at, until) values (:agreement, :field, :mask,"
                          + " :reason, :most, :login, :person, :at, :until)")
                  .bind("agreement", asked.agreement())
                  .bind("field", asked.field())
                  .bind("mask", asked.mask())
                  .bind("reason", asked.reason())
                  .bind("most", asked.most())
                  .bind("login", asked.asked().login())
                  .bind("person", asked.asked().person())
                  .bind("at", utc(asked.asked().at()))
                  .bind("until", utc(asked.until()))
                  .executeAndReturnGeneratedKeys("number")
                  .mapTo(Long.class)
                  .one();
          audit(
              handle,
              asked.asked().login(),
              "ask",
              number,
              "agreement %d, %s, %d values until %s: %s"
                  .formatted(
                      asked.agreement(),
                      asked.field(),
                      asked.most(),
                      asked.until(),
                      asked.reason()));
          return one(handle, number, false).orElseThrow();
        });
  }

  /**
   * Does something about one, or nothing at all.
   *
   * @param act what it is on record as
   * @param detail what the record says besides, of what came of it
   */
  public Unmasking change(
      long number, String login, String act, Change change, Function<Unmasking, String> detail)
      throws RefusedException {
    return jdbi.inTransaction(
        handle -> {
          Unmasking after =
              change.of(one(handle, number, true).orElseThrow(UnmaskingStore::unknown));
          handle
              .createUpdate(
                  "update unmasking set approved_by = :approver, approved_person = :approverPerson,"
                      + " approved_at = :approvedAt, ended_by = :ender, ended_person ="
                      + " :enderPerson, ended_at = :endedAt, used = :used where number = :number")
              .bind("approver", after.approved().map(Voice::login))
              .bind("approverPerson", after.approved().map(Voice::person))
              .bind("approvedAt", after.approved().map(voice -> utc(voice.at())))
              .bind("ender", after.ended().map(Voice::login))
              .bind("enderPerson", after.ended().map(Voice::person))
              .bind("endedAt", after.ended().map(voice -> utc(voice.at())))
              .bind("used", after.used())
              .bind("number", number)
              .execute();
          audit(handle, login, act, number, detail.apply(after));
          return after;
        });
  }

  public Optional<Unmasking> one(long number) {
    return jdbi.withHandle(handle -> one(handle, number, false));
  }

  /** Those with a lower number than one, the last first. */
  public List<Unmasking> before(long number, int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from unmasking where number < :number order by number desc limit"
                        + " :most")
                .bind("number", number)
                .bind("most", most)
                .map((row, context) -> unmasking(row))
                .list());
  }

  private static Optional<Unmasking> one(Handle handle, long number, boolean locked) {
    return handle
        .createQuery(
            "select * from unmasking where number = :number" + (locked ? " for update" : ""))
        .bind("number", number)
        .map((row, context) -> unmasking(row))
        .findOne();
  }

  private static Unmasking unmasking(ResultSet row) throws SQLException {
    return new Unmasking(
        row.getLong("number"),
        row.getLong("agreement"),
        row.getString("field"),
        row.getString("mask"),
        row.getString("reason"),
        row.getInt("most"),
        voice(row, "asked").orElseThrow(),
        instant(row, "until"),
        voice(row, "approved"),
        voice(row, "ended"),
        row.getInt("used"));
  }

  private static Optional<Voice> voice(ResultSet row, String act) throws SQLException {
    return row.getString(act + "_by") == null
        ? Optional.empty()
        : Optional.of(
            new Voice(
                row.getString(act + "_by"),
                row.getString(act + "_person"),
                instant(row, act + "_at")));
  }

  private void audit(Handle handle, String login, String act, long number, String detail) {
    AuditStore.append(handle, clock, login, "unmasking." + act, "unmasking " + number, detail);
  }

  public static RefusedException unknown() {
    return new RefusedException(Kind.UNKNOWN, "没有该对象", "there is no such thing");
  }
}
