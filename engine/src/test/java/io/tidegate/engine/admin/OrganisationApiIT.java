package io.tidegate.engine.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tidegate.engine.access.Caller;
import io.tidegate.engine.access.Callers;
import io.tidegate.engine.access.ClientCertificates;
import io.tidegate.engine.access.SignatureKeys;
import io.tidegate.engine.crypto.Pbkdf2Sm3;
import io.tidegate.engine.crypto.Sm4Gcm;
import io.tidegate.engine.detect.DetectionCounts;
import io.tidegate.engine.detect.LiveSampling;
import io.tidegate.engine.gateway.TestServer;
import io.tidegate.engine.organisation.Applications;
import io.tidegate.engine.organisation.Organisations;
import io.tidegate.engine.organisation.ProgramCertificates;
import io.tidegate.engine.publish.EndpointTable;
import io.tidegate.engine.session.Captchas;
import io.tidegate.engine.session.SessionFixture;
import io.tidegate.engine.session.Sessions;
import io.tidegate.engine.signature.TestCertificate;
import io.tidegate.engine.staff.Members;
import io.tidegate.engine.staff.Staff;
import io.tidegate.engine.store.AccessStore;
import io.tidegate.engine.store.AccountStore;
import io.tidegate.engine.store.AccountStore.Account;
import io.tidegate.engine.store.AccountStore.Person;
import io.tidegate.engine.store.AccountStore.Role;
import io.tidegate.engine.store.ApplicationStore;
import io.tidegate.engine.store.AuditStore;
import io.tidegate.engine.store.CertificateStore;
import io.tidegate.engine.store.OrganisationStore;
import io.tidegate.engine.store.PlatformDatabase;
import io.tidegate.engine.store.SignatureKeyStore;
import io.tidegate.engine.store.StoreFixture;
import io.tidegate.route.identifier.OrganisationCode;
import io.tidegate.route.identifier.UnifiedSocialCreditCode;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An enterprise signs up, is verified, registers a program and calls, until it may not any more.
 */
class OrganisationApiIT {
  private static final String ORGANISATIONS = "/admin/v1/organisations";
  private static final String APPLICATIONS = "/portal/v1/applications";
  private static final String USERS = "/portal/v1/users";
  private static final String PASSWORD = "Tide-and-time-1";

  /** As which the sandbox calls. */
  private static final String STORY = "91350299MAT0000182";

  private static final String HERE = "127.0.0.1";

  @TempDir static Path folder;
  private static final Map<String, Signed> STAFF = new HashMap<>();
  private static PlatformDatabase database;
  private static TestServer server;
  private static DescribedAnswers described;
  private static AuditStore audit;
  private static Callers callers;
  private static ClientCertificates shown;
  private static TestCertificate certificate;
  private static LiveSampling sampling;

  /** A browser: what it was given at the sign-in. */
  private record Signed(String cookie, String csrf) {
    RequestSpecification asks() {
      return anybody().cookie("tg_session", cookie).header("X-CSRF-Token", csrf);
    }
  }

