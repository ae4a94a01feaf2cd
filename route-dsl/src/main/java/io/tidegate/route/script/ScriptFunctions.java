package io.tidegate.route.script;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.StringTokenizer;
import java.util.TreeSet;
import java.util.function.Function;

/** The accepted functions: by what they are called on, their name, and their arguments. */
final class ScriptFunctions {
  private static final List<Kind> NONE = List.of();
  private static final List<Kind> ONE_TEXT = List.of(Kind.TEXT);
  private static final List<Kind> ONE_INTEGER = List.of(Kind.INTEGER);

  private static final List<ScalarFunction> SCALARS = scalars();
  private static final Map<String, List<ScalarFunction>> SCALARS_BY_NAME = scalarsByName();
  private static final Map<String, List<ListFunction>> LISTS_BY_NAME = listsByName();
  private static final SortedSet<String> NAMES = allNames();

  private ScriptFunctions() {}

  /** Every accepted name, sorted. */
  static SortedSet<String> names() {
    return NAMES;
  }

  static List<ScalarFunction> scalarFunctions() {
    return SCALARS;
  }

  /** The functions of single values with a name and so many arguments. */
  static List<ScalarFunction> scalars(String name, int arguments) {
    return SCALARS_BY_NAME.getOrDefault(name, List.of()).stream()
        .filter(function -> function.parameters().size() == arguments)
        .toList();
  }

  static Optional<ListFunction> list(String name, int arguments, boolean closure) {
    for (ListFunction function : LISTS_BY_NAME.getOrDefault(name, List.of())) {
      if (function.arguments() == arguments && function.closure() == closure) {
        return Optional.of(function);
      }
    }
    return Optional.empty();
  }

  static boolean takesClosure(String name) {
    return LISTS_BY_NAME.getOrDefault(name, List.of()).stream().anyMatch(ListFunction::closure);
  }

  /** Whether something can be called like this; the arity counts the closure. */
  static boolean accepts(String name, int arity, boolean closure) {
    return list(name, closure ? arity - 1 : arity, closure).isPresent()
        || !closure && !scalars(name, arity).isEmpty();
  }

  /** The ways to call a function, for a message. */
  static String forms(String name) {
    List<String> forms = new ArrayList<>();
    for (ScalarFunction function : SCALARS_BY_NAME.getOrDefault(name, List.of())) {
      forms.add("`" + form(function) + "`");
    }
    for (ListFunction function : LISTS_BY_NAME.getOrDefault(name, List.of())) {
      forms.add("`" + function.form() + "`");
    }
    return String.join(" or ", new TreeSet<>(forms));
  }

  static String form(ScalarFunction function) {
    List<String> parameters = function.parameters().stream().map(Kind::word).toList();
    return function.name() + "(" + String.join(", ", parameters) + ")";
  }

  private static Map<String, List<ScalarFunction>> scalarsByName() {
    Map<String, List<ScalarFunction>> byName = new LinkedHashMap<>();
    for (ScalarFunction function : SCALARS) {
      byName.computeIfAbsent(function.name(), name -> new ArrayList<>()).add(function);
    }
    return byName;
  }

  private static Map<String, List<ListFunction>> listsByName() {
    Map<String, List<ListFunction>> byName = new LinkedHashMap<>();
    for (ListFunction function : ListFunction.values()) {
      byName.computeIfAbsent(function.word(), name -> new ArrayList<>()).add(function);
    }
    return byName;
  }

  private static SortedSet<String> allNames() {
    SortedSet<String> names = new TreeSet<>(SCALARS_BY_NAME.keySet());
    names.addAll(LISTS_BY_NAME.keySet());
    return Collections.unmodifiableSortedSet(names);
  }

  private static final class Table {
    private final List<ScalarFunction> functions = new ArrayList<>();

    void add(
        Kind receiver,
        String name,
        List<Kind> parameters,
        Kind result,
        String meaning,
        ScalarFunction.Body body) {
      functions.add(new ScalarFunction(receiver, name, parameters, result, meaning, body));
    }
  }

