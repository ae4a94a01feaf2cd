package io.tidegate.engine.explain;

import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.plan.AnswerShape;
import io.tidegate.engine.plan.Certificate.CertifiedSource;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlanVariant;
import io.tidegate.engine.plan.PlannedAccess;
import io.tidegate.engine.plan.PlannedCache;
import io.tidegate.engine.plan.PlannedCall;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedHeader;
import io.tidegate.engine.plan.PlannedInfluence;
import io.tidegate.engine.plan.PlannedMask;
import io.tidegate.engine.plan.PlannedPaging;
import io.tidegate.engine.plan.PlannedParameter;
import io.tidegate.engine.plan.PlannedRaw;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.plan.PlannedTable;
import io.tidegate.engine.plan.PlannedTerms;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.definition.Combination;
import io.tidegate.route.definition.SourceFailure;
import io.tidegate.route.flow.Flow;
import io.tidegate.route.shape.Lineage;
import io.tidegate.route.shape.Origin;
import io.tidegate.route.sql.ColumnUse;
import io.tidegate.rules.fact.Audience;
import io.tidegate.rules.fact.LimitClass;
import io.tidegate.rules.mask.MaskKind;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A plan for a reader: every step, every field, every mask, each with the line of the document or
 * the rule that put it there. In Chinese or in English.
 */
public final class PlanText {
  private final GovernedPlan plan;
  private final CheckedPlan checked;
  private final boolean chinese;
  private final StringBuilder out = new StringBuilder();

  private PlanText(CheckedPlan checked, boolean chinese) {
    this.checked = checked;
    this.plan = checked.plan();
    this.chinese = chinese;
  }

  public static String of(CheckedPlan checked, boolean chinese) {
    PlanText text = new PlanText(checked, chinese);
    text.head();
    text.route();
    text.plan.reads().forEach(text::read);
    text.plan.variants().forEach(text::variant);
    text.answer();
    return text.out.toString();
  }

  private String say(String zh, String en) {
    return chinese ? zh : en;
  }

  private void line(int depth, String text) {
    out.append("  ".repeat(depth)).append(text).append('\n');
  }

  private void head() {
    line(
        0,
        plan.service()
            + " "
            + plan.version()
            + "  "
            + (chinese ? plan.title().zh() : plan.title().en()));
    line(1, say("接口", "endpoint") + "     GET " + plan.path());
    line(1, say("指纹", "fingerprint") + "  " + checked.fingerprint());
    line(
        1,
        say("开放", "openness")
            + "     "
            + plan.openness().name()
            + plan.approval().map(a -> ", " + say("审批 ", "approval ") + a.word()).orElse("")
            + (plan.anonymous() ? say(", 无需密钥", ", no key needed") : "")
            + rules(plan.opennessRules()));
    line(
        1,
        say("规则包", "rule pack")
            + "    "
            + plan.inputs().rulePackId()
            + " "
            + plan.inputs().rulePackVersion()
            + " "
            + plan.inputs().rulePack().substring(0, 12));
    line(1, say("时限", "deadline") + "     " + plan.timeout().toMillis() + " ms");
    for (CertifiedSource source : checked.certificate().sources()) {
      line(
          1,
          say("来源", "source")
              + "       "
              + source.source()
              + ": "
              + String.join(", ", source.resources()));
    }
    for (PlannedCall call : plan.calls()) {
      line(
          1,
          say("调用", "calls")
              + "        "
              + call.service()
              + " "
              + call.version()
              + "  "
              + call.fingerprint().substring(0, 12)
              + call.approval()
                  .map(a -> say("，其调用方须经审批 ", ", its callers need approval ") + a.word())
                  .orElse(""));
    }
    for (PlannedTerms terms : plan.terms()) {
      line(
          1,
          say("条件", "terms")
              + "        "
              + (terms.audience().isEverybody() ? "" : terms.audience().text() + ": ")
              + terms(terms)
              + rules(terms.rules()));
    }
    plan.cache().ifPresent(this::cache);
    for (PlannedParameter p : plan.parameters()) {
      line(
          1,
          say("参数", "parameter")
              + "    "
              + p.name()
              + " "
              + p.type().word()
              + p.format().map(f -> " " + f.word()).orElse("")
              + (p.required() ? say(" 必填", " required") : "")
              + "  "
              + (chinese ? p.title().zh() : p.title().en()));
    }
  }

