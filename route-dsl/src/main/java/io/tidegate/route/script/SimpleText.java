package io.tidegate.route.script;

import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.Span;
import io.tidegate.route.yaml.YamlNode.YamlScalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the part of Camel's simple language that is accepted: a text with <code>${body}</code>,
 * <code>${header.name}</code>, <code>${variable.name}</code> and members of them. A text that is
 * one of these and nothing else yields the value itself; one that begins with one of these and
 * compares it yields true or false ({@link SimpleCondition}); any other yields a text.
 */
public final class SimpleText {
  private static final Set<String> NAMED = Set.of("header", "headers", "variable", "variables");

  private static final Pattern PART = Pattern.compile("[\\p{L}][\\p{L}\\p{N}_-]*");

  /** What Camel takes for an operator behind a function; none of it is meant as text. */
  private static final Pattern OPERATOR =
      Pattern.compile(
          "\\s+(==|=~|!=|!=~|>=?|<=?|&&|\\|\\||\\?|\\?:|~>|!?(?:contains|regex|in|is|range)|!?~~"
              + "|starts with|ends with|!?startsWith|!?endsWith)(?=\\s|$)|\\+\\+|--");

  private final YamlScalar text;
  private final Diagnostics diagnostics;
  private final SortedSet<String> names = new TreeSet<>();

  private SimpleText(YamlScalar text, Diagnostics diagnostics) {
    this.text = text;
    this.diagnostics = diagnostics;
  }

  public static Outcome<Script> parse(YamlScalar text) {
    Diagnostics diagnostics = new Diagnostics();
    if (!TextCheck.accepts(text, diagnostics)) {
      return Outcome.refused(diagnostics);
    }
    return new SimpleText(text, diagnostics).read();
  }

  private Outcome<Script> read() {
    // white space around it is no part of it, as in Camel
    String written = text.text().stripTrailing();
    List<Expression> parts = new ArrayList<>();
    int begin = written.length() - written.stripLeading().length();
    if (SimpleCondition.isOne(written, begin)) {
      return condition(written, begin);
    }
    int at = begin;
    while (at < written.length()) {
      int open = written.indexOf("${", at);
      if (open < 0) {
        words(at, written.length(), !parts.isEmpty(), parts);
        break;
      }
      words(at, open, !parts.isEmpty(), parts);
      int close = written.indexOf('}', open);
      if (close < 0) {
        refuse(open, written.length(), "`${` has no `}`", "close it, or leave it out");
        break;
      }
      int inner = written.indexOf("${", open + 2);
      if (inner >= 0 && inner < close) {
        refuse(inner, close + 1, "`${…}` stands within `${…}`", "write the name itself");
        at = close + 1;
        while (at < written.length() && written.charAt(at) == '}') {
          at++;
        }
        continue;
      }
      place(open, close).ifPresent(parts::add);
      at = close + 1;
    }
    Span span = text.spanWithin(begin, written.length());
    if (diagnostics.hasErrors()) {
      return Outcome.refused(diagnostics);
    }
    boolean oneValue = parts.size() == 1 && !(parts.getFirst() instanceof Expression.Literal);
    Expression value =
        oneValue
            ? parts.getFirst()
            : parts.stream().allMatch(part -> part instanceof Expression.Literal)
                ? new Expression.Literal(written.strip(), span)
                : new Expression.Template(parts, span);
    return Outcome.of(
        new Script(List.of(new Statement.Return(value, span)), 0, names, span), diagnostics);
  }

  private Outcome<Script> condition(String written, int begin) {
    Optional<Expression> condition =
        new SimpleCondition(text, written, this::place, this::refuse).read(begin);
    if (diagnostics.hasErrors() || condition.isEmpty()) {
      return Outcome.refused(diagnostics);
    }
    Span span = text.spanWithin(begin, written.length());
    return Outcome.of(
        new Script(List.of(new Statement.Return(condition.get(), span)), 0, names, span),
        diagnostics);
  }

  private void words(int start, int end, boolean behindPlace, List<Expression> parts) {
    if (end <= start) {
      return;
    }
    String words = text.text().substring(start, end);
    int escape = words.indexOf('\\');
    if (escape >= 0) {
      refuse(
          start + escape,
          Math.min(end, start + escape + 2),
          "a backslash stands here",
          "write the character itself; use groovy where a backslash is needed");
    }
    int other = words.indexOf("$simple{");
    if (other >= 0) {
      refuse(start + other, start + other + 8, "`$simple{` stands here", "write `${`");
    }
    Matcher operator = OPERATOR.matcher(words);
    if (behindPlace && operator.lookingAt()) {
      int sign = start + operator.end() - operator.group().strip().length();
      refuse(
          sign,
          start + operator.end(),
          "the operator `" + operator.group().strip() + "` stands here",
          "begin with what is compared, as in `${body.flag} == 'I'`; use groovy for all else");
    }
    parts.add(new Expression.Literal(words, text.spanWithin(start, end)));
  }

  /** What stands between an opening and its closing bracket. */
  private Optional<Expression> place(int open, int close) {
    String inside = text.text().substring(open + 2, close);
    List<String> path = Arrays.asList(inside.split("\\.", -1));
    String first = path.getFirst();
    boolean named = NAMED.contains(first);
    boolean wellFormed =
        (named || first.equals("body"))
            && path.stream().allMatch(part -> PART.matcher(part).matches());
    if (!wellFormed || named && path.size() < 2) {
      refuse(
          open,
          close + 1,
          "`${"
              + (inside.length() > 60 ? inside.substring(0, 60) + "…" : inside)
              + "}` is not accepted",
          "write `${body}`, `${header.name}` or `${variable.name}`, or members of them; use groovy for all else");
      return Optional.empty();
    }
    String name = named && !first.endsWith("s") ? first + "s" : first;
    names.add(name);
    int start = open + 2;
    int end = start + first.length();
    Expression value = new Expression.Input(name, text.spanWithin(start, end));
    for (String member : path.subList(1, path.size())) {
      Span memberSpan = text.spanWithin(end + 1, end + 1 + member.length());
      if (Refusal.RESERVED_MEMBERS.contains(member)) {
        diagnostics.error(
            ScriptCode.RESERVED_NAME, memberSpan, "the name `" + member + "` is reserved");
        return Optional.empty();
      }
      end += 1 + member.length();
      value = new Expression.Member(value, member, memberSpan, text.spanWithin(start, end));
    }
    return Optional.of(value);
  }

  private void refuse(int start, int end, String message, String help) {
    diagnostics.error(ScriptCode.SIMPLE, text.spanWithin(start, end), message, help);
  }
}
