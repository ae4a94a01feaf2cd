package io.tidegate.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.tidegate.engine.crypto.Pbkdf2Sm3;
import io.tidegate.engine.session.Captchas.Captcha;
import io.tidegate.engine.session.SessionException.Kind;
import io.tidegate.engine.session.Sessions.Opened;
import io.tidegate.engine.staff.Staff;
import io.tidegate.engine.store.AccountStore;
import io.tidegate.engine.store.AccountStore.Account;
import io.tidegate.engine.store.AccountStore.Person;
import io.tidegate.engine.store.AccountStore.Role;
import io.tidegate.engine.store.AuditStore;
import io.tidegate.engine.store.LoginStore;
import io.tidegate.engine.store.PlatformDatabase;
import io.tidegate.engine.store.StoreFixture;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may sign in, how often, for how long, and what a stranger can learn from trying. */
class SessionsIT {
  private static final String HERE = "192.0.2.7";
  private static final String PASSWORD = "Tide-and-time-1";

  @TempDir static Path folder;
  private static PlatformDatabase database;
  private static AccountStore accounts;
  private static AuditStore audit;
  private static int people;

  private final Hands clock = new Hands();
  private final Staff staff = new Staff(accounts, audit, clock);
  private final Captchas captchas = SessionFixture.captchas(database.dataSource(), clock);
  private final Sessions sessions = sessions();
  private String login;

  /** A clock that is set by hand. */
  private static final class Hands extends Clock {
    private Instant now = Instant.now();

    void forward(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @BeforeAll
  static void open() {
    database = StoreFixture.migrated(folder);
    accounts = StoreFixture.accounts(database);
    audit = new AuditStore(database.dataSource(), Clock.systemUTC());
  }

  @AfterAll
  static void close() {
    database.close();
  }

  /** As another node has it. */
  private Sessions sessions() {
    return SessionFixture.sessions(database.dataSource(), staff, captchas, clock);
  }

  @BeforeEach
  void somebody() throws Exception {
    login = "somebody-" + ++people;
    run("delete from login_failure");
    accounts.add(
        Account.active(
            login,
            Pbkdf2Sm3.hash(PASSWORD.toCharArray(), new SecureRandom()),
            Role.PROVIDER,
            Optional.empty(),
            Optional.of(new Person(login, "甲")),
            clock.instant()),
        "test");
  }

  private Opened signIn(String password) throws SessionException {
    return signIn(login, password, HERE);
  }

  private Opened signIn(String who, String password, String address) throws SessionException {
    return sessions.open(who, password, captchas.ask(address).id(), SessionFixture.WORD, address);
  }

  private static Kind kindOf(ThrowingCallable act) {
    SessionException refused = catchThrowableOfType(SessionException.class, act);
    assertThat(refused).isNotNull();
    return refused.kind();
  }

  private static void run(String statement) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement update = connection.createStatement()) {
      update.execute(statement);
    }
  }

  private static String text(String query) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  @Test
  void aSessionIsKnownOnEveryNodeUntilItEnds() throws Exception {
    Opened opened = signIn(PASSWORD);

    assertThat(sessions().find(opened.token())).isPresent();
    assertThat(sessions().find(opened.token()).orElseThrow().csrf())
        .isEqualTo(opened.live().csrf())
        .doesNotContain(opened.token());
    sessions().end(opened.token());
    assertThat(sessions.find(opened.token())).isEmpty();
    for (String odd : List.of("", "x", opened.token() + "A", "'; drop table session; --")) {
      assertThat(sessions.find(odd)).isEmpty();
    }
    assertThat(audit.after(0, 1000))
        .filteredOn(entry -> entry.actor().equals(login))
        .extracting(AuditStore.Entry::act)
        .containsExactly("session.open", "session.end");
  }

  @Test
  void eachSignInHasATokenOfItsOwnWhichIsStoredNowhere() throws Exception {
    Opened first = signIn(PASSWORD);
    clock.forward(Duration.ofSeconds(1));
    Opened second = signIn(PASSWORD);
    clock.forward(Duration.ofSeconds(1));

    assertThat(first.token()).isNotEqualTo(second.token()).hasSize(43);
    String rows = text("select string_agg(s::text, ' ') from session s");
    assertThat(rows).doesNotContain(first.token()).doesNotContain(second.token());
    assertThat(first.toString()).doesNotContain(first.token());
    Opened third = signIn(PASSWORD);
    assertThat(sessions.find(first.token())).as("two at once").isEmpty();
    assertThat(sessions.find(second.token())).isPresent();
    assertThat(sessions.find(third.token())).isPresent();
  }

