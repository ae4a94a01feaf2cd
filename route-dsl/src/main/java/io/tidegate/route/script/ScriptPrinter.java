package io.tidegate.route.script;

import io.tidegate.route.script.Expression.Binary;
import io.tidegate.route.script.Expression.Call;
import io.tidegate.route.script.Expression.Closure;
import io.tidegate.route.script.Expression.Conditional;
import io.tidegate.route.script.Expression.Elvis;
import io.tidegate.route.script.Expression.Input;
import io.tidegate.route.script.Expression.ListLiteral;
import io.tidegate.route.script.Expression.Literal;
import io.tidegate.route.script.Expression.Local;
import io.tidegate.route.script.Expression.MapLiteral;
import io.tidegate.route.script.Expression.Member;
import io.tidegate.route.script.Expression.Negate;
import io.tidegate.route.script.Expression.Not;
import io.tidegate.route.script.Expression.Template;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a script in one form. Names and texts are quoted, so that no two scripts read alike. */
final class ScriptPrinter {
  private ScriptPrinter() {}

  static String print(List<Statement> body) {
    return body.stream().map(ScriptPrinter::print).collect(Collectors.joining("; "));
  }

  private static String print(Statement statement) {
    return switch (statement) {
      case Statement.Assign assign ->
          (assign.first() ? "def " : "") + print(assign.name()) + " = " + print(assign.value());
      case Statement.If choice ->
          "if ("
              + print(choice.condition())
              + ") {"
              + print(choice.then())
              + "} else {"
              + print(choice.otherwise())
              + "}";
      case Statement.Return result -> "return " + print(result.value());
      case Statement.Evaluate evaluate -> print(evaluate.value());
    };
  }

  private static String print(Expression expression) {
    return switch (expression) {
      case Literal literal -> literal(literal.value());
      case Input input -> input.name();
      case Local local -> local.name() + "#" + local.slot();
      case Template template -> "text(" + all(template.parts()) + ")";
      case ListLiteral list -> "[" + all(list.elements()) + "]";
      case MapLiteral map -> {
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < map.values().size(); i++) {
          entries.add(quoted(map.layout().names().get(i)) + ": " + print(map.values().get(i)));
        }
        yield "[" + String.join(", ", entries) + (entries.isEmpty() ? ":]" : "]");
      }
      case Member member -> print(member.target()) + "." + quoted(member.name());
      case Not not -> "!(" + print(not.operand()) + ")";
      case Negate negate -> "-(" + print(negate.operand()) + ")";
      case Binary binary ->
          "("
              + print(binary.left())
              + " "
              + binary.operator().sign()
              + " "
              + print(binary.right())
              + ")";
      case Conditional choice ->
          "("
              + print(choice.condition())
              + " ? "
              + print(choice.then())
              + " : "
              + print(choice.otherwise())
              + ")";
      case Elvis elvis -> "(" + print(elvis.value()) + " ?: " + print(elvis.otherwise()) + ")";
      case Call call ->
          print(call.target())
              + "."
              + call.name()
              + "("
              + all(call.arguments())
              + ")"
              + call.closure().map(ScriptPrinter::print).orElse("");
    };
  }

  private static String print(Closure closure) {
    return " {"
        + closure.parameters().stream().map(ScriptPrinter::print).collect(Collectors.joining(", "))
        + " -> "
        + print(closure.body())
        + "}";
  }

  private static String all(List<Expression> expressions) {
    return expressions.stream().map(ScriptPrinter::print).collect(Collectors.joining(", "));
  }

  private static String literal(Object value) {
    return switch (value) {
      case null -> "null";
      case String text -> quoted(text);
      // 1.0 and 1.00 are written apart: they are as texts
      case BigDecimal number -> number + "d";
      default -> value.toString();
    };
  }

  private static String quoted(String text) {
    return '\'' + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + '\'';
  }
}
