package io.tidegate.route.script;

import io.tidegate.route.data.Layout;
import io.tidegate.route.text.Span;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A part of a script that has a value. */
public sealed interface Expression {
  Span span();

  /**
   * A constant.
   *
   * @param value null, String, Long, BigDecimal or Boolean
   */
  record Literal(Object value, Span span) implements Expression {}

  /** What the script is given under a name. */
  record Input(String name, Span span) implements Expression {
    public Input {
      Objects.requireNonNull(name, "name");
    }
  }

  /**
   * A name the script itself has given.
   *
   * @param slot the place that holds its value while the script runs; every name has its own
   */
  record Local(String name, int slot, Span span) implements Expression {
    public Local {
      Objects.requireNonNull(name, "name");
    }
  }

  /** A text with values in it; nothing is written as an empty text. */
  record Template(List<Expression> parts, Span span) implements Expression {
    public Template {
      parts = List.copyOf(parts);
    }
  }

  record ListLiteral(List<Expression> elements, Span span) implements Expression {
    public ListLiteral {
      elements = List.copyOf(elements);
    }
  }

  /** A record with constant names. */
  record MapLiteral(Layout layout, List<Expression> values, Span span) implements Expression {
    public MapLiteral {
      Objects.requireNonNull(layout, "layout");
      values = List.copyOf(values);
    }
  }

  /** A member of a record. */
  record Member(Expression target, String name, Span nameSpan, Span span) implements Expression {
    public Member {
      Objects.requireNonNull(target, "target");
      Objects.requireNonNull(name, "name");
    }
  }

  record Not(Expression operand, Span span) implements Expression {}

  record Negate(Expression operand, Span span) implements Expression {}

  record Binary(Operator operator, Expression left, Expression right, Span span)
      implements Expression {
    public Binary {
      Objects.requireNonNull(operator, "operator");
      Objects.requireNonNull(left, "left");
      Objects.requireNonNull(right, "right");
    }
  }

  record Conditional(Expression condition, Expression then, Expression otherwise, Span span)
      implements Expression {}

  /** The first when it counts as true, otherwise the second. */
  record Elvis(Expression value, Expression otherwise, Span span) implements Expression {}

  /**
   * A call of a function of the list.
   *
   * @param closure what is done with each element, when the function takes that
   */
  record Call(
      Expression target,
      String name,
      List<Expression> arguments,
      Optional<Closure> closure,
      Span nameSpan,
      Span span)
      implements Expression {
    public Call {
      Objects.requireNonNull(target, "target");
      Objects.requireNonNull(name, "name");
      arguments = List.copyOf(arguments);
      Objects.requireNonNull(closure, "closure");
    }

    int arity() {
      return arguments.size() + (closure.isPresent() ? 1 : 0);
    }
  }

  /**
   * What a function does with each element. No value: it stands only where a function takes it.
   *
   * @param parameters one, or two for {@code inject}
   */
  record Closure(List<Local> parameters, List<Statement> body, Span span) {
    public Closure {
      parameters = List.copyOf(parameters);
      body = List.copyOf(body);
    }
  }

  enum Operator {
    PLUS("+"),
    MINUS("-"),
    TIMES("*"),
    DIVIDE("/"),
    REMAINDER("%"),
    EQUAL("=="),
    NOT_EQUAL("!="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    AND("&&"),
    OR("||"),
    IN("in"),
    NOT_IN("!in");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }

    static Optional<Operator> ofSign(String sign) {
      for (Operator operator : values()) {
        if (operator.sign.equals(sign)) {
          return Optional.of(operator);
        }
      }
      return Optional.empty();
    }
  }
}
