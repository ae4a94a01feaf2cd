package io.tidegate.rules.drools;

import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.text.SourceText;
import io.tidegate.route.text.Span;
import io.tidegate.rules.pack.RuleCode;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.AttributeDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.ImportDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsError;
import org.drools.drl.parser.DroolsParserException;
import org.drools.drl.parser.ParserError;

/**
 * Holds the description of a rule text against an allow-list, before anything is built. Accepted is
 * only what a decision table can say: rules that match one {@link Subject} by comparing its
 * properties with literals, and that call {@link Decide} with literals. The parser recovers from
 * errors and would describe something else than was written, so every error of it refuses the text.
 */
final class DescriptionCheck {
  /** Longest text that is parsed, in characters. */
  static final int LONGEST = 4 * 1024 * 1024;

  private static final Set<String> IMPORTS =
      Set.of(Subject.class.getName(), Decide.class.getName());

  private static final Pattern RULE_NAME = Pattern.compile("[a-z0-9-]{1,64}/[a-z0-9-]{1,64}");

  /** A string literal, of which only quote and backslash are escaped. */
  static final String LITERAL = "\"[^\"\\\\\\p{Cntrl}]*+(?:\\\\[\"\\\\][^\"\\\\\\p{Cntrl}]*+)*+\"";

  private static final String PROPERTY =
      "(?:stage|service|field|label|resource|schema|area|type|format|sensitivity|openness)";

  private static final String COMPARISON =
      "(?:"
          + PROPERTY
          + "\\s*==\\s*"
          + LITERAL
          + "|"
          + PROPERTY
          + "\\s+str\\[(?:startsWith|endsWith)\\]\\s*"
          + LITERAL
          + "|"
          + PROPERTY
          + "\\s+in\\s*\\(\\s*"
          + LITERAL
          + "(?:\\s*,\\s*"
          + LITERAL
          + ")*+\\s*\\)"
          + "|(?:categories|detectors)\\s+contains\\s+"
          + LITERAL
          + "|strictness\\s*>=\\s*\\d)";

  private static final Pattern CONSTRAINT =
      Pattern.compile("\\s*" + COMPARISON + "(?:\\s*\\|\\|\\s*" + COMPARISON + ")*+\\s*");

  private static final Pattern CONSEQUENCE =
      Pattern.compile(
          "\\s*(?:\\$decide\\.(?:sensitivity|category|openness|approval|deny|mask|influence|limit)"
              + "\\(\\$field(?:, \"[A-Za-z0-9 _-]*+\")*+\\);\\s*)++");

  /** Most literals in the conditions of one rule: what Drools builds of more takes it minutes. */
  private static final int MOST_LITERALS = 1_000;

  private static final Pattern ONE_LITERAL = Pattern.compile(LITERAL);

  private static final Pattern SALIENCE = Pattern.compile("-?\\d{1,4}");
  private static final Pattern FLAG = Pattern.compile("true|false");

  private final SourceText source;
  private final Diagnostics diagnostics;

  private DescriptionCheck(SourceText source, Diagnostics diagnostics) {
    this.source = source;
    this.diagnostics = diagnostics;
  }

  /** The description of an accepted text; nothing when anything in it is refused. */
  static Optional<PackageDescr> check(SourceText source, Diagnostics diagnostics) {
    DescriptionCheck check = new DescriptionCheck(source, diagnostics);
    Optional<PackageDescr> description = check.parse();
    try {
      description.ifPresent(check::accept);
    } catch (StackOverflowError e) {
      diagnostics.error(
          RuleCode.DRL_REFUSED, source.span(0, 0), "a condition in the rule text is too long");
    }
    return diagnostics.hasErrors() ? Optional.empty() : description;
  }

  private Optional<PackageDescr> parse() {
    if (source.text().length() > LONGEST) {
      diagnostics.error(RuleCode.DRL_REFUSED, source.span(0, 0), "the rule text is too long");
      return Optional.empty();
    }
    DrlParser parser = new DrlParser(RuleBase.LANGUAGE);
    try {
      PackageDescr description = parser.parse(false, source.text());
      for (DroolsError error : parser.getErrors()) {
        int line = error instanceof ParserError parserError ? parserError.getRow() : 1;
        diagnostics.error(
            RuleCode.DRL_SYNTAX, line(line), "the rule text cannot be parsed at this place");
      }
      if (description == null && !diagnostics.hasErrors()) {
        diagnostics.error(RuleCode.DRL_SYNTAX, source.span(0, 0), "the rule text holds nothing");
      }
      return Optional.ofNullable(description);
    } catch (DroolsParserException | RuntimeException | StackOverflowError e) {
      diagnostics.error(
          RuleCode.DRL_SYNTAX, source.span(0, 0), "the rule text cannot be parsed at all");
      return Optional.empty();
    }
  }

  private void accept(PackageDescr description) {
    if (!RuleText.PACKAGE.equals(description.getName())) {
      refuse(description, "rules must be in the package `" + RuleText.PACKAGE + "`");
    }
    if (description.getUnit() != null) {
      refuse(description.getUnit(), "a rule unit is not accepted");
    }
    for (ImportDescr imported : description.getImports()) {
      if (!IMPORTS.contains(imported.getTarget())) {
        refuse(imported, "the import of `" + imported.getTarget() + "` is not accepted");
      }
    }
    none(description.getFunctionImports(), "an import of functions");
    none(description.getAccumulateImports(), "an import of accumulate functions");
    none(description.getGlobals(), "a global");
    none(description.getFunctions(), "a function");
    none(description.getTypeDeclarations(), "a declared type");
    none(description.getEnumDeclarations(), "a declared enumeration");
    none(description.getEntryPointDeclarations(), "a declared entry point");
    none(description.getWindowDeclarations(), "a declared window");
    none(description.getAttributes(), "an attribute of the package");
    Set<String> names = new HashSet<>();
    for (RuleDescr rule : description.getRules()) {
      if (!names.add(rule.getName())) {
        refuse(rule, "a second rule has the name of another");
      }
      accept(rule);
    }
  }

