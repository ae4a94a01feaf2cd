package io.tidegate.route.script;

import io.tidegate.route.script.Expression.Binary;
import io.tidegate.route.script.Expression.Call;
import io.tidegate.route.script.Expression.ListLiteral;
import io.tidegate.route.script.Expression.Literal;
import io.tidegate.route.script.Expression.Not;
import io.tidegate.route.script.Expression.Operator;
import io.tidegate.route.text.Span;
import io.tidegate.route.yaml.YamlNode.YamlScalar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads comparisons of Camel's simple language: <code>${body.flag} == 'I'</code>, several of them
 * with {@code &&} or with {@code ||}. They become the tree a script would be, so that types,
 * lineage and evaluation are those of scripts. On the left stands a place, on the right a place, a
 * text in quotes, a number, true, false or null.
 */
final class SimpleCondition {
  /** Most comparisons in one condition. */
  private static final int MOST = 50;

  /** A sign between two operands, with white space on both sides as Camel wants it. */
  private static final Pattern SIGN =
      Pattern.compile("\\s+(==|!=|<=|<|>=|>|!contains|contains|!in|in)(?=\\s)");

  private static final Pattern LOGICAL = Pattern.compile("\\s+(&&|\\|\\|)(?=\\s)");
  private static final Pattern QUOTED = Pattern.compile("'([^'\\\\]*)'|\"([^\"\\\\]*)\"");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?(?![\\w.])");
  private static final Pattern WORD = Pattern.compile("(true|false|null)(?!\\w)");

  /** Reads a place, such as <code>${body.flag}</code>, between its brackets. */
  @FunctionalInterface
  interface Places {
    Optional<Expression> read(int open, int close);
  }

  /** Says what is wrong with a part of the text. */
  @FunctionalInterface
  interface Refusals {
    void refuse(int start, int end, String message, String help);
  }

  private final YamlScalar text;
  private final String written;
  private final Places places;
  private final Refusals refusals;
  private int at;

  SimpleCondition(YamlScalar text, String written, Places places, Refusals refusals) {
    this.text = text;
    this.written = written;
    this.places = places;
    this.refusals = refusals;
  }

  /** Whether the text is a comparison: it begins with a place that a sign follows. */
  static boolean isOne(String written, int begin) {
    int close = written.indexOf('}', begin);
    return written.startsWith("${", begin)
        && close >= 0
        && SIGN.matcher(written).region(close + 1, written.length()).lookingAt();
  }

  /** The condition; absent when it was refused. */
  Optional<Expression> read(int begin) {
    at = begin;
    Optional<Expression> whole = comparison();
    Optional<String> joined = Optional.empty();
    for (int count = 1; whole.isPresent() && at < written.length(); count++) {
      Matcher logical = LOGICAL.matcher(written).region(at, written.length());
      if (!logical.lookingAt()) {
        return refuse(
            spaces(at),
            written.length(),
            "this stands behind a comparison",
            "join comparisons by `&&`");
      }
      String sign = logical.group(1);
      if (!joined.orElse(sign).equals(sign)) {
        // Camel takes them from left to right, everybody else binds && closer
        return refuse(
            logical.start(1),
            logical.end(1),
            "`&&` and `||` stand together",
            "use groovy for both");
      }
      if (count == MOST) {
        return refuse(
            logical.start(1),
            written.length(),
            "there are more than " + MOST + " comparisons",
            "use `in` or groovy");
      }
      joined = Optional.of(sign);
      at = spaces(logical.end());
      Operator operator = Operator.ofSign(sign).orElseThrow();
      Optional<Expression> right = comparison();
      Expression left = whole.get();
      whole = right.map(r -> new Binary(operator, left, r, span(begin, at)));
    }
    return whole;
  }

