package io.tidegate.engine.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidegate.engine.access.Accounts;
import io.tidegate.engine.staff.Staff.Handed;
import io.tidegate.engine.staff.StaffException.Kind;
import io.tidegate.engine.store.AccountStore;
import io.tidegate.engine.store.AccountStore.Account;
import io.tidegate.engine.store.AccountStore.Person;
import io.tidegate.engine.store.AccountStore.Role;
import io.tidegate.engine.store.AccountStore.State;
import io.tidegate.engine.store.AuditStore;
import io.tidegate.engine.store.PlatformDatabase;
import io.tidegate.engine.store.StoreFixture;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody is two administrators, nobody makes themselves one, and no row of the table lies. */
class StaffIT {
  @TempDir static Path folder;
  private static PlatformDatabase database;
  private static AccountStore accounts;
  private static AuditStore audit;
  private static Staff staff;
  private static List<Handed> first;

  @BeforeAll
  static void open() {
    database = StoreFixture.migrated(folder);
    accounts = StoreFixture.accounts(database);
    audit = new AuditStore(database.dataSource(), Clock.systemUTC());
    staff = new Staff(accounts, audit, Clock.systemUTC());
    first = staff.first(List.of());
  }

  @AfterAll
  static void close() {
    database.close();
  }

  private static Kind kindOf(ThrowingCallable act) {
    StaffException refused = catchThrowableOfType(StaffException.class, act);
    assertThat(refused).isNotNull();
    assertThat(refused.reason().zh()).isNotEmpty();
    return refused.kind();
  }

  private static Account confirmed(String login, Role role, String person) throws StaffException {
    staff.open(login, role, new Person(person, person), "system");
    return staff.confirm(login, 1, "security");
  }

  private static Staff later(Duration time) {
    return new Staff(accounts, audit, Clock.offset(Clock.systemUTC(), time));
  }

  @Test
  void theFirstStartMakesOneLoginForEachOfThreePeopleAndLaterOnesNone() {
    assertThat(first)
        .extracting(handed -> handed.account().login())
        .containsExactly("system", "security", "audit");
    assertThat(first)
        .allSatisfy(
            handed -> {
              assertThat(staff.mustChange(handed.account())).isTrue();
              assertThat(staff.usable(handed.account())).isTrue();
              assertThat(handed.toString()).doesNotContain(handed.oneTimePassword());
            });
    assertThat(
            new Accounts(accounts::account)
                .signIn("system", first.getFirst().oneTimePassword().toCharArray()))
        .isPresent();
    assertThat(staff.first(List.of())).isEmpty();
  }

  @Test
  void anAccountIsOpenedByOneAndConfirmedByAnother() throws Exception {
    Handed handed = staff.open("li.wen", Role.AUDITOR, new Person(" E1042 ", "李文"), "system");

    assertThat(handed.account().person().orElseThrow().id()).isEqualTo("e1042");
    assertThat(staff.usable(handed.account())).isFalse();
    assertThat(kindOf(() -> staff.confirm("li.wen", 1, "system"))).isEqualTo(Kind.PERSON);
    assertThat(kindOf(() -> staff.confirm("li.wen", 1, "nobody"))).isEqualTo(Kind.PERSON);
    assertThat(kindOf(() -> staff.confirm("li.wen", 7, "security"))).isEqualTo(Kind.STALE);
    Account active = staff.confirm("li.wen", 1, "security");
    assertThat(staff.usable(active)).isTrue();
    assertThat(kindOf(() -> staff.confirm("li.wen", 2, "security"))).isEqualTo(Kind.STATE);
    assertThat(audit.after(0, 1000))
        .filteredOn(entry -> entry.subject().equals("login li.wen"))
        .extracting(AuditStore.Entry::act)
        .containsExactly(
            "staff.open", "staff.confirm.refused", "staff.confirm.refused", "staff.confirm");
  }

  @Test
  void nobodyHoldsTwoOfTheSeparateRoles() throws Exception {
    confirmed("zhao.system", Role.OPERATOR, "e2001");

    for (Role role : List.of(Role.ADMINISTRATOR, Role.AUDITOR)) {
      assertThat(
              kindOf(
                  () ->
                      staff.open(
                          "zhao." + role.name().toLowerCase(Locale.ROOT),
                          role,
                          new Person("E2001", "赵"),
                          "system")))
          .isEqualTo(Kind.PERSON);
    }
    // also not when somebody writes it past the program
    assertThatThrownBy(() -> run("update account set role = 'AUDITOR' where login = 'zhao.system'"))
        .hasMessageContaining("one_separate_role");
    // whoever runs the platform may write services as well
    assertThat(staff.open("zhao.writes", Role.PROVIDER, new Person("e2001", "赵"), "system"))
        .isNotNull();
  }

