package io.tidegate.engine.staff;

import io.tidegate.engine.crypto.Pbkdf2Sm3;
import io.tidegate.engine.staff.StaffException.Kind;
import io.tidegate.engine.store.AccountStore;
import io.tidegate.engine.store.AccountStore.Account;
import io.tidegate.engine.store.AccountStore.Conflict;
import io.tidegate.engine.store.AccountStore.Found;
import io.tidegate.engine.store.AccountStore.Person;
import io.tidegate.engine.store.AccountStore.Role;
import io.tidegate.engine.store.AccountStore.State;
import io.tidegate.engine.store.AuditStore;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The accounts of staff. The system administrator opens an account or gives it a new one-time
 * password; it can be used once a security administrator, another person, has confirmed it. So none
 * of the two makes themselves somebody they are not. Safe for any number of threads.
 */
public final class Staff {
  /** How long a one-time password is good for. */
  public static final Duration ONE_TIME_LIFE = Duration.ofDays(3);

  /** After so long another password has to be set. */
  public static final Duration PASSWORD_LIFE = Duration.ofDays(90);

  /** An account that was not used for so long is not signed in by any more. */
  public static final Duration UNUSED = Duration.ofDays(90);

  /** The actor of what the start of the engine does. */
  private static final String START = "tidegate";

  private static final Pattern LOGIN = Pattern.compile("[a-z0-9][a-z0-9._-]{1,63}");
  private static final Pattern PERSON = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final int LONGEST_NAME = 100;
  private static final int MOST_FIRST = 100;

