package io.tidegate.engine.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedPaging;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.route.catalog.Catalog;
import io.tidegate.route.sql.PrintedQuery;
import io.tidegate.rules.decide.Decisions;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A plan with what the checker found out about it by itself.
 *
 * @param grammar the fingerprint of the grammar the statements were read with
 * @param statements every statement that could be followed; each other one is a violation already
 * @param yielded what the route comes to; absent when it could not be followed, which is a
 *     violation already
 */
record Examined(
    GovernedPlan plan,
    Catalog catalog,
    Decisions decisions,
    String grammar,
    List<Statement> statements,
    Optional<RouteTrace.Result> yielded) {
  Examined {
    statements = List.copyOf(statements);
  }

  /**
   * What a read runs: a statement, or the asking of an operation.
   *
   * @param order the name of the order it has, {@link PlannedPaging#ONLY} where there is nothing to
   *     choose
   * @param following whether it is the one for pages behind the first
   * @param text the statement; absent when the read asks an operation
   * @param tables one for each of {@link Trace#tables()}
   */
  record Statement(
      PlannedRead read,
      String order,
      boolean following,
      Optional<Text> text,
      Trace trace,
      List<Occurrence> tables) {
    Statement {
      tables = List.copyOf(tables);
    }

    /**
     * The planned outputs with what was found out about each; those without a match are left out.
     */
    List<Field> fields() {
      int size = Math.min(read.fields().size(), trace.outputs().size());
      return IntStream.range(0, size)
          .mapToObj(i -> new Field(read.fields().get(i), trace.outputs().get(i).flow()))
          .toList();
    }
  }

  /**
   * The text of a statement.
   *
   * @param placeholders how many placeholders it has
   * @param tree all of its parse tree
   */
  record Text(PrintedQuery query, int placeholders, JsonNode tree) {
    ParseNode select() {
      return ParseNode.of(tree.path("stmts").path(0).path("stmt"));
    }
  }

  /** An output as it is planned, and what it depends on. */
  record Field(PlannedField planned, Flow flow) {}
}
