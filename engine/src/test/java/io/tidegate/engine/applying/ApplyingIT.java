package io.tidegate.engine.applying;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidegate.engine.access.SignatureKeys;
import io.tidegate.engine.agreement.AccessRequest;
import io.tidegate.engine.agreement.AccessRequest.Actor;
import io.tidegate.engine.agreement.AccessRequest.State;
import io.tidegate.engine.agreement.AgreedCalls;
import io.tidegate.engine.agreement.Agreement;
import io.tidegate.engine.agreement.Clauses;
import io.tidegate.engine.agreement.Grant;
import io.tidegate.engine.agreement.Precheck;
import io.tidegate.engine.agreement.RefusedException;
import io.tidegate.engine.agreement.RefusedException.Kind;
import io.tidegate.engine.agreement.Stage;
import io.tidegate.engine.agreement.Wish;
import io.tidegate.engine.crypto.SigningKey;
import io.tidegate.engine.crypto.Sm4Gcm;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.store.AccessStore;
import io.tidegate.engine.store.AccessStore.Application;
import io.tidegate.engine.store.AccessStore.ApplicationState;
import io.tidegate.engine.store.AccessStore.Enterprise;
import io.tidegate.engine.store.AgreementStore;
import io.tidegate.engine.store.GrantSeal;
import io.tidegate.engine.store.GrantStore;
import io.tidegate.engine.store.PlatformDatabase;
import io.tidegate.engine.store.SignatureKeyStore;
import io.tidegate.engine.store.StoreFixture;
import io.tidegate.engine.testing.PlanBuilder;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Openness;
import io.tidegate.rules.fact.Approval;
import io.tidegate.rules.fact.Purpose;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way over a real database. */
class ApplyingIT {
  private static final String USCI = "91350299MAT000034P";
  private static final String STRANGER = "91350299MAT0000182";
  private static final Instant NOON = Instant.parse("2026-07-01T04:00:00Z");
  private static final Actor PROVIDER = new Actor("provider", "wang", Set.of(Stage.PROVIDER));
  private static final Actor PLATFORM = new Actor("approver", "zhao", Set.of(Stage.PLATFORM));
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final SigningKey PLATFORM_KEY = SigningKey.generate(RANDOM);
  private static final SigningKey OWN_KEY = SigningKey.generate(RANDOM);
  private static final AtomicInteger APPLICATIONS = new AtomicInteger();

  @TempDir static Path folder;
  private static PlatformDatabase database;
  private static GrantStore grants;
  private static SignatureKeys keys;
  private static AccessStore access;

  private final Map<String, GovernedPlan> plans = new HashMap<>();
  private final AtomicInteger changes = new AtomicInteger();
  private String application;
  private String keyId;
  private Applying applying;