  private static List<ScalarFunction> scalars() {
    Table table = new Table();
    texts(table);
    conversions(table);
    numbers(table);
    dates(table);
    moments(table);
    return List.copyOf(table.functions);
  }

  private static void texts(Table t) {
    Kind text = Kind.TEXT;
    t.add(text, "length", NONE, Kind.INTEGER, "its length in characters", (e, at, r, a) -> size(r));
    t.add(text, "size", NONE, Kind.INTEGER, "the same as `length`", (e, at, r, a) -> size(r));
    t.add(
        text,
        "isEmpty",
        NONE,
        Kind.BOOLEAN,
        "whether it has no character",
        (e, at, r, a) -> text(r).isEmpty());
    t.add(
        text,
        "isBlank",
        NONE,
        Kind.BOOLEAN,
        "whether it has no character but white space",
        (e, at, r, a) -> text(r).isBlank());
    t.add(
        text,
        "trim",
        NONE,
        text,
        "without white space at its ends",
        (e, at, r, a) -> e.made(text(r).strip(), at));
    t.add(
        text,
        "toUpperCase",
        NONE,
        text,
        "in capital letters",
        (e, at, r, a) -> e.made(text(r).toUpperCase(Locale.ROOT), at));
    t.add(
        text,
        "toLowerCase",
        NONE,
        text,
        "in small letters",
        (e, at, r, a) -> e.made(text(r).toLowerCase(Locale.ROOT), at));
    t.add(
        text,
        "capitalize",
        NONE,
        text,
        "with its first letter as a capital",
        (e, at, r, a) -> {
          String s = text(r);
          return s.isEmpty()
              ? s
              : e.made(s.substring(0, 1).toUpperCase(Locale.ROOT) + s.substring(1), at);
        });
    t.add(
        text,
        "reverse",
        NONE,
        text,
        "from its last character to its first",
        (e, at, r, a) -> e.made(new StringBuilder(text(r)).reverse().toString(), at));
    t.add(
        text,
        "substring",
        ONE_INTEGER,
        text,
        "from a place to its end; a fault when there is no such place",
        (e, at, r, a) -> cut(e, at, text(r), number(a, 0), text(r).length()));
    t.add(
        text,
        "substring",
        List.of(Kind.INTEGER, Kind.INTEGER),
        text,
        "from a place to before another one; a fault when there is no such place",
        (e, at, r, a) -> cut(e, at, text(r), number(a, 0), number(a, 1)));
    t.add(
        text,
        "take",
        ONE_INTEGER,
        text,
        "its first so many characters, or all",
        (e, at, r, a) -> e.made(text(r).substring(0, within(number(a, 0), text(r))), at));
    t.add(
        text,
        "drop",
        ONE_INTEGER,
        text,
        "all but its first so many characters",
        (e, at, r, a) -> e.made(text(r).substring(within(number(a, 0), text(r))), at));
    t.add(
        text,
        "takeRight",
        ONE_INTEGER,
        text,
        "its last so many characters, or all",
        (e, at, r, a) ->
            e.made(text(r).substring(text(r).length() - within(number(a, 0), text(r))), at));
    t.add(
        text,
        "contains",
        ONE_TEXT,
        Kind.BOOLEAN,
        "whether another text is in it",
        (e, at, r, a) -> e.searched(text(r), at).contains(text(a.get(0))));
    t.add(
        text,
        "startsWith",
        ONE_TEXT,
        Kind.BOOLEAN,
        "whether it begins with another text",
        (e, at, r, a) -> text(r).startsWith(text(a.get(0))));
    t.add(
        text,
        "endsWith",
        ONE_TEXT,
        Kind.BOOLEAN,
        "whether it ends with another text",
        (e, at, r, a) -> text(r).endsWith(text(a.get(0))));
    t.add(
        text,
        "equalsIgnoreCase",
        ONE_TEXT,
        Kind.BOOLEAN,
        "whether it is another text, capital and small letters being the same",
        (e, at, r, a) -> text(r).equalsIgnoreCase(text(a.get(0))));
    t.add(
        text,
        "indexOf",
        ONE_TEXT,
        Kind.INTEGER,
        "the place of another text in it from 0, or -1",
        (e, at, r, a) -> (long) e.searched(text(r), at).indexOf(text(a.get(0))));
    t.add(
        text,
        "replace",
        List.of(Kind.TEXT, Kind.TEXT),
        text,
        "with every occurrence of a text replaced by another one",
        (e, at, r, a) -> e.replaced(text(r), text(a.get(0)), text(a.get(1)), at));
    t.add(
        text,
        "padLeft",
        ONE_INTEGER,
        text,
        "with spaces before it up to a length",
        (e, at, r, a) -> e.padding(text(r), number(a, 0), " ", at) + text(r));
    t.add(
        text,
        "padLeft",
        List.of(Kind.INTEGER, Kind.TEXT),
        text,
        "with a text repeated before it up to a length",
        (e, at, r, a) -> e.padding(text(r), number(a, 0), text(a.get(1)), at) + text(r));
    t.add(
        text,
        "padRight",
        ONE_INTEGER,
        text,
        "with spaces behind it up to a length",
        (e, at, r, a) -> text(r) + e.padding(text(r), number(a, 0), " ", at));
    t.add(
        text,
        "padRight",
        List.of(Kind.INTEGER, Kind.TEXT),
        text,
        "with a text repeated behind it up to a length",
        (e, at, r, a) -> text(r) + e.padding(text(r), number(a, 0), text(a.get(1)), at));
    t.add(
        text,
        "tokenize",
        ONE_TEXT,
        Kind.TEXTS,
        "its parts between any of the characters of a text; empty parts are left out",
        (e, at, r, a) -> {
          StringTokenizer parts = new StringTokenizer(text(r), text(a.get(0)));
          List<Object> list = new ArrayList<>();
          while (parts.hasMoreTokens()) {
            list.add(e.made(parts.nextToken(), at));
            e.grown(list.size(), at);
          }
          return e.listed(list);
        });
  }

