package io.tidegate.engine.run;

import io.tidegate.engine.plan.PlannedCall;
import io.tidegate.engine.plan.PlannedParameter;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.data.ChinaTime;
import io.tidegate.route.data.DataRecord;
import io.tidegate.route.data.Layout;
import io.tidegate.route.data.MaskedText;
import io.tidegate.route.data.Provenance;
import io.tidegate.route.definition.ParameterForms;
import io.tidegate.route.flow.Flow;
import io.tidegate.route.flow.Flow.Kept;
import io.tidegate.route.script.ScriptResult;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The way into the route of a called service, and the way out of it. Safe for several threads. */
public final class ServiceCall {
  private final PlannedCall called;
  private final Map<String, Expression> arguments = new TreeMap<>();
  private final Layout parameters;
  private final Optional<Cut> answer;

  public ServiceCall(Flow.Call step, PlannedCall called) {
    this.called = called;
    step.arguments().forEach((name, script) -> arguments.put(name, new Expression(script)));
    this.parameters = Layout.of(called.parameters().stream().map(PlannedParameter::name).toList());
    this.answer = step.kept().map(Cut::of);
  }

  /**
   * The state its route begins with.
   *
   * @throws CallProblem {@code DATA_INVALID} when a value is one that a request to the service
   *     could not have: out of its range, too long, not of its form, or none of those it accepts
   */
  public RunState enter(RunState state) throws CallProblem {
    Object[] values = new Object[parameters.size()];
    Provenance from = Provenance.NONE;
    for (int i = 0; i < values.length; i++) {
      PlannedParameter parameter = called.parameters().get(i);
      Expression argument = arguments.get(parameter.name());
      if (argument == null) {
        values[i] = parameter.otherwise().map(text -> typed(parameter.type(), text)).orElse(null);
        continue;
      }
      ScriptResult result = argument.result(state);
      from = from.with(result.read());
      values[i] = accepted(parameter, result.value());
    }
    return state
        .called(new DataRecord(parameters, values, from))
        .until(Instant.now().plus(called.timeout()));
  }

  /** The state before the call, with the answer as its body. */
  public RunState leave(RunState before, RunState end) {
    return before.answered(end, answer.isPresent() ? answer.get().apply(end.body()) : end.body());
  }

  /** What is hidden from the caller is nothing to ask with, and nothing to judge by. */
  private static Object accepted(PlannedParameter parameter, Object value) throws CallProblem {
    if (value == null || value instanceof MaskedText) {
      return value;
    }
    Object typed =
        parameter.type() == FieldType.NUMBER && value instanceof Long number
            ? BigDecimal.valueOf(number)
            : value;
    boolean fits =
        switch (typed) {
          case String text ->
              text.length() <= parameter.maxLength()
                  && text.chars().noneMatch(Character::isISOControl)
                  && hasForm(parameter, text);
          case Long number -> inRange(parameter, BigDecimal.valueOf(number));
          case BigDecimal number -> inRange(parameter, number);
          default -> true;
        };
    boolean among =
        parameter.allowed().isEmpty()
            || parameter.allowed().stream().anyMatch(a -> same(typed, typed(parameter.type(), a)));
    if (!fits || !among) {
      throw new CallProblem(ProblemCode.DATA_INVALID);
    }
    return typed;
  }

  private static boolean hasForm(PlannedParameter parameter, String text) {
    return parameter
        .format()
        .flatMap(
            format ->
                ParameterForms.problem(
                    format, text, OptionalInt.of(ChinaTime.year(Clock.systemUTC()))))
        .isEmpty();
  }

  private static boolean inRange(PlannedParameter parameter, BigDecimal number) {
    return (parameter.minimum().isEmpty()
            || number.compareTo(BigDecimal.valueOf(parameter.minimum().getAsInt())) >= 0)
        && (parameter.maximum().isEmpty()
            || number.compareTo(BigDecimal.valueOf(parameter.maximum().getAsInt())) <= 0);
  }

  private static boolean same(Object one, Object other) {
    // 1.0 and 1.00 are one number
    return one instanceof BigDecimal a && other instanceof BigDecimal b
        ? a.compareTo(b) == 0
        : one.equals(other);
  }

  /** A value that stands in the document, where it was seen to be of its type. */
  private static Object typed(FieldType type, String text) {
    return switch (type) {
      case STRING -> text;
      case INTEGER -> Long.valueOf(text);
      case NUMBER -> new BigDecimal(text);
      case BOOLEAN -> Boolean.valueOf(text);
      case DATE -> LocalDate.parse(text);
      case DATE_TIME -> OffsetDateTime.parse(text);
      case OBJECT -> throw new IllegalStateException("a parameter is a single value");
    };
  }

  /**
   * What the service declares as its answer, and nothing more of what its route yields.
   *
   * @param inner for each member what stays of it; absent when it is a value
   */
  private record Cut(Layout layout, List<Optional<Cut>> inner) {
    static Cut of(List<Kept> kept) {
      return new Cut(
          Layout.of(kept.stream().map(Kept::name).toList()),
          kept.stream()
              .map(k -> k.inner().isEmpty() ? Optional.<Cut>empty() : Optional.of(of(k.inner())))
              .toList());
    }

    Object apply(Object value) {
      if (value instanceof List<?> list) {
        List<Object> all = new ArrayList<>(list.size());
        list.forEach(element -> all.add(apply(element)));
        return all;
      }
      if (!(value instanceof DataRecord record)) {
        return value;
      }
      Object[] values = new Object[layout.size()];
      for (int i = 0; i < values.length; i++) {
        Object member = record.value(layout.names().get(i));
        values[i] = inner.get(i).isPresent() ? inner.get(i).get().apply(member) : member;
      }
      return new DataRecord(layout, values, record.provenance());
    }
  }
}
