package io.tidegate.route.script;

import io.tidegate.route.data.DataRecord;
import io.tidegate.route.data.Layout;
import io.tidegate.route.data.MaskedText;
import io.tidegate.route.data.Provenance;
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
import io.tidegate.route.script.Expression.Operator;
import io.tidegate.route.script.Expression.Template;
import io.tidegate.route.text.Span;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * One run of a script. Every step is counted.
 *
 * <p>Marks are kept for a whole frame: what was read, in the script or in one turn of a closure,
 * counts for all that is made afterwards in that frame. A turn of a closure begins with what the
 * script had read before, so that a record made for one row has no marks of another row. Records
 * carry their marks themselves; what comes out of a turn without being one leaves its marks with
 * the list it goes into.
 */
final class Evaluation {
  /** What running statements yields when none of them was a return. */
  private static final Object FELL_THROUGH = new Object();

  /** How many values the result may hold for each element a list may have. */
  private static final int RESULT_FACTOR = 100;

  private static final int CHARACTERS_PER_STEP = 32;
  private static final int STEPS_PER_LOOK_AT_THE_TIME = 256;

  private final Map<String, Object> names;
  private final ScriptLimits limits;
  private final Object[] slots;
  private final long started = System.nanoTime();
  private final long duration;
  private final Map<Binary, Merge> merges = new IdentityHashMap<>();
  private int used;
  private int nextLook = STEPS_PER_LOOK_AT_THE_TIME;
  private int depth;
  private Provenance marks = Provenance.NONE;

  /** The layout of two records in one, for the layouts it was last needed for. */
  private record Merge(Layout left, Layout right, Layout both) {}

  Evaluation(Script script, Map<String, Object> names, ScriptLimits limits) {
    this.names = names;
    this.limits = limits;
    this.slots = new Object[script.slots()];
    this.duration = limits.time().toNanos();
  }

  ScriptResult run(Script script) throws ScriptFault {
    Object value = statements(script.body());
    if (value == FELL_THROUGH) {
      throw fault(ScriptFault.Kind.TYPE, script.span());
    }
    long[] left = {(long) RESULT_FACTOR * limits.listSize()};
    measure(value, left, 0, script.span());
    Provenance read = value instanceof List<?> list ? marks.with(allMarks(list)) : marks;
    look(script.span());
    return new ScriptResult(value, read);
  }

  /** A result that holds one list many times is small here and large where it is written. */
  private void measure(Object value, long[] left, int level, Span at) throws ScriptFault {
    if (--left[0] < 0 || level > limits.depth()) {
      throw fault(ScriptFault.Kind.SIZE, at);
    }
    if ((left[0] & 0xfff) == 0) {
      look(at);
    }
    if (value instanceof DataRecord record) {
      for (Object part : record.values()) {
        if (part instanceof DataRecord || part instanceof List<?>) {
          measure(part, left, level + 1, at);
        } else {
          left[0]--;
        }
      }
    } else if (value instanceof List<?> list) {
      for (Object part : list) {
        measure(part, left, level + 1, at);
      }
    }
  }

  // limits

  ScriptFault fault(ScriptFault.Kind kind, Span at) {
    return new ScriptFault(kind, at);
  }

  private void charge(int steps, Span at) throws ScriptFault {
    used += steps;
    if (used > limits.fuel() || used < 0) {
      throw fault(ScriptFault.Kind.FUEL, at);
    }
    if (used >= nextLook) {
      look(at);
      nextLook = used + STEPS_PER_LOOK_AT_THE_TIME;
    }
  }

  private void look(Span at) throws ScriptFault {
    if (System.nanoTime() - started > duration) {
      throw fault(ScriptFault.Kind.TIME, at);
    }
  }

  /** A text that a function made. */
  String made(String text, Span at) throws ScriptFault {
    if (text.length() > limits.textLength()) {
      throw fault(ScriptFault.Kind.SIZE, at);
    }
    charge(text.length() / CHARACTERS_PER_STEP, at);
    return text;
  }

  /** A text that a function is about to search. */
  String searched(String text, Span at) throws ScriptFault {
    charge(text.length() / CHARACTERS_PER_STEP, at);
    return text;
  }

