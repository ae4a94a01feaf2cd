package io.tidegate.engine.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.engine.admin.AccountCheck.StaffRole;
import io.tidegate.engine.organisation.Applications;
import io.tidegate.engine.organisation.Applications.Issued;
import io.tidegate.engine.organisation.OrganisationException;
import io.tidegate.engine.organisation.Organisations;
import io.tidegate.engine.organisation.Organisations.Wish;
import io.tidegate.engine.session.Captchas;
import io.tidegate.engine.session.SessionException;
import io.tidegate.engine.session.Sessions;
import io.tidegate.engine.staff.Members;
import io.tidegate.engine.staff.Staff;
import io.tidegate.engine.staff.Staff.Handed;
import io.tidegate.engine.staff.StaffException;
import io.tidegate.engine.store.AccountStore;
import io.tidegate.engine.store.AccountStore.Account;
import io.tidegate.engine.store.AccountStore.Membership;
import io.tidegate.engine.store.OrganisationStore.Organisation;
import io.tidegate.engine.store.OrganisationStore.State;
import io.tidegate.route.text.Bilingual;
import io.tidegate.rules.fact.OrganisationLevel;
import io.tidegate.rules.fact.Purpose;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What staff does with organisations, and what these do with their own people. */
final class OrganisationRoutes {
  private static final String ALL = "/admin/v1/organisations";
  private static final String ONE = ALL + "/{code}";
  private static final String OWN = "/portal/v1/organisation";
  private static final String USERS = "/portal/v1/users";
  private static final Set<StaffRole> EITHER =
      EnumSet.of(StaffRole.OPERATOR, StaffRole.ADMINISTRATOR);

  private final Organisations organisations;
  private final Applications applications;
  private final Members members;
  private final Sessions sessions;
  private final Captchas captchas;

  OrganisationRoutes(
      Organisations organisations,
      Applications applications,
      Members members,
      Sessions sessions,
      Captchas captchas) {
    this.organisations = Objects.requireNonNull(organisations, "organisations");
    this.applications = Objects.requireNonNull(applications, "applications");
    this.members = Objects.requireNonNull(members, "members");
    this.sessions = Objects.requireNonNull(sessions, "sessions");
    this.captchas = Objects.requireNonNull(captchas, "captchas");
  }

  /** An act on organisations and their people. */
  @FunctionalInterface
  private interface OrganisationAct {
    AdminAnswer run(AdminRequest request)
        throws OrganisationException, StaffException, SessionException, AdminException;
  }

  private static AdminRoute route(
      String operation,
      Set<? extends AccountRole> roles,
      boolean revision,
      int status,
      String zh,
      String en,
      OrganisationAct act,
      String... query) {
    String[] parts = operation.split(" ");
    return new AdminRoute(
        parts[0],
        parts[1],
        roles,
        revision,
        List.of(query),
        status,
        new Bilingual(zh, en),
        request -> {
          try {
            return act.run(request);
          } catch (OrganisationException e) {
            throw AdminException.of(e);
          } catch (StaffException e) {
            throw AdminException.of(e);
          } catch (SessionException e) {
            throw AdminException.of(e);
          }
        });
  }

