package io.tidegate.engine.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tidegate.engine.access.SignatureKeys;
import io.tidegate.engine.admin.AccountCheck.SignedIn;
import io.tidegate.engine.admin.AccountCheck.StaffRole;
import io.tidegate.engine.agreement.AccessRequest;
import io.tidegate.engine.agreement.AccessRequest.Actor;
import io.tidegate.engine.agreement.AgreedCalls;
import io.tidegate.engine.agreement.Agreement;
import io.tidegate.engine.agreement.Stage;
import io.tidegate.engine.agreement.Wish;
import io.tidegate.engine.applying.Applying;
import io.tidegate.engine.applying.Unmaskings;
import io.tidegate.engine.crypto.SigningKey;
import io.tidegate.engine.crypto.Sm4Gcm;
import io.tidegate.engine.gateway.TestServer;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.publish.MaskKeys;
import io.tidegate.engine.store.AccessStore;
import io.tidegate.engine.store.AccessStore.Application;
import io.tidegate.engine.store.AccessStore.ApplicationState;
import io.tidegate.engine.store.AccessStore.Enterprise;
import io.tidegate.engine.store.AgreementStore;
import io.tidegate.engine.store.AuditStore;
import io.tidegate.engine.store.GrantSeal;
import io.tidegate.engine.store.GrantStore;
import io.tidegate.engine.store.PlatformDatabase;
import io.tidegate.engine.store.SignatureKeyStore;
import io.tidegate.engine.store.StoreFixture;
import io.tidegate.engine.store.UnmaskingStore;
import io.tidegate.engine.testing.StandInRules;
import io.tidegate.rules.fact.Purpose;
import io.tidegate.rules.mask.CompiledMask;
import io.tidegate.rules.mask.MaskKind;
import io.tidegate.rules.mask.MaskSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stand-ins of a signed agreement are undone through the API, over a real database and a real plan;
 * and whatever is missing of agreement, reason, time, second person or record, nothing is told
 * (SEC-DM-14).
 */
class UnmaskingApiIT {
  private static final String ALL = "/admin/v1/unmaskings";
  private static final String USCI = "91350299MAT000042J";
  private static final String PASSWORD = "right";
  private static final String ENTRY = "379120241000000001";
  private static final Instant NOON = Instant.parse("2026-07-01T04:00:00Z");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final SigningKey PLATFORM_KEY = SigningKey.generate(RANDOM);
  private static final SigningKey OWN_KEY = SigningKey.generate(RANDOM);
  private static final MaskKeys MASK_KEYS = new MaskKeys(new byte[32]);
  private static final AtomicReference<Instant> NOW = new AtomicReference<>(NOON);
  private static final AtomicReference<GovernedPlan> PLAN = new AtomicReference<>();

  @TempDir static Path folder;
  private static PlatformDatabase database;
  private static AuditStore audit;
  private static Applying applying;
  private static TestServer server;
  private static DescribedAnswers described;
  private static Agreement agreement;
  private static GovernedPlan asAgreed;

  @BeforeAll
  static void start() throws Exception {
    Clock clock = new Clocked();
    database = StoreFixture.migrated(Files.createDirectory(folder.resolve("database")));
    audit = new AuditStore(database.dataSource(), clock);
    asAgreed = plan("select h.entry_id, h.bill_no from dec.head h");
    SignatureKeys keys =
        new SignatureKeys(
            new SignatureKeyStore(database.dataSource()), new Sm4Gcm(new byte[32]), clock);
    applying =
        new Applying(
            new AgreementStore(
                database.dataSource(),
                new GrantStore(database.dataSource(), new GrantSeal(new byte[32])),
                PLATFORM_KEY.verifyingKey(),
                clock),
            service -> Optional.of(PLAN.get()),
            keys,
            PLATFORM_KEY,
            () -> {},
            clock);
    PLAN.set(asAgreed);
    agreement = agreed(keys);
    Unmaskings unmaskings =
        new Unmaskings(
            new UnmaskingStore(database.dataSource(), clock),
            applying,
            service -> Optional.ofNullable(PLAN.get()),
            (receiver, name) -> MASK_KEYS.of(Optional.of(receiver), Optional.of(name)),
            clock);
    server =
        new TestServer(
            router ->
                new GovernanceApi(
                        new UnmaskingRoutes(unmaskings).all(),
                        new FakeAccounts(PASSWORD, UnmaskingApiIT::somebody),
                        audit::add,
                        TestServer.Settings.USUAL.bodyTime(),
                        clock)
                    .attach(router));
    described =
        new DescribedAnswers(
            given().port(server.port()).get("/admin/v1/openapi.json").asByteArray());
  }