  private Optional<Expression> comparison() {
    int start = at;
    Optional<Expression> left = place();
    if (left.isEmpty()) {
      return Optional.empty();
    }
    Matcher sign = SIGN.matcher(written).region(at, written.length());
    if (!sign.lookingAt()) {
      return refuse(
          start, at, "this is compared with nothing", "write it as `${body.member} == 'value'`");
    }
    at = spaces(sign.end());
    String word = sign.group(1);
    Optional<Expression> right = word.endsWith("in") && !word.endsWith("ains") ? list() : operand();
    return right.map(r -> compared(left.get(), sign, r, span(start, at)));
  }

  private Expression compared(Expression left, Matcher sign, Expression right, Span span) {
    String word = sign.group(1);
    if (!word.endsWith("contains")) {
      return new Binary(Operator.ofSign(word).orElseThrow(), left, right, span);
    }
    Call contains =
        new Call(
            left,
            "contains",
            List.of(right),
            Optional.empty(),
            span(sign.start(1), sign.end(1)),
            span);
    return word.startsWith("!") ? new Not(contains, span) : contains;
  }

  private Optional<Expression> place() {
    int close = written.indexOf('}', at);
    if (!written.startsWith("${", at) || close < 0) {
      return refuse(
          at, written.length(), "`${…}` must stand here", "compare what it names, on the left");
    }
    int open = at;
    at = close + 1;
    return places.read(open, close);
  }

  private Optional<Expression> operand() {
    if (written.startsWith("${", at)) {
      return place();
    }
    Optional<String> quoted = quoted();
    if (quoted.isPresent()) {
      int start = at;
      at += quoted.get().length() + 2;
      return Optional.of(new Literal(quoted.get(), span(start, at)));
    }
    Matcher number = NUMBER.matcher(written).region(at, written.length());
    if (number.lookingAt()) {
      int start = at;
      at = number.end();
      Object value =
          number.group(1) == null
              ? (Object) Long.valueOf(number.group())
              : new BigDecimal(number.group());
      return Optional.of(new Literal(value, span(start, at)));
    }
    Matcher word = WORD.matcher(written).region(at, written.length());
    if (word.lookingAt()) {
      int start = at;
      at = word.end();
      Object value = word.group().equals("null") ? null : Boolean.valueOf(word.group());
      return Optional.of(new Literal(value, span(start, at)));
    }
    return refuse(
        at,
        written.length(),
        "no value stands here",
        "write a text in quotes, a number, true, false, null or `${…}`");
  }

  /** What {@code in} looks among: one text in quotes, with commas. */
  private Optional<Expression> list() {
    Optional<String> quoted = quoted();
    if (quoted.isEmpty()) {
      return refuse(
          at, written.length(), "no list stands here", "write it as one text, such as `'I,E'`");
    }
    int start = at;
    at += quoted.get().length() + 2;
    List<Expression> elements = new ArrayList<>();
    int element = start + 1;
    for (String each : quoted.get().split(",", -1)) {
      if (!each.equals(each.strip()) || each.isEmpty()) {
        return refuse(
            start,
            at,
            "an element of this list is empty or has spaces around it",
            "leave them out");
      }
      elements.add(new Literal(each, span(element, element + each.length())));
      element += each.length() + 1;
    }
    return Optional.of(new ListLiteral(elements, span(start, at)));
  }

  /** The text in quotes that stands here, without them. Camel would look for places in it. */
  private Optional<String> quoted() {
    Matcher quoted = QUOTED.matcher(written).region(at, written.length());
    return quoted.lookingAt() && !quoted.group().contains("${")
        ? Optional.of(quoted.group(1) == null ? quoted.group(2) : quoted.group(1))
        : Optional.empty();
  }

  private int spaces(int from) {
    int to = from;
    while (to < written.length() && Character.isWhitespace(written.charAt(to))) {
      to++;
    }
    return to;
  }

  private Span span(int start, int end) {
    return text.spanWithin(start, end);
  }

  private Optional<Expression> refuse(int start, int end, String message, String help) {
    refusals.refuse(start, end, message, help);
    return Optional.empty();
  }
}
