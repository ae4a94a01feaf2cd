package io.tidegate.route.sql;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** An expression as written. There is nothing in it that the adapter did not recognise. */
sealed interface Expression {
  Place place();

  /** A name with up to three parts: schema, table, column. */
  record ColumnName(List<String> path, Place place) implements Expression {
    public ColumnName {
      path = List.copyOf(path);
    }

    String column() {
      return path.getLast();
    }
  }

  /** All columns, of one table when it is named. */
  record Star(Optional<String> table, Place place) implements Expression {}

  record Literal(LiteralKind kind, String text, Place place) implements Expression {}

  enum LiteralKind {
    WHOLE_NUMBER,
    DECIMAL,
    TEXT,
    BOOLEAN,
    NULL
  }

  record Clock(ClockKind kind, Place place) implements Expression {}

  /** What the clock of the transaction shows. */
  enum ClockKind {
    CURRENT_DATE(SqlType.DATE),
    CURRENT_TIMESTAMP(SqlType.TIMESTAMPTZ),
    LOCALTIMESTAMP(SqlType.TIMESTAMP);

    final SqlType type;

    ClockKind(SqlType type) {
      this.type = type;
    }
  }

  record Parameter(String name, Place place) implements Expression {}

  /**
   * A function call.
   *
   * @param withinGroup whether the order is what the function is given, and not only how
   */
  record Call(
      List<String> name,
      List<Expression> arguments,
      boolean star,
      boolean distinct,
      List<SortKey> order,
      boolean withinGroup,
      Optional<Expression> filter,
      Optional<Window> over,
      Place place)
      implements Expression {
    public Call {
      name = List.copyOf(name);
      arguments = List.copyOf(arguments);
      order = List.copyOf(order);
    }

    /** A call of nothing but a name with arguments. */
    static Call plain(String name, List<Expression> arguments, Place place) {
      return new Call(
          List.of(name),
          arguments,
          false,
          false,
          List.of(),
          false,
          Optional.empty(),
          Optional.empty(),
          place);
    }
  }

  /** An operator between two operands, by its symbol. */
  record Binary(String operator, Expression left, Expression right, Place place)
      implements Expression {}

  record Minus(Expression operand, Place place) implements Expression {}

  record Logical(Connective connective, List<Expression> operands, Place place)
      implements Expression {
    public Logical {
      operands = List.copyOf(operands);
    }
  }

  /**
   * A condition that counts only when its parameters are given; otherwise it holds.
   *
   * @param parameters the offset of the first use of each parameter in it
   */
  record Given(List<Integer> parameters, Expression condition, Place place) implements Expression {
    public Given {
      parameters = List.copyOf(parameters);
    }
  }

  enum Connective {
    AND,
    OR,
    NOT
  }

  record Test(TestKind kind, Expression operand, Place place) implements Expression {}

  enum TestKind {
    IS_NULL,
    IS_NOT_NULL,
    IS_TRUE,
    IS_NOT_TRUE,
    IS_FALSE,
    IS_NOT_FALSE,
    IS_UNKNOWN,
    IS_NOT_UNKNOWN;

    String words() {
      return name().replace('_', ' ');
    }

    boolean ofNull() {
      return this == IS_NULL || this == IS_NOT_NULL;
    }
  }

  record Between(boolean negated, Expression operand, Expression low, Expression high, Place place)
      implements Expression {}

  record InList(boolean negated, Expression operand, List<Expression> items, Place place)
      implements Expression {
    public InList {
      items = List.copyOf(items);
    }
  }

  record Cast(Expression operand, TypeName type, Place place) implements Expression {}

  /**
   * A type as written.
   *
   * @param modifiers such as length, or precision and scale
   */
  record TypeName(String name, boolean array, List<Integer> modifiers, Place place) {
    public TypeName {
      Objects.requireNonNull(name, "name");
      modifiers = List.copyOf(modifiers);
    }
  }

  record Case(
      Optional<Expression> operand,
      List<When> branches,
      Optional<Expression> otherwise,
      Place place)
      implements Expression {
    public Case {
      branches = List.copyOf(branches);
    }
  }

  record When(Expression condition, Expression result) {}

  record Subquery(SubqueryKind kind, Query query, Place place) implements Expression {}

  enum SubqueryKind {
    SCALAR,
    EXISTS,
    ARRAY
  }

  /** A comparison with the rows of a subquery; IN is {@code = ANY}. */
  record RowsComparison(String operator, boolean all, Expression left, Query query, Place place)
      implements Expression {}

  /** A comparison with the elements of an array. */
  record ArrayComparison(
      String operator, boolean all, Expression left, Expression array, Place place)
      implements Expression {}

  /** Several values compared as one. */
  record RowValue(List<Expression> items, Place place) implements Expression {
    public RowValue {
      items = List.copyOf(items);
    }
  }

  record ArrayValue(List<Expression> items, Place place) implements Expression {
    public ArrayValue {
      items = List.copyOf(items);
    }
  }

  /**
   * An element of an array, or a stretch of it.
   *
   * @param from where the stretch begins; absent for an element
   */
  record Subscript(Expression array, Optional<Expression> from, Expression at, Place place)
      implements Expression {}

  /** Which keys of GROUP BY a row is not grouped by. */
  record Grouping(List<Expression> keys, Place place) implements Expression {
    public Grouping {
      keys = List.copyOf(keys);
    }
  }

  /** One key of an order. */
  record SortKey(Expression expression, Direction direction, Nulls nulls) {}

  enum Direction {
    DEFAULT(""),
    ASCENDING(" ASC"),
    DESCENDING(" DESC");

    final String words;

    Direction(String words) {
      this.words = words;
    }
  }

  enum Nulls {
    DEFAULT(""),
    FIRST(" NULLS FIRST"),
    LAST(" NULLS LAST");

    final String words;

    Nulls(String words) {
      this.words = words;
    }
  }

  /**
   * The rows a window function looks at.
   *
   * @param base the named window it begins with
   * @param frame the frame clause, made of known parts; or empty
   */
  record Window(
      Optional<String> base,
      List<Expression> partition,
      List<SortKey> order,
      String frame,
      Place place) {
    public Window {
      partition = List.copyOf(partition);
      order = List.copyOf(order);
      Objects.requireNonNull(frame, "frame");
    }
  }
}
