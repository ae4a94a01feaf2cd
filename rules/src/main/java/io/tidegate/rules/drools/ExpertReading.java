package io.tidegate.rules.drools;

import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.text.SourceText;
import io.tidegate.route.text.Span;
import io.tidegate.rules.drools.ExpertRule.Comparison;
import io.tidegate.rules.pack.Cell;
import io.tidegate.rules.pack.ConditionColumn;
import io.tidegate.rules.pack.ExpertRules;
import io.tidegate.rules.pack.RuleCode;
import io.tidegate.rules.pack.RulePack;
import io.tidegate.rules.pack.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * Reads what rules written by hand say, after {@link DescriptionCheck} accepted their shape. Their
 * words are held against the same closed lists as those of tables: a rule that compares with a word
 * that does not exist would never fire, and one that names an unknown mask would refuse every
 * service.
 */
final class ExpertReading {
  private static final Pattern COMPARISON =
      Pattern.compile(
          "\\s*(?:\\|\\|\\s*)?(?:"
              + "(?<equal>\\w+)\\s*==\\s*(?<value>"
              + DescriptionCheck.LITERAL
              + ")|(?<text>\\w+)\\s+str\\[(?<end>startsWith|endsWith)\\]\\s*(?<part>"
              + DescriptionCheck.LITERAL
              + ")|(?<among>\\w+)\\s+in\\s*\\((?<list>(?:\\s*,?\\s*"
              + DescriptionCheck.LITERAL
              + ")+)\\s*\\)|(?<many>categories|detectors)\\s+contains\\s+(?<member>"
              + DescriptionCheck.LITERAL
              + ")|strictness\\s*>=\\s*(?<least>\\d))\\s*");

  private static final Pattern LITERAL = Pattern.compile(DescriptionCheck.LITERAL);

  private static final Pattern CALL =
      Pattern.compile("\\$decide\\.(?<verb>\\w+)\\(\\$field(?<arguments>[^)]*)\\);");

  private static final String STAGE = "stage";

  private final SourceText source;
  private final RulePack pack;
  private final Diagnostics diagnostics;

  private ExpertReading(SourceText source, RulePack pack, Diagnostics diagnostics) {
    this.source = source;
    this.pack = pack;
    this.diagnostics = diagnostics;
  }

  /** The rules of an accepted description; what is wrong with their words is told at their line. */
  static List<ExpertRule> read(
      PackageDescr accepted, ExpertRules rules, RulePack pack, Diagnostics diagnostics) {
    ExpertReading reading = new ExpertReading(rules.text().span().source(), pack, diagnostics);
    List<ExpertRule> read = new ArrayList<>();
    for (RuleDescr rule : accepted.getRules()) {
      reading.rule(rule, rules.id()).ifPresent(read::add);
    }
    return read;
  }

  private Optional<ExpertRule> rule(RuleDescr rule, String id) {
    Span place = DescriptionCheck.line(source, rule.getLine());
    if (!rule.getName().startsWith(id + "/")) {
      diagnostics.error(
          RuleCode.DRL_REFUSED,
          place,
          "a rule of the file `" + id + ".drl` must be named `" + id + "/…`");
      return Optional.empty();
    }
    List<Stage> stages = new ArrayList<>();
    List<List<Comparison>> conditions = new ArrayList<>();
    PatternDescr subject = (PatternDescr) rule.getLhs().getDescrs().getFirst();
    for (BaseDescr constraint : subject.getDescrs()) {
      condition(((ExprConstraintDescr) constraint).getExpression(), place, stages)
          .ifPresent(conditions::add);
    }
    if (stages.size() != 1) {
      diagnostics.error(
          RuleCode.DRL_REFUSED,
          place,
          "the rule `" + rule.getName() + "` must say in one condition which stage it is of",
          "write `stage == \"classify\"`, `\"open\"`, `\"mask\"`, `\"influence\"` or `\"limit\"` as a"
              + " condition of its own");
      return Optional.empty();
    }
    List<Conclusion> conclusions = conclusions(rule, place, stages.getFirst());
    return Optional.of(
        new ExpertRule(rule.getName(), place, stages.getFirst(), conditions, conclusions));
  }

  /** The comparisons of a condition; none for the one that names the stage, which is added. */
  private Optional<List<Comparison>> condition(String expression, Span place, List<Stage> stages) {
    List<Comparison> comparisons = new ArrayList<>();
    Matcher matcher = COMPARISON.matcher(expression);
    int at = 0;
    boolean ofStage = false;
    int count = 0;
    while (at < expression.length() && matcher.region(at, expression.length()).lookingAt()) {
      at = matcher.end();
      count++;
      if (STAGE.equals(matcher.group("equal"))) {
        ofStage = true;
        Stage.ofWord(unescaped(matcher.group("value")))
            .ifPresentOrElse(
                stages::add,
                () -> unknown(RuleCode.UNKNOWN_STAGE, place, unescaped(matcher.group("value"))));
      } else {
        comparison(matcher, place).ifPresent(comparisons::add);
      }
    }
    if (at < expression.length() || (ofStage && count > 1)) {
      diagnostics.error(
          RuleCode.DRL_REFUSED, place, "a condition about the stage must stand by itself");
    }
    return ofStage ? Optional.empty() : Optional.of(comparisons);
  }