  @Test
  void aResetNeedsAnotherPersonSoThatNobodyBecomesWhomTheyReset() throws Exception {
    Account account = confirmed("qian", Role.PROVIDER, "e3001");
    Handed reset = staff.reset("qian", account.revision(), "system");

    assertThat(reset.account().state()).isEqualTo(State.PROPOSED);
    assertThat(staff.usable(reset.account())).isFalse();
    assertThat(kindOf(() -> staff.confirm("qian", reset.account().revision(), "system")))
        .isEqualTo(Kind.PERSON);
    Account again = staff.confirm("qian", reset.account().revision(), "security");
    assertThat(staff.usable(again)).isTrue();
    assertThat(later(Staff.ONE_TIME_LIFE.plusHours(1)).usable(again)).isFalse();
  }

  @Test
  void aPasswordIsChangedByItsOwnerAndEndsAfterAWhile() throws Exception {
    confirmed("sun", Role.PROVIDER, "e4001");

    for (String weak : List.of("short-A1", "alllowercase1", "Sun-and-Moon-1", "1234567890")) {
      assertThat(kindOf(() -> staff.changePassword("sun", weak))).as(weak).isEqualTo(Kind.INVALID);
    }
    Account changed = staff.changePassword("sun", "Tide-and-time-1");
    assertThat(staff.mustChange(changed)).isFalse();
    assertThat(kindOf(() -> staff.changePassword("sun", "Tide-and-time-1")))
        .isEqualTo(Kind.INVALID);
    staff.changePassword("sun", "Tide-and-time-2");
    assertThat(kindOf(() -> staff.changePassword("sun", "Tide-and-time-1")))
        .isEqualTo(Kind.INVALID);
    assertThat(later(Staff.PASSWORD_LIFE.plusDays(1)).mustChange(staff.account("sun"))).isTrue();
    assertThat(later(Staff.UNUSED.plusDays(1)).usable(staff.account("sun"))).isFalse();
    accounts.used("sun");
    assertThat(staff.account("sun").lastUsedAt()).isPresent();
  }

  @Test
  void theLastUsableAccountOfARoleStays() throws Exception {
    Account last = staff.account("audit");
    assertThat(kindOf(() -> staff.reset("audit", last.revision(), "system"))).isEqualTo(Kind.STATE);
    assertThat(kindOf(() -> staff.disable("audit", last.revision(), "system")))
        .isEqualTo(Kind.STATE);
    assertThat(staff.first(List.of(Role.AUDITOR)))
        .singleElement()
        .satisfies(handed -> assertThat(handed.account().login()).isEqualTo("audit"));
    confirmed("wu", Role.AUDITOR, "e5001");
    staff.changePassword("wu", "Tide-and-time-1");

    Account disabled = staff.disable("audit", staff.account("audit").revision(), "security");
    assertThat(staff.usable(disabled)).isFalse();
    staff.first(List.of(Role.AUDITOR));
  }

  @Test
  void aRowThatWasChangedInTheDatabaseIsNobodys() throws Exception {
    confirmed("zhou", Role.PROVIDER, "e6001");
    String someHash = staff.account("zhou").passwordHash();
    for (String forgery :
        List.of(
            "update account set state = 'DISABLED' where login = 'zhou'",
            "update account set role = 'ADMINISTRATOR' where login = 'zhou'",
            "update account set one_time = false where login = 'zhou'",
            "update account set person = 'e1042x' where login = 'zhou'",
            "update account set password_hash = 'pbkdf2-sm3$1$x$y' where login = 'zhou'")) {
      Account before = staff.account("zhou");
      run(
          "insert into person (id, name, separate_role) values ('e1042x', 'x', null) on conflict do"
              + " nothing");
      run("update person set separate_role = 'ADMINISTRATOR' where id = 'e6001'");
      run(forgery);
      assertThat(accounts.account("zhou")).as(forgery).isEmpty();
      assertThat(accounts.staffAfter("zhot", 1))
          .singleElement()
          .satisfies(found -> assertThat(found.intact()).isFalse());
      run(
          "update account set state = '"
              + before.state()
              + "', role = '"
              + before.role()
              + "', one_time = "
              + before.oneTime()
              + ", person = 'e6001', password_hash = '"
              + someHash
              + "' where login = 'zhou'");
      assertThat(accounts.account("zhou")).as("after " + forgery).isPresent();
    }
  }

  @Test
  void anAdministratorWhoseRowWasChangedIsLetInByAnotherLogin() throws Exception {
    run("update account set seal = 'none' where login = 'audit'");

    assertThat(staff.first(List.of(Role.AUDITOR)))
        .singleElement()
        .satisfies(handed -> assertThat(handed.account().login()).isEqualTo("audit-2"));
    run("delete from account where login = 'audit-2'");
    run("delete from former_password where login = 'audit'");
    run("delete from account where login = 'audit'");
    assertThat(staff.first(List.of(Role.AUDITOR)))
        .singleElement()
        .satisfies(handed -> assertThat(handed.account().login()).isEqualTo("audit"));
  }

  private static void run(String statement) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement update = connection.createStatement()) {
      update.execute(statement);
    }
  }
}