  private final AccountStore accounts;
  private final AuditStore audit;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  public Staff(AccountStore accounts, AuditStore audit, Clock clock) {
    this.accounts = Objects.requireNonNull(accounts, "accounts");
    this.audit = Objects.requireNonNull(audit, "audit");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * An account with a password that is told this once.
   *
   * @param oneTimePassword good for setting another
   */
  public record Handed(Account account, String oneTimePassword) {
    @Override
    public String toString() {
      return "handed " + account;
    }
  }

  /** The accounts of staff whose login comes after one, in order. */
  public List<Found> after(String login, int most) {
    return accounts.staffAfter(login, most);
  }

  public Account account(String login) throws StaffException {
    return accounts
        .account(login)
        .filter(account -> account.role() != Role.CONSUMER)
        .orElseThrow(() -> unknown(login));
  }

  private static StaffException unknown(String login) {
    return new StaffException(Kind.UNKNOWN, "没有账号 " + login, "there is no account " + login);
  }

  /** Whether somebody may sign in by an account whose password was right. */
  public boolean usable(Account account) {
    Instant now = clock.instant();
    Instant used = account.lastUsedAt().orElse(account.passwordSince());
    return account.state() == State.ACTIVE
        && !(account.oneTime() && now.isAfter(account.passwordSince().plus(ONE_TIME_LIFE)))
        && !now.isAfter(latest(used, account.passwordSince()).plus(UNUSED));
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** Whether somebody who signed in has to set another password before anything else. */
  public boolean mustChange(Account account) {
    return account.oneTime()
        || clock.instant().isAfter(account.passwordSince().plus(PASSWORD_LIFE));
  }

  // ---- what staff does

  /**
   * Opens an account, which another person has to confirm.
   *
   * @param person the number of the employee or whatever tells people apart
   */
  public Handed open(String login, Role role, Person person, String actor) throws StaffException {
    Person known = new Person(folded(person.id()), person.name().strip());
    if (!LOGIN.matcher(login).matches()
        || !PERSON.matcher(known.id()).matches()
        || known.name().isEmpty()
        || known.name().length() > LONGEST_NAME
        || role == Role.CONSUMER) {
      throw new StaffException(
          Kind.INVALID,
          "账号为 2 至 64 个小写字母、数字、点、横线或下划线；须有人员编号与姓名，角色为 provider、administrator、operator 或 auditor",
          "a login is 2 to 64 small letters, digits, dots, hyphens or underscores; a person has an"
              + " id and a name, and the role is provider, administrator, operator or auditor");
    }
    Handed handed = fresh(login, role, known, State.PROPOSED, actor);
    Optional<Conflict> conflict = accounts.add(handed.account(), actor);
    if (conflict.isPresent()) {
      throw refused(conflict.get(), login, known, role, actor);
    }
    return handed;
  }

  private Handed fresh(String login, Role role, Person person, State state, String actor) {
    String password = PasswordRules.oneTime(random);
    Instant now = clock.instant();
    return new Handed(
        new Account(
            login,
            Pbkdf2Sm3.hash(password.toCharArray(), random),
            role,
            Optional.empty(),
            Optional.of(person),
            state,
            true,
            now,
            now,
            Optional.empty(),
            actor,
            1),
        password);
  }

  private StaffException refused(
      Conflict conflict, String login, Person person, Role role, String actor) {
    return switch (conflict) {
      case LOGIN_TAKEN ->
          new StaffException(
              Kind.STATE, "账号 " + login + " 已存在", "there is an account " + login + " already");
      case OTHER_ROLE -> {
        audit.add(actor, "staff.open.refused", "person " + person.id(), "a second role, " + role);
        yield new StaffException(
            Kind.PERSON,
            "人员 " + person.id() + " 已担任另一管理员角色：系统、安全、审计管理员须由不同的人担任",
            "the person "
                + person.id()
                + " is another administrator already: system, security and audit are three people");
      }
    };
  }

  /** Confirms what another person asked for. */
  public Account confirm(String login, long revision, String actor) throws StaffException {
    Account account = current(login, revision);
    if (account.state() != State.PROPOSED) {
      throw new StaffException(
          Kind.STATE, "该账号无待确认事项", "there is nothing to confirm about this account");
    }
    Optional<String> confirms = person(actor);
    if (confirms.isEmpty()
        || confirms.equals(person(account.askedBy()))
        || confirms.equals(account.person().map(Person::id))) {
      audit.add(actor, "staff.confirm.refused", "login " + login, "asked and confirmed by one");
      throw new StaffException(
          Kind.PERSON,
          "须由申请人和本人以外的人确认",
          "somebody else has to confirm it than who asked for it and whose it is");
    }
    return changed(account.in(State.ACTIVE, actor), "staff.confirm", actor);
  }

  private Optional<String> person(String login) {
    return accounts.account(login).flatMap(Account::person).map(Person::id);
  }

  /** Ends the use of an account at once. */
  public Account disable(String login, long revision, String actor) throws StaffException {
    Account account = current(login, revision);
    if (account.state() == State.DISABLED) {
      throw new StaffException(Kind.STATE, "该账号已停用", "the account is disabled already");
    }
    if (account.role().separate() && last(account)) {
      throw new StaffException(
          Kind.STATE,
          "这是该角色最后一个可用账号，请先开通另一个",
          "it is the last usable account of its role; have another one confirmed first");
    }
    return changed(account.in(State.DISABLED, actor), "staff.disable", actor);
  }

  private boolean last(Account account) {
    return usable(account)
        && all().stream()
            .filter(other -> other.role() == account.role())
            .filter(other -> !other.login().equals(account.login()))
            .noneMatch(other -> usable(other) && !other.oneTime());
  }

  private List<Account> all() {
    List<Account> all = new ArrayList<>();
    String after = "";
    while (true) {
      List<Found> page = accounts.staffAfter(after, 500);
      page.stream().filter(Found::intact).map(Found::account).forEach(all::add);
      if (page.size() < 500) {
        return all;
      }
      after = page.getLast().account().login();
    }
  }

  /**
   * Gives an account a new one-time password, also one that was disabled. It can be used when
   * another person has confirmed it: otherwise whoever resets would be whoever they reset.
   */
  public Handed reset(String login, long revision, String actor) throws StaffException {
    Account account = current(login, revision);
    if (account.role().separate() && last(account)) {
      throw new StaffException(
          Kind.STATE,
          "这是该角色最后一个可用账号；若密码遗失，请以 tidegate.staff.recover 重启",
          "it is the last usable account of its role; if its password is lost, start with"
              + " tidegate.staff.recover");
    }
    Handed handed = again(account, State.PROPOSED, actor);
    changed(handed.account(), "staff.reset", actor);
    return handed;
  }

  private Handed again(Account account, State state, String actor) {
    String password = PasswordRules.oneTime(random);
    String hash = Pbkdf2Sm3.hash(password.toCharArray(), random);
    return new Handed(account.withPassword(hash, true, clock.instant(), state, actor), password);
  }

  /** Sets another password for one's own account, of staff or of an organisation. */
  public Account changePassword(String login, String password) throws StaffException {
    Account account = accounts.account(login).orElseThrow(() -> unknown(login));
    if (!PasswordRules.accept(login, password)) {
      throw new StaffException(
          Kind.INVALID,
          "密码须有 10 至 128 个字符，含大写字母、小写字母、数字、其他字符中的三类，且不含账号名",
          "a password has 10 to 128 characters of three of the four kinds (capital and small"
              + " letters, digits, others) and does not contain the login");
    }
    List<String> former = new ArrayList<>(List.of(account.passwordHash()));
    former.addAll(accounts.formerPasswords(login, PasswordRules.FORMER - 1));
    for (String hash : former) {
      if (Pbkdf2Sm3.matches(password.toCharArray(), hash)) {
        throw new StaffException(
            Kind.INVALID, "不能使用最近用过的 5 个密码", "it is one of the last five passwords");
      }
    }
    return changed(
        account.withPassword(
            Pbkdf2Sm3.hash(password.toCharArray(), random),
            false,
            clock.instant(),
            account.state(),
            account.askedBy()),
        account.role() == Role.CONSUMER ? "member.password" : "staff.password",
        login);
  }

  private Account current(String login, long revision) throws StaffException {
    Account account = account(login);
    if (account.revision() != revision) {
      throw changedMeanwhile();
    }
    return account;
  }

  private Account changed(Account account, String act, String actor) throws StaffException {
    if (!accounts.change(account, act, actor)) {
      throw changedMeanwhile();
    }
    return account;
  }

  private static StaffException changedMeanwhile() {
    return new StaffException(
        Kind.STALE, "账号已被他人修改，请重新读取", "somebody changed the account meanwhile; read it again");
  }

  private static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
  }

  // ---- the first start

  /**
   * Makes a first login for each separate role that nobody could ever sign in as, and a new
   * one-time password for those that are to be recovered. They need no confirmation: whoever starts
   * the engine has its folder and its key.
   *
   * @param recover the roles whose administrator is locked out
   * @return what was made, to be handed to three people; nothing on any later start
   */
  public List<Handed> first(List<Role> recover) {
    List<Account> all = all();
    List<Handed> made = new ArrayList<>();
    for (FirstLogin first : FirstLogin.values()) {
      Optional<Account> known = accounts.account(first.login());
      boolean wanted =
          recover.contains(first.role())
              || all.stream()
                  .filter(account -> account.role() == first.role())
                  .allMatch(account -> account.oneTime() && !usable(account));
      if (wanted) {
        made.add(known.isPresent() ? recovered(known.get()) : begin(first));
      }
    }
    return made;
  }

  /** A login that somebody else's row has taken is left alone, and another one is made. */
  private Handed begin(FirstLogin first) {
    for (int number = 1; number < MOST_FIRST; number++) {
      String login = number == 1 ? first.login() : first.login() + "-" + number;
      Handed handed =
          fresh(login, first.role(), new Person(login, first.title()), State.ACTIVE, START);
      if (accounts.add(handed.account(), START).isEmpty()) {
        return handed;
      }
    }
    throw new IllegalStateException("no first login can be made for " + first.role());
  }

  private Handed recovered(Account account) {
    Handed handed = again(account, State.ACTIVE, START);
    if (!accounts.change(handed.account(), "staff.recover", START)) {
      throw new IllegalStateException("the first login " + account.login() + " is being changed");
    }
    return handed;
  }

  /** The logins of the first start, one for each of three people. */
  private enum FirstLogin {
    SYSTEM("system", Role.OPERATOR, "系统管理员"),
    SECURITY("security", Role.ADMINISTRATOR, "安全管理员"),
    AUDIT("audit", Role.AUDITOR, "审计管理员");

    private final String login;
    private final Role role;
    private final String title;

    FirstLogin(String login, Role role, String title) {
      this.login = login;
      this.role = role;
      this.title = title;
    }

    String login() {
      return login;
    }

    Role role() {
      return role;
    }

    String title() {
      return title;
    }
  }
}
