package io.tidegate.engine.impact;

import io.tidegate.engine.explain.TerminalText;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.text.Bilingual;
import java.util.Collection;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** An impact for people, in Chinese or in English. */
public final class ImpactText {
  private static final int SHORT = 12;

  private final boolean chinese;
  private final StringBuilder out = new StringBuilder();

  private ImpactText(boolean chinese) {
    this.chinese = chinese;
  }

  /** Writes it. */
  public static String of(Impact impact, boolean chinese) {
    return new ImpactText(chinese).impact(impact);
  }

  private String impact(Impact impact) {
    for (ServiceImpact service : impact.services()) {
      service(service);
    }
    say(
        "%d 个服务中 %d 个判定有变、%d 个受影响：放宽 %d，新现 %d，收紧 %d，消失 %d；新拒绝 %d 个服务，新接受 %d 个\n"
            .formatted(
                impact.looked(),
                impact.planned(),
                impact.services().size(),
                impact.count(Direction.LOOSENED),
                impact.count(Direction.APPEARED),
                impact.count(Direction.TIGHTENED),
                impact.count(Direction.VANISHED),
                impact.count(ServiceImpact.Fate.NEWLY_REFUSED),
                impact.count(ServiceImpact.Fate.NEWLY_ACCEPTED)),
        ("%d services, %d decided otherwise, %d changed: %d loosened, %d appeared, %d tightened,"
                + " %d vanished; %d services newly refused, %d newly accepted\n")
            .formatted(
                impact.looked(),
                impact.planned(),
                impact.services().size(),
                impact.count(Direction.LOOSENED),
                impact.count(Direction.APPEARED),
                impact.count(Direction.TIGHTENED),
                impact.count(Direction.VANISHED),
                impact.count(ServiceImpact.Fate.NEWLY_REFUSED),
                impact.count(ServiceImpact.Fate.NEWLY_ACCEPTED)));
    say(
        "等级：%s。%s\n".formatted(word(impact.grade()).zh(), route(impact.grade()).zh()),
        "grade: %s; %s\n".formatted(word(impact.grade()).en(), route(impact.grade()).en()));
    say(
        "候选 %s，对照 %s\n"
            .formatted(
                impact.candidate().substring(0, SHORT), impact.against().substring(0, SHORT)),
        "candidate %s, against %s\n"
            .formatted(
                impact.candidate().substring(0, SHORT), impact.against().substring(0, SHORT)));
    return out.toString();
  }

  private void service(ServiceImpact service) {
    out.append(TerminalText.visible(service.service())).append(' ').append(service.version());
    out.append("  ").append(in(headline(service))).append('\n');
    for (AccessChange change : service.access()) {
      line(
          change.direction(),
          in(name(change.what()))
              + (change.audience().isEmpty() ? "" : " [" + change.audience() + "]")
              + (change.read().isEmpty() ? "" : " (" + change.read() + ")")
              + ": "
              + change.before()
              + " -> "
              + change.after());
    }
    for (FieldChange change : service.fields()) {
      line(
          change.direction(),
          where(change)
              + (change.audience().isEmpty() ? "" : " [" + change.audience() + "]")
              + "  "
              + relations(change.relations())
              + ": "
              + change.before()
              + " -> "
              + change.after()
              + rules(change));
    }
    for (InfluenceChange change : service.influences()) {
      out.append("  ")
          .append(in(new Bilingual("影响理由  ", "influence  ")))
          .append(change.column())
          .append(' ')
          .append(change.where())
          .append(": ")
          .append(String.join(", ", change.before()))
          .append(" -> ")
          .append(String.join(", ", change.after()))
          .append('\n');
    }
    service.examples().forEach(this::example);
    for (StandingGrant grant : service.grants()) {
      out.append("  ")
          .append(in(new Bilingual("授权  ", "grant      ")))
          .append(TerminalText.visible(grant.application()))
          .append(" (")
          .append(TerminalText.visible(grant.receiver()))
          .append(", ")
          .append(grant.level().word())
          .append("), ")
          .append(grant.purpose().word())
          .append('\n');
    }
    for (Diagnostic diagnostic : service.refusal()) {
      out.append("  ")
          .append(diagnostic.code().id())
          .append(": ")
          .append(TerminalText.visible(diagnostic.message()))
          .append(diagnostic.rule().map(rule -> "  (" + rule + ")").orElse(""))
          .append('\n');
    }
  }