  private Optional<Comparison> comparison(Matcher matcher, Span place) {
    if (matcher.group("equal") != null) {
      return oneOf(matcher.group("equal"), List.of(unescaped(matcher.group("value"))), place);
    }
    if (matcher.group("among") != null) {
      List<String> values =
          LITERAL
              .matcher(matcher.group("list"))
              .results()
              .map(literal -> unescaped(literal.group()))
              .toList();
      return oneOf(matcher.group("among"), values, place);
    }
    if (matcher.group("many") != null) {
      ConditionColumn column =
          matcher.group("many").equals("categories")
              ? ConditionColumn.CATEGORY
              : ConditionColumn.DETECTOR;
      return oneOf(column.word(), List.of(unescaped(matcher.group("member"))), place);
    }
    if (matcher.group("least") != null) {
      int least = Integer.parseInt(matcher.group("least"));
      if (least > Sensitivity.values().length) {
        unknown(RuleCode.UNKNOWN_LABEL, place, matcher.group("least"));
        return Optional.empty();
      }
      return Optional.of(
          new Comparison(
              ConditionColumn.SENSITIVITY,
              least == Sensitivity.values().length
                  ? new Cell.OneOf(List.of(ConditionColumn.UNKNOWN))
                  : new Cell.AtLeast(Sensitivity.values()[least])));
    }
    return column(matcher.group("text"), place)
        .flatMap(
            column -> {
              if (column.words().isPresent()) {
                diagnostics.error(
                    RuleCode.DRL_REFUSED,
                    place,
                    "`" + column.word() + "` has a closed list of words: name them");
                return Optional.empty();
              }
              String part = unescaped(matcher.group("part"));
              return Optional.of(
                  new Comparison(
                      column,
                      matcher.group("end").equals("startsWith")
                          ? new Cell.Prefix(part)
                          : new Cell.Suffix(part)));
            });
  }

  private Optional<Comparison> oneOf(String property, List<String> values, Span place) {
    Optional<ConditionColumn> column = column(property, place);
    if (column.isEmpty()) {
      return Optional.empty();
    }
    for (String value : values) {
      if (column.get().words().filter(words -> !words.contains(value)).isPresent()) {
        unknown(
            column.get() == ConditionColumn.CATEGORY || column.get() == ConditionColumn.SENSITIVITY
                ? RuleCode.UNKNOWN_LABEL
                : RuleCode.UNKNOWN_WORD,
            place,
            value);
        return Optional.empty();
      }
    }
    return Optional.of(new Comparison(column.get(), new Cell.OneOf(values)));
  }

  private Optional<ConditionColumn> column(String property, Span place) {
    Optional<ConditionColumn> column = ConditionColumn.ofWord(property);
    if (column.isEmpty()) {
      diagnostics.error(RuleCode.DRL_REFUSED, place, "`" + property + "` must be named by itself");
    }
    return column;
  }

  private List<Conclusion> conclusions(RuleDescr rule, Span place, Stage stage) {
    List<Conclusion> conclusions = new ArrayList<>();
    Matcher call = CALL.matcher((String) rule.getConsequence());
    while (call.find()) {
      List<String> arguments =
          LITERAL
              .matcher(call.group("arguments"))
              .results()
              .map(literal -> unescaped(literal.group()))
              .toList();
      try {
        Conclusion conclusion = Decide.conclusion(call.group("verb"), arguments);
        accept(conclusion, stage, place);
        conclusions.add(conclusion);
      } catch (Decide.RefusedConclusion refused) {
        diagnostics.error(refused.code(), place, refused.getMessage());
      }
    }
    return conclusions;
  }

  private void accept(Conclusion conclusion, Stage stage, Span place) {
    if (conclusion.stage() != stage) {
      diagnostics.error(
          RuleCode.WRONG_STAGE,
          place,
          "a rule of the stage "
              + stage.word()
              + " makes a decision of the stage "
              + conclusion.stage().word());
    }
    if (conclusion instanceof Conclusion.Limited limited && pack.limit(limited.limit()).isEmpty()) {
      unknown(RuleCode.UNKNOWN_LIMIT, place, limited.limit());
    }
    if (conclusion instanceof Conclusion.Masked masked) {
      if (pack.mask(masked.mask()).isEmpty()) {
        unknown(RuleCode.UNKNOWN_MASK, place, masked.mask());
      }
      masked
          .unless()
          .filter(name -> !pack.switches().contains(name))
          .ifPresent(name -> unknown(RuleCode.UNKNOWN_SWITCH, place, name));
    }
  }

  private void unknown(RuleCode code, Span place, String word) {
    diagnostics.error(code, place, "`" + word + "` is not known");
  }

  private static String unescaped(String literal) {
    return literal.substring(1, literal.length() - 1).replaceAll("\\\\(.)", "$1");
  }
}
