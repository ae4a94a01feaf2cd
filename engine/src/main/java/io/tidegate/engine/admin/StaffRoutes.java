package io.tidegate.engine.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.engine.admin.AccountCheck.StaffRole;
import io.tidegate.engine.session.Sessions;
import io.tidegate.engine.staff.Staff;
import io.tidegate.engine.staff.Staff.Handed;
import io.tidegate.engine.staff.StaffException;
import io.tidegate.engine.store.AccountStore.Account;
import io.tidegate.engine.store.AccountStore.Found;
import io.tidegate.engine.store.AccountStore.Person;
import io.tidegate.engine.store.AccountStore.Role;
import io.tidegate.route.text.Bilingual;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What staff can do with accounts of staff. */
final class StaffRoutes {
  /** Where somebody sets another password for themselves, and may before anything else. */
  static final String PASSWORD = "/admin/v1/password";

  private static final String STAFF = "/admin/v1/staff";
  private static final Set<StaffRole> READERS =
      EnumSet.of(StaffRole.OPERATOR, StaffRole.ADMINISTRATOR, StaffRole.AUDITOR);
  private static final Set<StaffRole> SYSTEM = EnumSet.of(StaffRole.OPERATOR);
  private static final Set<StaffRole> EITHER =
      EnumSet.of(StaffRole.OPERATOR, StaffRole.ADMINISTRATOR);
  private static final List<String> NO_QUERY = List.of();

  private final Staff staff;
  private final Sessions sessions;

  StaffRoutes(Staff staff, Sessions sessions) {
    this.staff = Objects.requireNonNull(staff, "staff");
    this.sessions = Objects.requireNonNull(sessions, "sessions");
  }

  /** An act on accounts. */
  @FunctionalInterface
  private interface StaffAct {
    AdminAnswer run(AdminRequest request) throws StaffException, AdminException;
  }

  List<AdminRoute> all() {
    return List.of(
        route(
            "GET",
            STAFF,
            READERS,
            false,
            List.of("after", "limit"),
            200,
            "人员账号列表",
            "the accounts of staff, by login",
            this::list),
        route(
            "POST",
            STAFF,
            SYSTEM,
            false,
            NO_QUERY,
            201,
            "开通账号",
            "opens an account, which a security administrator has to confirm",
            this::open),
        route(
            "GET",
            STAFF + "/{login}",
            READERS,
            false,
            NO_QUERY,
            200,
            "一个账号",
            "one account",
            request -> answer(200, staff.account(login(request)))),
        route(
            "POST",
            STAFF + "/{login}/confirm",
            AdminRoute.SECURITY,
            true,
            NO_QUERY,
            200,
            "确认账号",
            "confirms what another person asked for",
            request ->
                answer(200, staff.confirm(login(request), request.revision(), request.actor()))),
        route(
            "POST",
            STAFF + "/{login}/disable",
            EITHER,
            true,
            NO_QUERY,
            200,
            "停用账号",
            "ends the use of an account at once",
            request ->
                answer(200, staff.disable(login(request), request.revision(), request.actor()))),
        route(
            "POST",
            STAFF + "/{login}/unlock",
            AdminRoute.SECURITY,
            false,
            NO_QUERY,
            200,
            "解除登录锁定",
            "lets a login that failed too often try again at once",
            this::unlock),
        route(
            "POST",
            STAFF + "/{login}/reset",
            SYSTEM,
            true,
            NO_QUERY,
            200,
            "重置密码",
            "gives an account a new one-time password, which has to be confirmed",
            request ->
                handed(200, staff.reset(login(request), request.revision(), request.actor()))),
        route(
            "POST",
            PASSWORD,
            AdminRoute.ALL,
            false,
            NO_QUERY,
            200,
            "修改本人密码",
            "sets another password for whoever is signed in",
            this::password));
  }

  private static AdminRoute route(
      String method,
      String template,
      Set<StaffRole> roles,
      boolean revision,
      List<String> query,
      int status,
      String zh,
      String en,
      StaffAct act) {
    return new AdminRoute(
        method,
        template,
        roles,
        revision,
        query,
        status,
        new Bilingual(zh, en),
        request -> {
          try {
            return act.run(request);
          } catch (StaffException e) {
            throw AdminException.of(e);
          }
        });
  }

  private static String login(AdminRequest request) {
    return request.path().get("login");
  }

  private AdminAnswer list(AdminRequest request) throws AdminException {
    int limit = request.limit();
    List<Found> found = staff.after(request.query().getOrDefault("after", ""), limit + 1);
    List<Found> page = found.subList(0, Math.min(limit, found.size()));
    return AdminAnswer.json(
        200,
        json -> {
          json.writeArrayFieldStart("staff");
          for (Found one : page) {
            json.writeStartObject();
            account(json, one.account());
            json.writeBooleanField("intact", one.intact());
            json.writeEndObject();
          }
          json.writeEndArray();
          if (found.size() > limit) {
            json.writeStringField("next_after", page.getLast().account().login());
          }
        });
  }

  private AdminAnswer open(AdminRequest request) throws StaffException, AdminException {
    Map<String, String> members = request.members("login", "role", "person", "name");
    Role role;
    try {
      role = Role.valueOf(members.get("role").toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new AdminException(AdminProblem.MALFORMED);
    }
    Handed handed =
        staff.open(
            members.get("login"),
            role,
            new Person(members.get("person"), members.get("name")),
            request.actor());
    return handed(201, handed).with("Location", STAFF + "/" + handed.account().login());
  }

  private AdminAnswer unlock(AdminRequest request) throws StaffException {
    Account account = staff.account(login(request));
    sessions.unlock(account.login(), request.actor());
    return answer(200, account);
  }

  private AdminAnswer password(AdminRequest request) throws StaffException, AdminException {
    if (request.asker().session().isPresent()) {
      // who finds an open session is not its owner; there the password until now is asked for
      throw new AdminException(
          AdminProblem.STATE,
          new Bilingual(
              "在登录会话中请使用 /session/v1/password",
              "in a session it is /session/v1/password that sets another password"),
          List.of());
    }
    return answer(
        200, staff.changePassword(request.actor(), request.members("password").get("password")));
  }

  private static AdminAnswer answer(int status, Account account) {
    return AdminAnswer.json(status, json -> account(json, account)).at(account.revision());
  }

  private static AdminAnswer handed(int status, Handed handed) {
    return AdminAnswer.json(
            status,
            json -> {
              account(json, handed.account());
              json.writeStringField("one_time_password", handed.oneTimePassword());
              json.writeStringField(
                  "good_until",
                  handed.account().passwordSince().plus(Staff.ONE_TIME_LIFE).toString());
            })
        .at(handed.account().revision());
  }

  private static void account(JsonGenerator json, Account account) throws IOException {
    json.writeStringField("login", account.login());
    json.writeNumberField("revision", account.revision());
    json.writeStringField("role", account.role().name().toLowerCase(Locale.ROOT));
    json.writeStringField("person", account.person().map(Person::id).orElse(null));
    json.writeStringField("name", account.person().map(Person::name).orElse(null));
    json.writeStringField("state", account.state().name().toLowerCase(Locale.ROOT));
    json.writeBooleanField("one_time", account.oneTime());
    json.writeStringField("asked_by", account.askedBy());
    json.writeStringField("created_at", account.createdAt().toString());
    json.writeStringField("password_since", account.passwordSince().toString());
    json.writeStringField("last_used_at", account.lastUsedAt().map(Object::toString).orElse(null));
  }
}
