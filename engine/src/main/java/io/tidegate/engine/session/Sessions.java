package io.tidegate.engine.session;

import io.tidegate.engine.access.Accounts;
import io.tidegate.engine.crypto.HmacSm3;
import io.tidegate.engine.session.SessionException.Kind;
import io.tidegate.engine.staff.Staff;
import io.tidegate.engine.staff.StaffException;
import io.tidegate.engine.store.AccountStore;
import io.tidegate.engine.store.AccountStore.Account;
import io.tidegate.engine.store.AccountStore.Role;
import io.tidegate.engine.store.AuditStore;
import io.tidegate.engine.store.LoginStore;
import io.tidegate.engine.store.LoginStore.Bound;
import io.tidegate.engine.store.SessionStore;
import io.tidegate.engine.store.SessionStore.Session;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Signs people in, by a form that opens a session or by a password with each request, and tells
 * whose a session is. A session is asked of the database each time, so that one that was ended
 * anywhere is over everywhere, and so is one of an account that was disabled or got another
 * password. Safe for any number of threads.
 */
public final class Sessions {
  private static final Logger LOG = Logger.getLogger(Sessions.class);

  /** Of one login at once; one more ends the oldest. */
  static final int MOST_AT_ONCE = 2;

  /** So many failures of a login within {@link #WINDOW} lock it. */
  static final int FAILURES = 5;

  static final Duration WINDOW = Duration.ofMinutes(15);

  /** The first lock; each that follows is twice as long, up to two hours. */
  static final Duration LOCK = Duration.ofMinutes(15);

  private static final int TOKEN_BYTES = 32;
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

  /** How exactly it is known when a session was used last. */
  private static final Duration USED = Duration.ofMinutes(1);

  /** Hashing a password is made to cost time; more of it at once would starve the calls. */
  private static final int HASHED_AT_ONCE = 2;

  private static final int MOST_WAITING = 32;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

  private final AccountStore accounts;
  private final Accounts passwords;
  private final Staff staff;
  private final SessionStore store;
  private final LoginStore failures;
  private final Captchas captchas;
  private final AuditStore audit;
  private final SessionSettings settings;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Semaphore hashing = new Semaphore(HASHED_AT_ONCE, true);