  @Test
  void aSessionThatIsNotUsedIsOverAndNoneLastsLongerThanItMay() throws Exception {
    Opened idle = signIn(PASSWORD);
    clock.forward(Duration.ofMinutes(14));
    assertThat(sessions.find(idle.token())).isPresent();
    clock.forward(Duration.ofMinutes(14));
    assertThat(sessions.find(idle.token())).as("used in between").isPresent();
    clock.forward(Duration.ofMinutes(16));
    assertThat(sessions.find(idle.token())).isEmpty();

    Opened used = signIn(PASSWORD);
    for (int minutes = 0; minutes < 12 * 60; minutes += 10) {
      assertThat(sessions.find(used.token())).as("after %d minutes", minutes).isPresent();
      clock.forward(Duration.ofMinutes(10));
    }
    assertThat(sessions.find(used.token())).isEmpty();
  }

  @Test
  void aSessionEndsWithTheAccountAndWithThePassword() throws Exception {
    Opened before = signIn(PASSWORD);
    Opened after = sessions.changePassword(login, PASSWORD, "Tide-and-time-2", HERE);
    assertThat(sessions.find(before.token())).isEmpty();
    assertThat(sessions.find(after.token())).isPresent();
    assertThat(kindOf(() -> sessions.changePassword(login, PASSWORD, "Tide-and-time-3", HERE)))
        .isEqualTo(Kind.CREDENTIAL);

    Account account = accounts.account(login).orElseThrow();
    staff.disable(login, account.revision(), "security");
    assertThat(sessions.find(after.token())).isEmpty();
    assertThat(kindOf(() -> signIn("Tide-and-time-2"))).isEqualTo(Kind.CREDENTIAL);
  }

  @Test
  void aRowThatWasWrittenInTheDatabaseSignsNobodyIn() throws Exception {
    Opened opened = signIn(PASSWORD);
    String other = "other-" + login;
    run("insert into person (id, name, separate_role) values ('" + other + "', 'x', 'OPERATOR')");
    accounts.add(
        Account.active(
            other,
            "none",
            Role.OPERATOR,
            Optional.empty(),
            Optional.of(new Person(other, "x")),
            accounts.account(login).orElseThrow().passwordSince()),
        "test");

    run("update session set login = '" + other + "' where login = '" + login + "'");
    assertThat(sessions.find(opened.token())).isEmpty();
    run("update session set login = '" + login + "' where login = '" + other + "'");
    assertThat(sessions.find(opened.token())).isPresent();
    run("update session set begun_at = begun_at + interval '1 hour' where login = '" + login + "'");
    assertThat(sessions.find(opened.token())).isEmpty();
  }

  @Test
  void aCaptchaIsAnsweredOnce() throws Exception {
    Captcha captcha = captchas.ask(HERE);
    assertThat(captcha.image()).startsWith("data:image/png;base64,iVBOR");
    assertThat(kindOf(() -> sessions.open(login, PASSWORD, captcha.id(), "AAAAA", HERE)))
        .isEqualTo(Kind.CAPTCHA);
    assertThat(
            kindOf(() -> sessions.open(login, PASSWORD, captcha.id(), SessionFixture.WORD, HERE)))
        .as("one try")
        .isEqualTo(Kind.CAPTCHA);
    Captcha late = captchas.ask(HERE);
    clock.forward(Duration.ofMinutes(2).plusSeconds(1));
    assertThat(kindOf(() -> sessions.open(login, PASSWORD, late.id(), SessionFixture.WORD, HERE)))
        .isEqualTo(Kind.CAPTCHA);
    assertThat(kindOf(() -> sessions.open(login, PASSWORD, "none", SessionFixture.WORD, HERE)))
        .isEqualTo(Kind.CAPTCHA);
  }

  @Test
  void outsideADemoOnlyTheCharactersOfThePictureAnswerIt() throws Exception {
    Captchas real =
        new Captchas(
            new LoginStore(database.dataSource(), new byte[32]), Optional::empty, 30, clock);
    for (String wrong : List.of("", SessionFixture.WORD, "null")) {
      assertThat(real.answered(real.ask(HERE).id(), wrong)).isFalse();
    }
    // the characters stand nowhere but in the picture, so they are put there by hand
    new LoginStore(database.dataSource(), new byte[32])
        .ask("by-hand", "7WKE4", clock.instant().plus(Duration.ofMinutes(1)));
    assertThat(real.answered("by-hand", " 7wke4 ")).isTrue();
    assertThat(real.answered("by-hand", "7WKE4")).isFalse();
  }

