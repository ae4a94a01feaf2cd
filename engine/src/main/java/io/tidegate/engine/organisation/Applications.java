package io.tidegate.engine.organisation;

import io.tidegate.engine.access.ApiKey;
import io.tidegate.engine.access.SignatureKeys;
import io.tidegate.engine.crypto.VerifyingKey;
import io.tidegate.engine.network.Networks;
import io.tidegate.engine.organisation.OrganisationException.Kind;
import io.tidegate.engine.store.AccessStore.ApplicationState;
import io.tidegate.engine.store.AccessStore.NewCredential;
import io.tidegate.engine.store.ApplicationStore;
import io.tidegate.engine.store.ApplicationStore.Key;
import io.tidegate.engine.store.ApplicationStore.Program;
import io.tidegate.engine.store.AuditStore;
import io.tidegate.engine.store.OrganisationStore.Organisation;
import io.tidegate.engine.store.OrganisationStore.State;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Registers the programs of organisations and gives them keys. What is another organisation's is
 * nobody's. Safe for any number of threads.
 */
public final class Applications {
  /** Of an organisation, the sandbox counted. */
  static final int MOST = 50;

  /** Most networks a program calls from. */
  static final int MOST_NETWORKS = 32;

  /** How long a key is good for at most, and unless it is said otherwise. */
  public static final Duration LONGEST_LIFE = Duration.ofDays(365);

  /** So long before a key ends it is told that it does. */
  public static final Duration WARNING = Duration.ofDays(30);

  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_DESCRIPTION = 500;