  /** A list that a function is making has grown to a size. */
  void grown(int size, Span at) throws ScriptFault {
    if (size > limits.listSize()) {
      throw fault(ScriptFault.Kind.SIZE, at);
    }
    charge(1, at);
  }

  /** A list of values that come from what this frame has read. */
  MarkedList listed(List<Object> elements) {
    return new MarkedList(elements, marks);
  }

  String replaced(String text, String from, String to, Span at) throws ScriptFault {
    if (from.isEmpty()) {
      throw fault(ScriptFault.Kind.MISSING_VALUE, at);
    }
    searched(text, at);
    StringBuilder result = new StringBuilder();
    int done = 0;
    for (int found = text.indexOf(from); found >= 0; found = text.indexOf(from, done)) {
      result.append(text, done, found).append(to);
      done = found + from.length();
      if (result.length() > limits.textLength()) {
        throw fault(ScriptFault.Kind.SIZE, at);
      }
    }
    return made(result.append(text, done, text.length()).toString(), at);
  }

  String padding(String text, long length, String fill, Span at) throws ScriptFault {
    if (length > limits.textLength()) {
      throw fault(ScriptFault.Kind.SIZE, at);
    }
    if (fill.isEmpty()) {
      throw fault(ScriptFault.Kind.MISSING_VALUE, at);
    }
    int missing = (int) Math.max(0, length - text.length());
    charge((int) Math.max(0, length) / CHARACTERS_PER_STEP, at);
    return fill.repeat(missing / fill.length() + 1).substring(0, missing);
  }

  <T extends Temporal> T moved(T from, long amount, boolean back, ChronoUnit unit, Span at)
      throws ScriptFault {
    try {
      Temporal moved = back ? from.minus(amount, unit) : from.plus(amount, unit);
      @SuppressWarnings("unchecked")
      T same = (T) moved;
      return year(same, at);
    } catch (DateTimeException | ArithmeticException beyondRange) {
      throw fault(ScriptFault.Kind.ARITHMETIC, at);
    }
  }

  /** Only years that are written with four digits. */
  <T extends Temporal> T year(T time, Span at) throws ScriptFault {
    int year = time instanceof LocalDate date ? date.getYear() : ((OffsetDateTime) time).getYear();
    if (year < 1 || year > 9999) {
      throw fault(ScriptFault.Kind.ARITHMETIC, at);
    }
    return time;
  }

