package io.tidegate.engine.applying;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tidegate.engine.DemoResource;
import io.tidegate.engine.access.SignatureKeys;
import io.tidegate.engine.cluster.Eventually;
import io.tidegate.engine.crypto.SigningKey;
import io.tidegate.engine.demo.CastMember;
import io.tidegate.engine.demo.DemoFile;
import io.tidegate.engine.demo.DemoSecrets;
import io.tidegate.engine.demo.DemoSignatureKey;
import io.tidegate.engine.governance.Governance;
import io.tidegate.engine.governance.GovernanceException;
import io.tidegate.engine.store.GrantStore;
import io.tidegate.engine.store.PlatformDatabase;
import io.tidegate.engine.store.RulePackStore.Draft;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.junit.jupiter.api.Test;

/** From asking to a call and to its end, through the API alone, as a client would. */
@QuarkusTest
@QuarkusTestResource(DemoResource.class)
class ApplyingApiIT {
  private static final String REQUESTS = "/portal/v1/requests";
  private static final String AGREEMENTS = "/portal/v1/agreements";
  private static final Set<String> STAFF = Set.of("administrator", "approver", "provider");
  private static final String SERVICE = "/api/transport/v1/vessel-calls";

  @Inject DemoFile demo;
  @Inject GrantStore grants;
  @Inject PlatformDatabase database;
  @Inject SignatureKeys keys;
  @Inject Governance governance;

  private final Map<String, Response> sessions = new HashMap<>();

  /**
   * Staff by HTTP Basic, as programs of theirs; people of enterprises by a session, as browsers.
   */
  private RequestSpecification as(String login) {
    RequestSpecification asked =
        given().contentType(ContentType.JSON).header("Accept-Language", "en");
    if (STAFF.contains(login)) {
      return asked.auth().preemptive().basic(login, demo.read().orElseThrow().logins().get(login));
    }
    Response session = sessions.computeIfAbsent(login, this::signIn);
    return asked
        .cookie("tg_session", session.cookie("tg_session"))
        .header("X-CSRF-Token", session.jsonPath().getString("csrf"));
  }

  private Response signIn(String login) {
    DemoSecrets secrets = demo.read().orElseThrow();
    String captcha =
        given()
            .contentType(ContentType.JSON)
            .post("/session/v1/captcha")
            .jsonPath()
            .getString("id");
    Response session =
        given()
            .contentType(ContentType.JSON)
            .body(
                Map.of(
                    "login",
                    login,
                    "password",
                    secrets.logins().get(login),
                    "captchaId",
                    captcha,
                    "captcha",
                    secrets.captcha()))
            .post("/session/v1/login");
    assertThat(session.statusCode()).as(session.asString()).isEqualTo(200);
    return session;
  }

  private RequestSpecification caller() {
    return given()
        .urlEncodingEnabled(false)
        .header("X-API-Key", demo.read().orElseThrow().keys().get("principal"));
  }

  private static JsonPath good(Response response, int status) {
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
    return response.jsonPath();
  }

  private static void problem(Response response, int status, String code) {
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
    assertThat(response.jsonPath().getString("code")).isEqualTo(code);
  }

  private static Map<String, Object> wish(List<String> fields) {
    LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    return Map.of(
        "application",
        "demo-principal",
        "service",
        "vessel-calls",
        "fields",
        fields,
        "purpose",
        "own-business",
        "from",
        today.toString(),
        "to",
        today.plusDays(180).toString(),
        "per_day",
        500,
        "reason",
        "to follow the ships our goods are on");
  }

  /** By BouncyCastle, as a client would. */
  private String signature(String text) throws Exception {
    X9ECParameters curve = GMNamedCurves.getByName("sm2p256v1");
    SM2Signer signer = new SM2Signer();
    signer.init(
        true,
        new ParametersWithRandom(
            new ECPrivateKeyParameters(
                new BigInteger(1, HexFormat.of().parseHex(key().secret())),
                new ECDomainParameters(curve)),
            new SecureRandom()));
    byte[] message = text.getBytes(StandardCharsets.UTF_8);
    signer.update(message, 0, message.length);
    return HexFormat.of().formatHex(signer.generateSignature());
  }