  @BeforeAll
  static void start() throws Exception {
    Clock clock = Clock.systemUTC();
    database = StoreFixture.migrated(folder);
    certificate = TestCertificate.make(folder, "erp");
    AccountStore accounts = StoreFixture.accounts(database);
    audit = new AuditStore(database.dataSource(), clock);
    AccessStore access = new AccessStore(database.dataSource());
    callers = new Callers(() -> access.credentials(Optional.of(STORY)), clock);
    Staff staff = new Staff(accounts, audit, clock);
    Captchas captchas = SessionFixture.captchas(database.dataSource(), clock);
    Sessions sessions = SessionFixture.sessions(database.dataSource(), staff, captchas, clock);
    Members members = new Members(accounts, clock);
    Organisations organisations =
        new Organisations(
            new OrganisationStore(database.dataSource(), accounts, clock), members, clock);
    Applications applications =
        new Applications(
            new ApplicationStore(database.dataSource(), clock),
            organisations,
            new SignatureKeys(
                new SignatureKeyStore(database.dataSource()), new Sm4Gcm(new byte[32]), clock),
            audit,
            true,
            clock);
    List<AdminRoute> routes = new ArrayList<>();
    routes.addAll(new StaffRoutes(staff, sessions).all());
    routes.addAll(
        new SessionRoutes(
                sessions, captchas, account -> SessionAccounts.signedIn(account, staff), false)
            .all());
    routes.addAll(
        new OrganisationRoutes(organisations, applications, members, sessions, captchas).all());
    routes.addAll(new ApplicationRoutes(applications).all());
    CertificateStore certificates = new CertificateStore(database.dataSource(), clock);
    shown = new ClientCertificates(certificates::bindings, clock);
    routes.addAll(
        new CertificateRoutes(new ProgramCertificates(certificates, applications, true, clock))
            .all());
    AccountCheck check = new SessionAccounts(sessions, staff);
    sampling = new LiveSampling(0, false, DetectionCounts.NONE, clock);
    server =
        new TestServer(
            router -> {
              new GovernanceApi(
                      routes, check, audit::add, TestServer.Settings.USUAL.bodyTime(), clock)
                  .attach(router);
              new AdminServices(
                      () -> new EndpointTable(1, List.of()),
                      check,
                      sampling,
                      TestServer::digest,
                      TestServer.Settings.USUAL)
                  .attach(router);
            });
    described =
        new DescribedAnswers(
            given().port(server.port()).get("/admin/v1/openapi.json").asByteArray());
    String hash = Pbkdf2Sm3.hash(PASSWORD.toCharArray(), new SecureRandom());
    for (Role role : List.of(Role.ADMINISTRATOR, Role.OPERATOR, Role.PROVIDER, Role.AUDITOR)) {
      String login = role.name().toLowerCase(Locale.ROOT);
      accounts.add(
          Account.active(
              login,
              hash,
              role,
              Optional.empty(),
              Optional.of(new Person(login, login)),
              clock.instant()),
          "test");
    }
  }

  @AfterAll
  static void stop() {
    server.close();
    sampling.close();
    database.close();
  }

  /** Every answer is held against the description of the API. */
  private static RequestSpecification anybody() {
    return given()
        .port(server.port())
        .filter(described)
        .contentType("application/json")
        .header("Accept-Language", "en");
  }

  /** Signed in once, for hashing a password takes its time. */
  private RequestSpecification staff(String login) {
    return STAFF.computeIfAbsent(login, who -> signIn(who, PASSWORD)).asks();
  }

  private Map<String, String> captcha() {
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("captchaId", anybody().post("/session/v1/captcha").jsonPath().getString("id"));
    answer.put("captcha", SessionFixture.WORD);
    return answer;
  }

  private Response login(String login, String password) {
    Map<String, String> form = captcha();
    form.put("login", login);
    form.put("password", password);
    return anybody().body(form).post("/session/v1/login");
  }

  private Signed signIn(String login, String password) {
    Response answer = login(login, password);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    return new Signed(answer.cookie("tg_session"), answer.jsonPath().getString("csrf"));
  }

  private Response signUp(String code, String login) {
    Map<String, String> form = captcha();
    form.put("code", code);
    form.put("name", "潮起示例贸易有限公司");
    form.put("contact", "0592-0000000");
    form.put("login", login);
    form.put("person", "林");
    form.put("password", PASSWORD);
    return anybody().body(form).post("/portal/v1/sign-up");
  }

  /** A sound credit code that nobody has. */
  private static String code(int number) {
    String body = "91350299MAT009%02d".formatted(number);
    String inner = body + OrganisationCode.expectedCheckDigit(body.substring(8, 16));
    return inner + UnifiedSocialCreditCode.expectedCheckDigit(inner + "0");
  }

  private static void problem(Response response, int status, String code) {
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
    assertThat(response.jsonPath().getString("code")).isEqualTo(code);
    assertThat(response.header("WWW-Authenticate")).isNull();
  }

  /** As which enterprise a key calls, once a node has read the keys anew. */
  private static Optional<String> called(String key) {
    callers.refresh();
    return callers.authenticate(key, HERE).map(Caller::usci);
  }