  private void cache(PlannedCache cache) {
    line(
        1,
        say("缓存", "cache")
            + "        "
            + cache.life().toSeconds()
            + " s, "
            + switch (cache.audience()) {
              case EVERYBODY -> say("所有调用方共享", "shared by everybody who is let in");
              case CALLER -> say("每个应用各自保存", "for each application alone");
            }
            + (cache.sealed() ? say("，SM4 加密保存", ", sealed by SM4") : "")
            + (cache.staleOnError() ? say("，数据源故障时可用旧值", ", older when the sources fail") : ""));
  }

  private String terms(PlannedTerms terms) {
    if (!terms.served()) {
      return say("不予服务", "not served");
    }
    LimitClass limit = terms.limit();
    return terms.approval().map(a -> say("审批 ", "approval ") + a.word() + ", ").orElse("")
        + limit.name()
        + " "
        + limit.perSecond()
        + say("/秒，突发 ", "/s burst ")
        + limit.burst()
        + ", "
        + limit.perDay()
        + say("/天", "/d");
  }

  private void route() {
    out.append('\n');
    line(0, say("步骤", "steps"));
    step(1, plan.route(), "");
  }

  private void step(int depth, Flow flow, String name) {
    String label = name.isEmpty() ? "" : name + ": ";
    switch (flow) {
      case Flow.Sequence sequence -> {
        if (!label.isEmpty()) {
          line(depth, label.strip());
        }
        int inner = label.isEmpty() ? depth : depth + 1;
        sequence.steps().forEach(step -> step(inner, step, ""));
      }
      case Flow.Read read -> line(depth, label + say("受治理读取 ", "governed read ") + read.read());
      case Flow.Multicast multicast -> {
        line(
            depth,
            label
                + "multicast "
                + multicast.combination().strategy().word()
                + (multicast.parallel() ? say(" 并行", " in parallel") : "")
                + (multicast.timeoutMillis().isPresent()
                    ? " " + multicast.timeoutMillis().getAsInt() + " ms"
                    : "")
                + (multicast.partial() ? say("，可缺", ", partial") : ""));
        multicast.branches().forEach(b -> step(depth + 1, b.flow(), b.name()));
      }
      case Flow.Enrich enrich -> {
        line(depth, label + "enrich " + combination(enrich.combination()));
        step(depth + 1, enrich.branch().flow(), enrich.branch().name());
      }
      case Flow.Split split -> {
        line(
            depth,
            label
                + say("逐条 ", "split ")
                + place(split.member())
                + (split.parallel() ? say(" 并行", " in parallel") : ""));
        step(depth + 1, split.flow(), "");
      }
      case Flow.Choice choice -> {
        for (Flow.When when : choice.whens()) {
          line(depth, label + say("当 ", "when ") + when.condition().text());
          step(depth + 1, when.flow(), "");
        }
        line(depth, label + say("否则", "otherwise"));
        step(depth + 1, choice.otherwise(), "");
      }
      case Flow.Loop loop -> {
        line(depth, label + say("重复 ", "loop ") + loop.times());
        step(depth + 1, loop.flow(), "");
      }
      case Flow.SetBody set -> line(depth, label + say("内容 = ", "body = ") + set.value().text());
      case Flow.SetVariable set ->
          line(depth, label + say("变量 ", "variable ") + set.name() + " = " + set.value().text());
      case Flow.SetRaw raw ->
          line(
              depth,
              label
                  + say("原值变量 ", "raw key ")
                  + raw.name()
                  + " = "
                  + raw.read()
                  + "."
                  + plan.read(raw.read()).fields().get(raw.output()).name());
      case Flow.SetHeader header ->
          line(
              depth,
              label
                  + say("应答头 ", "header ")
                  + header.header().word()
                  + " = "
                  + header.value().text());
      case Flow.Sort sort ->
          line(
              depth,
              label
                  + say("排序 ", "sort ")
                  + place(sort.member())
                  + " "
                  + String.join(
                      ", ",
                      sort.keys().stream()
                          .map(k -> (k.descending() ? "-" : "") + k.member())
                          .toList()));
      case Flow.Validate validate ->
          line(depth, label + say("校验 ", "validate ") + validate.condition().text());
      case Flow.Try attempt -> {
        line(depth, label + say("尝试", "try"));
        step(depth + 1, attempt.flow(), "");
        for (Flow.Catch caught : attempt.catches()) {
          line(
              depth,
              label
                  + say("失败时 ", "catch ")
                  + String.join(
                      ", ", caught.failures().stream().map(SourceFailure::word).toList()));
          step(depth + 1, caught.flow(), "");
        }
      }
      case Flow.Breaker breaker -> {
        line(
            depth,
            label
                + say("熔断 ", "circuit breaker ")
                + breaker.failurePercent()
                + "% / "
                + breaker.calls()
                + ", "
                + breaker.open().toSeconds()
                + " s");
        step(depth + 1, breaker.flow(), "");
        breaker
            .fallback()
            .ifPresent(
                fallback -> {
                  line(depth, label + say("替代", "fallback"));
                  step(depth + 1, fallback, "");
                });
      }
      case Flow.Throw end -> line(depth, label + say("以问题结束 ", "end with ") + end.problem().word());
      case Flow.Log log -> line(depth, label + say("日志 ", "log ") + log.message().text());
      case Flow.CodeMap map ->
          line(
              depth,
              label
                  + say("代码 ", "code map ")
                  + map.member()
                  + " → "
                  + map.into()
                  + say("，字典 ", ", read ")
                  + map.read());
      case Flow.Unmarshal read ->
          line(
              depth,
              label
                  + say("解析 ", "unmarshal ")
                  + read.format().word()
                  + " "
                  + read.member()
                  + " → "
                  + read.into()
                  + (read.list() ? "[]" : "")
                  + " "
                  + parts(read.parts()));
      case Flow.Marshal written ->
          line(
              depth,
              label
                  + say("生成 ", "marshal ")
                  + written.format().word()
                  + " "
                  + place(written.member())
                  + " → "
                  + written.into()
                  + say("，含：", ", of ")
                  + String.join(", ", written.from().stream().map(this::name).toList()));
      case Flow.Call call -> {
        PlannedCall called = plan.call(call.place());
        line(
            depth,
            label + say("调用服务 ", "call service ") + called.service() + " " + called.version());
        call.arguments()
            .forEach(
                (parameter, value) ->
                    line(depth + 1, say("参数 ", "parameter ") + parameter + " = " + value.text()));
        step(depth + 1, call.flow(), "");
        call.kept().ifPresent(kept -> line(depth + 1, say("应答 ", "answer ") + members(kept)));
      }
    }
  }

