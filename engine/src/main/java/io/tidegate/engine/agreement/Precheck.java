package io.tidegate.engine.agreement;

import io.tidegate.engine.plan.AnswerShape;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedTerms;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.text.Bilingual;
import io.tidegate.route.text.Suggestion;
import io.tidegate.rules.fact.Approval;
import io.tidegate.rules.fact.LimitClass;
import io.tidegate.rules.fact.OrganisationLevel;
import io.tidegate.rules.fact.Purpose;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is known of a wish before anybody has looked at it: whether it can be granted, who has to
 * agree, how long that takes, and what they will ask about. The route was decided by rules when the
 * service was compiled; no rule is asked here.
 *
 * @param needed whether a grant is needed at all: a party has its own records without one
 * @param wish with the values that are meant, each by its whole way
 * @param route who has to agree, in this order; nobody when asking is enough
 * @param limit how often the class of the service lets the application call
 * @param findings what stands against it, and what will be asked about
 */
public record Precheck(
    boolean needed, Wish wish, List<Stage> route, LimitClass limit, List<Finding> findings) {
  /** Whoever gets data for longer shows once a year that they are still needed. */
  static final int LONGEST_DAYS = 366;

  private static final int FARTHEST_DAYS = 90;
  private static final int LONGEST_REASON = 1000;

  public Precheck {
    Objects.requireNonNull(wish, "wish");
    route = List.copyOf(route);
    Objects.requireNonNull(limit, "limit");
    findings = List.copyOf(findings);
  }

  /**
   * One thing that was found.
   *
   * @param bars whether it stands against the wish; else a person will look at it
   * @param about the member of the wish, such as {@code fields}
   */
  public record Finding(boolean bars, String about, Bilingual said) {
    public Finding {
      Objects.requireNonNull(about, "about");
      Objects.requireNonNull(said, "said");
    }
  }

  /** Whether nothing stands against it. */
  public boolean passes() {
    return findings.stream().noneMatch(Finding::bars);
  }

  /** In how many working days there is an answer; 0 when at once. */
  public int workingDays() {
    return route.stream().mapToInt(Stage::workingDays).sum();
  }

  /**
   * Looks at a wish.
   *
   * @param plan of the service in force
   * @param level of the enterprise
   * @param today in China
   */
  public static Precheck of(
      GovernedPlan plan, Wish wish, OrganisationLevel level, LocalDate today) {
    List<Finding> findings = new ArrayList<>();
    PlannedTerms terms = plan.terms(wish.purpose(), level);
    SortedSet<String> fields = fields(plan, wish, findings);
    if (plan.version().major() != wish.major()) {
      bar(
          findings,
          "major",
          "该服务现行主版本为 " + plan.version().major(),
          "the service is at version " + plan.version().major());
    }
    if (wish.purpose() == Purpose.UNSTATED) {
      bar(findings, "purpose", "请说明用途", "say what the data are wanted for");
    } else if (!terms.served()) {
      bar(
          findings,
          "purpose",
          "规则不向该等级的机构（" + level.title().zh() + "）就此用途开放",
          "the rules do not open it to an enterprise of this level ("
              + level.title().en()
              + ") for this purpose");
    }
    period(wish, today, findings);
    if (wish.reason().isBlank() || wish.reason().length() > LONGEST_REASON) {
      bar(
          findings,
          "reason",
          "请用 1 至 " + LONGEST_REASON + " 字说明理由",
          "give a reason in 1 to " + LONGEST_REASON + " characters");
    }
    boolean owned = wish.owner().isPresent();
    if (owned && !plan.delegated()) {
      bar(
          findings,
          "owner",
          "该服务不能由数据所属企业授权他人使用",
          "by this service no enterprise can let others have its records");
    }
    if (terms.approval().filter(Approval.OWNER::equals).isPresent()) {
      bar(
          findings,
          "service",
          "该服务含全部企业的记录，须由每一家同意，无法逐一取得；请改用可由所属企业授权的服务",
          "it reads the records of all enterprises, and each would have to consent; use a service by"
              + " which one owner can let others have its own");
    }
    boolean beyond = beyond(wish.calls(), terms.limit(), findings);
    hints(plan, fields, findings);
    return new Precheck(
        owned || terms.approval().filter(approval -> approval != Approval.AUTO).isPresent(),
        wish.withFields(fields),
        Stage.of(terms.approval().orElse(Approval.AUTO), beyond, owned),
        terms.limit(),
        findings);
  }

  /** Each value that is meant; a record stands for all in it. */
  private static SortedSet<String> fields(GovernedPlan plan, Wish wish, List<Finding> findings) {
    List<String> ways = plan.answer().ways();
    SortedSet<String> fields = new TreeSet<>();
    for (String asked : wish.fields()) {
      List<String> meant =
          ways.stream().filter(way -> way.equals(asked) || way.startsWith(asked + ".")).toList();
      fields.addAll(meant);
      if (meant.isEmpty()) {
        Optional<String> near = Suggestion.nearest(asked, ways);
        bar(
            findings,
            "fields",
            "没有数据项 " + asked + near.map(n -> "，是否指 " + n + "？").orElse(""),
            "there is no field " + asked + near.map(n -> "; did you mean " + n + "?").orElse(""));
      }
    }
    if (wish.fields().isEmpty()) {
      bar(findings, "fields", "请列出所需的数据项", "say which fields are wanted");
    }
    return fields;
  }

  private static void period(Wish wish, LocalDate today, List<Finding> findings) {
    if (wish.from().isBefore(today) || wish.from().isAfter(today.plusDays(FARTHEST_DAYS))) {
      bar(
          findings,
          "from",
          "起始日应在今天至 " + today.plusDays(FARTHEST_DAYS) + " 之间",
          "the first day is between today and " + today.plusDays(FARTHEST_DAYS));
    }
    if (wish.to().isBefore(wish.from())
        || wish.to().isAfter(wish.from().plusDays(LONGEST_DAYS - 1L))) {
      bar(
          findings,
          "to",
          "终止日不早于起始日，最长 " + LONGEST_DAYS + " 天，期满可续",
          "the last day is not before the first, and at most "
              + LONGEST_DAYS
              + " days are granted at once; they can be renewed");
    }
  }

  /** Whether more calls are asked for than the class gives, which somebody decides about. */
  private static boolean beyond(AgreedCalls calls, LimitClass limit, List<Finding> findings) {
    boolean beyond =
        calls.perSecond().orElse(0) > limit.perSecond()
            || calls.burst().orElse(0) > limit.burst()
            || calls.perDay().orElse(0) > limit.perDay();
    if (beyond) {
      hint(
          findings,
          "calls",
          "超过该服务的限额等级 " + limit.text() + "，由平台审核",
          "more than the class of the service gives (" + limit.text() + "); the platform decides");
    }
    return beyond;
  }

  /** What whoever decides has to know of the fields. */
  private static void hints(GovernedPlan plan, SortedSet<String> fields, List<Finding> findings) {
    List<String> personal = new ArrayList<>();
    personal(plan, plan.answer(), "", fields, personal);
    if (!personal.isEmpty()) {
      hint(
          findings,
          "fields",
          "含个人信息（S3 及以上或未定级）：" + String.join("、", personal) + "，按脱敏规则提供",
          "personal or unrated (S3 and above): "
              + String.join(", ", personal)
              + "; they are given as the masks show them");
    }
  }

  private static void personal(
      GovernedPlan plan,
      AnswerShape shape,
      String before,
      SortedSet<String> fields,
      List<String> personal) {
    for (AnswerShape.Member member : shape.members()) {
      switch (member) {
        case AnswerShape.Nested nested ->
            personal(plan, nested.shape(), before + nested.name() + ".", fields, personal);
        case AnswerShape.Value value -> {
          if (fields.contains(before + value.name())
              && value.lineage().values().stream()
                  .map(origin -> plan.read(origin.read()).fields().get(origin.output()))
                  .anyMatch(Precheck::isPersonal)) {
            personal.add(before + value.name());
          }
        }
      }
    }
  }

  private static boolean isPersonal(PlannedField field) {
    return field.label().sensitivity().filter(s -> s.compareTo(Sensitivity.S3) < 0).isEmpty();
  }

  private static void bar(List<Finding> findings, String about, String zh, String en) {
    findings.add(new Finding(true, about, new Bilingual(zh, en)));
  }

  private static void hint(List<Finding> findings, String about, String zh, String en) {
    findings.add(new Finding(false, about, new Bilingual(zh, en)));
  }
}