  private void accept(RuleDescr rule) {
    if (rule.getClass() != RuleDescr.class || rule.isQuery()) {
      refuse(rule, "a query is not accepted");
    }
    if (rule.getName() == null || !RULE_NAME.matcher(rule.getName()).matches()) {
      refuse(rule, "a rule must be named `table/row`");
    }
    if (rule.hasParent()) {
      refuse(rule, "a rule that extends another is not accepted");
    }
    if (rule.getUnit() != null) {
      refuse(rule, "a rule unit is not accepted");
    }
    if (rule.hasErrors()) {
      refuse(rule, "the rule could not be described");
    }
    none(rule.getAnnotations(), "an annotation", rule);
    rule.getAttributes().values().forEach(this::accept);
    acceptConditions(rule);
    if (!rule.getNamedConsequences().isEmpty()) {
      refuse(rule, "a named consequence is not accepted");
    }
    if (!(rule.getConsequence() instanceof String consequence)
        || !CONSEQUENCE.matcher(consequence).matches()) {
      int line = rule.getConsequenceLine() > 0 ? rule.getConsequenceLine() : rule.getLine();
      refuse(line(line), "a consequence may only call `$decide` with literals");
    }
  }

  private void accept(AttributeDescr attribute) {
    Pattern accepted =
        switch (attribute.getName()) {
          case "salience" -> SALIENCE;
          case "no-loop" -> FLAG;
          default -> null;
        };
    if (accepted == null) {
      refuse(attribute, "the attribute `" + attribute.getName() + "` is not accepted");
    } else if (!accepted.matcher(attribute.getValue()).matches()) {
      refuse(attribute, "the attribute `" + attribute.getName() + "` must be a literal");
    }
  }

  private void acceptConditions(RuleDescr rule) {
    AndDescr conditions = rule.getLhs();
    List<BaseDescr> parts = conditions == null ? List.of() : conditions.getDescrs();
    if (parts.size() != 2
        || !(parts.get(0) instanceof PatternDescr subject)
        || !(parts.get(1) instanceof PatternDescr decide)) {
      refuse(rule, "a rule must match `$field : Subject(…)` and `$decide : Decide()`");
      return;
    }
    none(conditions.getAnnotations(), "an annotation", rule);
    acceptPattern(subject, "Subject", "$field");
    acceptPattern(decide, "Decide", "$decide");
    none(decide.getDescrs(), "a condition on `$decide`");
    long literals = 0;
    for (BaseDescr constraint : subject.getDescrs()) {
      if (constraint.getClass() != ExprConstraintDescr.class
          || ((ExprConstraintDescr) constraint).getType() != ExprConstraintDescr.Type.NAMED
          || !CONSTRAINT.matcher(((ExprConstraintDescr) constraint).getExpression()).matches()) {
        refuse(constraint, "a condition may only compare a property of the subject with literals");
        return;
      }
      literals +=
          ONE_LITERAL.matcher(((ExprConstraintDescr) constraint).getExpression()).results().count();
    }
    if (literals > MOST_LITERALS || subject.getDescrs().size() > MOST_LITERALS) {
      refuse(rule, "a condition is too long: a rule names at most " + MOST_LITERALS + " literals");
    }
  }

  private void acceptPattern(PatternDescr pattern, String type, String name) {
    if (pattern.getClass() != PatternDescr.class
        || !type.equals(pattern.getObjectType())
        || !name.equals(pattern.getIdentifier())) {
      refuse(pattern, "here must stand `" + name + " : " + type + "(…)`");
    }
    if (pattern.getSource() != null) {
      refuse(pattern, "a pattern with a source of its own is not accepted");
    }
    if (pattern.isQuery() || pattern.isUnification() || !pattern.getBehaviors().isEmpty()) {
      refuse(pattern, "a pattern may only match facts");
    }
    none(pattern.getAnnotations(), "an annotation", pattern);
  }

  private void none(Collection<?> found, String what) {
    for (Object each : found) {
      Span place = each instanceof BaseDescr descr ? line(descr.getLine()) : source.span(0, 0);
      refuse(place, what + " is not accepted");
    }
  }

  /** As above, for parts that the parser tells no line of: the place is their owner's. */
  private void none(Collection<?> found, String what, BaseDescr owner) {
    found.forEach(each -> refuse(owner, what + " is not accepted"));
  }

  private void refuse(BaseDescr where, String message) {
    refuse(line(where.getLine()), message);
  }

  private void refuse(Span where, String message) {
    diagnostics.error(RuleCode.DRL_REFUSED, where, message);
  }

  /** The parser tells lines only, and none at all for some things. */
  private Span line(int number) {
    return line(source, number);
  }

  static Span line(SourceText source, int number) {
    int last = source.line(source.text().length());
    int line = Math.max(1, Math.min(number, last));
    int start = source.lineStart(line);
    return source.span(start, start + source.lineText(line).length());
  }
}
