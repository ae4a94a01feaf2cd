package io.tidegate.route.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes scripts over the body of {@link Scripts} that are nearly always well-typed. */
final class RandomScripts {
  private enum Type {
    INT,
    NUM,
    TEXT,
    BOOL,
    DATE,
    MOMENT,
    ROW,
    ROWS,
    INTS,
    TEXTS
  }

  private static final List<Type> SINGLE =
      List.of(Type.INT, Type.NUM, Type.TEXT, Type.BOOL, Type.DATE, Type.MOMENT);

  private record Name(String name, Type type) {}

  private final Random random;
  private final List<Name> names = new ArrayList<>();
  private int fresh;

  RandomScripts(long seed) {
    random = new Random(seed);
  }

  /** The next script. */
  String next() {
    names.clear();
    fresh = 0;
    StringBuilder script = new StringBuilder();
    for (int i = random.nextInt(3); i > 0; i--) {
      Type type = pick(Type.values());
      String name = "v" + fresh++;
      script.append("def ").append(name).append(" = ").append(make(type, 2)).append('\n');
      if (random.nextInt(3) == 0) {
        script.append("if (").append(make(Type.BOOL, 2)).append(") {\n  ").append(name);
        script.append(" = ").append(make(type, 2)).append("\n}\n");
      }
      names.add(new Name(name, type));
    }
    List<Type> members = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      members.add(pick(Type.values()));
    }
    if (random.nextInt(4) == 0) {
      script.append("if (").append(make(Type.BOOL, 2)).append(") {\n  return ");
      script.append(record(members, 2)).append("\n}\n");
    }
    return script.append(record(members, 3)).toString();
  }

  private String record(List<Type> members, int depth) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      parts.add("m" + i + ": " + make(members.get(i), depth));
    }
    return "[" + String.join(", ", parts) + ", rows: " + rows(members, depth) + "]";
  }

  /** A list of new records, of the same members whatever else is chosen. */
  private String rows(List<Type> members, int depth) {
    if (members.size() == 1) {
      String group = "g" + fresh++;
      String sum = "r" + fresh++;
      return make(Type.ROWS, depth - 1)
          + ".groupBy "
          + closure(pick(List.of(Type.TEXT, Type.INT, Type.BOOL)), 1)
          + ".collect { "
          + group
          + " -> [n: "
          + group
          + ".value.size(), s: "
          + group
          + ".value.sum { "
          + sum
          + " -> "
          + sum
          + ".qty }, c: "
          + group
          + ".value.first().code] }";
    }
    String row = "r" + fresh++;
    names.add(new Name(row, Type.ROW));
    String made = "[a: " + make(members.get(1), 1) + ", b: " + make(members.get(0), 1) + "]";
    names.removeLast();
    String list = make(Type.ROWS, depth - 1) + ".collect { " + row + " -> " + made + " }";
    return random.nextInt(3) == 0 ? list + ".take(2)" : list;
  }

  private String closure(Type type, int depth) {
    String row = "r" + fresh++;
    names.add(new Name(row, Type.ROW));
    String body = make(type, depth);
    names.removeLast();
    return "{ " + row + " -> " + body + " }";
  }

  private String scalars(Type element, Type result, int depth) {
    String name = "e" + fresh++;
    names.add(new Name(name, element));
    String body = make(result, depth);
    names.removeLast();
    return "{ " + name + " -> " + body + " }";
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private Type pick(Type[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String make(Type type, int depth) {
    if (random.nextInt(3) == 0) {
      List<String> known = names.stream().filter(n -> n.type() == type).map(Name::name).toList();
      if (!known.isEmpty()) {
        return pick(known);
      }
    }
    if (type != Type.ROWS && random.nextInt(12) == 0 && depth > 0) {
      String chosen = make(Type.BOOL, depth - 1) + " ? " + make(type, depth - 1);
      return "(" + chosen + " : " + make(type, depth - 1) + ")";
    }
    if (random.nextInt(14) == 0 && depth > 0) {
      return "(" + make(type, depth - 1) + " ?: " + make(type, depth - 1) + ")";
    }
    int next = depth - 1;
    return switch (type) {
      case INT -> integer(depth, next);
      case NUM -> number(depth, next);
      case TEXT -> text(depth, next);
      case BOOL -> truth(depth, next);
      case DATE ->
          depth > 0 && random.nextInt(3) == 0
              ? make(Type.DATE, next) + pick(List.of(".plusDays(3)", ".minusMonths(1)"))
              : depth > 0 && random.nextInt(4) == 0
                  ? make(Type.MOMENT, next) + ".toDate()"
                  : row() + ".day";
      case MOMENT ->
          depth > 0 && random.nextInt(3) == 0
              ? make(Type.MOMENT, next) + pick(List.of(".plusHours(5)", ".minusDays(1)"))
              : row() + ".at";
      case ROW ->
          depth <= 0
              ? row()
              : make(Type.ROWS, next)
                  + switch (random.nextInt(6)) {
                    case 0 -> ".last()";
                    case 1 -> ".find " + closure(Type.BOOL, next);
                    case 2 -> ".max " + closure(pick(SINGLE), next);
                    case 3 -> ".min " + closure(pick(SINGLE), next);
                    case 4 -> "[1]";
                    default -> ".first()";
                  };
      case ROWS -> rowList(depth, next);
      case INTS -> integers(depth, next);
      case TEXTS -> texts(depth, next);
    };
  }

  private String row() {
    List<String> known = names.stream().filter(n -> n.type() == Type.ROW).map(Name::name).toList();
    return known.isEmpty() || random.nextInt(8) == 0 ? "body.first()" : pick(known);
  }

  private String integer(int depth, int next) {
    if (depth <= 0) {
      return pick(List.of("1", "3", "7", "headers.limit", row() + ".qty", row() + ".qty"));
    }
    return switch (random.nextInt(13)) {
      case 0 -> "(" + make(Type.INT, next) + " + " + make(Type.INT, next) + ")";
      case 1 -> "(" + make(Type.INT, next) + " - " + make(Type.INT, next) + ")";
      case 2 -> "(" + make(Type.INT, next) + " * 2)";
      case 3 -> make(Type.ROWS, next) + ".size()";
      case 4 -> make(Type.TEXT, next) + ".length()";
      case 5 -> make(Type.INTS, next) + pick(List.of(".sum()", ".max()", ".min()", ".first()"));
      case 6 -> make(Type.ROWS, next) + ".count " + closure(Type.BOOL, next);
      case 7 -> {
        String sum = "s" + fresh++;
        String row = "r" + fresh++;
        yield make(Type.ROWS, next)
            + ".inject(0) { "
            + sum
            + ", "
            + row
            + " -> "
            + sum
            + " + "
            + row
            + ".qty }";
      }
      case 8 -> "(" + make(Type.INT, next) + " % 5)";
      case 9 -> make(Type.TEXTS, next) + ".size()";
      case 10 -> "(-" + make(Type.INT, next) + ")";
      case 11 -> make(Type.TEXT, next) + ".indexOf(" + make(Type.TEXT, next) + ")";
      default -> row() + ".qty";
    };
  }

  private String number(int depth, int next) {
    if (depth <= 0) {
      return pick(List.of("1.5", "variables.rate", row() + ".price", row() + ".price"));
    }
    return switch (random.nextInt(7)) {
      case 0 -> "(" + make(Type.NUM, next) + " + " + make(Type.INT, next) + ")";
      case 1 ->
          "(" + make(Type.INT, next) + " / " + pick(List.of("2", "3", make(Type.INT, next))) + ")";
      case 2 -> make(Type.ROWS, next) + ".sum " + closure(Type.NUM, next);
      case 3 -> make(Type.NUM, next) + ".round(1)";
      case 4 -> make(Type.NUM, next) + ".max(" + make(Type.NUM, next) + ")";
      case 5 -> make(Type.INTS, next) + ".average()";
      default -> row() + ".price";
    };
  }

  private String text(int depth, int next) {
    if (depth <= 0) {
      return pick(
          List.of(
              "'x'", "''", "headers.word", row() + ".code", row() + ".name", row() + ".port?.id"));
    }
    return switch (random.nextInt(11)) {
      case 0 -> "(" + make(Type.TEXT, next) + " + " + make(pick(SINGLE), next) + ")";
      case 1 -> "\"<${" + make(pick(SINGLE), next) + "}|${" + make(Type.TEXT, next) + "}>\"";
      case 2 ->
          make(Type.TEXT, next)
              + pick(List.of(".toUpperCase()", ".trim()", ".reverse()", ".take(3)"));
      case 3 -> make(Type.TEXTS, next) + ".join('-')";
      case 4 -> make(Type.TEXTS, next) + pick(List.of(".first()", ".last()", ".max()", "[0]"));
      case 5 -> row() + ".port.city";
      case 6 -> make(Type.NUM, next) + ".toString()";
      case 7 -> make(Type.TEXT, next) + ".replace('1', " + make(Type.TEXT, next) + ")";
      case 8 -> make(Type.ROW, next) + ".name";
      case 9 -> make(Type.DATE, next) + ".format('yyyyMM')";
      default -> row() + ".code";
    };
  }

  private String truth(int depth, int next) {
    if (depth <= 0) {
      return pick(List.of("true", row() + ".open", row() + ".open", row() + ".qty > 3"));
    }
    String compare = pick(List.of(" == ", " != ", " < ", " >= "));
    Type type = pick(SINGLE);
    return switch (random.nextInt(10)) {
      case 0 -> "(" + make(Type.BOOL, next) + " && " + make(pick(SINGLE), next) + ")";
      case 1 -> "(" + make(Type.BOOL, next) + " || " + make(Type.BOOL, next) + ")";
      case 2 -> "!" + "(" + make(pick(Type.values()), next) + ")";
      case 3 -> make(Type.ROWS, next) + ".any " + closure(Type.BOOL, next);
      case 4 -> make(Type.ROWS, next) + ".every " + closure(Type.BOOL, next);
      case 5 -> "(" + make(Type.TEXT, next) + " in " + make(Type.TEXTS, next) + ")";
      case 6 -> make(Type.TEXT, next) + ".contains(" + make(Type.TEXT, next) + ")";
      case 7 -> "(" + make(pick(Type.values()), next) + " == null)";
      default -> "(" + make(type, next) + compare + make(type, next) + ")";
    };
  }

  private String rowList(int depth, int next) {
    if (depth <= 0) {
      return "body";
    }
    return switch (random.nextInt(9)) {
      case 0 -> make(Type.ROWS, next) + ".findAll " + closure(Type.BOOL, next);
      case 1 -> make(Type.ROWS, next) + ".sort " + closure(pick(SINGLE), next);
      case 2 -> make(Type.ROWS, next) + ".take(" + make(Type.INT, 0) + ")";
      case 3 -> make(Type.ROWS, next) + ".drop(1)";
      case 4 -> make(Type.ROWS, next) + ".reverse()";
      case 5 -> make(Type.ROWS, next) + ".unique " + closure(pick(SINGLE), next);
      case 6 -> "(" + make(Type.ROWS, next) + " + " + make(Type.ROWS, next) + ")";
      case 7 ->
          "("
              + make(Type.BOOL, next)
              + " ? "
              + make(Type.ROWS, next)
              + " : "
              + make(Type.ROWS, next)
              + ")";
      default -> "body";
    };
  }

  private String integers(int depth, int next) {
    if (depth <= 0) {
      return "[1, " + make(Type.INT, 0) + "]";
    }
    return switch (random.nextInt(6)) {
      case 0 -> "[" + make(Type.INT, next) + ", " + make(Type.INT, next) + "]";
      case 1 ->
          make(Type.INTS, next) + pick(List.of(".sort()", ".unique()", ".reverse()", ".drop(1)"));
      case 2 -> make(Type.INTS, next) + ".findAll " + scalars(Type.INT, Type.BOOL, next);
      case 3 -> make(Type.TEXTS, next) + ".collect " + scalars(Type.TEXT, Type.INT, next);
      default -> make(Type.ROWS, next) + ".collect " + closure(Type.INT, next);
    };
  }

  private String texts(int depth, int next) {
    if (depth <= 0) {
      return pick(List.of("['x', 'A1']", row() + ".tags"));
    }
    return switch (random.nextInt(6)) {
      case 0 -> make(Type.TEXT, next) + ".tokenize('1A')";
      case 1 -> make(Type.TEXTS, next) + pick(List.of(".sort()", ".unique()", ".reverse()"));
      case 2 -> make(Type.ROWS, next) + ".collectMany " + closure(Type.TEXTS, next);
      case 3 -> make(Type.TEXTS, next) + ".findAll " + scalars(Type.TEXT, Type.BOOL, next);
      default -> make(Type.ROWS, next) + ".collect " + closure(Type.TEXT, next);
    };
  }
}
