package io.tidegate.engine.admin;

import io.tidegate.route.text.Bilingual;

/** Why an act of staff was not done; problems of RFC 9457. Nothing was changed. */
enum AdminProblem {
  MALFORMED("TG-ADMIN-400", 400, "请求格式不正确", "The request is not well-formed"),
  MISSING("TG-AUTH-MISSING", 401, "缺少凭证", "No credential"),
  CREDENTIAL("TG-AUTH-INVALID", 401, "凭证无效", "The credential is not valid"),
  CAPTCHA(
      "TG-AUTH-CAPTCHA",
      422,
      "验证码不正确或已过期，请重新获取",
      "The captcha was not read right, or is over; ask for another"),
  LOCKED(
      "TG-AUTH-LOCKED",
      429,
      "登录失败次数过多，请稍后再试",
      "Too many failures to sign in; wait before the next"),
  OFTEN("TG-AUTH-OFTEN", 429, "请求过于频繁，请稍后再试", "Asked too often; wait before the next"),
  CSRF("TG-AUTH-CSRF", 403, "请求不是由本系统页面发出", "It was not a page of this platform that asked"),
  SESSION("TG-AUTH-SESSION", 409, "须通过登录会话进行", "This is done in a session: sign in by the form"),
  SUSPENDED("TG-PORTAL-SUSPENDED", 403, "所属组织已被停用", "The organisation is suspended"),
  ROLE("TG-ADMIN-ROLE", 403, "该角色无权进行此操作", "This role may not do this"),
  PASSWORD("TG-ADMIN-PASSWORD", 403, "须先修改密码", "Another password has to be set first"),
  PERSON("TG-ADMIN-PERSON", 403, "须由另一人进行", "Another person has to do this"),
  UNKNOWN("TG-ADMIN-404", 404, "没有该对象", "There is no such thing"),
  METHOD("TG-ADMIN-405", 405, "不支持该方法", "The method is not served here"),
  STATE("TG-ADMIN-409", 409, "当前状态不允许此操作", "It has not come so far, or has gone farther"),
  REPEATED("TG-ADMIN-409-REPEAT", 409, "同一幂等键的请求正在进行", "A request of this key is under way"),
  REUSED("TG-ADMIN-422-KEY", 422, "该幂等键已用于其他请求", "The key was used for another request"),
  STALE("TG-ADMIN-412", 412, "内容已被他人修改", "Somebody changed it meanwhile"),
  LARGE("TG-ADMIN-413", 413, "内容过大", "What was sent is too large"),
  INVALID("TG-ADMIN-422", 422, "内容有误", "What was sent is not sound"),
  REVISION("TG-ADMIN-428", 428, "须在 If-Match 中给出修订号", "If-Match has to name the revision"),
  BUSY("TG-ADMIN-503", 503, "服务繁忙", "The platform is busy"),
  INTERNAL("TG-ADMIN-500", 500, "内部错误", "Something went wrong here");

  private final String id;
  private final int status;
  private final Bilingual title;

  AdminProblem(String id, int status, String zh, String en) {
    this.id = id;
    this.status = status;
    this.title = new Bilingual(zh, en);
  }

  /** The stable code. */
  String id() {
    return id;
  }

  /** The HTTP status. */
  int status() {
    return status;
  }

  Bilingual title() {
    return title;
  }
}
