package io.tidegate.rules.drools;

import io.tidegate.route.catalog.Relation;
import io.tidegate.route.text.SourceText;
import io.tidegate.rules.fact.OrganisationLevel;
import io.tidegate.rules.fact.Purpose;
import io.tidegate.rules.fact.Vocabulary;
import io.tidegate.rules.pack.Cell;
import io.tidegate.rules.pack.ConditionColumn;
import io.tidegate.rules.pack.DecisionTable;
import io.tidegate.rules.pack.Effect;
import io.tidegate.rules.pack.RulePack;
import io.tidegate.rules.pack.RuleRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes decision tables as rules in the Drools rule language: one rule for each row, matching one
 * subject. Relation, place and probe are no conditions on the subject, so they become arguments of
 * the conclusion: a row that names four relations fires once for a field, not four times.
 *
 * <p>Of what the author wrote only condition values reach the text, as string literals; prose does
 * not, and neither does a denial's reason.
 */
final class RuleText {
  /** Where generated rules live; also the only package a rule text may name. */
  static final String PACKAGE = "io.tidegate.rules.generated";

  private RuleText() {}

  static SourceText of(RulePack pack) {
    StringBuilder text = new StringBuilder();
    text.append("package ").append(PACKAGE).append("\n\n");
    text.append("import ").append(Subject.class.getName()).append('\n');
    text.append("import ").append(Decide.class.getName()).append('\n');
    for (DecisionTable table : pack.tables()) {
      for (RuleRow row : table.rows()) {
        rule(table, row, text);
      }
    }
    return new SourceText("rules generated from " + pack.id() + " " + pack.version(), text + "");
  }

  private static void rule(DecisionTable table, RuleRow row, StringBuilder text) {
    List<String> conditions = new ArrayList<>();
    conditions.add("stage == " + literal(table.stage().word()));
    row.when()
        .forEach(
            (column, cell) -> {
              if (!isArgument(column)) {
                conditions.add(condition(property(column), cell));
              }
            });
    text.append("\nrule ").append(literal(table.ruleName(row))).append("\nwhen\n");
    text.append("    $field : Subject( ").append(String.join(", ", conditions)).append(" )\n");
    text.append("    $decide : Decide()\nthen\n");
    for (String call : calls(row)) {
      text.append("    $decide.").append(call).append(";\n");
    }
    text.append("end\n");
  }

  private static boolean isArgument(ConditionColumn column) {
    return switch (column) {
      case RELATION, WHERE, PROBE, PURPOSE, ORGANISATION_LEVEL -> true;
      default -> false;
    };
  }

  private static String property(ConditionColumn column) {
    return switch (column) {
      case CATEGORY -> "categories";
      case DETECTOR -> "detectors";
      default -> column.word();
    };
  }

  private static String condition(String property, Cell cell) {
    return switch (cell) {
      case Cell.OneOf oneOf when property.equals("categories") || property.equals("detectors") ->
          oneOf.values().stream()
              .map(value -> property + " contains " + literal(value))
              .collect(Collectors.joining(" || "));
      case Cell.OneOf oneOf when oneOf.values().size() == 1 ->
          property + " == " + literal(oneOf.values().getFirst());
      case Cell.OneOf oneOf ->
          oneOf.values().stream()
              .map(RuleText::literal)
              .collect(Collectors.joining(", ", property + " in (", ")"));
      case Cell.Prefix prefix -> property + " str[startsWith] " + literal(prefix.text());
      case Cell.Suffix suffix -> property + " str[endsWith] " + literal(suffix.text());
      case Cell.AtLeast atLeast -> "strictness >= " + atLeast.sensitivity().ordinal();
    };
  }

  private static List<String> calls(RuleRow row) {
    List<String> calls = new ArrayList<>();
    switch (row.then()) {
      case Effect.Classify classify -> {
        classify.sensitivity().ifPresent(s -> calls.add(call("sensitivity", s.name())));
        classify.categories().forEach(category -> calls.add(call("category", category)));
      }
      case Effect.Open open -> {
        open.openness()
            .ifPresent(openness -> calls.add(forAudience(row, "openness", openness.name())));
        open.approval()
            .ifPresent(approval -> calls.add(forAudience(row, "approval", approval.name())));
        open.deny().ifPresent(reason -> calls.add(forAudience(row, "deny")));
      }
      case Effect.Mask mask ->
          calls.add(
              forAudience(
                  row,
                  "mask",
                  mask.mask(),
                  mask.unless().orElse(""),
                  argument(
                      row,
                      ConditionColumn.RELATION,
                      List.of(Relation.values()).stream().map(Relation::name).toList())));
      case Effect.Limit limit -> calls.add(forAudience(row, "limit", limit.limit()));
      case Effect.Influence influence ->
          calls.add(
              call(
                  "influence",
                  influence.allowed() ? "allow" : "refuse",
                  argument(row, ConditionColumn.WHERE, Vocabulary.INFLUENCES),
                  argument(row, ConditionColumn.PROBE, List.of("true", "false"))));
    }
    return calls;
  }

  /** A call that names its audience where it is not everybody. */
  private static String forAudience(RuleRow row, String verb, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    if (!row.audience().isEverybody()) {
      all.add(
          argument(
              row,
              ConditionColumn.PURPOSE,
              Arrays.stream(Purpose.values()).map(Purpose::name).toList()));
      all.add(
          argument(
              row,
              ConditionColumn.ORGANISATION_LEVEL,
              Arrays.stream(OrganisationLevel.values()).map(OrganisationLevel::name).toList()));
    }
    return call(verb, all.toArray(String[]::new));
  }

  /** The names a row's cell stands for, with blanks between; nothing when it has no such cell. */
  private static String argument(RuleRow row, ConditionColumn column, List<String> names) {
    if (!(row.when().get(column) instanceof Cell.OneOf oneOf)) {
      return "";
    }
    return names.stream()
        .filter(name -> oneOf.values().contains(name.toLowerCase(Locale.ROOT).replace('_', '-')))
        .collect(Collectors.joining(" "));
  }

  private static String call(String verb, String... arguments) {
    StringBuilder call = new StringBuilder(verb).append("($field");
    for (String argument : arguments) {
      call.append(", ").append(literal(argument));
    }
    return call.append(')').toString();
  }

  /**
   * A string literal of the rule language. Only quote and backslash have a meaning inside one; line
   * breaks and other control characters were refused when the pack was read.
   */
  static String literal(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
