package io.tidegate.engine.problem;

import io.tidegate.route.text.Bilingual;

/**
 * The stable codes of problem documents (RFC 9457), with what they mean and what the caller can do.
 */
public enum ProblemCode {
  AUTH_MISSING(
      "TG-AUTH-MISSING",
      401,
      Origin.GATEWAY,
      false,
      "缺少凭证",
      "No credential",
      "在请求头 X-API-Key 中携带应用密钥",
      "send the application's key in the X-API-Key header"),
  AUTH_INVALID(
      "TG-AUTH-INVALID",
      401,
      Origin.GATEWAY,
      false,
      "凭证无效",
      "The credential is not valid",
      "检查密钥是否完整、是否已吊销或过期",
      "check that the key is complete, and neither revoked nor expired"),
  AUTH_FORM(
      "TG-AUTH-FORM",
      400,
      Origin.GATEWAY,
      false,
      "签名请求的格式不正确",
      "The request is not signed in the form that is asked for",
      "按 TG1 签名说明检查各签名请求头",
      "compare the headers of the signature with the description of TG1"),
  AUTH_CLOCK(
      "TG-AUTH-CLOCK",
      401,
      Origin.GATEWAY,
      false,
      "请求时间与服务器时间相差过大",
      "The time of the request is too far from the server's",
      "校准时钟，并为每次请求重新签名",
      "set your clock, and sign each request anew"),
  AUTH_UNAVAILABLE(
      "TG-AUTH-503",
      503,
      Origin.GATEWAY,
      true,
      "暂时无法核验签名",
      "Signatures cannot be checked at the moment",
      "稍后重新签名并重试",
      "sign again and retry later"),
  GRANT_REQUIRED(
      "TG-GRANT-REQUIRED",
      403,
      Origin.GATEWAY,
      false,
      "需要授权",
      "A grant is needed",
      "申请该服务的数据授权",
      "apply for a grant for this service"),
  GRANT_FIELD(
      "TG-GRANT-FIELD",
      403,
      Origin.GATEWAY,
      false,
      "协议不包含所请求的内容",
      "The agreement does not cover what is asked for",
      "只请求协议列明的数据项，或申请变更协议",
      "ask for the fields of the agreement, or apply for a change of it"),
  GRANT_OWNER(
      "TG-GRANT-OWNER",
      403,
      Origin.GATEWAY,
      false,
      "该企业未授权您使用其数据",
      "That enterprise does not let you have its records",
      "以 owner 所指企业为数据所属企业申请授权，由其同意；授权可能已到期或被撤销",
      "apply with that enterprise as the owner, who has to consent; a consent may have ended or been"
          + " revoked"),
  QUOTA_SECOND(
      "TG-QUOTA-SECOND",
      429,
      Origin.GATEWAY,
      true,
      "调用过快",
      "Too many calls in a second",
      "按 Retry-After 等待；均匀发送请求",
      "wait as Retry-After says; spread the calls"),
  QUOTA_MINUTE(
      "TG-QUOTA-MINUTE",
      429,
      Origin.GATEWAY,
      true,
      "本分钟的调用次数已用完",
      "The calls of this minute are used up",
      "按 Retry-After 等待；在 /me/quota 查看余量",
      "wait as Retry-After says; /me/quota tells what is left"),
  QUOTA_DAY(
      "TG-QUOTA-DAY",
      429,
      Origin.GATEWAY,
      true,
      "今日的调用次数已用完",
      "The calls of this day are used up",
      "次日恢复；在 /me/quota 查看余量，需要更多请申请协议额度",
      "there are more tomorrow; /me/quota tells what is left, an agreement can give more"),
  QUOTA_MONTH(
      "TG-QUOTA-MONTH",
      429,
      Origin.GATEWAY,
      true,
      "本月的调用次数已用完",
      "The calls of this month are used up",
      "次月恢复；在 /me/quota 查看余量，需要更多请申请协议额度",
      "there are more next month; /me/quota tells what is left, an agreement can give more"),
  QUOTA_UNAVAILABLE(
      "TG-QUOTA-503",
      503,
      Origin.GATEWAY,
      true,
      "暂时无法核对调用次数",
      "Calls cannot be counted at the moment",
      "稍后重试；本次请求不计次数",
      "try again later; this call is not charged"),
  GRANT_AUDIENCE(
      "TG-GRANT-AUDIENCE",
      403,
      Origin.GATEWAY,
      false,
      "该服务不向您的机构或用途开放",
      "The service is not for your organisation or purpose",
      "核对授权写明的用途和机构等级；如有误，请联系平台",
      "check the purpose of the grant and the level of the organisation; if one is wrong, tell the"
          + " platform"),
  PATH_UNKNOWN(
      "TG-PATH-404",
      404,
      Origin.GATEWAY,
      false,
      "没有该接口",
      "There is no such endpoint",
      "在 /api/openapi.json 查看现有接口",
      "see /api/openapi.json for what is served"),
  METHOD(
      "TG-PATH-405",
      405,
      Origin.GATEWAY,
      false,
      "不支持该方法",
      "The method is not served here",
      "使用 GET",
      "use GET"),
  PATH_MALFORMED(
      "TG-PATH-400",
      400,
      Origin.GATEWAY,
      false,
      "路径格式不正确",
      "The path is not well-formed",
      "不要使用 //、.、..、;、编码斜杠",
      "leave out //, ., .., ; and encoded slashes"),
  TOO_LARGE(
      "TG-REQUEST-413",
      413,
      Origin.GATEWAY,
      false,
      "请求过大",
      "The request is too large",
      "缩短请求",
      "send less"),
  NOT_ACCEPTABLE(
      "TG-REQUEST-406",
      406,
      Origin.GATEWAY,
      false,
      "不支持所要求的格式",
      "No format that is asked for is served",
      "使用 Accept: application/json",
      "use Accept: application/json"),
  PARAM_MISSING(
      "TG-PARAM-MISSING",
      400,
      Origin.GATEWAY,
      false,
      "缺少参数",
      "A parameter is missing",
      "补充该参数",
      "add the parameter"),
  PARAM_UNKNOWN(
      "TG-PARAM-UNKNOWN",
      400,
      Origin.GATEWAY,
      false,
      "未知参数",
      "A parameter is not known",
      "去掉该参数或更正名称",
      "remove it or correct its name"),
  PARAM_REPEATED(
      "TG-PARAM-REPEATED",
      400,
      Origin.GATEWAY,
      false,
      "参数重复",
      "A parameter is given twice",
      "每个参数只写一次",
      "give each parameter once"),
  PARAM_TYPE(
      "TG-PARAM-TYPE",
      400,
      Origin.GATEWAY,
      false,
      "参数类型不正确",
      "A parameter is not of its type",
      "按接口文档的类型填写",
      "write it as its type says"),
  PARAM_FORMAT(
      "TG-PARAM-FORMAT",
      400,
      Origin.GATEWAY,
      false,
      "参数格式不正确",
      "A parameter is not in its format",
      "核对号码与校验位",
      "check the number and its check digit"),
  PARAM_RANGE(
      "TG-PARAM-RANGE",
      400,
      Origin.GATEWAY,
      false,
      "参数超出范围",
      "A parameter is out of its range",
      "使用允许的值",
      "use a value that is accepted"),
  PARAM_CURSOR(
      "TG-PARAM-CURSOR",
      400,
      Origin.GATEWAY,
      false,
      "游标无效",
      "The cursor is not valid",
      "原样使用上一页的 next_cursor，或从头开始",
      "use next_cursor of the page before as it is, or begin anew"),
  DATA_NOT_FOUND(
      "TG-DATA-404",
      404,
      Origin.COMPOSITION,
      false,
      "没有可供您查看的记录",
      "There is no record you may see",
      "核对号码；只能查看与本企业相关的记录",
      "check the number; you see records you are a party to"),
  DATA_INVALID(
      "TG-DATA-INVALID",
      422,
      Origin.COMPOSITION,
      false,
      "请求内容不符合服务约定",
      "What was asked for does not fit together",
      "对照服务说明检查各参数",
      "check the parameters against the description of the service"),
  CODE_UNKNOWN(
      "TG-DATA-CODE",
      502,
      Origin.COMPOSITION,
      false,
      "代码集中没有记录中的代码",
      "A record has a code that its code set does not have",
      "请将 trace_id 告知平台",
      "tell the platform the trace id"),
  EXPRESSION(
      "TG-DATA-EXPRESSION",
      500,
      Origin.COMPOSITION,
      false,
      "服务的一个表达式未能计算",
      "An expression of the service could not be computed",
      "请将 trace_id 告知平台",
      "tell the platform the trace id"),
  SOURCE_TIMEOUT(
      "TG-SRC-TIMEOUT",
      504,
      Origin.PROVIDER,
      true,
      "数据源超时",
      "The source took too long",
      "稍后重试",
      "try again later"),
  SOURCE_UNAVAILABLE(
      "TG-SRC-UNAVAILABLE",
      503,
      Origin.PROVIDER,
      true,
      "数据源暂不可用",
      "The source cannot be reached",
      "稍后重试",
      "try again later"),
  SOURCE_BUSY(
      "TG-SRC-BUSY",
      503,
      Origin.PROVIDER,
      true,
      "数据源繁忙",
      "The source has as many calls as it can take",
      "按 Retry-After 等待后重试",
      "wait as Retry-After says and try again"),
  SOURCE_FAILED(
      "TG-SRC-FAILED",
      502,
      Origin.PROVIDER,
      false,
      "数据源未能应答",
      "The source could not answer",
      "请将 trace_id 告知平台",
      "tell the platform the trace id"),
  ANSWER_TOO_LARGE(
      "TG-DATA-TOO-LARGE",
      422,
      Origin.COMPOSITION,
      false,
      "结果过多",
      "The answer is too large",
      "缩小查询范围",
      "ask for less"),
  GUARD(
      "TG-GUARD-500",
      500,
      Origin.COMPOSITION,
      false,
      "应答未通过安全检查，已拦截",
      "The answer did not pass the guard and was stopped",
      "请将 trace_id 告知平台",
      "tell the platform the trace id"),
  ACCOUNTING(
      "TG-ACCOUNT-503",
      503,
      Origin.GATEWAY,
      true,
      "暂时无法登记调用",
      "Calls cannot be put on record at the moment",
      "稍后重试",
      "try again later"),
  BUSY(
      "TG-BUSY-503",
      503,
      Origin.GATEWAY,
      true,
      "服务繁忙",
      "The platform is busy",
      "稍后重试",
      "try again later"),
  NODE_OUT(
      "TG-NODE-503",
      503,
      Origin.GATEWAY,
      true,
      "该节点暂时无法确认最新规则",
      "This node cannot tell at the moment whether it knows what is in force",
      "稍后重试，可由其他节点应答",
      "try again; another node may answer"),
  INTERNAL(
      "TG-INTERNAL-500",
      500,
      Origin.GATEWAY,
      false,
      "内部错误",
      "Something went wrong here",
      "请将 trace_id 告知平台",
      "tell the platform the trace id");

  private final String id;
  private final int status;
  private final Origin origin;
  private final boolean retryable;
  private final Bilingual title;
  private final Bilingual hint;

  ProblemCode(
      String id,
      int status,
      Origin origin,
      boolean retryable,
      String titleZh,
      String titleEn,
      String hintZh,
      String hintEn) {
    this.id = id;
    this.status = status;
    this.origin = origin;
    this.retryable = retryable;
    this.title = new Bilingual(titleZh, titleEn);
    this.hint = new Bilingual(hintZh, hintEn);
  }

  /** As it is printed, such as {@code TG-DATA-404}. */
  public String id() {
    return id;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  public Origin origin() {
    return origin;
  }

  /** Whether the same request may succeed later. */
  public boolean retryable() {
    return retryable;
  }

  public Bilingual title() {
    return title;
  }

  /** What the caller can do. */
  public Bilingual hint() {
    return hint;
  }

  /** Whose limit or fault it is. */
  public enum Origin {
    GATEWAY,
    COMPOSITION,
    PROVIDER
  }
}