  private static String members(List<Flow.Kept> kept) {
    return String.join(
        ", ",
        kept.stream()
            .map(k -> k.name() + (k.inner().isEmpty() ? "" : "(" + members(k.inner()) + ")"))
            .toList());
  }

  private static String parts(List<Flow.Part> parts) {
    return parts.stream()
        .map(
            p ->
                p.name()
                    + (p.list() ? "[]" : "")
                    + " "
                    + p.type().map(FieldType::word).orElseGet(() -> parts(p.inner())))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String place(String member) {
    return member.isEmpty() ? "body" : "body." + member;
  }

  private static String combination(Combination combination) {
    String keys =
        String.join(
            ", ",
            combination.keys().stream()
                .map(k -> k.own().equals(k.other()) ? k.own() : k.own() + "=" + k.other())
                .toList());
    return combination.strategy().word() + (keys.isEmpty() ? "" : "(" + keys + ")");
  }

  private void read(PlannedRead read) {
    out.append('\n');
    line(
        0,
        say("读取 ", "read ")
            + read.id()
            + "  ("
            + read.source()
            + ", "
            + say("第 " + read.line() + " 行", "line " + read.line())
            + calledBy(read)
            + (read.single() ? say(", 单条", ", one record") : say(", 列表", ", a list"))
            + ")");
    for (PlannedTable table : read.tables()) {
      line(
          1,
          say("范围 ", "scope ")
              + table.name()
              + " #"
              + table.index()
              + (table.views().isEmpty()
                  ? ""
                  : say("，经视图 ", ", through the view ") + String.join(" → ", table.views()))
              + ": "
              + (table.scope() == PlannedTable.Scope.PARTY
                  ? say("仅本企业为当事方的记录", "only records the caller is a party to")
                  : say("全部记录", "every record"))
              + " → "
              + String.join(", ", table.relations().stream().map(Relation::name).toList())
              + (table.aligned()
                  ? ""
                  : say("（无逐条关系，取最严）", " (no record of its own in a row: the strictest counts)")));
      if (table.least() > 1) {
        line(
            2,
            say(
                "统计：每种角色不足 " + table.least() + " 个当事方的分组不给出",
                "statistic: groups of fewer than "
                    + table.least()
                    + " parties in a role are left out"));
      }
    }
    switch (read.access()) {
      case PlannedAccess.Statements statements ->
          line(1, say("语句 ", "statement ") + statements.query().text());
      case PlannedAccess.Sorted sorted ->
          sorted
              .orders()
              .forEach(
                  (order, each) ->
                      line(
                          1,
                          say("语句 ", "statement ")
                              + sorted.parameter()
                              + "="
                              + order
                              + " "
                              + each.query().text()));
      case PlannedAccess.Operation operation -> {
        line(1, say("操作 ", "operation ") + operation.name());
        operation
            .inputs()
            .forEach((name, value) -> line(2, say("输入 ", "input ") + name + " = " + value.text()));
        operation
            .keys()
            .forEach(
                (name, key) ->
                    line(2, say("输入 ", "input ") + name + " = " + say("原值 ", "raw key ") + key));
        operation
            .parent()
            .ifPresent(
                parent ->
                    line(
                        2,
                        say("当事方同 ", "parties of the record of ")
                            + parent.input()
                            + say("，限 ", ", where ")
                            + read.fields().get(parent.field()).name()
                            + say(" 与之相同", " is the same")));
      }
    }
    for (PlannedInfluence influence : read.influences()) {
      line(
          1,
          say("影响 ", "influence ")
              + influence.column().column()
              + " "
              + influence.where().name()
              + (influence.probe() ? say(" 与调用方参数比较", " compared with a parameter") : "")
              + "  "
              + String.join(", ", influence.allowedBy()));
    }
    for (PlannedRaw raw : read.raws()) {
      line(
          1,
          say("原值 ", "raw key ")
              + raw.parameter()
              + " = "
              + String.join(", ", raw.columns().stream().map(Object::toString).toList())
              + "  "
              + String.join(", ", raw.allowedBy()));
    }
    read.fields().forEach(f -> field(read, f));
  }

  /** The document a read is written in, when it is another one. */
  private String calledBy(PlannedRead read) {
    return plan.calls().stream()
        .filter(call -> read.id().startsWith(call.place() + "/"))
        .max(Comparator.comparingInt(call -> call.place().length()))
        .map(call -> say("，服务 ", " of ") + call.service())
        .orElse("");
  }

  /** The fields that audiences see in another way. */
  private void variant(PlanVariant variant) {
    out.append('\n');
    line(
        0,
        say("所见不同：", "seen otherwise by ")
            + variant.audiences().stream().map(Audience::text).collect(Collectors.joining(" | ")));
    for (int r = 0; r < plan.reads().size(); r++) {
      PlannedRead read = plan.reads().get(r);
      for (int f = 0; f < read.fields().size(); f++) {
        PlannedField seen = variant.fields().get(r).get(f);
        if (!seen.equals(read.fields().get(f))) {
          line(1, say("字段 ", "field ") + read.id() + "." + seen.name());
          masks(seen);
        }
      }
    }
  }

  private void field(PlannedRead read, PlannedField field) {
    Integer at = checked.lines().get(read.id() + "." + field.name());
    Set<String> sources = new TreeSet<>();
    for (ColumnUse use : field.sources()) {
      sources.add(use.column().toString());
    }
    line(
        1,
        say("字段 ", "field ")
            + field.name()
            + " "
            + field.type().word()
            + (field.nullable() ? "?" : "")
            + "  ["
            + field.label().text()
            + "]"
            + rules(field.label().rules())
            + (at == null ? "" : say("  第 " + at + " 行", "  line " + at)));
    line(
        2,
        sources.isEmpty()
            ? say("来自：常量", "from: constants")
            : (!field.copies().isEmpty() ? say("来自：", "from: ") : say("计算自：", "computed from: "))
                + String.join(", ", sources));
    masks(field);
  }

  private void masks(PlannedField field) {
    boolean forEverybody = field.fixed().mask().kind() != MaskKind.NONE;
    for (Map.Entry<Relation, PlannedMask> mask : field.masks().entrySet()) {
      // what hides nothing says nothing beside a mask that nobody is spared
      if (!forEverybody || mask.getValue().mask().kind() != MaskKind.NONE) {
        line(2, mask.getKey() + ": " + mask.getValue().text() + rules(mask.getValue().rules()));
      }
    }
    if (forEverybody) {
      line(
          2,
          say("所有人: ", "everybody: ") + field.fixed().mask().name() + rules(field.fixed().rules()));
    }
  }

  private static String rules(List<String> rules) {
    return rules.isEmpty() ? "" : "  (" + String.join(", ", rules) + ")";
  }

  private void answer() {
    out.append('\n');
    line(
        0, say("应答", "answer") + (plan.answer().list() ? " rows[]" : "") + presence(plan.answer()));
    members(1, plan.answer());
    for (PlannedHeader header : plan.headers()) {
      line(
          1,
          say("应答头 ", "header ")
              + header.header().word()
              + (header.lineage().isNone() ? say("  来自：常量", "  from: constants") : "")
              + dependences(header.lineage()));
    }
    plan.paging().ifPresent(p -> p.keys().forEach((order, keys) -> paging(p, order, keys)));
    line(1, say("应答守卫：逐行核对证书", "response guard: every row is held against the certificate"));
  }

  private void paging(PlannedPaging paging, String order, List<PlannedPaging.PageKey> keys) {
    line(
        1,
        say("分页 ", "paging ")
            + (order.equals(PlannedPaging.ONLY) ? "" : order + ": ")
            + String.join(
                ", ", keys.stream().map(k -> (k.descending() ? "-" : "") + k.name()).toList())
            + say("，每页 ", ", page ")
            + paging.size()
            + say("，最多 ", ", at most ")
            + paging.max());
  }

  /** What a value is made of, unless it is an output as it stands. */
  private String computed(AnswerShape.Value value) {
    return value.lineage().all().size() == 1 && value.title().isPresent()
        ? named(say("  查询依据：", "  found by: "), value.lineage().asked())
        : dependences(value.lineage());
  }

  /** What decides which records there are. */
  private String presence(AnswerShape shape) {
    return named(say("  取决于：", "  decided by: "), shape.presence().all())
        + named(say("  查询依据：", "  found by: "), shape.presence().asked());
  }

  private String dependences(Lineage lineage) {
    return named(say("  来自：", "  from: "), lineage.values())
        + named(say("  取决于：", "  decided by: "), lineage.control())
        + named(say("  查询依据：", "  found by: "), lineage.asked());
  }

  private String named(String what, Set<Origin> outputs) {
    Set<String> names = new TreeSet<>();
    outputs.forEach(origin -> names.add(name(origin)));
    return names.isEmpty() ? "" : what + String.join(", ", names);
  }

  private String name(Origin origin) {
    return origin.read() + "." + plan.read(origin.read()).fields().get(origin.output()).name();
  }

  private void members(int depth, AnswerShape shape) {
    for (AnswerShape.Member member : shape.members()) {
      switch (member) {
        case AnswerShape.Value value ->
            line(
                depth,
                value.name()
                    + (value.list() ? "[]" : "")
                    + " "
                    + value.type().word()
                    + (value.nullable() ? "?" : "")
                    + computed(value));
        case AnswerShape.Nested nested -> {
          line(
              depth,
              nested.name() + (nested.shape().list() ? "[]" : "") + presence(nested.shape()));
          members(depth + 1, nested.shape());
        }
      }
    }
    if (shape.related()) {
      line(depth, "_relation, _masked");
    }
  }
}
