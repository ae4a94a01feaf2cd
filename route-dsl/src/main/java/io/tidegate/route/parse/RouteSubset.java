package io.tidegate.route.parse;

import io.tidegate.route.definition.AnswerHeader;
import io.tidegate.route.definition.AuthorProblem;
import io.tidegate.route.definition.SourceFailure;
import io.tidegate.route.definition.TextFormat;
import io.tidegate.route.text.Bilingual;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The steps a provider's route may have: the one table that the parser, the documentation and the
 * designer read. Camel trusts the author of a route with the whole machine, so this is a list of
 * what is accepted, not of what is forbidden.
 */
public final class RouteSubset {
  /**
   * One accepted step.
   *
   * @param endpoint the kind of endpoint of a {@code to}; empty for every other step
   * @param title its name for people
   */
  public record Step(
      String name, String endpoint, Bilingual title, List<Option> options, Bilingual meaning) {
    public Step {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(endpoint, "endpoint");
      Objects.requireNonNull(title, "title");
      options = List.copyOf(options);
      Objects.requireNonNull(meaning, "meaning");
    }

    /** The keys its options are written under. */
    List<String> keys() {
      return options.stream().flatMap(o -> o.keys().stream()).toList();
    }
  }

  /** One option of a step. */
  public record Option(String name, Kind kind, boolean required, Bilingual meaning) {
    public Option {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(meaning, "meaning");
    }

    /**
     * An expression stands under the key of its language, or of that under {@code expression}; so
     * does a route or a number that Camel has as a constant.
     */
    private List<String> keys() {
      if (kind == Kind.SHAPE) {
        return TextFormat.words();
      }
      if (kind != Kind.EXPRESSION && !name.equals("constant")) {
        return List.of(name);
      }
      List<String> keys = new ArrayList<>(List.of(name.split(" \\| ")));
      keys.add("expression");
      return keys;
    }
  }

  /** What the value of an option is. */
  public enum Kind {
    /** A source of the catalog, as {@code #name}. */
    SOURCE,
    /** An operation of the catalog, as {@code source/operation}. */
    OPERATION,
    /** An SQL statement. */
    SQL,
    /** A list of conditions in SQL. */
    CONDITIONS,
    /** A parameter, and for each of its values the outputs a list is ordered by. */
    ORDERS,
    /** A route of the document, as {@code direct:name}. */
    ROUTE,
    /** One of groovy, simple and constant; each stands under its own key. */
    EXPRESSION,
    /** Further steps. */
    STEPS,
    /** What a text holds; stands under the key of its format. */
    SHAPE,
    /** A list of conditions with steps. */
    BRANCHES,
    /** A way to put results together. */
    STRATEGY,
    /** true or false. */
    FLAG,
    /** A whole number. */
    NUMBER,
    /** A name the author chooses, or one of a member. */
    NAME,
    /** One of a few words. */
    WORD,
    /** A text. */
    TEXT
  }

  private static final List<String> LANGUAGES = List.of("groovy", "simple", "constant");

  private static final Option EXPRESSION =
      option(
          String.join(" | ", LANGUAGES),
          Kind.EXPRESSION,
          true,
          "表达式",
          "the expression, under the key of its language");
  private static final Option STEPS = option("steps", Kind.STEPS, true, "步骤", "the steps");