  private DemoSignatureKey key() {
    return demo.read().orElseThrow().signatureKeys().stream()
        .filter(key -> key.algorithm().equals("TG1-SM2-SM3"))
        .findFirst()
        .orElseThrow();
  }

  private Response act(String who, String path, long revision, Map<String, ?> body) {
    return as(who).header("If-Match", "\"" + revision + "\"").body(body).post(path);
  }

  @Test
  void fromAskingToACallAndToItsEnd() throws Exception {
    String call = SERVICE + "?limit=2";
    problem(caller().get(call), 403, "TG-GRANT-REQUIRED");
    List<String> fields = fields();
    String agreed = fields.get(0);
    String alsoAsked = fields.get(1);
    String never = fields.get(2);

    JsonPath check =
        good(as("principal").body(wish(List.of(agreed))).post("/portal/v1/request-checks"), 200);
    assertThat(check.getBoolean("passes")).isTrue();
    assertThat(check.<String>getList("route.stage")).containsExactly("provider", "platform");
    problem(
        as("principal").body(wish(List.of("no_such_field"))).post(REQUESTS), 422, "TG-ADMIN-422");

    JsonPath request =
        good(as("principal").body(wish(List.of(agreed, alsoAsked))).post(REQUESTS), 201);
    long number = request.getLong("id");
    problem(as("principal").body(wish(List.of(agreed))).post(REQUESTS), 409, "TG-ADMIN-409");
    String path = "/admin/v1/requests/" + number;
    problem(as("forwarder").get(REQUESTS + "/" + number), 404, "TG-ADMIN-404");
    problem(act("principal", path + "/approve", 1, Map.of()), 403, "TG-ADMIN-ROLE");
    problem(act("administrator", path + "/approve", 1, Map.of()), 403, "TG-ADMIN-PERSON");
    good(act("provider", path + "/ask", 1, Map.of("text", "how many ships?")), 200);
    good(
        act("principal", REQUESTS + "/" + number + "/answer", 2, Map.of("text", "about ten")), 200);
    good(act("provider", path + "/approve", 3, Map.of("fields", List.of(agreed))), 200);
    problem(act("provider", path + "/approve", 4, Map.of()), 403, "TG-ADMIN-PERSON");
    JsonPath inspected = good(as("administrator").get(path), 200);
    assertThat(inspected.getBoolean("check.passes")).isTrue();
    JsonPath approved = good(act("administrator", path + "/approve", 4, Map.of()), 200);
    assertThat(approved.getString("state")).isEqualTo("approved");

    long id = approved.getLong("agreement");
    String text = good(as("principal").get(AGREEMENTS + "/" + id), 200).getString("text");
    assertThat(text).contains("fields: " + agreed + "\n");
    problem(as("administrator").post("/admin/v1/agreements/" + id + "/sign"), 409, "TG-ADMIN-409");
    problem(
        as("principal")
            .body(Map.of("key", key().keyId(), "signature", signature(text + " ")))
            .post(AGREEMENTS + "/" + id + "/sign"),
        422,
        "TG-ADMIN-422");
    good(
        as("principal")
            .body(Map.of("key", key().keyId(), "signature", signature(text)))
            .post(AGREEMENTS + "/" + id + "/sign"),
        200);
    problem(caller().get(call), 403, "TG-GRANT-REQUIRED");
    JsonPath inForce = good(as("approver").post("/admin/v1/agreements/" + id + "/sign"), 200);
    assertThat(inForce.getString("state")).isEqualTo("in_force");
    assertThat(inForce.getBoolean("verified")).isTrue();
    for (Response pdf :
        List.of(
            as("principal").get(AGREEMENTS + "/" + id + "/pdf"),
            as("auditor").get("/admin/v1/agreements/" + id + "/pdf"))) {
      assertThat(pdf.statusCode()).isEqualTo(200);
      assertThat(pdf.contentType()).isEqualTo("application/pdf");
      assertThat(pdf.header("Content-Disposition")).contains(inForce.getString("name") + ".pdf");
      assertThat(pdf.asByteArray()).startsWith("%PDF-".getBytes(StandardCharsets.US_ASCII));
    }
    problem(as("agent").get(AGREEMENTS + "/" + id + "/pdf"), 404, "TG-ADMIN-404");
    JsonPath access = access(inForce.getString("name"));
    assertThat(access.getString("standing")).isEqualTo("in_force");
    assertThat(access.getString("application")).isEqualTo("demo-principal");
    assertThat(access.<String>getList("fields")).containsExactly(agreed);

    JsonPath answer = good(caller().get(call), 200);
    Map<String, Object> row = answer.getMap("rows[0]");
    row.keySet().removeAll(Set.of("_relation", "_masked"));
    assertThat(row.keySet()).containsExactly(agreed);
    good(caller().get(call + "&fields=" + agreed), 200);
    problem(caller().get(call + "&fields=" + never), 403, "TG-GRANT-FIELD");
    problem(caller().get(call + "&fields=" + alsoAsked), 403, "TG-GRANT-FIELD");
    String csv = caller().header("Accept", "text/csv").get(call).asString();
    assertThat(csv.lines().findFirst().orElseThrow()).contains(agreed).doesNotContain(never);
    String lines = caller().header("Accept", "application/x-ndjson").get(SERVICE).asString();
    assertThat(lines).contains(agreed).doesNotContain("\"" + never + "\"");

    String name = inForce.getString("name");
    assertThat(grants.grants()).filteredOn(g -> g.agreement().equals(name)).hasSize(1);
    good(
        as("approver")
            .body(Map.of("reason", "the test is over"))
            .post("/admin/v1/agreements/" + id + "/revoke"),
        200);
    problem(caller().get(call), 403, "TG-GRANT-REQUIRED");
    assertThat(access(name).getString("standing")).isEqualTo("revoked");

    // whoever has the database does not bring it back
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("update grant_ set state = 'ACTIVE' where agreement = '" + name + "'");
    }
    Thread.sleep(1500);
    problem(caller().get(call), 403, "TG-GRANT-REQUIRED");
    assertThat(access().<Object>getList("releases[0].agreements.agreement"))
        .isNotEmpty()
        .doesNotContain(name);
  }

  @Test
  void anotherEnterprisesRecordsTakeItsConsentAndEndWithIt() throws Exception {
    String owner = CastMember.PRINCIPAL.usci();
    String call = "/api/dec/v1/declarations/379120241000000004/release";
    String lent = call + "?owner=" + owner;
    good(caller().get(call), 200);
    problem(bank().get(call), 404, "TG-DATA-404");
    problem(bank().get(lent), 403, "TG-GRANT-OWNER");
    problem(bank().get(call + "?owner=x"), 400, "TG-PARAM-FORMAT");
    problem(bank().get(lent + "&owner=" + owner), 400, "TG-PARAM-REPEATED");
    good(caller().get(lent), 200);

    problem(as("bank").body(lentWish(CastMember.BANK.usci())).post(REQUESTS), 422, "TG-ADMIN-422");
    problem(as("bank").body(lentWish("91350299MAT0009999")).post(REQUESTS), 422, "TG-ADMIN-422");
    JsonPath request = good(as("bank").body(lentWish(owner)).post(REQUESTS), 201);
    assertThat(request.<String>getList("route")).containsExactly("owner", "platform");
    assertThat(request.getString("stage")).isEqualTo("owner");
    long number = request.getLong("id");
    String consent = "/portal/v1/consents/" + number;
    problem(
        act("administrator", "/admin/v1/requests/" + number + "/approve", 1, Map.of()),
        403,
        "TG-ADMIN-PERSON");
    problem(as("agent").get(consent), 404, "TG-ADMIN-404");
    problem(act("bank", consent + "/approve", 1, Map.of()), 404, "TG-ADMIN-404");
    problem(act("consumer", consent + "/approve", 1, Map.of()), 403, "TG-ADMIN-ROLE");
    JsonPath asked = good(as("consumer").get("/portal/v1/consents"), 200);
    assertThat(asked.getString("requests[0].enterprise")).isEqualTo(CastMember.BANK.enterprise());
    good(act("principal", consent + "/ask", 1, Map.of("text", "for which loan?")), 200);
    good(act("bank", REQUESTS + "/" + number + "/answer", 2, Map.of("text", "of May")), 200);
    good(
        act(
            "principal",
            consent + "/approve",
            3,
            Map.of("fields", List.of("entry_id", "released_at"))),
        200);
    JsonPath approved =
        good(act("administrator", "/admin/v1/requests/" + number + "/approve", 4, Map.of()), 200);

    long id = approved.getLong("agreement");
    String text = good(as("bank").get(AGREEMENTS + "/" + id), 200).getString("text");
    assertThat(text)
        .startsWith("tidegate-agreement/2\n")
        .contains("owner: " + owner + " " + CastMember.PRINCIPAL.enterprise() + "\n")
        .contains("fields: entry_id released_at\n");
    SigningKey own = SigningKey.generate(new SecureRandom());
    String keyId = keys.enrol("demo-bank", own.verifyingKey(), Duration.ofHours(1)).orElseThrow();
    String value =
        HexFormat.of()
            .formatHex(own.sign(text.getBytes(StandardCharsets.UTF_8), new SecureRandom()));
    good(
        as("bank")
            .body(Map.of("key", keyId, "signature", value))
            .post(AGREEMENTS + "/" + id + "/sign"),
        200);
    problem(bank().get(lent), 403, "TG-GRANT-OWNER");
    assertThat(
            good(as("approver").post("/admin/v1/agreements/" + id + "/sign"), 200)
                .getBoolean("verified"))
        .isTrue();

    JsonPath answer = good(bank().get(lent), 200);
    assertThat(answer.getString("entry_id")).isEqualTo("379120241000000004");
    assertThat(answer.<String, Object>getMap("$")).doesNotContainKeys("trade_name", "gross_weight");
    // it is no permission for anything else
    problem(bank().get(call), 404, "TG-DATA-404");
    problem(bank().get(call + "?owner=" + CastMember.AGENT.usci()), 403, "TG-GRANT-OWNER");
    problem(
        given().header("X-API-Key", demo.read().orElseThrow().keys().get("forwarder")).get(lent),
        403,
        "TG-GRANT-OWNER");

    // calls are on record at once, and in the database soon
    Eventually.holds(
        () ->
            good(as("consumer").get("/portal/v1/authorisations"), 200)
                    .getInt("agreements[0].use.calls")
                == 1);
    JsonPath uses = good(as("consumer").get("/portal/v1/uses"), 200);
    assertThat(uses.getString("calls.find { it.outcome == 'answered' }.enterprise"))
        .isEqualTo(CastMember.BANK.usci());
    assertThat(uses.<String>getList("calls.owner")).containsOnly(owner);
    JsonPath calls = good(as("bank").get("/portal/v1/calls"), 200);
    assertThat(calls.<String>getList("calls.enterprise")).containsOnly(CastMember.BANK.usci());
    // what was answered is explained to who asked, and to nobody else
    String trace = calls.getString("calls.find { it.outcome == 'answered' }.trace_id");
    JsonPath why = good(as("bank").get("/portal/v1/calls/" + trace), 200);
    assertThat(why.getString("call.trace_id")).isEqualTo(trace);
    assertThat(why.<Long>getList("agreements.id").toString()).isEqualTo("[" + id + "]");
    assertThat(why.<String>getList("agreements[0].fields"))
        .containsExactly("entry_id", "released_at");
    assertThat(why.<String>getList("service.fields.field")).contains("entry_id", "trade_name");
    assertThat(why.<List<String>>getList("service.fields.relations.relation"))
        .allSatisfy(told -> assertThat(told).isSubsetOf("DELEGATE", "APPROVED", "PUBLIC"));
    problem(as("principal").get("/portal/v1/calls/" + trace), 404, "TG-ADMIN-404");
    problem(as("bank").get("/portal/v1/calls/none"), 404, "TG-ADMIN-404");

    JsonPath ending = good(as("approver").get("/admin/v1/agreements/ending?days=3660"), 200);
    assertThat(ending.<String>getList("agreements.state")).containsOnly("in_force");
    assertThat(ending.<String>getList("agreements.to")).isSorted();
    assertThat(ending.<Integer>getList("agreements.id")).contains((int) id);
    assertThat(
            good(as("approver").get("/admin/v1/agreements/ending?days=0"), 200)
                .<Integer>getList("agreements.id"))
        .doesNotContain((int) id);
    int soonest = ending.getInt("agreements[0].id");
    assertThat(
            good(as("approver").get("/admin/v1/agreements/ending?days=3660&after=" + soonest), 200)
                .<Integer>getList("agreements.id"))
        .doesNotContain(soonest);
    problem(as("approver").get("/admin/v1/agreements/ending?days=9999"), 400, "TG-ADMIN-400");
    // who tried is told, too
    assertThat(good(as("agent").get("/portal/v1/uses"), 200).<String>getList("calls.outcome"))
        .containsOnly("refused");
    problem(as("agent").post("/portal/v1/authorisations/" + id + "/revoke"), 404, "TG-ADMIN-404");
    problem(
        as("consumer").post("/portal/v1/authorisations/" + id + "/revoke"), 403, "TG-ADMIN-ROLE");
    JsonPath ended = good(as("principal").post("/portal/v1/authorisations/" + id + "/revoke"), 200);
    assertThat(ended.getString("ending.by")).isEqualTo("principal");
    problem(bank().get(lent), 403, "TG-GRANT-OWNER");
  }

  private RequestSpecification bank() {
    return given()
        .urlEncodingEnabled(false)
        .header("X-API-Key", demo.read().orElseThrow().keys().get("bank"));
  }

  private static Map<String, Object> lentWish(String owner) {
    Map<String, Object> wish =
        new HashMap<>(wish(List.of("entry_id", "released_at", "trade_name")));
    wish.putAll(
        Map.of(
            "application",
            "demo-bank",
            "service",
            "declaration-release",
            "owner",
            owner,
            "purpose",
            "finance"));
    return wish;
  }

  @Test
  void whoCanSeeAFieldIsToldWithTheRules() {
    JsonPath access = access();
    JsonPath plan = good(as("administrator").get("/admin/v1/services/vessel-calls"), 200);

    assertThat(access.getString("releases[0].openness")).isEqualTo("conditional");
    assertThat(access.getString("releases[0].fingerprint"))
        .isEqualTo(plan.getString("releases[0].fingerprint"));
    List<String> fields = access.getList("releases[0].fields.field");
    List<String> paths = plan.getList("releases[0].certificate.fields.path");
    assertThat(fields.stream().map("rows[]."::concat).toList()).isEqualTo(paths);
    String crew = "releases[0].fields.find { it.field == 'crew_count' }.relations[0].";
    assertThat(access.getString(crew + "relation")).isEqualTo("APPROVED");
    assertThat(access.getString(crew + "mask")).isEqualTo(masks(plan).get("APPROVED"));
    assertThat(access.<String>getList(crew + "rules")).isNotEmpty();
    problem(as("administrator").get("/admin/v1/services/no-such/access"), 404, "TG-ADMIN-404");
    problem(as("principal").get("/admin/v1/services/vessel-calls/access"), 403, "TG-ADMIN-ROLE");
  }

  /** Two applications ask one service for the same records, for different purposes. */
  @Test
  void whatTwoPurposesSeeIsWhatTheRulesSayOfEach() throws Exception {
    long before = governance.inForce().number();
    bankAgrees();
    String call = SERVICE + "?limit=1";
    Object crew = crew("bank", call);
    assertThat(crew).isInstanceOf(Integer.class).isEqualTo(crew("forwarder", call));

    Draft tightening = draft("[own-business, verification]");
    assertThat(tightening.grade()).contains("TIGHTENING");
    governance.release(tightening.id(), tightening.revision(), "ann");

    assertThat(crew("bank", call)).isEqualTo(crew);
    assertThat(crew("forwarder", call)).isNull();
    // nor what is kept of answers is given to the other
    assertThat(crew("bank", call)).isEqualTo(crew);
    assertThat(crew("forwarder", call)).isNull();
    assertThat(lines("bank")).contains("\"crew_count\":" + crew);
    assertThat(lines("forwarder")).doesNotContain("\"crew_count\":" + crew);
    assertThat(access().getString("releases[0].variants[0].audiences[0]"))
        .isEqualTo("not own-business|verification");
    assertThat(access().getString("releases[0].variants[0].fields[0].path"))
        .isEqualTo("rows[].crew_count");

    // what is looser for one purpose alone needs another administrator all the same
    Draft loosening = draft("own-business");
    assertThat(loosening.grade()).contains("LOOSENING");
    assertThatThrownBy(() -> governance.release(loosening.id(), loosening.revision(), "ann"))
        .isInstanceOf(GovernanceException.class);

    governance.rollBack(before, "cat");
    assertThat(crew("forwarder", call)).isEqualTo(crew);
  }

  /** Submitted, with a row that hides the crew from some purposes. */
  private Draft draft(String purposes) throws Exception {
    Draft draft = governance.begin(Optional.empty(), "ann");
    String table =
        """
        table: mask-purposes
        stage: mask
        title: { zh: 用途, en: Purposes }
        rows:
          - id: crew
            when: { purpose: %s, field: crew_count }
            then: { mask: M-COVER }
            why: { zh: 与该用途无关, en: of no use for the purpose }
        """
            .formatted(purposes);
    Draft written =
        governance.write(
            draft.id(),
            draft.revision(),
            "mask-purposes.yaml",
            Optional.of(table.getBytes(StandardCharsets.UTF_8)),
            "ann");
    return governance.submit(written.id(), written.revision(), "ann");
  }

  private RequestSpecification calling(String who) {
    return given().header("X-API-Key", demo.read().orElseThrow().keys().get(who));
  }

  private Object crew(String who, String call) {
    return good(calling(who).get(call), 200).get("rows[0].crew_count");
  }

  private String lines(String who) {
    return calling(who).header("Accept", "application/x-ndjson").get(SERVICE).asString();
  }

  /** The bank may know of ships for its loans. */
  private void bankAgrees() throws Exception {
    Map<String, Object> wish = new HashMap<>(wish(fields()));
    wish.putAll(Map.of("application", "demo-bank", "purpose", "finance"));
    String path =
        "/admin/v1/requests/" + good(as("bank").body(wish).post(REQUESTS), 201).getLong("id");
    good(act("provider", path + "/approve", 1, Map.of()), 200);
    long id = good(act("administrator", path + "/approve", 2, Map.of()), 200).getLong("agreement");
    String text = good(as("bank").get(AGREEMENTS + "/" + id), 200).getString("text");
    SigningKey own = SigningKey.generate(new SecureRandom());
    String keyId = keys.enrol("demo-bank", own.verifyingKey(), Duration.ofHours(1)).orElseThrow();
    String value =
        HexFormat.of()
            .formatHex(own.sign(text.getBytes(StandardCharsets.UTF_8), new SecureRandom()));
    good(
        as("bank")
            .body(Map.of("key", keyId, "signature", value))
            .post(AGREEMENTS + "/" + id + "/sign"),
        200);
    good(as("approver").post("/admin/v1/agreements/" + id + "/sign"), 200);
  }

  private static Map<String, String> masks(JsonPath plan) {
    return plan.getMap(
        "releases[0].certificate.fields.find { it.path == 'rows[].crew_count' }.masks");
  }

  private JsonPath access() {
    return good(as("administrator").get("/admin/v1/services/vessel-calls/access"), 200);
  }

  private JsonPath access(String agreement) {
    return access()
        .setRootPath("releases[0].agreements.find { it.agreement == '" + agreement + "' }");
  }

  /** The forwarder has an agreement about all of them. */
  private List<String> fields() {
    Map<String, Object> row =
        good(
                given()
                    .header("X-API-Key", demo.read().orElseThrow().keys().get("forwarder"))
                    .get(SERVICE + "?limit=1"),
                200)
            .getMap("rows[0]");
    row.keySet().removeAll(Set.of("_relation", "_masked"));
    return List.copyOf(row.keySet());
  }
}
