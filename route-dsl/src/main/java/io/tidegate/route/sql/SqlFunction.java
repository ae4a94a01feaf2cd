package io.tidegate.route.sql;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One accepted form of a function, as {@code functions.txt} says it.
 *
 * @param result of a function that returns rows, one column or several; else one without a name
 */
record SqlFunction(
    Kind kind,
    String name,
    List<Argument> arguments,
    List<Result> result,
    NullRule nullRule,
    boolean raises) {
  SqlFunction {
    Objects.requireNonNull(name, "name");
    arguments = List.copyOf(arguments);
    result = List.copyOf(result);
  }

  enum Kind {
    SCALAR,
    AGGREGATE,
    /** An aggregate whose last argument is what WITHIN GROUP orders by. */
    ORDERED,
    WINDOW,
    ROWS
  }

  /** When a result is null. */
  enum NullRule {
    WHEN_AN_ARGUMENT_IS,
    WHEN_ALL_ARGUMENTS_ARE,
    NEVER,
    AT_ANY_TIME
  }

  /** An argument: the name of a type, or of a group of types. */
  record Argument(String type, boolean optional, boolean repeated) {
    /** The type an argument without one takes; absent when the group leaves it open. */
    Optional<SqlType> exact() {
      return SqlType.of(type);
    }

    boolean same() {
      return type.equals("same");
    }
  }

  record Result(String name, String type) {}

  /** How well arguments fit: the number that need no conversion; absent when they do not fit. */
  Optional<Integer> fit(List<SqlType> types) {
    int exact = 0;
    for (int i = 0; i < types.size(); i++) {
      Optional<Argument> argument = argument(i);
      if (argument.isEmpty() || !takes(argument.get(), types.get(i))) {
        return Optional.empty();
      }
      exact += argument.get().exact().filter(types.get(i)::equals).isPresent() ? 1 : 0;
    }
    boolean enough =
        types.size() >= arguments.stream().filter(argument -> !argument.optional()).count();
    return enough ? Optional.of(exact) : Optional.empty();
  }

  /** The argument at a position; the last one may stand for any number. */
  Optional<Argument> argument(int index) {
    if (index < arguments.size()) {
      return Optional.of(arguments.get(index));
    }
    return arguments.isEmpty()
        ? Optional.empty()
        : Optional.of(arguments.getLast()).filter(Argument::repeated);
  }

  private static boolean takes(Argument argument, SqlType type) {
    if (type.broken()) {
      return true;
    }
    return switch (argument.type()) {
      case "any", "same" -> true;
      case "number" -> type.category() == SqlType.Category.NUMBER;
      case "moment" -> type.category() == SqlType.Category.MOMENT;
      case "array" -> type.array();
      default -> {
        SqlType wanted = argument.exact().orElseThrow();
        // PostgreSQL takes a text literal for a text first: for another type it needs a cast
        boolean literal = type.equals(SqlType.LITERAL);
        yield literal
            ? wanted.category() == SqlType.Category.STRING
            : type.open() || TypeRules.implicit(type, wanted);
      }
    };
  }

  /**
   * The type of one result column.
   *
   * @param same what the arguments marked so have in common
   */
  SqlType type(Result column, List<SqlType> arguments, SqlType same) {
    if (Stream.concat(arguments.stream(), Stream.of(same)).anyMatch(SqlType::broken)) {
      return SqlType.BROKEN;
    }
    return switch (column.type()) {
      case "first" -> arguments.getFirst().settled();
      case "last" -> arguments.getLast().settled();
      case "same" -> same.settled();
      case "element" -> arguments.getFirst().element();
      case "array" -> arguments.getFirst().settled().arrayOf();
      default -> SqlType.of(column.type()).orElseThrow();
    };
  }
}