  @Test
  void captchasAreBoundedForEachAddress() throws Exception {
    for (int i = 0; i < SessionFixture.USUAL.captchasPerMinute(); i++) {
      captchas.ask("192.0.2.99");
    }
    assertThat(kindOf(() -> captchas.ask("192.0.2.99"))).isEqualTo(Kind.OFTEN);
    captchas.ask("192.0.2.98");
    clock.forward(Duration.ofMinutes(1).plusSeconds(1));
    captchas.ask("192.0.2.99");
  }

  @Test
  void whoFailsTooOftenWaitsAndLongerEachTimeWhetherOrNotThereIsSuchALogin() throws Exception {
    for (String who : List.of(login, "nobody-of-this-name")) {
      run("delete from login_failure");
      for (int i = 0; i < Sessions.FAILURES; i++) {
        assertThat(kindOf(() -> signIn(who, "wrong", HERE))).isEqualTo(Kind.CREDENTIAL);
      }
      SessionException locked =
          catchThrowableOfType(
              SessionException.class, () -> sessions.checkStaff(who, PASSWORD, HERE));
      assertThat(locked.kind()).as("also with the right password").isEqualTo(Kind.LOCKED);
      assertThat(locked.retryAfter())
          .isBetween(Duration.ofMinutes(14), Sessions.LOCK.plusSeconds(1));
      clock.forward(Sessions.LOCK.plusSeconds(1));
      for (int i = 0; i < Sessions.FAILURES; i++) {
        assertThat(kindOf(() -> signIn(who, "wrong", HERE))).isEqualTo(Kind.CREDENTIAL);
      }
      SessionException again =
          catchThrowableOfType(SessionException.class, () -> signIn(who, PASSWORD, HERE));
      assertThat(again.retryAfter()).isGreaterThan(Duration.ofMinutes(29));
      clock.forward(Duration.ofMinutes(31));
    }
    assertThat(signIn(PASSWORD)).isNotNull();
    assertThat(audit.after(0, 1000))
        .extracting(AuditStore.Entry::act, AuditStore.Entry::subject)
        .contains(
            tuple("session.locked", "login " + login),
            tuple("session.locked", "login that does not exist"));
    assertThat(text("select coalesce(string_agg(e::text, ' '), '') from audit_entry e"))
        .doesNotContain("nobody-of-this-name");
  }

  @Test
  void aSecurityAdministratorUnlocksAndARightPasswordForgetsFailures() throws Exception {
    for (int i = 0; i < Sessions.FAILURES - 1; i++) {
      assertThat(kindOf(() -> signIn("wrong"))).isEqualTo(Kind.CREDENTIAL);
    }
    signIn(PASSWORD);
    for (int i = 0; i < Sessions.FAILURES; i++) {
      assertThat(kindOf(() -> signIn("wrong"))).isEqualTo(Kind.CREDENTIAL);
    }
    assertThat(kindOf(() -> signIn(PASSWORD))).isEqualTo(Kind.LOCKED);
    assertThat(sessions.unlock(login, "security")).isTrue();
    assertThat(signIn(PASSWORD)).isNotNull();
  }

  @Test
  void anAddressThatTriesManyLoginsIsLocked() throws Exception {
    for (int i = 0; i < SessionFixture.USUAL.failuresPerAddress(); i++) {
      String who = "guess-" + i;
      assertThat(kindOf(() -> sessions.checkStaff(who, "wrong", "192.0.2.66")))
          .isEqualTo(Kind.CREDENTIAL);
    }
    assertThat(kindOf(() -> sessions.checkStaff(login, PASSWORD, "192.0.2.66")))
        .isEqualTo(Kind.LOCKED);
    assertThat(sessions.checkStaff(login, PASSWORD, HERE)).isNotNull();
  }

  /** Medians of turns that alternate, in processor-bound work of a third of a second. */
  @Test
  void anUnknownLoginTakesAsLongAsAWrongPassword() throws Exception {
    List<Long> unknown = new ArrayList<>();
    List<Long> wrong = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      for (List<Long> times : List.of(unknown, wrong)) {
        String who = times == unknown ? "nobody-" + i : login;
        long began = System.nanoTime();
        assertThat(kindOf(() -> sessions.checkStaff(who, "wrong", HERE)))
            .isEqualTo(Kind.CREDENTIAL);
        times.add(System.nanoTime() - began);
      }
    }
    // the least is what the work takes; whatever is more is the machine
    assertThat((double) Collections.min(unknown) / Collections.min(wrong)).isBetween(0.6, 1.7);
  }

  @Test
  void aSettingThatIsLongerThanHalfADayIsRefused() {
    assertThatThrownBy(
            () ->
                new SessionSettings(
                    Duration.ofHours(13), Duration.ofHours(1), Duration.ofHours(1), 1, 1, false))
        .hasMessageContaining("a session lasts up to");
  }
}
