package io.tidegate.engine.demo;

import io.tidegate.engine.access.ApiKey;
import io.tidegate.engine.access.SignatureKeys;
import io.tidegate.engine.crypto.ConstantTime;
import io.tidegate.engine.crypto.Pbkdf2Sm3;
import io.tidegate.engine.crypto.SigningKey;
import io.tidegate.engine.signature.SignatureScheme;
import io.tidegate.engine.staff.Staff;
import io.tidegate.engine.store.AccessStore;
import io.tidegate.engine.store.AccessStore.Application;
import io.tidegate.engine.store.AccessStore.ApplicationState;
import io.tidegate.engine.store.AccessStore.Enterprise;
import io.tidegate.engine.store.AccessStore.NewCredential;
import io.tidegate.engine.store.AccessStore.State;
import io.tidegate.engine.store.AccessStore.StoredCredential;
import io.tidegate.engine.store.AccountStore;
import io.tidegate.engine.store.AccountStore.Account;
import io.tidegate.engine.store.SignatureKeyStore.StoredKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives the cast of the stories keys and logins, at the first start of a demo; later starts find
 * them again. Nothing is preset: every installation has its own secrets.
 */
public final class DemoAccess {
  private static final String ACTOR = "demo";

  private static final Duration KEY_LIFE = Duration.ofDays(365);

  /** Below this a key is replaced, so that a demo does not fall silent while it is shown. */
  private static final Duration LEAST_LIFE = Duration.ofDays(7);

  private final AccessStore access;
  private final AccountStore accounts;
  private final SignatureKeys signatureKeys;
  private final DemoFile file;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  public DemoAccess(
      AccessStore access,
      AccountStore accounts,
      SignatureKeys signatureKeys,
      DemoFile file,
      Clock clock) {
    this.access = access;
    this.accounts = accounts;
    this.signatureKeys = signatureKeys;
    this.file = file;
    this.clock = clock;
  }

  /** Makes what is missing, writes the demo file, and tells what is in it. */
  public DemoSecrets prepare(String baseUrl) {
    Optional<DemoSecrets> before = file.read();
    List<StoredCredential> stored = access.credentials();
    Map<String, String> keys = new LinkedHashMap<>();
    for (CastMember member : CastMember.values()) {
      access.save(new Enterprise(member.usci(), member.enterprise()));
      access.save(
          new Application(
              applicationOf(member), member.usci(), member.word(), ApplicationState.ACTIVE));
      Optional<ApiKey> known =
          before
              .map(secrets -> secrets.keys().get(member.word()))
              .flatMap(ApiKey::parse)
              .filter(key -> stored.stream().anyMatch(credential -> isGood(key, credential)));
      keys.put(member.word(), known.orElseGet(() -> issue(member, stored)).presented());
    }
    Map<String, String> logins = logins(before.map(DemoSecrets::logins).orElse(Map.of()));
    DemoSecrets secrets =
        new DemoSecrets(
            baseUrl,
            keys,
            signatureKeys(before.map(DemoSecrets::signatureKeys).orElse(List.of())),
            logins,
            before
                .map(DemoSecrets::captcha)
                .filter(word -> !word.isEmpty())
                .orElseGet(() -> ApiKey.generate(random).secret()));
    file.write(secrets);
    return secrets;
  }

  private Map<String, String> logins(Map<String, String> before) {
    Map<String, String> logins = new LinkedHashMap<>();
    List<DemoLogin> missing = new ArrayList<>();
    for (DemoLogin somebody : DemoLogin.all()) {
      String known = before.get(somebody.login());
      if (known == null || accounts.account(somebody.login()).filter(this::lasts).isEmpty()) {
        missing.add(somebody);
      }
      logins.put(somebody.login(), known);
    }
    // hashing is made to take long; all processors take it at once
    List<Drawn> drawn = missing.parallelStream().map(somebody -> Drawn.of(random)).toList();
    for (int i = 0; i < drawn.size(); i++) {
      open(missing.get(i), drawn.get(i).hash());
      logins.put(missing.get(i).login(), drawn.get(i).password());
    }
    return logins;
  }