  List<AdminRoute> all() {
    return List.of(
        route(
            "GET " + ALL,
            AdminRoute.ALL,
            false,
            200,
            "组织列表",
            "organisations by credit code; q is a part of the name or the beginning of the code",
            this::list,
            "q",
            "state",
            "after",
            "limit"),
        route(
            "GET " + ONE,
            AdminRoute.ALL,
            false,
            200,
            "一个组织",
            "one organisation",
            request -> answer(200, organisations.organisation(code(request)))),
        route(
            "POST " + ONE + "/verify",
            AdminRoute.SECURITY,
            true,
            200,
            "核验通过",
            "says that it is who it says; its programs may call from now on",
            request ->
                answer(
                    200, organisations.verify(code(request), request.revision(), request.actor()))),
        route(
            "POST " + ONE + "/refuse",
            AdminRoute.SECURITY,
            true,
            200,
            "核验不通过",
            "says that it is not who it says, and why",
            request ->
                answer(
                    200,
                    organisations.refuse(
                        code(request), request.revision(), reason(request), request.actor()))),
        route(
            "POST " + ONE + "/suspend",
            EITHER,
            true,
            200,
            "停用组织",
            "none of its programs may call from now on, on any node",
            request ->
                answer(
                    200,
                    organisations.suspend(
                        code(request), request.revision(), reason(request), request.actor()))),
        route(
            "POST " + ONE + "/resume",
            AdminRoute.SECURITY,
            true,
            200,
            "恢复组织",
            "its programs may call again",
            request ->
                answer(
                    200, organisations.resume(code(request), request.revision(), request.actor()))),
        route(
            "PUT " + ONE + "/rating",
            AdminRoute.SECURITY,
            true,
            200,
            "设定信用等级与用途",
            "notes how far it is trusted and what it may ask for data for",
            this::rate),
        route(
            "POST /portal/v1/sign-up",
            AdminRoute.ANYBODY,
            false,
            201,
            "组织注册",
            "signs an organisation up, with the first of its people and a key of the sandbox",
            this::signUp),
        route(
            "GET " + OWN,
            AdminRoute.MEMBERS,
            false,
            200,
            "本组织",
            "the own organisation",
            request -> answer(200, organisations.organisation(request.organisation()))),
        route(
            "GET " + USERS,
            AdminRoute.ORGANISATION,
            false,
            200,
            "本组织人员",
            "the people of the own organisation",
            this::users),
        route(
            "POST " + USERS,
            AdminRoute.ORGANISATION,
            false,
            201,
            "开通人员账号",
            "opens an account with a one-time password",
            this::open),
        route(
            "GET " + USERS + "/{login}",
            AdminRoute.ORGANISATION,
            false,
            200,
            "一个人员账号",
            "one of them",
            request -> user(200, members.member(request.organisation(), login(request)))),
        route(
            "PUT " + USERS + "/{login}/role",
            AdminRoute.ORGANISATION,
            true,
            200,
            "设定人员角色",
            "says what somebody may do for the organisation",
            this::assign),
        route(
            "POST " + USERS + "/{login}/disable",
            AdminRoute.ORGANISATION,
            true,
            200,
            "停用人员账号",
            "ends the use of an account, and its sessions, at once",
            request ->
                user(
                    200,
                    members.disable(
                        request.organisation(),
                        login(request),
                        request.revision(),
                        request.actor()))),
        route(
            "POST " + USERS + "/{login}/reset",
            AdminRoute.ORGANISATION,
            true,
            200,
            "重置人员密码",
            "gives somebody a new one-time password, which ends their sessions",
            request ->
                handed(
                    200,
                    members.reset(
                        request.organisation(),
                        login(request),
                        request.revision(),
                        request.actor()))),
        route(
            "POST " + USERS + "/{login}/unlock",
            AdminRoute.ORGANISATION,
            false,
            200,
            "解除登录锁定",
            "lets a login that failed too often try again at once",
            this::unlock));
  }

  private static String code(AdminRequest request) {
    return request.path().get("code");
  }

  private static String login(AdminRequest request) {
    return request.path().get("login");
  }

  private static String reason(AdminRequest request) throws AdminException {
    return request.members("reason").get("reason");
  }

  private AdminAnswer list(AdminRequest request) throws AdminException {
    int limit = request.limit();
    Optional<State> state = Optional.empty();
    if (request.query().containsKey("state")) {
      state =
          Optional.of(
              Arrays.stream(State.values())
                  .filter(known -> word(known).equals(request.query().get("state")))
                  .findFirst()
                  .orElseThrow(() -> new AdminException(AdminProblem.MALFORMED)));
    }
    List<Organisation> found =
        organisations.after(
            request.query().getOrDefault("after", ""),
            request.query().getOrDefault("q", "").strip(),
            state,
            limit + 1);
    List<Organisation> page = found.subList(0, Math.min(limit, found.size()));
    return AdminAnswer.json(
        200,
        json -> {
          json.writeArrayFieldStart("organisations");
          for (Organisation one : page) {
            json.writeStartObject();
            write(json, one);
            json.writeEndObject();
          }
          json.writeEndArray();
          if (found.size() > limit) {
            json.writeStringField("next_after", page.getLast().code());
          }
        });
  }

  private AdminAnswer rate(AdminRequest request) throws OrganisationException, AdminException {
    JsonNode body = request.object();
    OrganisationLevel level =
        AdminRequest.text(body, "level")
            .flatMap(OrganisationLevel::ofWord)
            .orElseThrow(() -> new AdminException(AdminProblem.MALFORMED));
    Set<Purpose> purposes = EnumSet.noneOf(Purpose.class);
    for (String word : AdminRequest.texts(body, "purposes")) {
      purposes.add(
          Purpose.ofWord(word).orElseThrow(() -> new AdminException(AdminProblem.MALFORMED)));
    }
    return answer(
        200,
        organisations.rate(code(request), request.revision(), level, purposes, request.actor()));
  }

