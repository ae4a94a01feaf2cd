package io.tidegate.engine.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.route.catalog.Catalog;
import io.tidegate.route.sql.PrintedQuery;
import io.tidegate.rules.decide.Decisions;
import java.util.List;
import java.util.Objects;
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
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(catalog, "catalog");
    Objects.requireNonNull(decisions, "decisions");
    Objects.requireNonNull(grammar, "grammar");
    statements = List.copyOf(statements);
    Objects.requireNonNull(yielded, "yielded");
  }

  /**
   * A statement of a read.
   *
   * @param following whether it is the one for pages behind the first
   * @param placeholders how many placeholders the text has
   * @param tree all of its parse tree
   * @param tables one for each of {@link Trace#tables()}
   */
  record Statement(
      PlannedRead read,
      PrintedQuery query,
      boolean following,
      int placeholders,
      JsonNode tree,
      Trace trace,
      List<Occurrence> tables) {
    Statement {
      Objects.requireNonNull(read, "read");
      Objects.requireNonNull(query, "query");
      Objects.requireNonNull(tree, "tree");
      Objects.requireNonNull(trace, "trace");
      tables = List.copyOf(tables);
    }

    ParseNode select() {
      return ParseNode.of(tree.path("stmts").path(0).path("stmt"));
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

  /** An output as it is planned, and what it depends on. */
  record Field(PlannedField planned, Flow flow) {
    Field {
      Objects.requireNonNull(planned, "planned");
      Objects.requireNonNull(flow, "flow");
    }
  }
}
