package io.tidegate.engine.staff;

import io.tidegate.engine.crypto.Pbkdf2Sm3;
import io.tidegate.engine.staff.Staff.Handed;
import io.tidegate.engine.staff.StaffException.Kind;
import io.tidegate.engine.store.AccountStore;
import io.tidegate.engine.store.AccountStore.Account;
import io.tidegate.engine.store.AccountStore.Found;
import io.tidegate.engine.store.AccountStore.MemberRole;
import io.tidegate.engine.store.AccountStore.Membership;
import io.tidegate.engine.store.AccountStore.Role;
import io.tidegate.engine.store.AccountStore.State;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The accounts of the people of an organisation, which its own administrators look after. Nobody
 * sees or changes those of another. Safe for any number of threads.
 */
public final class Members {
  private static final int LONGEST_NAME = 100;
  private static final int MOST = 200;

  private final AccountStore accounts;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  public Members(AccountStore accounts, Clock clock) {
    this.accounts = Objects.requireNonNull(accounts, "accounts");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** The people of an organisation, by login. */
  public List<Account> of(String code) {
    return accounts.membersOf(code).stream().filter(Found::intact).map(Found::account).toList();
  }

  /** One of them. */
  public Account member(String code, String login) throws StaffException {
    return accounts
        .account(login)
        .filter(account -> account.usci().equals(Optional.of(code)))
        .orElseThrow(
            () ->
                new StaffException(
                    Kind.UNKNOWN, "本组织没有账号 " + login, "nobody here has the login " + login));
  }

  /**
   * The account of somebody who chose a password, to be stored.
   *
   * @throws StaffException when it cannot be one
   */
  public Account chosen(String login, String password, Membership membership)
      throws StaffException {
    check(login, membership);
    if (!PasswordRules.accept(login, password)) {
      throw PasswordRules.refused();
    }
    return Account.active(
        login,
        Pbkdf2Sm3.hash(password.toCharArray(), random),
        Role.CONSUMER,
        Optional.of(membership),
        Optional.empty(),
        clock.instant());
  }

  private static void check(String login, Membership membership) throws StaffException {
    String name = membership.name();
    if (!Staff.LOGIN.matcher(login).matches() || name.isBlank() || name.length() > LONGEST_NAME) {
      throw new StaffException(
          Kind.INVALID,
          "账号为 2 至 64 个小写字母、数字、点、横线或下划线；姓名不能为空，最多 100 个字符",
          "a login is 2 to 64 small letters, digits, dots, hyphens or underscores; a name has up to"
              + " 100 characters");
    }
  }

  /** Opens an account with a one-time password. */
  public Handed open(String login, Membership membership, String actor) throws StaffException {
    check(login, membership);
    if (of(membership.usci()).size() >= MOST) {
      throw new StaffException(
          Kind.STATE, "最多 " + MOST + " 个账号", "an organisation has at most " + MOST + " people");
    }
    String password = PasswordRules.oneTime(random);
    Account account =
        new Account(
            login,
            Pbkdf2Sm3.hash(password.toCharArray(), random),
            Role.CONSUMER,
            Optional.of(membership),
            Optional.empty(),
            State.ACTIVE,
            true,
            clock.instant(),
            clock.instant(),
            Optional.empty(),
            actor,
            1);
    if (accounts.add(account, actor).isPresent()) {
      throw new StaffException(
          Kind.STATE, "账号 " + login + " 已存在", "there is an account " + login + " already");
    }
    return new Handed(account, password);
  }

  /** Gives somebody a new one-time password, also whoever was disabled. */
  public Handed reset(String code, String login, long revision, String actor)
      throws StaffException {
    Account account = current(code, login, revision);
    String password = PasswordRules.oneTime(random);
    Account changed =
        account.withPassword(
            Pbkdf2Sm3.hash(password.toCharArray(), random),
            true,
            clock.instant(),
            State.ACTIVE,
            actor);
    return new Handed(stored(changed, "member.reset", actor), password);
  }

  /** Ends the use of an account at once. */
  public Account disable(String code, String login, long revision, String actor)
      throws StaffException {
    Account account = current(code, login, revision);
    if (account.state() == State.DISABLED) {
      throw new StaffException(Kind.STATE, "该账号已停用", "the account is disabled already");
    }
    keepOne(account);
    return stored(account.in(State.DISABLED, actor), "member.disable", actor);
  }

  /** Lets somebody do something else for the organisation from now on. */
  public Account assign(String code, String login, MemberRole role, long revision, String actor)
      throws StaffException {
    Account account = current(code, login, revision);
    if (role != MemberRole.ADMINISTRATOR) {
      keepOne(account);
    }
    Membership before = account.membership().orElseThrow();
    return stored(
        account.as(
            new Membership(
                before.usci(), before.organisation(), before.state(), role, before.name())),
        "member.assign",
        actor);
  }

  private void keepOne(Account account) throws StaffException {
    Membership membership = account.membership().orElseThrow();
    boolean another =
        of(membership.usci()).stream()
            .filter(other -> !other.login().equals(account.login()))
            .anyMatch(
                other ->
                    other.state() == State.ACTIVE
                        && other.membership().orElseThrow().role() == MemberRole.ADMINISTRATOR);
    if (membership.role() == MemberRole.ADMINISTRATOR && !another) {
      throw new StaffException(
          Kind.STATE,
          "这是本组织最后一个可用的管理员账号",
          "it is the last usable administrator of the organisation");
    }
  }

  private Account current(String code, String login, long revision) throws StaffException {
    Account account = member(code, login);
    if (account.revision() != revision) {
      throw stale();
    }
    return account;
  }

  private Account stored(Account account, String act, String actor) throws StaffException {
    if (!accounts.change(account, act, actor)) {
      throw stale();
    }
    return account;
  }

  private static StaffException stale() {
    return new StaffException(
        Kind.STALE, "账号已被他人修改，请重新读取", "somebody changed the account meanwhile; read it again");
  }
}
