package io.tidegate.engine.gateway;

import io.tidegate.engine.gateway.QueryString.Pair;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedPaging;
import io.tidegate.engine.plan.PlannedParameter;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.route.data.ChinaTime;
import io.tidegate.route.definition.ParameterDefinition.Place;
import io.tidegate.route.definition.ParameterForms;
import io.tidegate.route.text.Bilingual;
import io.tidegate.route.text.Suggestion;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Turns the texts of a request into the typed parameters of a plan. Strict: whatever the plan does
 * not name, or names otherwise, is refused with the parameter's name; the value is never repeated,
 * for problems are logged and passed on.
 */
public final class ParameterReader {
  private static final String CURSOR = "cursor";
  private static final String LIMIT = "limit";

  /** Which values are wanted, by their ways, with commas between. */
  private static final String FIELDS = "fields";

  /** Credit code of the enterprise whose records are asked for. */
  private static final String OWNER = GovernedPlan.OWNER;

  private static final Pattern OWNER_TEXT = Pattern.compile("[0-9A-Z]{18}");
  private static final Pattern CURSOR_TEXT = Pattern.compile("[A-Za-z0-9_=.-]{1,2048}");
  private static final Pattern INTEGER = Pattern.compile("0|-?[1-9]\\d{0,18}");
  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?");
  private static final int MOST_DIGITS = 38;
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  // PostgreSQL keeps microseconds; more digits would be rounded and so compare otherwise than they
  // read
  private static final Pattern DATE_TIME =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,6})?(Z|[+-]\\d{2}:\\d{2})");
  private static final Pattern DATE_TIME_LOST_PLUS =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T[\\d:.]+ \\d{2}:\\d{2}");

  private final Clock clock;

  /**
   * Makes a reader.
   *
   * @param clock tells the present year, which a declaration number cannot be later than
   */
  public ParameterReader(Clock clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * Reads the parameters of a plan.
   *
   * @param pathValues the decoded values of the parameters in the path
   * @param query the raw query without its question mark; null when there is none
   * @param agreed the values the caller may be given; all of the plan's when absent
   * @throws CallProblem the first thing that is wrong: unknown and repeated names before values,
   *     values in the order of the plan
   */
  public CheckedParameters read(
      GovernedPlan plan,
      Map<String, String> pathValues,
      String query,
      Optional<SortedSet<String>> agreed)
      throws CallProblem {
    Map<String, String> sent = new LinkedHashMap<>(pathValues);
    for (Pair pair : QueryString.parse(query)) {
      boolean known =
          plan.paging().isPresent() && isPaging(pair.name())
              || pair.name().equals(FIELDS) && choosesFields(plan)
              || pair.name().equals(OWNER) && plan.delegated()
              || plan.parameter(pair.name()).filter(p -> p.in() == Place.QUERY).isPresent();
      if (!known) {
        throw unknown(plan, pair.name());
      }
      if (sent.putIfAbsent(pair.name(), pair.value()) != null) {
        throw problem(
            ProblemCode.PARAM_REPEATED,
            pair.name(),
            "参数 " + pair.name() + " 出现多次",
            pair.name() + " is given more than once");
      }
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (PlannedParameter parameter : plan.parameters()) {
      Optional<String> text =
          Optional.ofNullable(sent.get(parameter.name())).or(parameter::otherwise);
      if (text.isPresent()) {
        values.put(parameter.name(), value(parameter, text.get()));
      } else if (parameter.required()) {
        String name = parameter.name();
        throw problem(ProblemCode.PARAM_MISSING, name, "缺少参数 " + name, name + " is missing");
      }
    }
    Optional<String> cursor =
        Optional.ofNullable(sent.get(CURSOR)).filter(c -> plan.paging().isPresent());
    if (cursor.isPresent() && !CURSOR_TEXT.matcher(cursor.get()).matches()) {
      throw problem(
          ProblemCode.PARAM_CURSOR, CURSOR, "游标不是本接口签发的", "cursor is none that was given out");
    }
    Optional<String> fields =
        Optional.ofNullable(sent.get(FIELDS)).filter(f -> choosesFields(plan));
    return new CheckedParameters(
        values,
        cursor,
        limit(plan, sent),
        fields.isPresent() ? Optional.of(fields(plan, fields.get(), agreed)) : Optional.empty());
  }

  /**
   * The enterprise a request is made for; empty when it is made for the caller itself.
   *
   * @param query the raw query without its question mark; null when there is none
   * @throws CallProblem when it is no credit code, or there are two
   */
  static Optional<String> owner(GovernedPlan plan, String query) throws CallProblem {
    if (query == null || !plan.delegated()) {
      return Optional.empty();
    }
    List<String> owners =
        QueryString.parse(query).stream()
            .filter(pair -> pair.name().equals(OWNER))
            .map(Pair::value)
            .toList();
    if (owners.size() > 1) {
      throw problem(
          ProblemCode.PARAM_REPEATED, OWNER, "参数 owner 出现多次", "owner is given more than once");
    }
    if (owners.size() == 1 && !OWNER_TEXT.matcher(owners.getFirst()).matches()) {
      throw problem(
          ProblemCode.PARAM_FORMAT,
          OWNER,
          "owner 应为 18 位统一社会信用代码",
          "owner is a unified social credit code of 18 characters");
    }
    return owners.stream().findFirst();
  }

  /** A service can have a parameter of that name of its own. */
  private static boolean choosesFields(GovernedPlan plan) {
    return plan.parameter(FIELDS).isEmpty();
  }

  /** The values that are asked for; a record stands for what may be given of it. */
  private static SortedSet<String> fields(
      GovernedPlan plan, String text, Optional<SortedSet<String>> agreed) throws CallProblem {
    List<String> ways = plan.answer().ways();
    SortedSet<String> fields = new TreeSet<>();
    for (String asked : text.split(",", -1)) {
      List<String> meant =
          ways.stream().filter(way -> way.equals(asked) || way.startsWith(asked + ".")).toList();
      if (meant.isEmpty()) {
        Optional<String> near = Suggestion.nearest(asked, ways);
        throw problem(
            ProblemCode.PARAM_RANGE,
            FIELDS,
            "fields 中有应答所没有的数据项" + near.map(n -> "，是否指 " + n + "？").orElse(""),
            "fields has one that is not in the answer"
                + near.map(n -> "; did you mean " + n + "?").orElse(""));
      }
      List<String> given =
          meant.stream().filter(way -> agreed.map(a -> a.contains(way)).orElse(true)).toList();
      if (given.isEmpty()) {
        throw problem(
            ProblemCode.GRANT_FIELD,
            FIELDS,
            "协议不包含数据项 " + asked,
            "the agreement does not cover " + asked);
      }
      fields.addAll(given);
    }
    return fields;
  }

  private static boolean isPaging(String name) {
    return name.equals(CURSOR) || name.equals(LIMIT);
  }

  private static OptionalInt limit(GovernedPlan plan, Map<String, String> sent) throws CallProblem {
    Optional<PlannedPaging> paging = plan.paging();
    String text = sent.get(LIMIT);
    if (paging.isEmpty() || text == null) {
      return OptionalInt.empty();
    }
    BigDecimal limit = new BigDecimal(integer(LIMIT, text));
    range(LIMIT, limit, OptionalInt.of(1), OptionalInt.of(paging.get().max()));
    return OptionalInt.of(limit.intValueExact());
  }

  private Object value(PlannedParameter parameter, String text) throws CallProblem {
    String name = parameter.name();
    if (text.isEmpty()) {
      throw problem(
          ProblemCode.PARAM_FORMAT,
          name,
          "参数 " + name + " 为空；不需要时请省略",
          name + " is empty; leave it out instead");
    }
    if (text.codePointCount(0, text.length()) > parameter.maxLength()) {
      int most = parameter.maxLength();
      throw problem(
          ProblemCode.PARAM_RANGE,
          name,
          "参数 " + name + " 最多 " + most + " 个字符",
          name + " has at most " + most + " characters");
    }
    Object value =
        switch (parameter.type()) {
          case STRING -> string(parameter, text);
          case INTEGER -> integer(name, text);
          case NUMBER -> number(name, text);
          case BOOLEAN -> bool(name, text);
          case DATE -> date(name, text);
          case DATE_TIME -> dateTime(name, text);
          case OBJECT -> throw new IllegalStateException("a parameter is a single value: " + name);
        };
    switch (value) {
      case Long whole ->
          range(name, BigDecimal.valueOf(whole), parameter.minimum(), parameter.maximum());
      case BigDecimal number -> range(name, number, parameter.minimum(), parameter.maximum());
      default -> {
        // only numbers have a range
      }
    }
    if (!parameter.allowed().isEmpty() && !parameter.allowed().contains(text)) {
      String allowed = String.join(", ", parameter.allowed());
      throw problem(
          ProblemCode.PARAM_RANGE,
          name,
          "参数 " + name + " 只接受：" + allowed,
          name + " is one of: " + allowed);
    }
    return value;
  }

  private String string(PlannedParameter parameter, String text) throws CallProblem {
    String name = parameter.name();
    if (hasControl(text)) {
      throw problem(
          ProblemCode.PARAM_FORMAT,
          name,
          "参数 " + name + " 含有控制字符",
          name + " has a control character");
    }
    if (parameter.format().isPresent()) {
      Optional<Bilingual> wrong =
          ParameterForms.problem(
              parameter.format().get(), text, OptionalInt.of(ChinaTime.year(clock)));
      if (wrong.isPresent()) {
        Bilingual why = wrong.get();
        throw problem(
            ProblemCode.PARAM_FORMAT, name, "参数 " + name + " " + why.zh(), name + " " + why.en());
      }
    }
    return text;
  }

  private static boolean hasControl(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static long integer(String name, String text) throws CallProblem {
    if (INTEGER.matcher(text).matches()) {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException e) {
        // nineteen digits can be too many; told below
      }
    }
    throw problem(
        ProblemCode.PARAM_TYPE, name, "参数 " + name + " 应为整数", name + " is a whole number");
  }

  private static BigDecimal number(String name, String text) throws CallProblem {
    if (NUMBER.matcher(text).matches()) {
      BigDecimal number = new BigDecimal(text);
      if (number.precision() <= MOST_DIGITS && number.scale() <= MOST_DIGITS) {
        return number;
      }
    }
    throw problem(
        ProblemCode.PARAM_TYPE,
        name,
        "参数 " + name + " 应为十进制数，如 12.5",
        name + " is a decimal number such as 12.5");
  }

  private static Boolean bool(String name, String text) throws CallProblem {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw problem(
              ProblemCode.PARAM_TYPE,
              name,
              "参数 " + name + " 应为 true 或 false",
              name + " is true or false");
    };
  }

  private static LocalDate date(String name, String text) throws CallProblem {
    if (DATE.matcher(text).matches() && !text.startsWith("0000")) {
      try {
        return LocalDate.parse(text);
      } catch (DateTimeException e) {
        // no such day; told below
      }
    }
    throw problem(
        ProblemCode.PARAM_TYPE,
        name,
        "参数 " + name + " 应为日期，如 2025-12-31",
        name + " is a date such as 2025-12-31");
  }

  private static OffsetDateTime dateTime(String name, String text) throws CallProblem {
    if (DATE_TIME.matcher(text).matches() && !text.startsWith("0000")) {
      try {
        return OffsetDateTime.parse(text);
      } catch (DateTimeException e) {
        // no such moment; told below
      }
    }
    if (DATE_TIME_LOST_PLUS.matcher(text).matches()) {
      throw problem(
          ProblemCode.PARAM_TYPE,
          name,
          "参数 " + name + " 中的 + 须写作 %2B",
          name + " has a + that must be written as %2B");
    }
    throw problem(
        ProblemCode.PARAM_TYPE,
        name,
        "参数 " + name + " 应为带时区的时间，如 2025-12-31T08:00:00Z",
        name + " is a moment with its offset such as 2025-12-31T08:00:00Z");
  }

  private static void range(String name, BigDecimal value, OptionalInt minimum, OptionalInt maximum)
      throws CallProblem {
    if (minimum.isPresent() && value.compareTo(BigDecimal.valueOf(minimum.getAsInt())) < 0) {
      int least = minimum.getAsInt();
      throw problem(
          ProblemCode.PARAM_RANGE,
          name,
          "参数 " + name + " 不小于 " + least,
          name + " is at least " + least);
    }
    if (maximum.isPresent() && value.compareTo(BigDecimal.valueOf(maximum.getAsInt())) > 0) {
      int most = maximum.getAsInt();
      throw problem(
          ProblemCode.PARAM_RANGE,
          name,
          "参数 " + name + " 不大于 " + most,
          name + " is at most " + most);
    }
  }

  private static CallProblem unknown(GovernedPlan plan, String name) {
    List<String> known = new ArrayList<>();
    plan.parameters().stream().filter(p -> p.in() == Place.QUERY).forEach(p -> known.add(p.name()));
    if (plan.paging().isPresent()) {
      known.addAll(List.of(CURSOR, LIMIT));
    }
    if (choosesFields(plan)) {
      known.add(FIELDS);
    }
    Optional<String> meant = Suggestion.nearest(name, known);
    return problem(
        ProblemCode.PARAM_UNKNOWN,
        name,
        "没有参数 " + name + meant.map(m -> "，是否指 " + m + "？").orElse(""),
        "there is no parameter " + name + meant.map(m -> "; did you mean " + m + "?").orElse(""));
  }

  private static CallProblem problem(ProblemCode code, String name, String zh, String en) {
    return new CallProblem(code, name, new Bilingual(zh, en));
  }
}