  private AdminAnswer signUp(AdminRequest request)
      throws OrganisationException, StaffException, SessionException, AdminException {
    Map<String, String> wish =
        request.members(
            "code", "name", "contact", "login", "person", "password", "captchaId", "captcha");
    captchas.require(wish.get("captchaId"), wish.get("captcha"));
    Organisation organisation =
        organisations.signUp(
            new Wish(
                wish.get("code"),
                wish.get("name"),
                wish.get("contact"),
                wish.get("login"),
                wish.get("person"),
                wish.get("password")));
    Optional<Issued> sandbox = applications.sandbox(organisation.code(), wish.get("login"));
    return AdminAnswer.json(
        201,
        json -> {
          json.writeObjectFieldStart("organisation");
          write(json, organisation);
          json.writeEndObject();
          json.writeStringField("login", wish.get("login"));
          if (sandbox.isPresent()) {
            json.writeStringField("sandbox_key", sandbox.get().secret().orElseThrow());
          }
        });
  }

  private AdminAnswer users(AdminRequest request) {
    List<Account> people = members.of(request.organisation());
    return AdminAnswer.json(
        200,
        json -> {
          json.writeArrayFieldStart("users");
          for (Account one : people) {
            json.writeStartObject();
            write(json, one);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private AdminAnswer open(AdminRequest request)
      throws OrganisationException, StaffException, AdminException {
    Map<String, String> wish = request.members("login", "name", "role");
    Organisation organisation = organisations.organisation(request.organisation());
    Handed handed =
        members.open(
            wish.get("login"),
            new Membership(
                organisation.code(),
                organisation.name(),
                organisation.state(),
                role(wish.get("role")),
                wish.get("name").strip()),
            request.actor());
    return handed(201, handed).with("Location", USERS + "/" + handed.account().login());
  }

  private AdminAnswer assign(AdminRequest request) throws StaffException, AdminException {
    return user(
        200,
        members.assign(
            request.organisation(),
            login(request),
            role(request.members("role").get("role")),
            request.revision(),
            request.actor()));
  }

  private AdminAnswer unlock(AdminRequest request) throws StaffException {
    Account account = members.member(request.organisation(), login(request));
    sessions.unlock(account.login(), request.actor());
    return user(200, account);
  }

  private static AccountStore.MemberRole role(String word) throws AdminException {
    return switch (word) {
      case "organisation_administrator" -> AccountStore.MemberRole.ADMINISTRATOR;
      case "member" -> AccountStore.MemberRole.MEMBER;
      default -> throw new AdminException(AdminProblem.MALFORMED);
    };
  }

  // ---- what is answered

  private static AdminAnswer answer(int status, Organisation organisation) {
    return AdminAnswer.json(status, json -> write(json, organisation)).at(organisation.revision());
  }

  private static void write(JsonGenerator json, Organisation organisation) throws IOException {
    json.writeStringField("code", organisation.code());
    json.writeStringField("name", organisation.name());
    json.writeStringField("state", word(organisation.state()));
    json.writeStringField("reason", organisation.reason().orElse(null));
    json.writeStringField("level", organisation.level().word());
    json.writeArrayFieldStart("purposes");
    for (String purpose : organisation.purposes().stream().map(Purpose::word).sorted().toList()) {
      json.writeString(purpose);
    }
    json.writeEndArray();
    json.writeStringField("contact", organisation.contact());
    json.writeStringField("created_at", organisation.createdAt().toString());
    json.writeStringField("decided_by", organisation.decidedBy().orElse(null));
    json.writeStringField(
        "decided_at", organisation.decidedAt().map(Object::toString).orElse(null));
    json.writeNumberField("revision", organisation.revision());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static AdminAnswer user(int status, Account account) {
    return AdminAnswer.json(status, json -> write(json, account)).at(account.revision());
  }

  private static AdminAnswer handed(int status, Handed handed) {
    return AdminAnswer.json(
            status,
            json -> {
              write(json, handed.account());
              json.writeStringField("one_time_password", handed.oneTimePassword());
              json.writeStringField(
                  "good_until",
                  handed.account().passwordSince().plus(Staff.ONE_TIME_LIFE).toString());
            })
        .at(handed.account().revision());
  }

  private static void write(JsonGenerator json, Account account) throws IOException {
    json.writeStringField("login", account.login());
    json.writeStringField("name", account.name());
    json.writeStringField("role", SessionAccounts.role(account).word());
    json.writeStringField("state", word(account.state()));
    json.writeBooleanField("one_time", account.oneTime());
    json.writeStringField("created_at", account.createdAt().toString());
    json.writeStringField("last_used_at", account.lastUsedAt().map(Object::toString).orElse(null));
    json.writeNumberField("revision", account.revision());
  }
}