  /** A value as a text. */
  String written(Object value, Span at) throws ScriptFault {
    return switch (value) {
      case null -> "";
      case MaskedText hidden -> "";
      case String text -> text;
      case Long number -> number.toString();
      case BigDecimal number -> {
        Numbers.decimal(this, at, number);
        yield ScriptFunctions.plain(number);
      }
      case Boolean truth -> truth.toString();
      case LocalDate date -> date.toString();
      case OffsetDateTime moment -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment);
      default -> throw fault(ScriptFault.Kind.TYPE, at);
    };
  }

  // marks

  /** Something was found out about a value other than by reading a member of it. */
  private void touch(Object value, Span at) throws ScriptFault {
    if (value instanceof DataRecord record) {
      marks = marks.with(record.provenance());
    } else if (value instanceof List<?> list) {
      charge(list.size() / CHARACTERS_PER_STEP, at);
      marks = marks.with(allMarks(list));
    }
  }

  /** The marks of a list and of the records in it. */
  private static Provenance allMarks(List<?> list) {
    Provenance all = MarkedList.marks(list);
    Provenance last = null;
    for (Object element : list) {
      // rows that were treated alike share their marks
      if (element instanceof DataRecord record && record.provenance() != last) {
        last = record.provenance();
        all = all.with(last);
      } else if (element instanceof List<?> inner) {
        all = all.with(allMarks(inner));
      }
    }
    return all;
  }

  // statements

  private Object statements(List<Statement> statements) throws ScriptFault {
    for (Statement statement : statements) {
      switch (statement) {
        case Statement.Assign assign -> slots[assign.name().slot()] = value(assign.value());
        case Statement.If choice -> {
          boolean holds = truth(choice.condition());
          Object result = statements(holds ? choice.then() : choice.otherwise());
          if (result != FELL_THROUGH) {
            return result;
          }
        }
        case Statement.Return result -> {
          return value(result.value());
        }
        case Statement.Evaluate evaluate -> value(evaluate.value());
      }
    }
    return FELL_THROUGH;
  }

  // expressions

  private Object value(Expression expression) throws ScriptFault {
    Span at = expression.span();
    charge(1, at);
    if (depth >= limits.depth()) {
      throw fault(ScriptFault.Kind.SIZE, at);
    }
    depth++;
    Object value = node(expression, at);
    depth--;
    return value;
  }

  /** The value as something to work with, and not only to copy. */
  private Object operand(Expression expression) throws ScriptFault {
    return MaskedText.orNothing(value(expression));
  }

  private Object node(Expression expression, Span at) throws ScriptFault {
    return switch (expression) {
      case Literal literal -> literal.value();
      case Input input -> {
        if (!names.containsKey(input.name())) {
          throw fault(ScriptFault.Kind.MISSING_VALUE, at);
        }
        yield names.get(input.name());
      }
      case Local local -> slots[local.slot()];
      case Template template -> template(template, at);
      case ListLiteral list -> {
        List<Object> elements = new ArrayList<>(list.elements().size());
        for (Expression element : list.elements()) {
          elements.add(value(element));
          grown(elements.size(), at);
        }
        Provenance all = marks;
        for (Object element : elements) {
          all = element instanceof List<?> inner ? all.with(MarkedList.marks(inner)) : all;
        }
        yield new MarkedList(elements, all);
      }
      case MapLiteral map -> record(map);
      case Member member -> member(member, at);
      case Not not -> !truth(not.operand());
      case Negate negate -> {
        Object number = operand(negate.operand());
        yield number == null ? null : Numbers.negate(this, at, number(number, at));
      }
      case Binary binary -> binary(binary, at);
      case Conditional choice ->
          value(truth(choice.condition()) ? choice.then() : choice.otherwise());
      case Elvis elvis -> {
        Object first = value(elvis.value());
        yield truth(first, at) ? first : value(elvis.otherwise());
      }
      case Call call -> call(call, at);
    };
  }

  private String template(Template template, Span at) throws ScriptFault {
    StringBuilder text = new StringBuilder();
    for (Expression part : template.parts()) {
      text.append(written(value(part), part.span()));
      if (text.length() > limits.textLength()) {
        throw fault(ScriptFault.Kind.SIZE, at);
      }
    }
    return made(text.toString(), at);
  }

  private DataRecord record(MapLiteral map) throws ScriptFault {
    Object[] values = new Object[map.values().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(map.values().get(i));
    }
    return new DataRecord(map.layout(), values, with(values));
  }

  /** What a new record is made from: all that was read, and what lists in it were made from. */
  private Provenance with(Object[] values) {
    Provenance all = marks;
    for (Object value : values) {
      if (value instanceof MarkedList list) {
        all = all.with(list.marks());
      }
    }
    return all;
  }

  private Object member(Member member, Span at) throws ScriptFault {
    Object target = operand(member.target());
    if (target == null) {
      return null;
    }
    if (!(target instanceof DataRecord record)) {
      throw fault(ScriptFault.Kind.TYPE, at);
    }
    int place = record.layout().place(member.name());
    if (place < 0) {
      throw fault(ScriptFault.Kind.MISSING_VALUE, at);
    }
    marks = marks.with(record.provenance());
    return record.values()[place];
  }

  private boolean truth(Expression condition) throws ScriptFault {
    return truth(value(condition), condition.span());
  }

  /** As in Groovy: nothing, zero, an empty text and an empty list are false. */
  private boolean truth(Object value, Span at) throws ScriptFault {
    touch(value, at);
    return switch (value) {
      case null -> false;
      case MaskedText hidden -> false;
      case Boolean truth -> truth;
      case String text -> !text.isEmpty();
      case Long number -> number != 0;
      case BigDecimal number -> number.signum() != 0;
      case List<?> list -> !list.isEmpty();
      default -> true;
    };
  }

  private Object number(Object value, Span at) throws ScriptFault {
    if (!(value instanceof Long) && !(value instanceof BigDecimal)) {
      throw fault(ScriptFault.Kind.TYPE, at);
    }
    return value;
  }

  private Object binary(Binary binary, Span at) throws ScriptFault {
    Operator operator = binary.operator();
    if (operator == Operator.AND) {
      return truth(binary.left()) && truth(binary.right());
    }
    if (operator == Operator.OR) {
      return truth(binary.left()) || truth(binary.right());
    }
    Object left = operand(binary.left());
    Object right = operand(binary.right());
    return switch (operator) {
      case PLUS -> left == null || right == null ? null : plus(binary, left, right, at);
      case MINUS ->
          left == null || right == null
              ? null
              : Numbers.subtract(this, at, number(left, at), number(right, at));
      case TIMES ->
          left == null || right == null
              ? null
              : Numbers.multiply(this, at, number(left, at), number(right, at));
      case DIVIDE ->
          left == null || right == null
              ? null
              : Numbers.divide(this, at, number(left, at), number(right, at));
      case REMAINDER ->
          left == null || right == null
              ? null
              : Numbers.remainder(this, at, number(left, at), number(right, at));
      case EQUAL -> equal(left, right, at);
      case NOT_EQUAL -> !equal(left, right, at);
      case LESS -> left != null && right != null && compare(left, right, at) < 0;
      case LESS_OR_EQUAL -> left != null && right != null && compare(left, right, at) <= 0;
      case GREATER -> left != null && right != null && compare(left, right, at) > 0;
      case GREATER_OR_EQUAL -> left != null && right != null && compare(left, right, at) >= 0;
      case IN -> right != null && contains(list(right, at), left, at);
      case NOT_IN -> right == null || !contains(list(right, at), left, at);
      case AND, OR -> throw new IllegalStateException("has both sides already");
    };
  }

  private Object plus(Binary binary, Object left, Object right, Span at) throws ScriptFault {
    if (left instanceof String || right instanceof String) {
      return made(written(left, at) + written(right, at), at);
    }
    if (left instanceof List<?> first && right instanceof List<?> second) {
      if ((long) first.size() + second.size() > limits.listSize()) {
        throw fault(ScriptFault.Kind.SIZE, at);
      }
      charge(first.size() + second.size(), at);
      List<Object> both = new ArrayList<>(first.size() + second.size());
      both.addAll(first);
      both.addAll(second);
      return new MarkedList(
          both, marks.with(MarkedList.marks(first)).with(MarkedList.marks(second)));
    }
    if (left instanceof DataRecord first && right instanceof DataRecord second) {
      return merged(binary, first, second, at);
    }
    return Numbers.add(this, at, number(left, at), number(right, at));
  }

  /** The members of the first, then those that only the second has; the second's values win. */
  private DataRecord merged(Binary binary, DataRecord left, DataRecord right, Span at)
      throws ScriptFault {
    Merge merge = merges.get(binary);
    if (merge == null || merge.left() != left.layout() || merge.right() != right.layout()) {
      List<String> names = new ArrayList<>(left.layout().names());
      right.layout().names().stream()
          .filter(name -> left.layout().place(name) < 0)
          .forEach(names::add);
      merge = new Merge(left.layout(), right.layout(), Layout.of(names));
      merges.put(binary, merge);
      charge(names.size(), at);
    }
    Object[] values = new Object[merge.both().size()];
    charge(values.length / CHARACTERS_PER_STEP + 1, at);
    for (int i = 0; i < values.length; i++) {
      String name = merge.both().names().get(i);
      int place = right.layout().place(name);
      values[i] = place >= 0 ? right.values()[place] : left.values()[i];
    }
    Provenance all = with(values).with(left.provenance()).with(right.provenance());
    return new DataRecord(merge.both(), values, all);
  }

  private List<?> list(Object value, Span at) throws ScriptFault {
    if (value instanceof List<?> list) {
      return list;
    }
    throw fault(ScriptFault.Kind.TYPE, at);
  }

  private boolean equal(Object left, Object right, Span at) throws ScriptFault {
    if (left == null || right == null) {
      touch(left, at);
      touch(right, at);
      return left == right;
    }
    return compare(left, right, at) == 0;
  }

  /** Texts by their characters, moments as instants, false before true. */
  private int compare(Object left, Object right, Span at) throws ScriptFault {
    if (left instanceof String a && right instanceof String b) {
      charge(Math.min(a.length(), b.length()) / CHARACTERS_PER_STEP, at);
      return a.compareTo(b);
    }
    if (left instanceof LocalDate a && right instanceof LocalDate b) {
      return a.compareTo(b);
    }
    if (left instanceof OffsetDateTime a && right instanceof OffsetDateTime b) {
      return a.toInstant().compareTo(b.toInstant());
    }
    if (left instanceof Boolean a && right instanceof Boolean b) {
      return a.compareTo(b);
    }
    return Numbers.compare(this, at, number(left, at), number(right, at));
  }

  // calls

  private Object call(Call call, Span at) throws ScriptFault {
    Object target = operand(call.target());
    List<Object> arguments = new ArrayList<>(call.arguments().size());
    boolean nothing = target == null;
    for (Expression argument : call.arguments()) {
      Object value = operand(argument);
      arguments.add(value);
      nothing |= value == null;
    }
    if (target instanceof List<?> list) {
      ListFunction function =
          ScriptFunctions.list(call.name(), arguments.size(), call.closure().isPresent())
              .orElseThrow(() -> fault(ScriptFault.Kind.TYPE, at));
      boolean takesNothing = function == ListFunction.CONTAINS || function == ListFunction.INJECT;
      return nothing && !takesNothing ? null : onList(function, list, arguments, call, at);
    }
    if (nothing) {
      return null;
    }
    for (ScalarFunction function : ScriptFunctions.scalars(call.name(), arguments.size())) {
      if (call.closure().isEmpty() && fits(function, target, arguments)) {
        Object result = function.body().apply(this, at, target, arguments);
        return function.result() == Kind.NUMBER && result instanceof Long whole
            ? BigDecimal.valueOf(whole)
            : result;
      }
    }
    throw fault(ScriptFault.Kind.TYPE, at);
  }

  private static boolean fits(ScalarFunction function, Object target, List<Object> arguments) {
    boolean fits = function.receiver().takes(target);
    for (int i = 0; fits && i < arguments.size(); i++) {
      fits = function.parameters().get(i).takes(arguments.get(i));
    }
    return fits;
  }

  private Object onList(
      ListFunction function, List<?> list, List<Object> arguments, Call call, Span at)
      throws ScriptFault {
    return switch (function) {
      case SIZE -> {
        touch(list, at);
        yield (long) list.size();
      }
      case IS_EMPTY -> {
        touch(list, at);
        yield list.isEmpty();
      }
      case FIRST -> element(list, 0, at);
      case LAST -> element(list, -1, at);
      case GET -> element(list, integer(arguments.get(0), at), at);
      case TAKE -> part(list, 0, within(arguments.get(0), list, at), at);
      case DROP -> part(list, within(arguments.get(0), list, at), list.size(), at);
      case TAKE_RIGHT ->
          part(list, list.size() - within(arguments.get(0), list, at), list.size(), at);
      case REVERSE -> {
        List<Object> elements = new ArrayList<>(list.reversed());
        charge(elements.size(), at);
        yield new MarkedList(elements, MarkedList.marks(list).with(marks));
      }
      case CONTAINS -> contains(list, arguments.get(0), at);
      case JOIN -> join(list, arguments.get(0), at);
      case UNIQUE -> unique(list, list, at);
      case UNIQUE_BY -> {
        Turns turns = turns(list, closure(call));
        yield unique(list, turns.results(), turns.marks(), at);
      }
      case SORT -> sorted(list, list, Provenance.NONE, at);
      case SORT_BY -> {
        Turns turns = turns(list, closure(call));
        yield sorted(list, turns.results(), turns.marks(), at);
      }
      case SUM -> sum(touched(list, at), at);
      case SUM_OF -> sum(results(list, closure(call), at), at);
      case AVERAGE -> average(touched(list, at), at);
      case MAX -> extreme(touched(list, at), list, 1, at);
      case MIN -> extreme(touched(list, at), list, -1, at);
      case MAX_BY -> extreme(list, results(list, closure(call), at), 1, at);
      case MIN_BY -> extreme(list, results(list, closure(call), at), -1, at);
      case COLLECT -> collect(list, closure(call));
      case COLLECT_MANY -> collectMany(list, closure(call), at);
      case FIND_ALL -> {
        Turns turns = turns(list, closure(call));
        List<Object> kept = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
          if (truth(turns.results().get(i), at)) {
            kept.add(list.get(i));
          }
        }
        yield new MarkedList(kept, turns.marks());
      }
      case FIND -> {
        List<Object> results = results(list, closure(call), at);
        int place = firstTrue(results, true, at);
        yield place < 0 ? null : list.get(place);
      }
      case ANY -> firstTrue(results(list, closure(call), at), true, at) >= 0;
      case EVERY -> firstTrue(results(list, closure(call), at), false, at) < 0;
      case COUNT -> {
        long count = 0;
        for (Object result : results(list, closure(call), at)) {
          count += truth(result, at) ? 1 : 0;
        }
        yield count;
      }
      case GROUP_BY -> groups(list, closure(call), at);
      case INJECT -> {
        touch(list, at);
        Closure closure = closure(call);
        Object result = arguments.get(0);
        for (Object element : list) {
          charge(1, at);
          touch(element, at);
          slots[closure.parameters().get(0).slot()] = result;
          slots[closure.parameters().get(1).slot()] = element;
          result = statements(closure.body());
        }
        yield result;
      }
    };
  }

  private static Closure closure(Call call) {
    return call.closure().orElseThrow();
  }

  private List<?> touched(List<?> list, Span at) throws ScriptFault {
    touch(list, at);
    return list;
  }

  private long integer(Object value, Span at) throws ScriptFault {
    if (value instanceof Long number) {
      return number;
    }
    throw fault(ScriptFault.Kind.TYPE, at);
  }

  private int within(Object count, List<?> list, Span at) throws ScriptFault {
    return (int) Math.max(0, Math.min(integer(count, at), list.size()));
  }

  private Object element(List<?> list, long place, Span at) throws ScriptFault {
    // that it is the first says something of the others
    touch(list, at);
    long from = place < 0 ? list.size() + place : place;
    return from < 0 || from >= list.size() ? null : list.get((int) from);
  }

  private MarkedList part(List<?> list, int from, int to, Span at) throws ScriptFault {
    List<Object> elements = new ArrayList<>(list.subList(from, to));
    charge(elements.size(), at);
    return new MarkedList(elements, MarkedList.marks(list).with(marks));
  }

  private boolean contains(List<?> list, Object value, Span at) throws ScriptFault {
    touch(list, at);
    touch(value, at);
    boolean found = false;
    for (Object each : list) {
      charge(1, at);
      Object element = MaskedText.orNothing(each);
      found |=
          element == null || value == null ? element == value : compare(element, value, at) == 0;
    }
    return found;
  }

  private String join(List<?> list, Object separator, Span at) throws ScriptFault {
    touch(list, at);
    if (!(separator instanceof String between)) {
      throw fault(ScriptFault.Kind.TYPE, at);
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < list.size(); i++) {
      text.append(i == 0 ? "" : between).append(written(list.get(i), at));
      charge(1, at);
      if (text.length() > limits.textLength()) {
        throw fault(ScriptFault.Kind.SIZE, at);
      }
    }
    return made(text.toString(), at);
  }

  // closures

  /**
   * What a closure yielded for each element.
   *
   * @param marks of the list and of everything that was read in the turns
   */
  private record Turns(List<Object> results, Provenance marks) {
    Turns {
      Objects.requireNonNull(results, "results");
      Objects.requireNonNull(marks, "marks");
    }
  }

  private Turns turns(List<?> list, Closure closure) throws ScriptFault {
    Provenance before = marks;
    Provenance all = MarkedList.marks(list);
    List<Object> results = new ArrayList<>(list.size());
    for (Object element : list) {
      results.add(turn(list, element, closure, before));
      grown(results.size(), closure.span());
      touch(results.getLast(), closure.span());
      all = all.with(marks);
    }
    marks = before;
    return new Turns(results, all);
  }

  /** One turn; afterwards the frame holds what it has read. */
  private Object turn(List<?> list, Object element, Closure closure, Provenance before)
      throws ScriptFault {
    // a row carries its marks, anything else has those of the list it is in
    marks = element instanceof DataRecord ? before : before.with(MarkedList.marks(list));
    slots[closure.parameters().getFirst().slot()] = element;
    Object result = statements(closure.body());
    if (result == FELL_THROUGH) {
      throw fault(ScriptFault.Kind.TYPE, closure.span());
    }
    return result;
  }

  /** What a closure yielded, all of which flows into one value of this frame. */
  private List<Object> results(List<?> list, Closure closure, Span at) throws ScriptFault {
    Turns turns = turns(list, closure);
    marks = marks.with(turns.marks());
    touch(list, at);
    return turns.results();
  }

  private MarkedList collect(List<?> list, Closure closure) throws ScriptFault {
    Provenance before = marks;
    Provenance all = MarkedList.marks(list);
    List<Object> results = new ArrayList<>(list.size());
    for (Object element : list) {
      Object result = turn(list, element, closure, before);
      results.add(result);
      grown(results.size(), closure.span());
      all = carried(result, all);
    }
    marks = before;
    return new MarkedList(results, all.with(before));
  }

  /** Adds what a turn has read to the marks of the list, unless the result carries it itself. */
  private Provenance carried(Object result, Provenance all) {
    if (result instanceof DataRecord record
        && record.provenance().with(marks) == record.provenance()) {
      return all;
    }
    return result instanceof List<?> inner
        ? all.with(marks).with(MarkedList.marks(inner))
        : all.with(marks);
  }

  private MarkedList collectMany(List<?> list, Closure closure, Span at) throws ScriptFault {
    Provenance before = marks;
    Provenance all = MarkedList.marks(list);
    List<Object> results = new ArrayList<>();
    for (Object element : list) {
      Object inner = turn(list, element, closure, before);
      charge(1, at);
      all = carried(inner, all);
      if (inner != null) {
        for (Object part : list(inner, at)) {
          results.add(part);
          grown(results.size(), at);
        }
      }
    }
    marks = before;
    return new MarkedList(results, all.with(before));
  }

  private int firstTrue(List<Object> results, boolean wanted, Span at) throws ScriptFault {
    for (int i = 0; i < results.size(); i++) {
      if (truth(results.get(i), at) == wanted) {
        return i;
      }
    }
    return -1;
  }

  private MarkedList groups(List<?> list, Closure closure, Span at) throws ScriptFault {
    Provenance before = marks;
    Provenance all = MarkedList.marks(list);
    Map<Object, Group> groups = new LinkedHashMap<>();
    for (Object element : list) {
      Object key = MaskedText.orNothing(turn(list, element, closure, before));
      Group group = groups.computeIfAbsent(key(key, at), k -> new Group(key, new ArrayList<>()));
      group.elements().add(element);
      group.read = group.read.with(marks);
      charge(2, at);
      all = all.with(marks);
    }
    marks = before;
    List<Object> records = new ArrayList<>(groups.size());
    for (Group group : groups.values()) {
      Object[] values = {group.key(), new MarkedList(group.elements(), all)};
      records.add(
          new DataRecord(GROUP, values, group.read.with(before).with(MarkedList.marks(list))));
    }
    return new MarkedList(records, all.with(before));
  }

  private static final Layout GROUP = Layout.of(List.of("key", "value"));

  private static final class Group {
    private final Object key;
    private final List<Object> elements;
    private Provenance read = Provenance.NONE;

    Group(Object key, List<Object> elements) {
      this.key = key;
      this.elements = elements;
    }

    Object key() {
      return key;
    }

    List<Object> elements() {
      return elements;
    }
  }

  /** The same for values that are equal in a script. */
  private Object key(Object value, Span at) throws ScriptFault {
    return switch (value) {
      case null -> GROUP;
      case MaskedText hidden -> GROUP;
      case Long number -> BigDecimal.valueOf(number).stripTrailingZeros();
      case BigDecimal number -> Numbers.decimal(this, at, number).stripTrailingZeros();
      case OffsetDateTime moment -> moment.toInstant();
      case String text -> searched(text, at);
      case Boolean truth -> truth;
      case LocalDate date -> date;
      default -> throw fault(ScriptFault.Kind.TYPE, at);
    };
  }

  private MarkedList unique(List<?> list, List<?> keys, Span at) throws ScriptFault {
    return unique(list, keys, allMarks(list), at);
  }

  private MarkedList unique(List<?> list, List<?> keys, Provenance read, Span at)
      throws ScriptFault {
    Set<Object> seen = new HashSet<>();
    List<Object> kept = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      charge(1, at);
      if (seen.add(key(keys.get(i), at))) {
        kept.add(list.get(i));
      }
    }
    return new MarkedList(kept, read.with(MarkedList.marks(list)).with(marks));
  }

  private MarkedList sorted(List<?> list, List<?> found, Provenance read, Span at)
      throws ScriptFault {
    List<Object> keys = shown(found);
    Object present = null;
    List<Integer> places = new ArrayList<>(list.size());
    int levels = 32 - Integer.numberOfLeadingZeros(list.size() + 1);
    for (int i = 0; i < list.size(); i++) {
      charge(levels, at);
      places.add(i);
      Object key = keys.get(i);
      if (key != null) {
        present = present == null ? key : present;
        // all are held against one, so that comparing cannot fail in the middle
        compare(present, key, at);
      }
    }
    places.sort((a, b) -> order(keys.get(a), keys.get(b)));
    List<Object> elements = new ArrayList<>(list.size());
    for (int place : places) {
      elements.add(list.get(place));
    }
    return new MarkedList(elements, read.with(MarkedList.marks(list)).with(marks));
  }

  /** The values to work with, nothing where there is only a text of one. */
  private static List<Object> shown(List<?> values) {
    List<Object> shown = new ArrayList<>(values.size());
    values.forEach(value -> shown.add(MaskedText.orNothing(value)));
    return shown;
  }

  /** Nothing first; both are known to be of one kind. */
  private static int order(Object one, Object other) {
    if (one == null || other == null) {
      return Boolean.compare(one != null, other != null);
    }
    return switch (one) {
      case String text -> text.compareTo((String) other);
      case LocalDate date -> date.compareTo((LocalDate) other);
      case Boolean truth -> truth.compareTo((Boolean) other);
      case OffsetDateTime moment ->
          moment.toInstant().compareTo(((OffsetDateTime) other).toInstant());
      default -> decimal(one).compareTo(decimal(other));
    };
  }

  private static BigDecimal decimal(Object number) {
    return number instanceof Long whole ? BigDecimal.valueOf(whole) : (BigDecimal) number;
  }

  private Object sum(List<?> numbers, Span at) throws ScriptFault {
    Object sum = null;
    for (Object number : shown(numbers)) {
      charge(1, at);
      if (number != null) {
        sum =
            sum == null
                ? Numbers.checked(this, at, number(number, at))
                : Numbers.add(this, at, sum, number(number, at));
      }
    }
    return sum;
  }

  private Object average(List<?> numbers, Span at) throws ScriptFault {
    Object sum = sum(numbers, at);
    long count = shown(numbers).stream().filter(Objects::nonNull).count();
    return sum == null ? null : Numbers.divide(this, at, sum, count);
  }

  private Object extreme(List<?> list, List<?> found, int sign, Span at) throws ScriptFault {
    List<Object> keys = shown(found);
    int best = -1;
    for (int i = 0; i < list.size(); i++) {
      charge(1, at);
      Object key = keys.get(i);
      if (key != null && (best < 0 || sign * compare(key, keys.get(best), at) > 0)) {
        // compare on its own fits any two of a kind, a single one must fit too
        compare(key, key, at);
        best = i;
      }
    }
    return best < 0 ? null : list.get(best);
  }
}