  @Test
  void anEnterpriseSignsUpAndTriesTheSandboxAtOnce() {
    String code = code(1);
    char right = code.charAt(17);
    Response wrong = signUp(code.substring(0, 17) + (right == '0' ? '1' : '0'), "lin.one");
    problem(wrong, 422, "TG-ADMIN-422");
    assertThat(wrong.jsonPath().getString("message_en")).endsWith("place 18 should be " + right);

    Response signed = signUp(code, "lin.one");
    assertThat(signed.statusCode()).as(signed.asString()).isEqualTo(201);
    assertThat(signed.jsonPath().getString("organisation.state")).isEqualTo("pending");
    assertThat(called(signed.jsonPath().getString("sandbox_key"))).contains(STORY);

    problem(signUp(code, "lin.other"), 409, "TG-ADMIN-409");
    problem(signUp(code(2), "lin.one"), 409, "TG-ADMIN-409");
    assertThat(staff("auditor").get(ORGANISATIONS + "/" + code(2)).statusCode())
        .as("nothing is left of who did not sign up")
        .isEqualTo(404);
    problem(anybody().body("{}").post("/portal/v1/sign-up"), 400, "TG-ADMIN-400");

    Signed lin = signIn("lin.one", PASSWORD);
    Response registered = lin.asks().body("{\"name\": \"ERP\"}").post(APPLICATIONS);
    assertThat(registered.statusCode()).as(registered.asString()).isEqualTo(201);
    Response key =
        lin.asks().body("{\"kind\": \"api_key\"}").post(registered.header("Location") + "/keys");
    problem(key, 409, "TG-ADMIN-409");
    assertThat(key.jsonPath().getString("message_en")).contains("nobody has verified");
  }

  /** What is asked of the connections of a program, as its own people say it. */
  private void certificates(Signed own, Signed other, String program) {
    String all = program + "/certificates";
    String pem = JsonNodeFactory.instance.textNode(certificate.pem()).toString();
    problem(own.asks().body("{\"bound\": true}").put(all + "/binding"), 409, "TG-ADMIN-409");
    problem(own.asks().body("{\"bound\": 1}").put(all + "/binding"), 400, "TG-ADMIN-400");
    problem(own.asks().body("{\"certificate\": \"no\"}").post(all), 422, "TG-ADMIN-422");
    Response registered = own.asks().body("{\"certificate\": " + pem + "}").post(all);
    assertThat(registered.statusCode()).as(registered.asString()).isEqualTo(201);
    String thumbprint = registered.jsonPath().getString("thumbprint");
    problem(own.asks().body("{\"certificate\": " + pem + "}").post(all), 409, "TG-ADMIN-409");
    Response bound = own.asks().body("{\"bound\": true}").put(all + "/binding");
    assertThat(bound.jsonPath().getBoolean("bound")).isTrue();
    assertThat(bound.jsonPath().<String>getList("certificates.thumbprint"))
        .containsExactly(thumbprint);
    String id = program.substring(program.lastIndexOf('/') + 1);
    shown.refresh();
    assertThat(shown.held(id, "", Optional::empty)).isEmpty();
    assertThat(shown.held(id, "", () -> Optional.of(thumbprint))).contains(thumbprint);

    assertThat(other.asks().get(all).statusCode()).isEqualTo(404);
    assertThat(other.asks().delete(all + "/" + thumbprint).statusCode()).isEqualTo(404);
    assertThat(own.asks().delete(all + "/" + thumbprint).statusCode()).isEqualTo(204);
    assertThat(own.asks().delete(all + "/" + thumbprint).statusCode()).isEqualTo(404);
    assertThat(own.asks().get(all).jsonPath().<String>getList("certificates.state"))
        .containsExactly("revoked");
    shown.refresh();
    assertThat(shown.held(id, "", () -> Optional.of(thumbprint)))
        .as("it does not open when the last one ends")
        .isEmpty();
    own.asks().body("{\"bound\": false}").put(all + "/binding").then().statusCode(200);
    shown.refresh();
    assertThat(shown.held(id, "", Optional::empty)).contains("");
  }

