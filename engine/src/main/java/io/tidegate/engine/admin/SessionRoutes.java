package io.tidegate.engine.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.engine.admin.AccountCheck.Organisation;
import io.tidegate.engine.admin.AccountCheck.SignedIn;
import io.tidegate.engine.session.Captchas;
import io.tidegate.engine.session.Captchas.Captcha;
import io.tidegate.engine.session.SessionException;
import io.tidegate.engine.session.Sessions;
import io.tidegate.engine.session.Sessions.Live;
import io.tidegate.engine.session.Sessions.Opened;
import io.tidegate.engine.staff.StaffException;
import io.tidegate.engine.store.AccountStore.Account;
import io.tidegate.route.text.Bilingual;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Signing in by a form, for staff and for people of organisations. */
final class SessionRoutes {
  private static final String SESSION = "/session/v1";

  private final Sessions sessions;
  private final Captchas captchas;
  private final Function<Account, SignedIn> who;
  private final boolean alwaysSecure;

  /**
   * @param who tells what somebody acts as
   * @param alwaysSecure whether the cookie is for TLS only though requests come without it, from a
   *     proxy that ends TLS
   */
  SessionRoutes(
      Sessions sessions, Captchas captchas, Function<Account, SignedIn> who, boolean alwaysSecure) {
    this.sessions = Objects.requireNonNull(sessions, "sessions");
    this.captchas = Objects.requireNonNull(captchas, "captchas");
    this.who = Objects.requireNonNull(who, "who");
    this.alwaysSecure = alwaysSecure;
  }

  /** An act on sessions. */
  @FunctionalInterface
  private interface SessionAct {
    AdminAnswer run(AdminRequest request) throws SessionException, StaffException, AdminException;
  }

  List<AdminRoute> all() {
    return List.of(
        route(
            "POST",
            "/captcha",
            AdminRoute.ANYBODY,
            200,
            "获取验证码图片",
            "a picture to be read by whoever signs in, once, within two minutes",
            this::captcha),
        route(
            "POST",
            "/login",
            AdminRoute.ANYBODY,
            200,
            "登录",
            "signs in; the answer sets the cookie of the session",
            this::login),
        route("GET", "/me", AdminRoute.SIGNED_IN, 200, "当前登录人", "who is signed in", this::me),
        route(
            "POST",
            "/password",
            AdminRoute.SIGNED_IN,
            200,
            "修改本人密码",
            "sets another password, which ends all other sessions and begins a new one",
            this::password),
        route(
            "POST",
            "/logout",
            AdminRoute.SIGNED_IN,
            AdminAnswer.NO_CONTENT,
            "退出登录",
            "ends the session",
            this::logout));
  }

  private static AdminRoute route(
      String method,
      String path,
      Set<? extends AccountRole> roles,
      int status,
      String zh,
      String en,
      SessionAct act) {
    return new AdminRoute(
        method,
        SESSION + path,
        roles,
        false,
        List.of(),
        status,
        new Bilingual(zh, en),
        request -> {
          try {
            return act.run(request);
          } catch (SessionException e) {
            throw AdminException.of(e);
          } catch (StaffException e) {
            throw AdminException.of(e);
          }
        });
  }

  private AdminAnswer captcha(AdminRequest request) throws SessionException {
    Captcha captcha = captchas.ask(request.asker().address());
    return AdminAnswer.json(
        200,
        json -> {
          json.writeStringField("id", captcha.id());
          json.writeStringField("image", captcha.image());
        });
  }

  private AdminAnswer login(AdminRequest request) throws SessionException, AdminException {
    Map<String, String> members = request.members("login", "password", "captchaId", "captcha");
    // whatever session the browser had is over, so that nobody goes on in one that was put there
    request.asker().session().ifPresent(sessions::end);
    return opened(
        sessions.open(
            members.get("login"),
            members.get("password"),
            members.get("captchaId"),
            members.get("captcha"),
            request.asker().address()),
        request.asker());
  }

  private AdminAnswer password(AdminRequest request)
      throws SessionException, StaffException, AdminException {
    inSession(request);
    Map<String, String> members = request.members("current", "password");
    return opened(
        sessions.changePassword(
            request.actor(),
            members.get("current"),
            members.get("password"),
            request.asker().address()),
        request.asker());
  }

  private AdminAnswer logout(AdminRequest request) throws AdminException {
    sessions.end(inSession(request));
    return AdminAnswer.nothing().with("Set-Cookie", cookie("", request.asker()) + "; Max-Age=0");
  }

  private static String inSession(AdminRequest request) throws AdminException {
    return request.asker().session().orElseThrow(() -> new AdminException(AdminProblem.SESSION));
  }

  private AdminAnswer me(AdminRequest request) {
    Optional<Live> live = request.asker().session().flatMap(sessions::find);
    SignedIn signedIn = request.asker().signedIn().orElseThrow();
    return AdminAnswer.json(200, json -> write(json, signedIn, live));
  }

  private AdminAnswer opened(Opened opened, Asker asker) {
    return AdminAnswer.json(
            200,
            json -> write(json, who.apply(opened.live().account()), Optional.of(opened.live())))
        .with("Set-Cookie", cookie(opened.token(), asker));
  }

  private String cookie(String token, Asker asker) {
    return Credentials.COOKIE
        + "="
        + token
        + "; Path=/; HttpOnly; SameSite=Strict"
        + (alwaysSecure || asker.encrypted() ? "; Secure" : "");
  }

  private static void write(JsonGenerator json, SignedIn signedIn, Optional<Live> live)
      throws IOException {
    json.writeStringField("login", signedIn.login());
    json.writeStringField("name", signedIn.name());
    json.writeArrayFieldStart("roles");
    json.writeString(signedIn.role().word());
    json.writeEndArray();
    if (signedIn.organisation().isPresent()) {
      Organisation organisation = signedIn.organisation().get();
      json.writeObjectFieldStart("organisation");
      json.writeStringField("code", organisation.code());
      json.writeStringField("name", organisation.name());
      json.writeBooleanField("suspended", organisation.suspended());
      json.writeEndObject();
    }
    json.writeBooleanField("mustChangePassword", signedIn.mustChange());
    // who sends a password with each request has no session
    if (live.isPresent()) {
      json.writeStringField("csrf", live.get().csrf());
      json.writeStringField("expiresAt", live.get().expiresAt().toString());
    }
  }
}