  public Sessions(
      AccountStore accounts,
      Staff staff,
      SessionStore store,
      LoginStore failures,
      Captchas captchas,
      AuditStore audit,
      SessionSettings settings,
      Clock clock) {
    this.accounts = Objects.requireNonNull(accounts, "accounts");
    this.passwords = new Accounts(accounts::account);
    this.staff = Objects.requireNonNull(staff, "staff");
    this.store = Objects.requireNonNull(store, "store");
    this.failures = Objects.requireNonNull(failures, "failures");
    this.captchas = Objects.requireNonNull(captchas, "captchas");
    this.audit = Objects.requireNonNull(audit, "audit");
    this.settings = Objects.requireNonNull(settings, "settings");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * A session that lasts.
   *
   * @param csrf what a request that changes something has to carry besides the cookie
   * @param expiresAt when it is over if it is not used any more
   */
  public record Live(Account account, String csrf, Instant expiresAt) {
    public Live {
      Objects.requireNonNull(account, "account");
      Objects.requireNonNull(csrf, "csrf");
      Objects.requireNonNull(expiresAt, "expiresAt");
    }

    @Override
    public String toString() {
      return "session of " + account;
    }
  }

  /**
   * A session that was just opened.
   *
   * @param token for the cookie; it is stored nowhere
   */
  public record Opened(String token, Live live) {
    public Opened {
      Objects.requireNonNull(token, "token");
      Objects.requireNonNull(live, "live");
    }

    @Override
    public String toString() {
      return live.toString();
    }
  }

  /**
   * Opens a session. A wrong captcha is told before anything else is looked at.
   *
   * @param address of the socket, in numbers
   */
  public Opened open(
      String login, String password, String captchaId, String captcha, String address)
      throws SessionException {
    if (!captchas.answered(captchaId, captcha)) {
      throw new SessionException(Kind.CAPTCHA);
    }
    Account account = check(login, password, address, any -> true);
    Opened opened = begin(account, address);
    audit.add(account.login(), "session.open", "login " + account.login(), "from " + address);
    return opened;
  }

  private Opened begin(Account account, String address) {
    Instant now = clock.instant();
    byte[] drawn = new byte[TOKEN_BYTES];
    random.nextBytes(drawn);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
    Session session = new Session(account.login(), account.passwordSince(), address, now, now);
    store.forget(now.minus(settings.longest()));
    store.add(token, session, MOST_AT_ONCE);
    return new Opened(token, live(token, account, session));
  }

  /** Whose login and password these are, of staff; people of organisations are refused. */
  public Account checkStaff(String login, String password, String address) throws SessionException {
    return check(login, password, address, account -> account.role() != Role.CONSUMER);
  }

  /**
   * Whose login and password these are. Unknown, wrong, disabled and waiting for confirmation are
   * one answer after one time; a lock counts for a login whether or not there is such an account.
   */
  private Account check(String login, String password, String address, Predicate<Account> further)
      throws SessionException {
    Instant now = clock.instant();
    for (String subject : new String[] {ofLogin(login), ofAddress(address)}) {
      Optional<Instant> until = failures.lockedUntil(subject, now);
      if (until.isPresent()) {
        throw new SessionException(Kind.LOCKED, Duration.between(now, until.get()));
      }
    }
    Optional<Account> account = hashed(login, password).filter(staff::usable).filter(further);
    if (account.isEmpty()) {
      failed(login, address, now);
      throw new SessionException(Kind.CREDENTIAL);
    }
    failures.clear(ofLogin(login));
    accounts.used(login);
    return account.get();
  }

  private Optional<Account> hashed(String login, String password) throws SessionException {
    boolean admitted = false;
    try {
      admitted =
          hashing.getQueueLength() < MOST_WAITING
              && hashing.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
      if (!admitted) {
        throw new SessionException(Kind.BUSY);
      }
      return passwords.signIn(login, password.toCharArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SessionException(Kind.BUSY);
    } finally {
      if (admitted) {
        hashing.release();
      }
    }
  }

  private void failed(String login, String address, Instant now) {
    boolean loginLocked = failures.failed(ofLogin(login), new Bound(FAILURES, WINDOW, LOCK), now);
    boolean addressLocked =
        failures.failed(
            ofAddress(address), new Bound(settings.failuresPerAddress(), WINDOW, LOCK), now);
    if (loginLocked) {
      // what was typed as a login can be a password
      String known = accounts.account(login).isPresent() ? login : "that does not exist";
      audit.add("tidegate", "session.locked", "login " + known, "from " + address);
    }
    if (addressLocked) {
      LOG.errorf("ALARM: %s failed to sign in too often and has to wait", address);
      audit.add("tidegate", "session.locked", "address " + address, "too many failures");
    }
  }

  /** Whose session it is; empty when it is over, or never was. */
  public Optional<Live> find(String token) {
    if (!TOKEN.matcher(token).matches()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Optional<Session> session =
        store.find(token).filter(found -> now.isBefore(found.begunAt().plus(settings.longest())));
    Optional<Live> live =
        session.flatMap(
            found ->
                accounts
                    .account(found.login())
                    .filter(staff::usable)
                    .filter(account -> account.passwordSince().equals(found.passwordSince()))
                    .filter(account -> now.isBefore(found.usedAt().plus(idle(account))))
                    .map(account -> live(token, account, found)));
    if (live.isPresent() && now.isAfter(session.get().usedAt().plus(USED))) {
      store.used(token, now);
      accounts.used(live.get().account().login());
    }
    return live;
  }

  private Live live(String token, Account account, Session session) {
    Instant idle = clock.instant().plus(idle(account));
    Instant longest = session.begunAt().plus(settings.longest());
    return new Live(account, csrf(token), idle.isBefore(longest) ? idle : longest);
  }

  private Duration idle(Account account) {
    return account.role() == Role.CONSUMER ? settings.memberIdle() : settings.staffIdle();
  }

  /** Follows from the token, and the token does not follow from it. */
  private static String csrf(String token) {
    return HexFormat.of()
        .formatHex(
            HmacSm3.code(
                token.getBytes(StandardCharsets.US_ASCII),
                "csrf".getBytes(StandardCharsets.US_ASCII)));
  }

  /** Ends a session. */
  public void end(String token) {
    Optional<Live> live = find(token);
    store.end(token);
    live.ifPresent(
        ended ->
            audit.add(
                ended.account().login(), "session.end", "login " + ended.account().login(), ""));
  }

  /**
   * Sets another password for oneself, which ends all sessions of the login and opens a new one.
   *
   * @param current the password until now, for whoever finds an open session is not its owner
   */
  public Opened changePassword(String login, String current, String next, String address)
      throws SessionException, StaffException {
    check(login, current, address, any -> true);
    Account changed = staff.changePassword(login, next);
    store.endAll(login);
    return begin(changed, address);
  }

  /** Lets a login try again at once; whether it had failed. */
  public boolean unlock(String login, String actor) {
    boolean had = failures.clear(ofLogin(login));
    audit.add(actor, "session.unlock", "login " + login, "");
    return had;
  }

  private static String ofLogin(String login) {
    return "login\n" + login;
  }

  private static String ofAddress(String address) {
    return "address\n" + address;
  }
}