  private static final List<Step> STEPS_ACCEPTED =
      List.of(
          step(
              "to",
              "sql",
              "查询数据库",
              "Query a database",
              List.of(
                  option(
                      "dataSource",
                      Kind.SOURCE,
                      true,
                      "目录中的数据源，写作 #name",
                      "the source, as `#name`"),
                  option(
                      "query",
                      Kind.SQL,
                      true,
                      "一条 SELECT；值只能写作 :#name",
                      "one SELECT; values only as `:#name`, a parameter of the request or a variable"),
                  option(
                      "filters",
                      Kind.CONDITIONS,
                      false,
                      "可选条件的列表；条件中的参数都给出时才生效",
                      "a list of conditions; each counts only when all its parameters are given"),
                  option(
                      "sort",
                      Kind.ORDERS,
                      false,
                      "可选排序：by 为参数，orders 为各名称对应的输出字段，- 表示降序",
                      "orders to choose from: `by` is the parameter, `orders` the outputs of each of its values, `-` for descending"),
                  option(
                      "outputType",
                      Kind.WORD,
                      false,
                      "SelectList（列表，默认）或 SelectOne（单条，或没有）",
                      "SelectList (a list, the default) or SelectOne (one record or not found)")),
              "读取数据源；后续步骤看到之前，行已限定范围、判定关系并脱敏",
              "reads a source; rows are scoped, related and masked before any other step sees them"),
          step(
              "to",
              "source",
              "调用数据源操作",
              "Call an operation of a source",
              List.of(
                  option(
                      "operation",
                      Kind.OPERATION,
                      true,
                      "目录中的操作，写作 source/operation",
                      "the operation of the catalog, as `source/operation`"),
                  option(
                      "outputType",
                      Kind.WORD,
                      false,
                      "SelectList 或 SelectOne；缺省按目录",
                      "SelectList or SelectOne; unless said as the catalog has it"),
                  option(
                      "(inputs)",
                      Kind.EXPRESSION,
                      false,
                      "操作的每个输入，文本中可含 ${body.x}、${header.x}、${variable.x}",
                      "each input of the operation under its own name; a text with `${body.x}`, `${header.x}` or `${variable.x}` in it")),
              "调用 REST、SOAP、文件、主题等数据源；应答记录同样受治理",
              "reads a source that is no database; its records are scoped, related and masked like rows"),
          step(
              "to",
              "direct",
              "调用子路由",
              "Run another route",
              List.of(),
              "运行本文档的另一条路由",
              "runs another route of the same document"),
          step(
              "to",
              "service",
              "调用另一服务",
              "Call another service",
              List.of(
                  option(
                      "(parameters)",
                      Kind.EXPRESSION,
                      false,
                      "被调用服务的每个参数，文本中可含 ${body.x}、${header.x}、${variable.x}",
                      "each parameter of that service under its own name; a text with `${body.x}`, `${header.x}` or `${variable.x}` in it")),
              "调用平台上的另一服务；其治理规则原样适用于调用方，结果为其声明的应答",
              "calls another service under that service's own governance; yields what it declares as its answer"),
          step(
              "to",
              "code-map",
              "代码转换",
              "Map codes",
              List.of(
                  option(
                      "dictionary",
                      Kind.SOURCE,
                      true,
                      "代码集所在数据源，写作 #name",
                      "the source that holds the code sets, as `#name`"),
                  option("field", Kind.NAME, true, "代码所在字段", "the member that holds the code"),
                  option("set", Kind.NAME, true, "代码所属代码集", "the code set it is of"),
                  option(
                      "target",
                      Kind.NAME,
                      false,
                      "要换成的代码集；缺省取中文名称",
                      "the code set whose counterpart is wanted; left out, the name is"),
                  option("into", Kind.NAME, true, "结果字段", "the member the result becomes"),
                  option(
                      "miss",
                      Kind.WORD,
                      false,
                      "查不到时：null（默认）、keep 或 fail",
                      "what becomes of an unknown code: null (the default), keep or fail")),
              "按代码集查名称，或换成另一代码集的代码",
              "looks a code up in a code set, for its name or for its counterpart in another set"),
          step(
              "multicast",
              "",
              "并行汇聚",
              "Run several reads",
              List.of(
                  option(
                      "aggregationStrategy",
                      Kind.STRATEGY,
                      true,
                      "汇聚方式",
                      "#nest, #concat or #merge"),
                  option(
                      "parallelProcessing",
                      Kind.FLAG,
                      false,
                      "是否同时运行各分支",
                      "true to run the branches at the same time"),
                  option(
                      "timeout",
                      Kind.NUMBER,
                      false,
                      "各分支的总时限（毫秒）",
                      "milliseconds the branches may take together"),
                  option(
                      "stopOnException",
                      Kind.FLAG,
                      false,
                      "false 表示缺一个数据源也应答，并注明；缺省为 true",
                      "false to answer without a branch whose source fails, and to say so; true unless said"),
                  option("steps", Kind.STEPS, true, "各分支，每个为一个 to", "the branches, each a `to`")),
              "对同一请求运行多个读取并汇聚",
              "runs several reads on the same request and puts their results together"),
          step(
              "enrich",
              "",
              "补充数据",
              "Add to what is there",
              List.of(
                  option(
                      "constant",
                      Kind.ROUTE,
                      true,
                      "要运行的路由，写作 direct:name",
                      "the route to run, as `direct:name`"),
                  option(
                      "aggregationStrategy",
                      Kind.STRATEGY,
                      true,
                      "#nest、#merge、#join(键) 或 #group(键)",
                      "#nest, #merge, #join(key) or #group(key)")),
              "以当前记录运行另一条路由，并把结果并入",
              "runs another route on what is there and adds its result"),
          step(
              "split",
              "",
              "逐条处理",
              "For each element",
              List.of(
                  option(
                      "simple",
                      Kind.EXPRESSION,
                      true,
                      "${body} 或 ${body.member}",
                      "the list: `${body}` or `${body.member}`"),
                  option(
                      "parallelProcessing",
                      Kind.FLAG,
                      false,
                      "是否同时处理",
                      "true to run for several elements at the same time"),
                  option(
                      "aggregationStrategy",
                      Kind.STRATEGY,
                      false,
                      "#concat（默认，结果替换元素）、#merge（结果的字段并入元素）、#nest(字段)（结果成为元素的字段）或 #join(键)",
                      "#concat (the default: results replace the elements), #merge (the members of a result join those of its element), #nest(member) (a result becomes a member of its element) or #join(key)"),
                  STEPS),
              "对列表中每个元素运行步骤，以结果替换或并入元素；替换时没有结果的元素去掉",
              "runs steps for each element of a list; results replace the elements, and elements without one fall out, or are put together with them, and all elements stay"),
          step(
              "choice",
              "",
              "条件分支",
              "Choose",
              List.of(
                  option("when", Kind.BRANCHES, true, "条件及其步骤", "conditions, each with `steps`"),
                  option(
                      "otherwise",
                      Kind.STEPS,
                      false,
                      "其余情况的步骤",
                      "the steps when none holds; left out, nothing changes")),
              "运行第一个成立的条件的步骤；各分支结果的结构必须一致",
              "runs the steps of the first condition that holds; all branches must yield the same shape"),
          step(
              "filter",
              "",
              "满足条件时处理",
              "When a condition holds",
              List.of(EXPRESSION, STEPS),
              "条件成立时运行步骤，否则保持不变",
              "runs steps when a condition holds, and changes nothing otherwise"),
          step(
              "loop",
              "",
              "重复",
              "Repeat",
              List.of(
                  option("constant", Kind.NUMBER, true, "次数，1 到 100", "how many times, 1 to 100"),
                  STEPS),
              "固定次数重复；每次以上一次的结果为输入，结构不变",
              "runs steps a fixed number of times, each on the result of the one before, which must keep its shape"),
          step(
              "setBody",
              "",
              "设置内容",
              "Set the body",
              List.of(EXPRESSION),
              "以表达式的值为当前内容",
              "makes the value of an expression the body"),
          step(
              "transform",
              "",
              "变换",
              "Transform",
              List.of(EXPRESSION),
              "同 setBody",
              "the same as setBody"),
          step(
              "setVariable",
              "",
              "设置变量",
              "Set a variable",
              List.of(
                  option("name", Kind.NAME, true, "变量名", "its name"),
                  EXPRESSION,
                  option(
                      "language",
                      Kind.WORD,
                      false,
                      "{ language: raw, expression: member }：原值，只能作为其他读取的参数",
                      "`{ language: raw, expression: member }`: the member as the source gave it, for a parameter of another read and nothing else")),
              "以名称保存一个值，语句中写作 :#name",
              "keeps a value under a name; a statement binds it as `:#name`"),
          step(
              "setHeader",
              "",
              "设置应答头",
              "Set a header of the answer",
              List.of(
                  option(
                      "name",
                      Kind.WORD,
                      true,
                      "应答头名称",
                      "one of " + String.join(", ", AnswerHeader.words())),
                  EXPRESSION),
              "设置应答头",
              "sets a header of the answer"),
          step(
              "sort",
              "",
              "排序",
              "Sort",
              List.of(
                  option(
                      "simple",
                      Kind.EXPRESSION,
                      true,
                      "${body} 或 ${body.member}",
                      "the list: `${body}` or `${body.member}`"),
                  option(
                      "comparator",
                      Kind.TEXT,
                      true,
                      "#by(member,-member)：- 为降序，无值的排最后",
                      "`#by(member,-member)`: a leading `-` for descending; what has no value comes last")),
              "按字段排序",
              "orders a list by members of its records"),
          step(
              "validate",
              "",
              "校验",
              "Validate",
              List.of(EXPRESSION),
              "条件不成立则以 TG-DATA-INVALID 结束",
              "ends the call with TG-DATA-INVALID when a condition does not hold"),
          step(
              "doTry",
              "",
              "失败时改走",
              "Try",
              List.of(
                  STEPS,
                  option(
                      "doCatch",
                      Kind.BRANCHES,
                      true,
                      "exception（失败代码）与 steps",
                      "what runs instead: `exception` ("
                          + String.join(", ", SourceFailure.words())
                          + ", or "
                          + SourceFailure.ANY
                          + " for all) and `steps`")),
              "数据源失败时改为运行其他步骤，应答注明缺少的数据源",
              "runs other steps when a source fails; the answer says which source is missing"),
          step(
              "circuitBreaker",
              "",
              "熔断",
              "Circuit breaker",
              List.of(
                  STEPS,
                  option(
                      "onFallback",
                      Kind.STEPS,
                      false,
                      "打开或失败时的步骤",
                      "the steps while it is open, and after a failure; left out, the call ends with a problem"),
                  option(
                      "resilience4jConfiguration",
                      Kind.TEXT,
                      false,
                      "failureRateThreshold（百分比，默认 50）、minimumNumberOfCalls（默认 10）、waitDurationInOpenState（秒，默认 30）",
                      "`failureRateThreshold` (percent, 50 unless said), `minimumNumberOfCalls` (10), `waitDurationInOpenState` (seconds, 30)")),
              "数据源近期失败过多时不再调用",
              "does not call sources that failed too often of late"),
          step(
              "unmarshal",
              "",
              "解析文本",
              "Read a text",
              List.of(
                  option("field", Kind.NAME, true, "文本所在字段", "the member that holds the text"),
                  option(
                      "json | xml | csv",
                      Kind.SHAPE,
                      true,
                      "格式及其内容：{ object: {…} } 或 { list: {…} }，写法同 response",
                      "the format, and what is in the text: `{ object: {…} }` or `{ list: {…} }`, as in `response`"),
                  option(
                      "sensitivity",
                      Kind.WORD,
                      false,
                      "内容的敏感级别；文本字段的分级不得低于它",
                      "how sensitive what is in it is; the text must be labelled as strictly"),
                  option("into", Kind.NAME, true, "结果字段", "the member the result becomes")),
              "把文本读成记录；不合声明的部分为 null，标签与脱敏随文本",
              "makes records of a text; what is not as declared is null, and all of it is as hidden as the text is"),
          step(
              "marshal",
              "",
              "生成文本",
              "Write a text",
              List.of(
                  option(
                      "json | xml | csv",
                      Kind.SHAPE,
                      true,
                      "格式，写作 json: {}",
                      "the format, as `json: {}`"),
                  option(
                      "field",
                      Kind.NAME,
                      false,
                      "要写入的字段；缺省为整条记录",
                      "the member that is written; left out, the record itself"),
                  option("into", Kind.NAME, true, "结果字段", "the member the text becomes")),
              "把记录或列表写成文本；其中任何内容对调用方有脱敏，则整个文本为 null",
              "makes a text of records; where anything in it is masked for the caller, there is no text at all"),
          step(
              "throwException",
              "",
              "以问题结束",
              "End with a problem",
              List.of(
                  option(
                      "exceptionType",
                      Kind.WORD,
                      true,
                      "问题代码",
                      "one of " + String.join(", ", AuthorProblem.words()))),
              "以问题结束调用",
              "ends the call with a problem"),
          step(
              "log",
              "",
              "日志",
              "Log",
              List.of(
                  option(
                      "message",
                      Kind.TEXT,
                      true,
                      "文本；不对所有人公开的字段不得写入",
                      "a text as in `simple`; no member that is hidden from anybody may stand in it")),
              "写一行日志",
              "writes a line to the log"));

