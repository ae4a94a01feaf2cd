package io.tidegate.route.sql;

import io.tidegate.route.sql.SqlFunction.Argument;
import io.tidegate.route.sql.SqlFunction.Kind;
import io.tidegate.route.sql.SqlFunction.NullRule;
import io.tidegate.route.sql.SqlFunction.Result;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The accepted functions, read from {@code functions.txt} beside this class. */
final class SqlFunctions {
  private static final String RESOURCE = "functions.txt";
  private static final Set<String> GROUPS =
      Set.of("any", "number", "moment", "array", "same", "first", "last", "element");

  private static final String TEXT = read();
  private static final SortedMap<String, List<SqlFunction>> TABLE = table();

  private SqlFunctions() {}

  /** The list as it is written; what a statement means depends on it. */
  static String text() {
    return TEXT;
  }

  /** Every accepted name, sorted. */
  static Set<String> names() {
    return TABLE.keySet();
  }

  /** The forms of a function; empty when it is not accepted. */
  static List<SqlFunction> forms(String name) {
    return TABLE.getOrDefault(name, List.of());
  }

  /** The form that needs the fewest conversions; among equals the one listed first. */
  static Optional<SqlFunction> best(String name, List<SqlType> arguments) {
    SqlFunction best = null;
    int exact = -1;
    for (SqlFunction form : forms(name)) {
      int fit = form.fit(arguments).orElse(-1);
      if (fit > exact) {
        best = form;
        exact = fit;
      }
    }
    return Optional.ofNullable(best);
  }

  private static String read() {
    try (InputStream in = SqlFunctions.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SortedMap<String, List<SqlFunction>> table() {
    SortedMap<String, List<SqlFunction>> table = new TreeMap<>();
    TEXT.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(SqlFunctions::function)
        .forEach(
            function ->
                table.computeIfAbsent(function.name(), name -> new ArrayList<>()).add(function));
    table.replaceAll((name, forms) -> List.copyOf(forms));
    return Collections.unmodifiableSortedMap(table);
  }

  private static SqlFunction function(String line) {
    List<String> columns = Arrays.asList(line.strip().split(" {2,}"));
    Kind kind = Kind.valueOf(columns.get(0).toUpperCase(Locale.ROOT));
    String signature = columns.get(1);
    int open = signature.indexOf('(');
    String written = signature.substring(open + 1, signature.length() - 1);
    List<Argument> arguments =
        written.isEmpty()
            ? List.of()
            : Arrays.stream(written.split(", ")).map(SqlFunctions::argument).toList();
    List<Result> results =
        Arrays.stream(columns.get(2).split(", ")).map(result -> result(kind, result)).toList();
    List<String> notes = columns.size() > 3 ? Arrays.asList(columns.get(3).split(" ")) : List.of();
    return new SqlFunction(
        kind,
        signature.substring(0, open),
        arguments,
        results,
        nullRule(notes),
        notes.contains("raises"));
  }

  private static Argument argument(String written) {
    boolean optional = written.endsWith("?");
    boolean repeated = written.endsWith("...");
    String type = written.replace("?", "").replace("...", "");
    return new Argument(checked(type), optional, repeated);
  }

  private static Result result(Kind kind, String written) {
    int blank = written.indexOf(' ');
    if ((kind == Kind.ROWS) != (blank > 0)) {
      throw new IllegalStateException("only columns of rows have names: " + written);
    }
    return new Result(
        kind == Kind.ROWS ? written.substring(0, blank) : "",
        checked(written.substring(blank + 1)));
  }

  private static String checked(String type) {
    if (!GROUPS.contains(type) && SqlType.of(type).isEmpty()) {
      throw new IllegalStateException("no such type in " + RESOURCE + ": " + type);
    }
    return type;
  }

  private static NullRule nullRule(List<String> notes) {
    NullRule rule = NullRule.WHEN_AN_ARGUMENT_IS;
    for (String note : notes) {
      rule =
          switch (note) {
            case "nullable" -> NullRule.AT_ANY_TIME;
            case "never-null" -> NullRule.NEVER;
            case "all-null" -> NullRule.WHEN_ALL_ARGUMENTS_ARE;
            case "raises" -> rule;
            default -> throw new IllegalStateException("no such note in " + RESOURCE + ": " + note);
          };
    }
    return rule;
  }
}