  @Test
  void aVerifiedEnterpriseCallsUntilKeyOrOrganisationAreEnded() {
    String code = code(3);
    signUp(code, "lin.three");
    Signed lin = signIn("lin.three", PASSWORD);
    String one = ORGANISATIONS + "/" + code;
    assertThat(
            staff("provider")
                .get(ORGANISATIONS + "?q=" + code.substring(0, 14))
                .jsonPath()
                .<String>getList("organisations.code"))
        .contains(code);
    problem(
        staff("operator").header("If-Match", "\"1\"").post(one + "/verify"), 403, "TG-ADMIN-ROLE");
    Response verified = staff("administrator").header("If-Match", "\"1\"").post(one + "/verify");
    assertThat(verified.jsonPath().getString("state")).isEqualTo("verified");
    problem(
        staff("administrator").header("If-Match", "\"1\"").post(one + "/verify"),
        412,
        "TG-ADMIN-412");
    Response rated =
        staff("administrator")
            .header("If-Match", verified.header("ETag"))
            .body("{\"level\": \"certified\", \"purposes\": [\"finance\", \"verification\"]}")
            .put(one + "/rating");
    assertThat(rated.jsonPath().<String>getList("purposes"))
        .containsExactly("finance", "verification");

    String program =
        lin.asks()
            .body("{\"name\": \"ERP\", \"networks\": [\"127.0.0.0/8\"]}")
            .post(APPLICATIONS)
            .header("Location");
    problem(
        lin.asks().body("{\"name\": \"ERP\", \"networks\": [\"all\"]}").post(APPLICATIONS),
        422,
        "TG-ADMIN-422");
    Response first = lin.asks().body("{\"kind\": \"api_key\"}").post(program + "/keys");
    assertThat(first.statusCode()).as(first.asString()).isEqualTo(201);
    String firstKey = first.jsonPath().getString("secret");
    assertThat(called(firstKey)).contains(code);
    Response second =
        lin.asks().body("{\"kind\": \"api_key\", \"days\": 90}").post(program + "/keys");
    String secondKey = second.jsonPath().getString("secret");
    assertThat(called(secondKey)).contains(code);
    assertThat(called(firstKey)).contains(code);
    problem(
        lin.asks().body("{\"kind\": \"api_key\"}").post(program + "/keys"), 409, "TG-ADMIN-409");
    Response keys = lin.asks().get(program + "/keys");
    assertThat(keys.asString()).doesNotContain(firstKey).doesNotContain(secondKey);
    assertThat(keys.jsonPath().<Boolean>getList("keys.ends_soon")).containsExactly(false, true);
    assertThat(lin.asks().body("{\"kind\": \"hmac_sm3\"}").post(program + "/keys").statusCode())
        .isEqualTo(201);
    problem(
        lin.asks()
            .body("{\"kind\": \"sm2_sm3\", \"public_key\": \"04ff\"}")
            .post(program + "/keys"),
        422,
        "TG-ADMIN-422");

    signUp(code(5), "lin.five");
    Signed other = signIn("lin.five", PASSWORD);
    assertThat(other.asks().get(program).statusCode()).isEqualTo(404);
    assertThat(other.asks().get(program + "/keys").statusCode()).isEqualTo(404);

    certificates(lin, other, program);
    assertThat(
            lin.asks().delete(program + "/keys/" + first.jsonPath().getString("id")).statusCode())
        .isEqualTo(204);
    assertThat(called(firstKey)).isEmpty();
    assertThat(called(secondKey)).contains(code);
    Response moved =
        lin.asks()
            .header("If-Match", "\"1\"")
            .body("{\"name\": \"ERP\", \"networks\": [\"10.9.0.0/16\"]}")
            .put(program);
    assertThat(moved.statusCode()).as(moved.asString()).isEqualTo(200);
    assertThat(called(secondKey)).isEmpty();
    lin.asks().header("If-Match", "\"2\"").body("{\"name\": \"ERP\"}").put(program);
    assertThat(called(secondKey)).contains(code);

    Response suspended =
        staff("operator")
            .header("If-Match", rated.header("ETag"))
            .body("{\"reason\": \"抽查\"}")
            .post(one + "/suspend");
    assertThat(suspended.statusCode()).as(suspended.asString()).isEqualTo(200);
    assertThat(called(secondKey)).isEmpty();
    problem(
        lin.asks().body("{\"name\": \"another\"}").post(APPLICATIONS), 403, "TG-PORTAL-SUSPENDED");
    assertThat(lin.asks().get("/portal/v1/organisation").jsonPath().getString("reason"))
        .isEqualTo("抽查");
    staff("administrator").header("If-Match", suspended.header("ETag")).post(one + "/resume");
    assertThat(called(secondKey)).contains(code);
    assertThat(audit.after(0, 1000))
        .extracting(AuditStore.Entry::act)
        .contains(
            "organisation.sign-up",
            "organisation.verify",
            "organisation.rate",
            "organisation.suspend",
            "organisation.resume",
            "application.register",
            "application.change",
            "key.issue",
            "key.revoke");
  }