  private final ApplicationStore store;
  private final Organisations organisations;
  private final SignatureKeys signatureKeys;
  private final AuditStore audit;
  private final boolean sandbox;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param sandbox whether this engine serves made-up data only, so that it can be the sandbox
   */
  public Applications(
      ApplicationStore store,
      Organisations organisations,
      SignatureKeys signatureKeys,
      AuditStore audit,
      boolean sandbox,
      Clock clock) {
    this.store = Objects.requireNonNull(store, "store");
    this.organisations = Objects.requireNonNull(organisations, "organisations");
    this.signatureKeys = Objects.requireNonNull(signatureKeys, "signatureKeys");
    this.audit = Objects.requireNonNull(audit, "audit");
    this.sandbox = sandbox;
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** What a call is proved by. */
  public enum KeyKind {
    /** A text that is sent with each call. */
    API_KEY,
    /** A secret of both sides that calls are signed with. */
    HMAC_SM3,
    /** A key of the program's own, of which the platform has the public part. */
    SM2_SM3
  }

  /**
   * A key that was just made.
   *
   * @param secret told this once; of {@code SM2_SM3} there is none
   */
  public record Issued(String keyId, Optional<String> secret) {
    public Issued {
      Objects.requireNonNull(keyId, "keyId");
      Objects.requireNonNull(secret, "secret");
    }

    @Override
    public String toString() {
      return "key " + keyId + " (secret)";
    }
  }

  /** The programs of an organisation. */
  public List<Program> of(String code) {
    return store.programs(code);
  }

  public Program program(String code, String id) throws OrganisationException {
    return store
        .program(code, id)
        .orElseThrow(
            () ->
                new OrganisationException(
                    Kind.UNKNOWN, "本组织没有应用 " + id, "there is no application " + id + " here"));
  }

  /** Registers a program. */
  public Program register(
      String code, String name, String description, List<String> networks, String actor)
      throws OrganisationException {
    check(name, description, networks);
    return added(
        new Program(
            "app-" + ApiKey.generate(random).id().toLowerCase(Locale.ROOT),
            code,
            name.strip(),
            description.strip(),
            ApplicationState.ACTIVE,
            networks,
            false,
            actor,
            clock.instant(),
            1));
  }

  /**
   * A program and a key to try services with, on made-up data, before anybody verified who asks.
   *
   * @return empty where the engine serves real data
   */
  public Optional<Issued> sandbox(String code, String actor) throws OrganisationException {
    if (!sandbox) {
      return Optional.empty();
    }
    Program program =
        added(
            new Program(
                "sandbox-" + code.toLowerCase(Locale.ROOT),
                code,
                "沙箱 / sandbox",
                "",
                ApplicationState.ACTIVE,
                List.of(),
                true,
                actor,
                clock.instant(),
                1));
    return Optional.of(issue(code, program.id(), KeyKind.API_KEY, "", LONGEST_LIFE, actor));
  }

  private Program added(Program program) throws OrganisationException {
    if (!store.add(program, MOST)) {
      throw new OrganisationException(
          Kind.STATE, "最多 " + MOST + " 个应用", "an organisation has at most " + MOST + " programs");
    }
    return program;
  }

  private static void check(String name, String description, List<String> networks)
      throws OrganisationException {
    if (name.isBlank()
        || name.length() > LONGEST_NAME
        || description.length() > LONGEST_DESCRIPTION
        || networks.size() > MOST_NETWORKS) {
      throw new OrganisationException(
          Kind.INVALID,
          "名称为 1 至 100 个字符，说明最多 500 个字符，网络最多 32 个",
          "a name has 1 to 100 characters, a description up to 500, and there are up to 32 networks");
    }
    try {
      Networks.of(networks);
    } catch (IllegalArgumentException e) {
      throw new OrganisationException(
          Kind.INVALID,
          "网络须写作 10.1.0.0/16 或 fd00::/8：" + e.getMessage(),
          "a network is written like 10.1.0.0/16 or fd00::/8: " + e.getMessage());
    }
  }

  /** Changes what a program is called and from where it calls. */
  public Program change(
      String code,
      String id,
      long revision,
      String name,
      String description,
      List<String> networks,
      String actor)
      throws OrganisationException {
    check(name, description, networks);
    Program before = current(code, id, revision);
    return changed(
        new Program(
            id,
            code,
            name.strip(),
            description.strip(),
            before.state(),
            networks,
            before.sandbox(),
            before.createdBy(),
            before.createdAt(),
            revision + 1),
        "application.change",
        actor);
  }

  /** Ends or begins again what a program may do; its keys are as they were. */
  public Program set(String code, String id, long revision, ApplicationState state, String actor)
      throws OrganisationException {
    Program before = current(code, id, revision);
    if (before.state() == state) {
      throw new OrganisationException(Kind.STATE, "该应用已处于此状态", "the application is so already");
    }
    return changed(
        new Program(
            id,
            code,
            before.name(),
            before.description(),
            state,
            before.networks(),
            before.sandbox(),
            before.createdBy(),
            before.createdAt(),
            revision + 1),
        state == ApplicationState.ACTIVE ? "application.resume" : "application.suspend",
        actor);
  }

  private Program current(String code, String id, long revision) throws OrganisationException {
    Program program = program(code, id);
    if (program.revision() != revision) {
      throw stale();
    }
    return program;
  }

  private Program changed(Program program, String act, String actor) throws OrganisationException {
    if (!store.change(program, act, actor)) {
      throw stale();
    }
    return program;
  }

  private static OrganisationException stale() {
    return new OrganisationException(
        Kind.STALE, "内容已被他人修改，请重新读取", "somebody changed it meanwhile; read it again");
  }

  // ---- keys

  /** The keys of a program, the latest first. */
  public List<Key> keys(String code, String id) throws OrganisationException {
    return store.keys(program(code, id).id());
  }

  /** Whether a key that is good ends soon. */
  public boolean endsSoon(Key key) {
    return isGood(key) && key.expiresAt().isBefore(clock.instant().plus(WARNING));
  }

  public boolean isGood(Key key) {
    return key.state() == io.tidegate.engine.store.AccessStore.State.ACTIVE
        && clock.instant().isBefore(key.expiresAt());
  }

  /**
   * Gives a program another key; the one before it goes on for a while, so that no call fails while
   * it is changed over.
   *
   * @param publicKey of {@code SM2_SM3}, 65 bytes in hexadecimal; of others empty
   * @param life up to {@link #LONGEST_LIFE}
   */
  public Issued issue(
      String code, String id, KeyKind kind, String publicKey, Duration life, String actor)
      throws OrganisationException {
    Program program = program(code, id);
    Organisation organisation = organisations.organisation(code);
    if (!program.sandbox() && organisation.state() != State.VERIFIED) {
      throw new OrganisationException(
          Kind.STATE,
          "本组织尚未通过核验，核验后方可签发密钥；在此之前可使用沙箱密钥",
          "nobody has verified the organisation yet; until then there is the key of the sandbox");
    }
    if (life.compareTo(Duration.ofDays(1)) < 0 || life.compareTo(LONGEST_LIFE) > 0) {
      throw new OrganisationException(
          Kind.INVALID, "密钥有效期为 1 至 365 天", "a key is good for 1 to 365 days");
    }
    if (program.sandbox() && kind != KeyKind.API_KEY) {
      throw new OrganisationException(
          Kind.INVALID, "沙箱只使用 api_key", "the sandbox has keys of the kind api_key only");
    }
    return switch (kind) {
      case API_KEY -> {
        ApiKey key = ApiKey.generate(random);
        Instant now = clock.instant();
        boolean added =
            store.add(new NewCredential(key.id(), id, key.hash(), now, now.plus(life)), actor);
        yield new Issued(
            orFull(Optional.of(key.id()).filter(any -> added)), Optional.of(key.presented()));
      }
      case HMAC_SM3 -> {
        Optional<SignatureKeys.Issued> issued = signatureKeys.issue(id, life);
        String keyId = onRecord(orFull(issued.map(SignatureKeys.Issued::keyId)), id, actor);
        yield new Issued(keyId, issued.map(SignatureKeys.Issued::secret));
      }
      case SM2_SM3 ->
          new Issued(
              onRecord(orFull(signatureKeys.enrol(id, own(publicKey), life)), id, actor),
              Optional.empty());
    };
  }

  private static String orFull(Optional<String> keyId) throws OrganisationException {
    return keyId.orElseThrow(
        () ->
            new OrganisationException(
                Kind.STATE,
                "已有两个有效密钥，请先吊销一个",
                "there are two good keys already; revoke one first"));
  }

  private String onRecord(String keyId, String id, String actor) {
    audit.add(actor, "key.issue", "key " + keyId, id);
    return keyId;
  }

  private static VerifyingKey own(String publicKey) throws OrganisationException {
    try {
      return VerifyingKey.of(HexFormat.of().parseHex(publicKey.strip()));
    } catch (IllegalArgumentException e) {
      throw new OrganisationException(
          Kind.INVALID,
          "SM2 公钥应为 65 字节未压缩点的十六进制（以 04 开头）",
          "a public key of SM2 is an uncompressed point of 65 bytes in hexadecimal, beginning with 04");
    }
  }

  /** Revokes a key for good: the next call with it is refused on every node. */
  public void revoke(String code, String id, String keyId, String actor)
      throws OrganisationException {
    if (!store.revoke(program(code, id).id(), keyId, actor)) {
      throw new OrganisationException(
          Kind.UNKNOWN, "没有有效的密钥 " + keyId, "there is no good key " + keyId);
    }
  }
}