  private static void conversions(Table t) {
    Kind text = Kind.TEXT;
    t.add(
        text,
        "isInteger",
        NONE,
        Kind.BOOLEAN,
        "whether `toInteger` succeeds",
        (e, at, r, a) -> Numbers.integer(text(r)).isPresent());
    t.add(
        text,
        "isBigDecimal",
        NONE,
        Kind.BOOLEAN,
        "whether `toBigDecimal` succeeds",
        (e, at, r, a) -> Numbers.decimal(text(r)).isPresent());
    t.add(
        text,
        "toInteger",
        NONE,
        Kind.INTEGER,
        "the integer it writes; a fault when it writes none",
        (e, at, r, a) ->
            Numbers.integer(text(r)).orElseThrow(() -> e.fault(ScriptFault.Kind.TYPE, at)));
    t.add(
        text,
        "toBigDecimal",
        NONE,
        Kind.NUMBER,
        "the decimal it writes, without exponent; a fault when it writes none",
        (e, at, r, a) ->
            Numbers.decimal(text(r)).orElseThrow(() -> e.fault(ScriptFault.Kind.TYPE, at)));
    t.add(
        text,
        "toDate",
        NONE,
        Kind.DATE,
        "the date it writes as `2026-01-31`; a fault when it writes none",
        (e, at, r, a) -> {
          try {
            return e.year(LocalDate.parse(text(r)), at);
          } catch (DateTimeParseException notOne) {
            throw e.fault(ScriptFault.Kind.TYPE, at);
          }
        });
    t.add(
        text,
        "toDateTime",
        NONE,
        Kind.DATE_TIME,
        "the moment it writes as `2026-01-31T08:00:00+08:00`; a fault when it writes none",
        (e, at, r, a) -> {
          try {
            return e.year(OffsetDateTime.parse(text(r)), at);
          } catch (DateTimeParseException notOne) {
            throw e.fault(ScriptFault.Kind.TYPE, at);
          }
        });
    for (Kind kind : List.of(Kind.TEXT, Kind.NUMBER, Kind.BOOLEAN, Kind.DATE, Kind.DATE_TIME)) {
      t.add(
          kind, "toString", NONE, text, "as a text", (e, at, r, a) -> e.made(e.written(r, at), at));
    }
  }

