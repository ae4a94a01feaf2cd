package io.tidegate.engine.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.engine.check.Examined.Statement;
import io.tidegate.engine.check.Examined.Text;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedAccess;
import io.tidegate.engine.plan.PlannedCall;
import io.tidegate.engine.plan.PlannedPaging.PageKey;
import io.tidegate.engine.plan.PlannedParameter;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.route.flow.Flow;
import io.tidegate.route.sql.Binding;
import java.util.List;
import java.util.Optional;

/** What the text of a statement may be, whatever it means. */
final class TextChecks {
  private TextChecks() {}

  private static List<Statement> texts(Examined examined) {
    return examined.statements().stream().filter(each -> each.text().isPresent()).toList();
  }

  /** Exactly one SELECT, with a binding for each placeholder that the plan can fill. */
  static void statement(Examined examined, Report report) {
    for (PlannedRead read : examined.plan().reads()) {
      if (read.access() instanceof PlannedAccess.Sorted sorted
          && !picks(sorted, place(read.id(), examined.plan()))) {
        report.at(read, sorted.parameter(), "the parameter does not always name one of the orders");
      }
    }
    for (Statement statement : texts(examined)) {
      Text text = statement.text().orElseThrow();
      JsonNode statements = text.tree().path("stmts");
      if (statements.size() != 1) {
        report.at(statement.read(), "", "the text holds " + statements.size() + " statements");
      }
      List<Binding> bindings = text.query().bindings();
      if (text.placeholders() != bindings.size()) {
        report.at(
            statement.read(),
            "",
            text.placeholders() + " placeholders have " + bindings.size() + " bindings");
      }
      for (Binding binding : bindings) {
        if (!fillable(binding, statement, examined.plan())) {
          report.at(statement.read(), binding.toString(), "the plan has nothing to bind here");
        }
      }
    }
  }

  /** Whether the parameter is always there and has no value that is no order. */
  private static boolean picks(PlannedAccess.Sorted sorted, Place place) {
    return place
        .parameter(sorted.parameter())
        .filter(parameter -> parameter.required() || parameter.otherwise().isPresent())
        .filter(parameter -> !parameter.allowed().isEmpty())
        .filter(parameter -> sorted.orders().keySet().containsAll(parameter.allowed()))
        .isPresent();
  }

  private static boolean fillable(Binding binding, Statement statement, GovernedPlan plan) {
    return switch (binding) {
      case Binding.Parameter parameter ->
          place(statement.read().id(), plan).gives(parameter.name());
      case Binding.KeyValue key ->
          statement.following()
              && key.index() >= 0
              && key.index() < keys(plan, statement.order()).size();
      case Binding.Caller caller -> true;
      case Binding.Principal principal -> true;
      case Binding.RowLimit limit -> true;
    };
  }

  private static List<PageKey> keys(GovernedPlan plan, String order) {
    return plan.paging().map(p -> p.keys().getOrDefault(order, List.of())).orElse(List.of());
  }

  /** What can be bound where a read stands. */
  private record Place(List<PlannedParameter> parameters, Flow route) {
    Optional<PlannedParameter> parameter(String name) {
      return parameters.stream().filter(p -> p.name().equals(name)).findFirst();
    }

    boolean gives(String name) {
      return parameter(name).isPresent() || isSet(name, route);
    }
  }

  /**
   * In the route, or in that of the called service a read is of, which sees nothing of its
   * caller's.
   */
  private static Place place(String read, Place outer, GovernedPlan plan) {
    for (Flow.Call call : outer.route().serviceCalls()) {
      if (read.startsWith(call.place() + "/")) {
        List<PlannedParameter> parameters =
            plan.calls().stream()
                .filter(c -> c.place().equals(call.place()))
                .findFirst()
                .map(PlannedCall::parameters)
                .orElse(List.of());
        return place(read, new Place(parameters, call.flow()), plan);
      }
    }
    return outer;
  }

  private static Place place(String read, GovernedPlan plan) {
    return place(read, new Place(plan.parameters(), plan.route()), plan);
  }

  /** Whether a step sets a variable of this name. */
  private static boolean isSet(String name, Flow flow) {
    return flow instanceof Flow.SetVariable variable && variable.name().equals(name)
        || flow instanceof Flow.SetRaw raw && raw.name().equals(name)
        || !(flow instanceof Flow.Call)
            && flow.inner().stream().anyMatch(inner -> isSet(name, inner));
  }

  /** Only parts that are known. */
  static void nodes(Examined examined, Report report) {
    for (Statement statement : texts(examined)) {
      for (JsonNode each : statement.text().orElseThrow().tree().path("stmts")) {
        AcceptedTree.foreignPart(each.path("stmt"))
            .ifPresent(
                part -> report.at(statement.read(), part, "this part of a statement is not known"));
      }
    }
  }

  /** Only functions, operators and types that compute and do nothing else. */
  static void calls(Examined examined, Report report) {
    for (Statement statement : texts(examined)) {
      statement
          .text()
          .orElseThrow()
          .select()
          .walk(
              node -> {
                List<String> called = called(node);
                boolean harmless =
                    switch (node.kind()) {
                      case "FuncCall" -> Harmless.function(called);
                      case "A_Expr" -> Harmless.operator(called);
                      case "SubLink" -> called.isEmpty() || Harmless.operator(called);
                      case "TypeCast" -> Harmless.type(called);
                      default -> true;
                    };
                if (!harmless) {
                  report.at(
                      statement.read(), String.join(".", called), "it is not known to be harmless");
                }
              });
    }
  }

  private static List<String> called(ParseNode node) {
    return switch (node.kind()) {
      case "FuncCall" -> node.names("funcname");
      case "A_Expr" -> node.names("name");
      case "SubLink" -> node.names("operName");
      case "TypeCast" -> new ParseNode("TypeName", node.body().path("typeName")).names("names");
      default -> List.of();
    };
  }
}