  @Test
  void anOrganisationLooksAfterItsOwnPeople() {
    signUp(code(4), "lin.four");
    Signed lin = signIn("lin.four", PASSWORD);
    Response opened =
        lin.asks()
            .body("{\"login\": \"chen.four\", \"name\": \"陈\", \"role\": \"member\"}")
            .post(USERS);
    assertThat(opened.statusCode()).as(opened.asString()).isEqualTo(201);
    problem(
        lin.asks()
            .body("{\"login\": \"operator\", \"name\": \"陈\", \"role\": \"member\"}")
            .post(USERS),
        409,
        "TG-ADMIN-409");

    String once = opened.jsonPath().getString("one_time_password");
    Signed chen = signIn("chen.four", once);
    assertThat(chen.asks().get("/session/v1/me").jsonPath().getBoolean("mustChangePassword"))
        .isTrue();
    problem(chen.asks().get(APPLICATIONS), 403, "TG-ADMIN-PASSWORD");
    Response changed =
        chen.asks()
            .body("{\"current\": \"" + once + "\", \"password\": \"Tide-and-time-2\"}")
            .post("/session/v1/password");
    assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(200);
    assertThat(chen.asks().get("/session/v1/me").statusCode())
        .as("the session before")
        .isEqualTo(401);
    Signed again = new Signed(changed.cookie("tg_session"), changed.jsonPath().getString("csrf"));
    assertThat(again.asks().get(APPLICATIONS).statusCode()).isEqualTo(200);
    for (String path : List.of(APPLICATIONS, USERS)) {
      problem(again.asks().body("{}").post(path), 403, "TG-ADMIN-ROLE");
    }
    problem(again.asks().get(ORGANISATIONS), 403, "TG-ADMIN-ROLE");

    problem(
        lin.asks().header("If-Match", "\"1\"").post(USERS + "/lin.four/disable"),
        409,
        "TG-ADMIN-409");
    assertThat(lin.asks().get(USERS + "/operator").statusCode()).isEqualTo(404);
    Response disabled = lin.asks().header("If-Match", "\"2\"").post(USERS + "/chen.four/disable");
    assertThat(disabled.jsonPath().getString("state")).isEqualTo("disabled");
    assertThat(again.asks().get(APPLICATIONS).statusCode()).isEqualTo(401);
    problem(login("chen.four", "Tide-and-time-2"), 401, "TG-AUTH-INVALID");
    problem(
        anybody().auth().preemptive().basic("lin.four", PASSWORD).get(APPLICATIONS),
        401,
        "TG-AUTH-INVALID");
  }

  @Test
  void staffSignsInByTheFormToo() {
    Response opened = login("administrator", PASSWORD);
    assertThat(opened.jsonPath().<String>getList("roles")).containsExactly("administrator");
    assertThat(opened.header("Set-Cookie")).contains("HttpOnly", "SameSite=Strict", "Path=/");
    assertThat(opened.header("Cache-Control")).isEqualTo("no-store");
    Signed administrator =
        new Signed(opened.cookie("tg_session"), opened.jsonPath().getString("csrf"));
    assertThat(administrator.asks().get("/admin/v1/services").statusCode()).isEqualTo(200);
    assertThat(administrator.asks().get("/admin/v1/staff").statusCode()).isEqualTo(200);
    problem(
        anybody()
            .cookie("tg_session", administrator.cookie())
            .post("/admin/v1/staff/operator/unlock"),
        403,
        "TG-AUTH-CSRF");
    problem(
        administrator.asks().body("{\"password\": \"Tide-and-time-9\"}").post("/admin/v1/password"),
        409,
        "TG-ADMIN-409");
    assertThat(administrator.asks().post("/session/v1/logout").statusCode()).isEqualTo(204);
    problem(administrator.asks().get("/admin/v1/staff"), 401, "TG-AUTH-MISSING");
    assertThat(administrator.asks().get("/admin/v1/services").header("WWW-Authenticate")).isNull();

    Map<String, String> form = captcha();
    form.put("login", "administrator");
    form.put("password", PASSWORD);
    form.put("captcha", "AAAAA");
    problem(anybody().body(form).post("/session/v1/login"), 422, "TG-AUTH-CAPTCHA");
  }
}