  /**
   * Names of Camel's other steps, so that a refusal can say the step is known to Camel and refused
   * here.
   */
  private static final List<String> CAMEL_STEPS =
      List.of(
          "aggregate",
          "bean",
          "choice",
          "circuitBreaker",
          "claimCheck",
          "convertBodyTo",
          "convertHeaderTo",
          "delay",
          "doCatch",
          "doFinally",
          "doTry",
          "dynamicRouter",
          "enrich",
          "filter",
          "idempotentConsumer",
          "kamelet",
          "loadBalance",
          "log",
          "loop",
          "marshal",
          "onCompletion",
          "onException",
          "onFallback",
          "otherwise",
          "pausable",
          "pipeline",
          "poll",
          "pollEnrich",
          "policy",
          "process",
          "recipientList",
          "removeHeader",
          "removeHeaders",
          "removeProperties",
          "removeProperty",
          "removeVariable",
          "resequence",
          "resumable",
          "rollback",
          "routingSlip",
          "saga",
          "sample",
          "script",
          "serviceCall",
          "setBody",
          "setExchangePattern",
          "setHeader",
          "setHeaders",
          "setProperty",
          "setVariable",
          "setVariables",
          "sort",
          "split",
          "step",
          "stop",
          "switch",
          "threads",
          "throttle",
          "throwException",
          "toD",
          "tokenizer",
          "transacted",
          "transform",
          "transformDataType",
          "unmarshal",
          "validate",
          "when",
          "whenSkipSendToEndpoint",
          "wireTap");

  private RouteSubset() {}

  private static Step step(
      String name,
      String endpoint,
      String titleZh,
      String titleEn,
      List<Option> options,
      String zh,
      String en) {
    return new Step(
        name, endpoint, new Bilingual(titleZh, titleEn), options, new Bilingual(zh, en));
  }

  private static Option option(String name, Kind kind, boolean required, String zh, String en) {
    return new Option(name, kind, required, new Bilingual(zh, en));
  }

  public static List<Step> steps() {
    return STEPS_ACCEPTED;
  }

  /** The languages of expressions. */
  public static List<String> languages() {
    return LANGUAGES;
  }

  /**
   * The accepted step with this name that reaches this kind of endpoint; the endpoint is empty for
   * steps that reach none.
   */
  public static Optional<Step> step(String name, String endpoint) {
    return STEPS_ACCEPTED.stream()
        .filter(s -> s.name().equals(name) && s.endpoint().equals(endpoint))
        .findFirst();
  }

  static List<String> names() {
    return STEPS_ACCEPTED.stream().map(Step::name).distinct().toList();
  }

  static boolean knownToCamel(String name) {
    return CAMEL_STEPS.contains(name);
  }
}
