package io.tidegate.engine.store;

import io.tidegate.engine.crypto.ConstantTime;
import io.tidegate.engine.crypto.HmacSm3;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/**
 * Who is signed in. A token is kept as its HMAC-SM3 and each row is sealed, both under a key of the
 * platform: from the table nobody learns a token, and a row that was written past the program signs
 * nobody in.
 */
public final class SessionStore {
  private static final Logger LOG = Logger.getLogger(SessionStore.class);

  private final Jdbi jdbi;
  private final byte[] key;

  /**
   * @param key for this purpose only
   */
  public SessionStore(DataSource platform, byte[] key) {
    this.jdbi = Jdbi.create(platform);
    this.key = Objects.requireNonNull(key, "key").clone();
  }

  /**
   * A session.
   *
   * @param passwordSince of the password it was opened with
   * @param address of the socket it was opened from, in numbers
   * @param usedAt not exact; it is written seldom
   */
  public record Session(
      String login, Instant passwordSince, String address, Instant begunAt, Instant usedAt) {
    public Session {
      Objects.requireNonNull(login, "login");
      Objects.requireNonNull(passwordSince, "passwordSince");
      Objects.requireNonNull(address, "address");
      // what the database keeps is what is sealed
      begunAt = begunAt.truncatedTo(ChronoUnit.MICROS);
      Objects.requireNonNull(usedAt, "usedAt");
    }
  }

  /**
   * Stores a session, and ends those of the same login that were begun first.
   *
   * @param most of a login at once, this one counted
   */
  public void add(String token, Session session, int most) {
    byte[] code = code(token);
    jdbi.useTransaction(
        handle -> {
          // two at once of one login wait for each other
          handle
              .createQuery("select login from account where login = :login for update")
              .bind("login", session.login())
              .mapTo(String.class)
              .one();
          handle
              .createUpdate(
                  "delete from session where token_code in (select token_code from session"
                      + " where login = :login order by begun_at desc offset :kept)")
              .bind("login", session.login())
              .bind("kept", most - 1)
              .execute();
          handle
              .createUpdate(
                  "insert into session"
                      + " (token_code, login, password_since, address, begun_at, used_at, seal)"
                      + " values (:code, :login, :since, :address, :begun, :used, :seal)")
              .bind("code", code)
              .bind("login", session.login())
              .bind("since", utc(session.passwordSince()))
              .bind("address", session.address())
              .bind("begun", utc(session.begunAt()))
              .bind("used", utc(session.usedAt()))
              .bind("seal", seal(code, session))
              .execute();
        });
  }

  /** The session of a token; one whose seal does not fit is nobody's. */
  public Optional<Session> find(String token) {
    byte[] code = code(token);
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from session where token_code = :code")
                .bind("code", code)
                .map((row, context) -> sealed(code, row))
                .findOne()
                .flatMap(session -> session));
  }

  private Optional<Session> sealed(byte[] code, ResultSet row) throws SQLException {
    Session session =
        new Session(
            row.getString("login"),
            instant(row, "password_since"),
            row.getString("address"),
            instant(row, "begun_at"),
            instant(row, "used_at"));
    if (ConstantTime.equal(seal(code, session), row.getBytes("seal"))) {
      return Optional.of(session);
    }
    LOG.errorf(
        "ALARM: a session of %s was written in the database; nobody is signed in by it",
        session.login());
    return Optional.empty();
  }

  /** Notes that a session is used. */
  public void used(String token, Instant now) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate("update session set used_at = :now where token_code = :code")
                .bind("now", utc(now))
                .bind("code", code(token))
                .execute());
  }

  /** Ends a session. */
  public void end(String token) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate("delete from session where token_code = :code")
                .bind("code", code(token))
                .execute());
  }

  /** Ends all sessions of a login. */
  public void endAll(String login) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate("delete from session where login = :login")
                .bind("login", login)
                .execute());
  }

  /** Forgets sessions that were begun before a moment. */
  public void forget(Instant before) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate("delete from session where begun_at < :before")
                .bind("before", utc(before))
                .execute());
  }

  private byte[] code(String token) {
    return HmacSm3.code(key, ("token\n" + token).getBytes(StandardCharsets.UTF_8));
  }

  /** Over what decides who is signed in by it, and until when; every text behind its length. */
  private byte[] seal(byte[] code, Session session) {
    StringBuilder text = new StringBuilder("seal\n");
    for (String part :
        List.of(
            HexFormat.of().formatHex(code),
            session.login(),
            session.passwordSince().toString(),
            session.begunAt().toString())) {
      text.append(part.length()).append(':').append(part).append('\n');
    }
    return HmacSm3.code(key, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