  private void line(Direction direction, String text) {
    out.append("  ").append(in(name(direction))).append("  ").append(text).append('\n');
  }

  private void example(ExampleRow example) {
    out.append("  ")
        .append(in(new Bilingual("示例  ", "example    ")))
        .append(relations(example.relations()));
    if (!example.switchesOn().isEmpty()) {
      out.append(", ").append(String.join(", ", example.switchesOn()));
    }
    out.append(": ")
        .append(
            example.cells().stream()
                .filter(cell -> !cell.before().equals(cell.after()))
                .map(
                    cell ->
                        cell.output()
                            + " "
                            + cell.before().map(Object::toString).orElse("null")
                            + " -> "
                            + cell.after().map(Object::toString).orElse("null"))
                .collect(Collectors.joining("; ")))
        .append('\n');
  }

  private static String where(FieldChange change) {
    return change.paths().isEmpty()
        ? change.read() + "." + change.output()
        : String.join(", ", change.paths());
  }

  private static String relations(SortedSet<Relation> relations) {
    return relations.stream().map(Relation::name).collect(Collectors.joining(" + "));
  }

  private static String rules(FieldChange change) {
    return "  (" + list(change.rulesBefore()) + " -> " + list(change.rulesAfter()) + ")";
  }

  private static String list(Collection<String> rules) {
    return rules.isEmpty() ? FieldChange.NO_RECORD : String.join(", ", rules);
  }

  private static Bilingual headline(ServiceImpact service) {
    return switch (service.fate()) {
      case NEWLY_REFUSED -> new Bilingual("将被拒绝", "would be refused");
      case NEWLY_ACCEPTED -> new Bilingual("原被拒绝，将被接受", "is refused now and would be accepted");
      case KEPT -> word(service.grade());
    };
  }

  private static Bilingual name(Direction direction) {
    return switch (direction) {
      case LOOSENED -> new Bilingual("放宽", "loosened ");
      case APPEARED -> new Bilingual("新现", "appeared ");
      case TIGHTENED -> new Bilingual("收紧", "tightened");
      case VANISHED -> new Bilingual("消失", "vanished ");
    };
  }

  private static Bilingual name(AccessChange.What what) {
    return switch (what) {
      case OPENNESS -> new Bilingual("开放等级", "openness");
      case APPROVAL -> new Bilingual("审批", "approval");
      case ANONYMOUS -> new Bilingual("匿名访问", "anonymous");
      case SERVED -> new Bilingual("是否服务", "served");
      case LIMIT -> new Bilingual("限额", "limit");
      case RECORDS -> new Bilingual("可读记录", "records");
      case LEAST -> new Bilingual("统计最少当事方", "least parties of a group");
    };
  }

  private static Bilingual word(Grade grade) {
    return switch (grade) {
      case NONE -> new Bilingual("无变化", "none");
      case TIGHTENING -> new Bilingual("收紧", "tightening");
      case REFUSING -> new Bilingual("有服务将被拒绝", "refusing");
      case LOOSENING -> new Bilingual("放宽", "loosening");
    };
  }

  /** Who has to agree. */
  private static Bilingual route(Grade grade) {
    return grade.needsApproval()
        ? new Bilingual("须由另一名管理员批准", "another administrator has to approve it")
        : new Bilingual("可立即发布", "it may be released at once");
  }

  private void say(String zh, String en) {
    out.append(in(new Bilingual(zh, en)));
  }

  private String in(Bilingual text) {
    return chinese ? text.zh() : text.en();
  }
}
