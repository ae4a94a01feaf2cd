package io.tidegate.engine.demo;

import io.tidegate.engine.access.ApiKey;
import io.tidegate.engine.crypto.ConstantTime;
import io.tidegate.engine.crypto.Pbkdf2Sm3;
import io.tidegate.engine.store.AccessStore;
import io.tidegate.engine.store.AccessStore.Application;
import io.tidegate.engine.store.AccessStore.ApplicationState;
import io.tidegate.engine.store.AccessStore.Enterprise;
import io.tidegate.engine.store.AccessStore.Grant;
import io.tidegate.engine.store.AccessStore.NewCredential;
import io.tidegate.engine.store.AccessStore.State;
import io.tidegate.engine.store.AccessStore.StoredCredential;
import io.tidegate.engine.store.AccountStore;
import io.tidegate.engine.store.AccountStore.Account;
import io.tidegate.engine.store.AccountStore.Role;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Gives the cast of the stories keys and logins, at the first start of a demo; later starts find
 * them again. Nothing is preset: every installation has its own secrets.
 */
public final class DemoAccess {
  /** The sample services that are open after review; one of the cast has passed it for them. */
  private static final List<String> REVIEWED = List.of("vessel-calls", "vessel-position");

  /** Who approves what the other administrator wrote. */
  private static final String SECOND_ADMINISTRATOR = "approver";

  private static final Duration KEY_LIFE = Duration.ofDays(365);

  /** Below this a key is replaced, so that a demo does not fall silent while it is shown. */
  private static final Duration LEAST_LIFE = Duration.ofDays(7);

  private final AccessStore access;
  private final AccountStore accounts;
  private final DemoFile file;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  public DemoAccess(AccessStore access, AccountStore accounts, DemoFile file, Clock clock) {
    this.access = access;
    this.accounts = accounts;
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
    REVIEWED.forEach(service -> grant(CastMember.FORWARDER, service));
    Map<String, String> logins = new LinkedHashMap<>();
    Map<String, Role> people = new LinkedHashMap<>();
    for (Role role : Role.values()) {
      people.put(role.name().toLowerCase(Locale.ROOT), role);
    }
    people.put(SECOND_ADMINISTRATOR, Role.ADMINISTRATOR);
    for (Map.Entry<String, Role> person : people.entrySet()) {
      String login = person.getKey();
      Optional<String> known = before.map(secrets -> secrets.logins().get(login));
      logins.put(
          login,
          known
              .filter(password -> accounts.account(login).isPresent())
              .orElseGet(() -> open(login, person.getValue())));
    }
    DemoSecrets secrets = new DemoSecrets(baseUrl, keys, logins);
    file.write(secrets);
    return secrets;
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

  /** As if the provider had approved it; a grant that ends soon is followed by another. */
  private void grant(CastMember member, String service) {
    Instant now = clock.instant();
    boolean lasts =
        access.grants().stream()
            .anyMatch(
                g ->
                    g.applicationId().equals(applicationOf(member))
                        && g.service().equals(service)
                        && (g.state() != State.ACTIVE
                            || now.plus(LEAST_LIFE).isBefore(g.validTo())));
    if (!lasts) {
      access.save(new Grant(applicationOf(member), service, now, now.plus(KEY_LIFE), State.ACTIVE));
    }
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

  private String open(String login, Role role) {
    String password = ApiKey.generate(random).secret().substring(0, 20);
    Optional<String> usci =
        role == Role.CONSUMER ? Optional.of(CastMember.PRINCIPAL.usci()) : Optional.empty();
    accounts.save(
        new Account(
            login, Pbkdf2Sm3.hash(password.toCharArray(), random), role, usci, clock.instant()));
    return password;
  }
}
