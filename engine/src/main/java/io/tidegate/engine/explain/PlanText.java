package io.tidegate.engine.explain;

import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.plan.AnswerShape;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedInfluence;
import io.tidegate.engine.plan.PlannedMask;
import io.tidegate.engine.plan.PlannedParameter;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.plan.PlannedStep;
import io.tidegate.engine.plan.PlannedTable;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.sql.ColumnUse;
import io.tidegate.rules.mask.MaskKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

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

  private void route() {
    out.append('\n');
    line(0, say("步骤", "steps"));
    step(1, plan.route(), "");
  }

  private void step(int depth, PlannedStep step, String name) {
    String label = name.isEmpty() ? "" : name + ": ";
    switch (step) {
      case PlannedStep.ReadStep read ->
          line(depth, label + say("受治理读取 ", "governed read ") + read.read());
      case PlannedStep.MulticastStep multicast -> {
        line(
            depth,
            label
                + "multicast "
                + multicast.strategy().word()
                + (multicast.parallel() ? say(" 并行", " in parallel") : "")
                + (multicast.timeoutMillis().isPresent()
                    ? " " + multicast.timeoutMillis().getAsInt() + " ms"
                    : ""));
        multicast.branches().forEach(b -> step(depth + 1, b.step(), b.name()));
      }
    }
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
            + (read.single() ? say(", 单条", ", one record") : say(", 列表", ", a list"))
            + ")");
    for (PlannedTable table : read.tables()) {
      line(
          1,
          say("范围 ", "scope ")
              + table.name()
              + " #"
              + table.index()
              + ": "
              + (table.scope() == PlannedTable.Scope.PARTY
                  ? say("仅本企业为当事方的记录", "only records the caller is a party to")
                  : say("全部记录", "every record"))
              + " → "
              + String.join(", ", table.relations().stream().map(Relation::name).toList())
              + (table.aligned()
                  ? ""
                  : say("（无逐条关系，取最严）", " (no record of its own in a row: the strictest counts)")));
    }
    line(1, say("语句 ", "statement ") + read.query().text());
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
    read.fields().forEach(f -> field(read, f));
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
            : (field.copyOf().isPresent() ? say("来自：", "from: ") : say("计算自：", "computed from: "))
                + String.join(", ", sources));
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
    line(0, say("应答", "answer") + (plan.answer().list() ? " rows[]" : ""));
    members(1, plan.answer());
    plan.paging()
        .ifPresent(
            p ->
                line(
                    1,
                    say("分页 ", "paging ")
                        + String.join(
                            ", ",
                            p.keys().stream()
                                .map(k -> (k.descending() ? "-" : "") + k.name())
                                .toList())
                        + say("，每页 ", ", page ")
                        + p.size()
                        + say("，最多 ", ", at most ")
                        + p.max()));
    line(1, say("应答守卫：逐行核对证书", "response guard: every row is held against the certificate"));
  }

  private void members(int depth, AnswerShape shape) {
    for (AnswerShape.Member member : shape.members()) {
      switch (member) {
        case AnswerShape.Value value ->
            line(depth, value.name() + " " + value.type().word() + (value.nullable() ? "?" : ""));
        case AnswerShape.Nested nested -> {
          line(depth, nested.name() + (nested.shape().list() ? "[]" : ""));
          members(depth + 1, nested.shape());
        }
      }
    }
    if (shape.related()) {
      line(depth, "_relation, _masked");
    }
  }
}