  @BeforeAll
  static void open() {
    database = StoreFixture.migrated(folder);
    access = new AccessStore(database.dataSource());
    access.save(new Enterprise(USCI, "示例远洋货代有限公司"));
    access.save(new Enterprise(STRANGER, "潮汐示例国际贸易有限公司"));
    grants = new GrantStore(database.dataSource(), new GrantSeal(new byte[32]));
    keys =
        new SignatureKeys(
            new SignatureKeyStore(database.dataSource()),
            new Sm4Gcm(new byte[32]),
            Clock.fixed(NOON, ZoneOffset.UTC));
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void anApplication() {
    application = "app-" + APPLICATIONS.incrementAndGet();
    access.save(new Application(application, USCI, application, ApplicationState.ACTIVE));
    keyId = keys.enrol(application, OWN_KEY.verifyingKey(), Duration.ofDays(30)).orElseThrow();
    serve(plan("reviewed", Approval.REVIEW));
    serve(plan("asked", Approval.AUTO));
    applying = at(NOON);
  }

  private Applying at(Instant now) {
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    return new Applying(
        new AgreementStore(database.dataSource(), grants, PLATFORM_KEY.verifyingKey(), clock),
        service -> Optional.ofNullable(plans.get(service)),
        keys,
        PLATFORM_KEY,
        changes::incrementAndGet,
        clock);
  }

  private void serve(GovernedPlan plan) {
    plans.put(plan.service(), plan);
  }

  private static GovernedPlan plan(String service, Approval approval) {
    PlanBuilder builder =
        PlanBuilder.plan(service, "/api/" + service).openTo(Openness.CONDITIONAL, approval);
    for (String field : List.of("a", "b", "c")) {
      builder = builder.member(field, FieldType.STRING, true, Map.of());
    }
    return builder.build();
  }

  private Wish wish(String service, String... fields) {
    return new Wish(
        application,
        service,
        1,
        new TreeSet<>(List.of(fields)),
        Purpose.OWN_BUSINESS,
        LocalDate.parse("2026-07-01"),
        LocalDate.parse("2026-12-31"),
        AgreedCalls.of(OptionalLong.of(500), OptionalLong.empty()),
        "following ships",
        OptionalLong.empty());
  }

  private Agreement sign(Agreement agreement) throws RefusedException {
    byte[] value = OWN_KEY.sign(agreement.text().getBytes(StandardCharsets.UTF_8), RANDOM);
    return applying.sign(
        USCI, agreement.number(), keyId, HexFormat.of().formatHex(value), "member");
  }

  private AccessRequest approve(AccessRequest request, Actor actor, String... fields)
      throws RefusedException {
    return applying.approve(
        request.number(), request.revision(), actor, new TreeSet<>(List.of(fields)), "");
  }

  private static Kind refused(ThrowingCallable act) {
    return catchThrowableOfType(RefusedException.class, act).kind();
  }

  private List<Grant> held() {
    return grants.grants().stream().filter(g -> g.applicationId().equals(application)).toList();
  }

  private Agreement inForce() throws RefusedException {
    AccessRequest request = applying.ask(USCI, wish("reviewed", "a", "b"), "member");
    request = approve(request, PROVIDER);
    request = approve(request, PLATFORM);
    Agreement offered = applying.agreementOf(request).orElseThrow();
    sign(offered);
    return applying.countersign(offered.number(), "approver");
  }

  @Test
  void fromAskingToAGrantThatSaysWhatWasSigned() throws Exception {
    Precheck checked = applying.check(USCI, wish("reviewed", "a", "b"));
    assertThat(checked.passes()).isTrue();
    assertThat(checked.route()).containsExactly(Stage.PROVIDER, Stage.PLATFORM);
    assertThat(checked.workingDays()).isEqualTo(5);

    AccessRequest request = applying.ask(USCI, wish("reviewed", "a", "b"), "member");
    request = approve(request, PROVIDER, "a");
    request = approve(request, PLATFORM);
    Agreement agreement = applying.agreementOf(request).orElseThrow();
    assertThat(held()).isEmpty();
    assertThat(sign(agreement).state()).isEqualTo(Agreement.State.SIGNED);
    assertThat(held()).isEmpty();
    int before = changes.get();
    Agreement signed = applying.countersign(agreement.number(), "approver");

    assertThat(changes.get()).isGreaterThan(before);
    assertThat(held()).hasSize(1);
    assertThat(held().getFirst().fields()).containsExactly("a");
    assertThat(Clauses.difference(signed.text(), held().getFirst())).isEmpty();
    assertThat(applying.holds(signed)).isTrue();
    assertThat(applying.request(USCI, request.number()).state()).isEqualTo(State.CLOSED);

    applying.end(Optional.empty(), signed.number(), "a duty was broken", "approver");
    assertThat(held().getFirst().isLive(NOON)).isFalse();
  }

  @Test
  void whereNobodyHasToAgreeTheSignatureIsEnough() throws Exception {
    AccessRequest request = applying.ask(USCI, wish("asked", "a"), "member");

    Agreement signed = sign(applying.agreementOf(request).orElseThrow());

    assertThat(signed.state()).isEqualTo(Agreement.State.IN_FORCE);
    assertThat(held()).hasSize(1);
  }

  @Test
  void anApplicationAsksForAServiceOnceAtATime() throws Exception {
    AccessRequest request = applying.ask(USCI, wish("reviewed", "a"), "member");
    assertThat(refused(() -> applying.ask(USCI, wish("reviewed", "b"), "member")))
        .isEqualTo(Kind.STATE);
    assertThatThrownBy(
            () ->
                execute(
                    "insert into access_request select number + 1000000, application_id, service,"
                        + " major, fields, purpose, first_day, last_day, per_second, burst,"
                        + " per_minute, per_day, per_month, reason, renews, route, state"
                        + " from access_request where number = "
                        + request.number()))
        .hasMessageContaining("access_request_live");

    applying.withdraw(USCI, request.number(), request.revision(), "member");
    applying.ask(USCI, wish("reviewed", "b"), "member");
  }

  @Test
  void whatIsInForceIsFollowedAndNotDoubled() throws Exception {
    Agreement first = inForce();
    assertThat(refused(() -> applying.ask(USCI, wish("reviewed", "c"), "member")))
        .isEqualTo(Kind.STATE);

    Wish like = wish("reviewed", "c");
    Wish following =
        new Wish(
            like.application(),
            like.service(),
            1,
            like.fields(),
            like.purpose(),
            like.from(),
            like.to(),
            like.calls(),
            like.reason(),
            OptionalLong.of(first.number()));
    AccessRequest request = approve(applying.ask(USCI, following, "member"), PROVIDER);
    Agreement next = applying.agreementOf(approve(request, PLATFORM)).orElseThrow();
    sign(next);
    assertThat(live()).extracting(Grant::agreement).containsExactly(first.name());
    applying.countersign(next.number(), "approver");

    assertThat(live()).extracting(Grant::agreement).containsExactly(next.name());
    assertThat(applying.agreement(Optional.empty(), first.number()).state())
        .isEqualTo(Agreement.State.ENDED);
    assertThatThrownBy(
            () ->
                execute(
                    "update agreement set state = 'IN_FORCE', ended_by = null, ended_reason ="
                        + " null, ended_at = null where number = "
                        + first.number()))
        .hasMessageContaining("two agreements are in force on one day");
  }

  private List<Grant> live() {
    return held().stream().filter(grant -> grant.isLive(NOON)).toList();
  }

  @Test
  void anotherEnterpriseFindsNothing() throws Exception {
    Agreement agreement = inForce();

    assertThat(refused(() -> applying.check(STRANGER, wish("reviewed", "a"))))
        .isEqualTo(Kind.UNKNOWN);
    assertThat(refused(() -> applying.request(STRANGER, agreement.request())))
        .isEqualTo(Kind.UNKNOWN);
    assertThat(refused(() -> applying.agreement(Optional.of(STRANGER), agreement.number())))
        .isEqualTo(Kind.UNKNOWN);
    assertThat(refused(() -> applying.end(Optional.of(STRANGER), agreement.number(), "mine", "li")))
        .isEqualTo(Kind.UNKNOWN);
    assertThat(applying.requests(STRANGER, Long.MAX_VALUE, 10)).isEmpty();
  }

  @Test
  void anotherKeyAndAnotherTextAreNoSignature() throws Exception {
    AccessRequest request = approve(applying.ask(USCI, wish("reviewed", "a"), "member"), PROVIDER);
    Agreement offered = applying.agreementOf(approve(request, PLATFORM)).orElseThrow();
    String own =
        HexFormat.of().formatHex(OWN_KEY.sign("other".getBytes(StandardCharsets.UTF_8), RANDOM));

    assertThat(refused(() -> applying.sign(USCI, offered.number(), keyId, own, "member")))
        .isEqualTo(Kind.INVALID);
    assertThat(refused(() -> applying.sign(USCI, offered.number(), "unknown", own, "member")))
        .isEqualTo(Kind.INVALID);
    assertThat(refused(() -> applying.countersign(offered.number(), "approver")))
        .isEqualTo(Kind.STATE);
  }

  /** Whoever has the database and not the key of the platform makes no grant of their own. */
  @Test
  void aGrantThatWasWrittenPastTheProgramCountsForNothing() throws Exception {
    Agreement agreement = inForce();
    assertThat(live()).hasSize(1);

    execute("update grant_ set fields = '{a,b,c}' where agreement = '" + agreement.name() + "'");
    assertThat(held()).as("wider than its agreement").isEmpty();
    execute("update grant_ set fields = '{a,b}' where agreement = '" + agreement.name() + "'");
    assertThat(live()).as("as it was").hasSize(1);

    applying.end(Optional.empty(), agreement.number(), "over", "approver");
    execute("update grant_ set state = 'ACTIVE' where agreement = '" + agreement.name() + "'");
    assertThat(held()).as("brought back").isEmpty();
  }

  @Test
  void nobodyDecidesTwiceNotEvenPastTheProgram() throws Exception {
    AccessRequest request = applying.ask(USCI, wish("reviewed", "a"), "member");
    assertThatThrownBy(
            () ->
                execute(
                    "insert into access_request_event values ("
                        + request.number()
                        + ", 2, 'APPROVED', 'x', 'member', 'PROVIDER', '{a}', '', now())"))
        .hasMessageContaining("nobody decides about their own request");
    AccessRequest stale = request;
    approve(request, PROVIDER);
    assertThat(refused(() -> approve(stale, PLATFORM))).as("two at once").isEqualTo(Kind.STALE);
  }

  @Test
  void whatTheServiceAsksForNowHoldsWhenItIsDecided() throws Exception {
    AccessRequest request = applying.ask(USCI, wish("asked", "a"), "member");
    Agreement offered = applying.agreementOf(request).orElseThrow();
    serve(plan("asked", Approval.REVIEW));

    assertThat(refused(() -> sign(offered))).isEqualTo(Kind.STATE);
    assertThat(held()).isEmpty();
  }

  @Test
  void aWishIsToldWhatStandsAgainstIt() throws Exception {
    Precheck checked = applying.check(USCI, wish("reviewed", "a", "bb"));
    assertThat(checked.passes()).isFalse();
    assertThat(checked.findings().getFirst().said().en()).contains("did you mean b?");
    assertThat(refused(() -> applying.ask(USCI, wish("reviewed", "bb"), "member")))
        .isEqualTo(Kind.INVALID);
    assertThat(refused(() -> applying.check(USCI, wish("nothing", "a")))).isEqualTo(Kind.UNKNOWN);
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
      if (!connection.getAutoCommit()) {
        connection.commit();
      }
    }
  }
}