  private record Drawn(String password, String hash) {
    static Drawn of(SecureRandom random) {
      String password = ApiKey.generate(random).secret().substring(0, 20);
      return new Drawn(password, Pbkdf2Sm3.hash(password.toCharArray(), random));
    }
  }

  /** The id of a cast member's application. */
  public static String applicationOf(CastMember member) {
    return "demo-" + member.word();
  }

  private boolean isGood(ApiKey key, StoredCredential credential) {
    return credential.keyId().equals(key.id())
        && credential.state() == State.ACTIVE
        && clock.instant().plus(LEAST_LIFE).isBefore(credential.expiresAt())
        && ConstantTime.equal(credential.secretHash(), key.hash());
  }

  private ApiKey issue(CastMember member, List<StoredCredential> stored) {
    for (StoredCredential credential : stored) {
      if (credential.applicationId().equals(applicationOf(member))) {
        access.revoke(credential.keyId());
      }
    }
    ApiKey key = ApiKey.generate(random);
    Instant now = clock.instant();
    access.add(
        new NewCredential(key.id(), applicationOf(member), key.hash(), now, now.plus(KEY_LIFE)));
    return key;
  }

  /** One of each scheme for the principal; both are made anew when one is not good any more. */
  private List<DemoSignatureKey> signatureKeys(List<DemoSignatureKey> before) {
    String application = applicationOf(CastMember.PRINCIPAL);
    List<StoredKey> stored =
        signatureKeys.keys().stream()
            .filter(key -> key.applicationId().equals(application))
            .filter(key -> key.state() == State.ACTIVE)
            .toList();
    if (before.size() == SignatureScheme.values().length
        && before.stream()
            .allMatch(
                key -> stored.stream().anyMatch(k -> k.keyId().equals(key.keyId()) && lasts(k)))) {
      return before;
    }
    stored.forEach(key -> signatureKeys.revoke(key.keyId()));
    SignatureKeys.Issued issued = signatureKeys.issue(application, KEY_LIFE).orElseThrow();
    SigningKey own = SigningKey.generate(random);
    String enrolled = signatureKeys.enrol(application, own.verifyingKey(), KEY_LIFE).orElseThrow();
    return List.of(
        signatureKey(SignatureScheme.HMAC_SM3, issued.keyId(), issued.secret()),
        signatureKey(SignatureScheme.SM2_SM3, enrolled, own.secretHex()));
  }

  private boolean lasts(StoredKey key) {
    return clock.instant().plus(LEAST_LIFE).isBefore(key.expiresAt());
  }

  private static DemoSignatureKey signatureKey(
      SignatureScheme scheme, String keyId, String secret) {
    return new DemoSignatureKey(
        CastMember.PRINCIPAL.word(),
        applicationOf(CastMember.PRINCIPAL),
        scheme.written(),
        keyId,
        secret);
  }

  private void open(DemoLogin somebody, String hash) {
    String login = somebody.login();
    Instant now = clock.instant();
    Optional<Account> known = accounts.account(login);
    if (known.isPresent()) {
      Account again = known.get().withPassword(hash, false, now, AccountStore.State.ACTIVE, ACTOR);
      if (!accounts.change(again, "staff.demo", ACTOR)) {
        throw new IllegalStateException("the demo login " + login + " is being changed");
      }
      return;
    }
    Optional<AccountStore.Conflict> conflict =
        accounts.add(
            Account.active(
                login, hash, somebody.role(), somebody.membership(), somebody.person(), now),
            ACTOR);
    if (conflict.isPresent()) {
      throw new IllegalStateException(
          "the demo login " + login + " cannot be made: " + conflict.get());
    }
  }

  /** A password that has to be changed soon is made anew, so that the demo can be shown again. */
  private boolean lasts(Account account) {
    return !account.oneTime()
        && account.state() == AccountStore.State.ACTIVE
        && clock
            .instant()
            .plus(LEAST_LIFE)
            .isBefore(account.passwordSince().plus(Staff.PASSWORD_LIFE));
  }
}