  private static void numbers(Table t) {
    Kind number = Kind.NUMBER;
    t.add(
        number,
        "abs",
        NONE,
        Kind.SAME_NUMBER,
        "without its sign",
        (e, at, r, a) ->
            Numbers.sign(r) < 0 ? Numbers.negate(e, at, r) : Numbers.checked(e, at, r));
    t.add(
        number,
        "max",
        List.of(number),
        Kind.SAME_NUMBER,
        "the greater of two",
        (e, at, r, a) ->
            Numbers.same(r, a.get(0), Numbers.compare(e, at, r, a.get(0)) >= 0 ? r : a.get(0)));
    t.add(
        number,
        "min",
        List.of(number),
        Kind.SAME_NUMBER,
        "the lesser of two",
        (e, at, r, a) ->
            Numbers.same(r, a.get(0), Numbers.compare(e, at, r, a.get(0)) <= 0 ? r : a.get(0)));
    t.add(
        number,
        "round",
        NONE,
        Kind.INTEGER,
        "the nearest integer; a half goes away from zero",
        (e, at, r, a) -> Numbers.rounded(e, at, r));
    t.add(
        number,
        "round",
        ONE_INTEGER,
        number,
        "with so many decimals, 0 to 30; a half goes away from zero",
        (e, at, r, a) -> Numbers.rounded(e, at, r, number(a, 0)));
    t.add(
        number,
        "toInteger",
        NONE,
        Kind.INTEGER,
        "without its decimals",
        (e, at, r, a) -> Numbers.truncated(e, at, r));
    t.add(
        number,
        "toBigDecimal",
        NONE,
        number,
        "as a decimal",
        (e, at, r, a) -> Numbers.decimal(e, at, r));
    t.add(
        Kind.INTEGER,
        "intdiv",
        ONE_INTEGER,
        Kind.INTEGER,
        "divided by another integer, without decimals",
        (e, at, r, a) -> Numbers.whole(e, at, (Long) r, number(a, 0)));
  }

  private static void dates(Table t) {
    Kind date = Kind.DATE;
    calendar(t, date, "its year");
    movable(t, date, List.of(ChronoUnit.DAYS, ChronoUnit.MONTHS, ChronoUnit.YEARS));
    comparable(t, date, "date", (r, other) -> date(r).compareTo(date(other)));
    t.add(
        date,
        "daysUntil",
        List.of(date),
        Kind.INTEGER,
        "the days from it to another date",
        (e, at, r, a) -> ChronoUnit.DAYS.between(date(r), date(a.get(0))));
    formatted(
        t,
        date,
        "written with a constant pattern of `yyyy`, `MM` and `dd`",
        false,
        r -> date(r).atStartOfDay());
  }

  private static void moments(Table t) {
    Kind moment = Kind.DATE_TIME;
    calendar(t, moment, "its year, by its own offset as all of these");
    part(t, moment, "getHour", "its hour", ChronoField.HOUR_OF_DAY);
    part(t, moment, "getMinute", "its minute", ChronoField.MINUTE_OF_HOUR);
    part(t, moment, "getSecond", "its second", ChronoField.SECOND_OF_MINUTE);
    movable(
        t,
        moment,
        List.of(ChronoUnit.SECONDS, ChronoUnit.MINUTES, ChronoUnit.HOURS, ChronoUnit.DAYS));
    // two moments are the same when they are at the same time, whatever their offsets
    comparable(
        t,
        moment,
        "moment",
        (r, other) -> moment(r).toInstant().compareTo(moment(other).toInstant()));
    t.add(
        moment,
        "secondsUntil",
        List.of(moment),
        Kind.INTEGER,
        "the seconds from it to another moment",
        (e, at, r, a) -> Duration.between(moment(r), moment(a.get(0))).toSeconds());
    t.add(
        moment,
        "toDate",
        NONE,
        Kind.DATE,
        "its date, by its own offset",
        (e, at, r, a) -> moment(r).toLocalDate());
    formatted(
        t,
        moment,
        "written with a constant pattern of `yyyy`, `MM`, `dd`, `HH`, `mm` and `ss`, by its own offset",
        true,
        r -> moment(r).toLocalDateTime());
  }