  /** Shows what the test says. */
  private static final class Clocked extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return NOW.get();
    }
  }

  @AfterAll
  static void stop() {
    server.close();
    database.close();
  }

  @BeforeEach
  void asItWas() {
    NOW.set(NOON);
    PLAN.set(asAgreed);
  }

  private static GovernedPlan plan(String query) throws Exception {
    return StandInRules.compiler(Files.createTempDirectory(folder, "rules"))
        .compile(StandInRules.document(query))
        .value()
        .orElseThrow()
        .plan();
  }

  private static Agreement agreed(SignatureKeys keys) throws Exception {
    AccessStore access = new AccessStore(database.dataSource());
    access.save(new Enterprise(USCI, "示例集装箱码头有限公司"));
    access.save(new Application("app", USCI, "app", ApplicationState.ACTIVE));
    String key = keys.enrol("app", OWN_KEY.verifyingKey(), Duration.ofDays(30)).orElseThrow();
    AccessRequest request =
        applying.ask(
            USCI,
            new Wish(
                "app",
                "stand-ins",
                1,
                new TreeSet<>(Set.of("entry_id", "bill_no")),
                Purpose.OWN_BUSINESS,
                LocalDate.parse("2026-07-01"),
                LocalDate.parse("2026-07-31"),
                AgreedCalls.of(OptionalLong.of(500), OptionalLong.empty()),
                "reconciling",
                OptionalLong.empty()),
            "member");
    for (Stage stage : request.route()) {
      Actor actor = new Actor("the " + stage.word(), "the " + stage.word(), Set.of(stage));
      request = applying.approve(request.number(), request.revision(), actor, new TreeSet<>(), "");
    }
    Agreement offered = applying.agreementOf(request).orElseThrow();
    byte[] value = OWN_KEY.sign(offered.text().getBytes(StandardCharsets.UTF_8), RANDOM);
    Agreement signed =
        applying.sign(USCI, offered.number(), key, HexFormat.of().formatHex(value), "member");
    return signed.state() == Agreement.State.IN_FORCE
        ? signed
        : applying.countersign(signed.number(), "the platform");
  }

  /** Two administrators and an auditor. */
  private static Optional<SignedIn> somebody(String login) {
    return switch (login) {
      case "li", "zhao" ->
          Optional.of(new SignedIn(login, login, StaffRole.ADMINISTRATOR, Optional.empty(), false));
      case "auditor" ->
          Optional.of(new SignedIn(login, login, StaffRole.AUDITOR, Optional.empty(), false));
      default -> Optional.empty();
    };
  }

  /** Every answer is held against the description of the API. */
  private static RequestSpecification as(String login) {
    return given()
        .port(server.port())
        .filter(described)
        .contentType("application/json")
        .header("Accept-Language", "en")
        .auth()
        .preemptive()
        .basic(login, PASSWORD);
  }

  private static Map<String, Object> wish(String field) {
    Map<String, Object> wish = new HashMap<>();
    wish.put("agreement", agreement.number());
    wish.put("field", field);
    wish.put("reason", "risk case 118");
    wish.put("hours", 24);
    wish.put("most", 3);
    return wish;
  }

  private static JsonPath good(Response response, int status) {
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
    return response.jsonPath();
  }

  private static void problem(Response response, int status, String code) {
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
    assertThat(response.jsonPath().getString("code")).isEqualTo(code);
    assertThat(response.asString()).doesNotContain(ENTRY);
  }

  private static long asked() {
    return good(as("li").body(wish("entry_id")).post(ALL), 201).getLong("id");
  }

  private static long approved() {
    long id = asked();
    assertThat(good(as("zhao").post(ALL + "/" + id + "/approve"), 200).getString("state"))
        .isEqualTo("approved");
    return id;
  }

  private static Response restore(String login, long id, String... values) {
    return as(login).body(Map.of("values", List.of(values))).post(ALL + "/" + id + "/values");
  }

  /** As the enterprise got it under the agreement. */
  private static String standIn(String entry) {
    MaskSpec mask =
        new MaskSpec(
            "M-ENTRY",
            MaskKind.SURROGATE,
            new TreeMap<>(Map.of("of", "entry-id", "mode", "realistic")));
    return (String)
        CompiledMask.compile(mask)
            .apply(entry, MASK_KEYS.of(Optional.of(USCI), Optional.of(agreement.name())));
  }

  private static List<AuditStore.Entry> entries(String act) {
    return audit.after(0, 1000).stream().filter(entry -> entry.act().equals(act)).toList();
  }

  @Test
  void whatTwoPersonsAgreedToIsToldAndOnRecord() {
    String shown = standIn(ENTRY);
    assertThat(shown).isNotEqualTo(ENTRY);
    long id = approved();
    int before = entries("unmasking.use").size();

    JsonPath told = good(restore("li", id, shown, "no entry"), 200);

    assertThat(told.getString("values[0].original")).isEqualTo(ENTRY);
    assertThat(told.getString("values[1].original")).isNull();
    assertThat(told.getInt("left")).isEqualTo(1);
    List<AuditStore.Entry> uses = entries("unmasking.use");
    assertThat(uses).hasSize(before + 1);
    assertThat(uses.getLast().actor()).isEqualTo("li");
    assertThat(uses.getLast().subject()).isEqualTo("unmasking " + id);
    assertThat(uses.getLast().detail())
        .contains(agreement.name(), "stand-ins", "entry_id", "2 asked, 1 restored", "risk case 118")
        .doesNotContain(ENTRY, shown);
    assertThat(audit.firstBroken()).isEmpty();
    JsonPath seen = good(as("auditor").get(ALL + "/" + id), 200);
    assertThat(seen.getString("approved_by")).isEqualTo("zhao");
    assertThat(seen.getInt("used")).isEqualTo(2);
    assertThat(good(as("auditor").get(ALL + "?limit=1"), 200).getLong("unmaskings[0].id"))
        .isGreaterThanOrEqualTo(id);
  }

  @Test
  void whateverIsMissingNothingIsAskedFor() {
    int before = entries("unmasking.ask").size();
    for (String member : List.of("agreement", "field", "reason", "hours", "most")) {
      Map<String, Object> lacking = wish("entry_id");
      lacking.remove(member);
      problem(as("li").body(lacking).post(ALL), 400, "TG-ADMIN-400");
    }
    for (Map.Entry<String, Object> wrong :
        Map.<String, Object>of("reason", " ", "hours", 169, "most", 1001, "field", "gross_weight")
            .entrySet()) {
      Map<String, Object> wish = wish("entry_id");
      wish.put(wrong.getKey(), wrong.getValue());
      problem(as("li").body(wish).post(ALL), 422, "TG-ADMIN-422");
    }
    Map<String, Object> elsewhere = wish("entry_id");
    elsewhere.put("agreement", 4711);
    problem(as("li").body(elsewhere).post(ALL), 404, "TG-ADMIN-404");
    // a digest cannot be undone by anybody
    problem(as("li").body(wish("bill_no")).post(ALL), 422, "TG-ADMIN-422");
    problem(as("auditor").body(wish("entry_id")).post(ALL), 403, "TG-ADMIN-ROLE");
    assertThat(entries("unmasking.ask")).hasSize(before);
  }

  @Test
  void onePersonIsNotEnoughAndNobodyUsesWhatIsAnothers() {
    long id = asked();
    String shown = standIn(ENTRY);

    problem(as("li").post(ALL + "/" + id + "/approve"), 403, "TG-ADMIN-PERSON");
    problem(restore("li", id, shown), 409, "TG-ADMIN-409");
    good(as("zhao").post(ALL + "/" + id + "/approve"), 200);
    problem(restore("zhao", id, shown), 403, "TG-ADMIN-PERSON");
    problem(restore("auditor", id, shown), 403, "TG-ADMIN-ROLE");
    problem(as("zhao").post(ALL + "/" + id + "/approve"), 409, "TG-ADMIN-409");
    good(restore("li", id, shown), 200);
  }

  @Test
  void itIsGoodForItsTimeItsNumberAndUntilItIsEnded() {
    String shown = standIn(ENTRY);
    long many = approved();
    problem(restore("li", many, shown, "b", "c", "d"), 409, "TG-ADMIN-409");
    good(restore("li", many, shown, "b", "c"), 200);
    problem(restore("li", many, shown), 409, "TG-ADMIN-409");

    long ended = approved();
    good(as("zhao").post(ALL + "/" + ended + "/end"), 200);
    problem(restore("li", ended, shown), 409, "TG-ADMIN-409");

    long late = approved();
    NOW.set(NOON.plus(Duration.ofHours(24)));
    problem(restore("li", late, shown), 409, "TG-ADMIN-409");
    assertThat(good(as("li").get(ALL + "/" + late), 200).getString("state")).isEqualTo("over");
  }

  @Test
  void withoutTheAgreementOrTheMaskItWasAgreedToForNothingIsTold() throws Exception {
    String shown = standIn(ENTRY);
    long id = approved();

    PLAN.set(null);
    problem(restore("li", id, shown), 409, "TG-ADMIN-409");
    PLAN.set(plan("select h.entry_id || '' as entry_id, h.bill_no from dec.head h"));
    problem(restore("li", id, shown), 422, "TG-ADMIN-422");
    PLAN.set(asAgreed);
    NOW.set(Instant.parse("2026-07-31T16:00:00Z"));
    problem(as("li").body(wish("entry_id")).post(ALL), 409, "TG-ADMIN-409");
  }

  /** The control is broken on purpose: what cannot be put on record is not told. */
  @Test
  void whereTheRecordCannotBeStoredNothingIsTold() throws Exception {
    long id = approved();
    execute(
        "alter table audit_entry add constraint broken check (act <> 'unmasking.use') not valid");
    try {
      Response answer = restore("li", id, standIn(ENTRY));

      assertThat(answer.statusCode()).isGreaterThanOrEqualTo(500);
      assertThat(answer.asString()).doesNotContain(ENTRY);
      assertThat(good(as("li").get(ALL + "/" + id), 200).getInt("used")).isZero();
    } finally {
      execute("alter table audit_entry drop constraint broken");
    }
  }

  /** Whoever writes past the program meets the same rules in the database. */
  @Test
  void theDatabaseRefusesTheSame() {
    long id = asked();
    String one = "update unmasking set %s where number = " + id;

    for (String change :
        List.of(
            "approved_by = 'li', approved_person = asked_person, approved_at = now()",
            "used = 1",
            "most = 1000",
            "until = until + interval '1 day'",
            "field = 'bill_no'")) {
      assertThatThrownBy(() -> execute(one.formatted(change))).as(change).isNotNull();
    }
    assertThatThrownBy(() -> execute("delete from unmasking")).hasMessageContaining("append only");
  }

  private static void execute(String statement) throws Exception {
    try (Connection connection = database.dataSource().getConnection();
        Statement one = connection.createStatement()) {
      one.execute(statement);
    }
  }
}