  private static void calendar(Table t, Kind kind, String year) {
    part(t, kind, "getYear", year, ChronoField.YEAR);
    part(t, kind, "getMonthValue", "its month, 1 to 12", ChronoField.MONTH_OF_YEAR);
    part(t, kind, "getDayOfMonth", "its day in the month", ChronoField.DAY_OF_MONTH);
  }

  private static void part(Table t, Kind kind, String name, String meaning, ChronoField field) {
    t.add(kind, name, NONE, Kind.INTEGER, meaning, (e, at, r, a) -> ((Temporal) r).getLong(field));
  }

  private static void movable(Table t, Kind kind, List<ChronoUnit> units) {
    for (ChronoUnit unit : units) {
      t.add(
          kind,
          "plus" + unit,
          ONE_INTEGER,
          kind,
          "so many " + word(unit) + " later",
          (e, at, r, a) -> e.moved((Temporal) r, number(a, 0), false, unit, at));
      t.add(
          kind,
          "minus" + unit,
          ONE_INTEGER,
          kind,
          "so many " + word(unit) + " earlier",
          (e, at, r, a) -> e.moved((Temporal) r, number(a, 0), true, unit, at));
    }
  }

  private static void comparable(Table t, Kind kind, String noun, Comparator<Object> order) {
    t.add(
        kind,
        "isBefore",
        List.of(kind),
        Kind.BOOLEAN,
        "whether it is before another " + noun,
        (e, at, r, a) -> order.compare(r, a.get(0)) < 0);
    t.add(
        kind,
        "isAfter",
        List.of(kind),
        Kind.BOOLEAN,
        "whether it is after another " + noun,
        (e, at, r, a) -> order.compare(r, a.get(0)) > 0);
  }

  private static void formatted(
      Table t, Kind kind, String meaning, boolean timed, Function<Object, LocalDateTime> shown) {
    t.add(
        kind,
        "format",
        ONE_TEXT,
        Kind.TEXT,
        meaning,
        (e, at, r, a) ->
            e.made(
                DatePattern.of(text(a.get(0)), timed)
                    .orElseThrow(() -> e.fault(ScriptFault.Kind.TYPE, at))
                    .format(shown.apply(r)),
                at));
  }

  private static String word(ChronoUnit unit) {
    return unit.toString().toLowerCase(Locale.ROOT);
  }

  private static String text(Object value) {
    return (String) value;
  }

  private static LocalDate date(Object value) {
    return (LocalDate) value;
  }

  private static OffsetDateTime moment(Object value) {
    return (OffsetDateTime) value;
  }

  private static long number(List<Object> arguments, int place) {
    return (Long) arguments.get(place);
  }

  private static Object size(Object text) {
    return (long) text(text).length();
  }

  private static int within(long count, String text) {
    return (int) Math.max(0, Math.min(count, text.length()));
  }

  private static String cut(
      Evaluation e, io.tidegate.route.text.Span at, String text, long start, long end)
      throws ScriptFault {
    if (start < 0 || end < start || end > text.length()) {
      throw e.fault(ScriptFault.Kind.MISSING_VALUE, at);
    }
    return e.made(text.substring((int) start, (int) end), at);
  }

  /** How decimals are written wherever a script makes a text of them. */
  static String plain(BigDecimal number) {
    return number.toPlainString();
  }
}
