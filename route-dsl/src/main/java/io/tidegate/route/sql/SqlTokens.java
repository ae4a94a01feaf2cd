package io.tidegate.route.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The words of a statement by PostgreSQL's lexical rules (manual, section 4.1), with the parameters
 * written {@code :#name}. Two things are made of it: the text for the grammar, in which each
 * parameter is a placeholder of the same length so that every offset stays true, and the ends of
 * places, of which the grammar tells only the beginnings. It decides nothing: if it took a word for
 * another, a text literal would change or a place be drawn too short.
 */
final class SqlTokens {
  private static final String OPERATOR_CHARS = "+-*/<>=~!@#%^&|`?";

  /** The grammar spends most of its time on words: about as long for 2,000 as a person waits. */
  static final int MAX_WORDS = 2_000;

  /** Runs of these are read again and again by the grammar, so long ones take forever. */
  private static final int MAX_OPERATOR = 32;

  private static final int MAX_COMMENTS = 32;

  /** Words that end an item of a select list; all are reserved, so none can be a name. */
  private static final Set<String> AFTER_ITEM =
      Set.of(
          "from",
          "where",
          "group",
          "having",
          "window",
          "order",
          "limit",
          "offset",
          "fetch",
          "for",
          "union",
          "intersect",
          "except",
          "into");

  private final String text;
  private final int base;
  private final List<Token> tokens = new ArrayList<>();
  private final TreeMap<Integer, Integer> byStart = new TreeMap<>();
  private final TreeMap<Integer, String> parameters = new TreeMap<>();
  private final StringBuilder grammarText = new StringBuilder();

  private enum Kind {
    WORD,
    QUOTED_NAME,
    LITERAL,
    NUMBER,
    PARAMETER,
    OPERATOR,
    MARK
  }

  private record Token(Kind kind, int start, int end) {}

  private SqlTokens(String text, int base) {
    this.text = text;
    this.base = base;
  }

  /**
   * @throws Refusal for a parameter in a form that is not accepted, and for what would keep the
   *     grammar busy for long
   */
  static SqlTokens scan(String text) {
    return scan(text, 0);
  }

  /**
   * The same for a text that stands behind others: every offset counts from where they begin.
   *
   * @param base the offset of its first character
   */
  static SqlTokens scan(String text, int base) {
    SqlTokens tokens = new SqlTokens(text, base);
    tokens.scan();
    return tokens;
  }

  /** The offset of its first character. */
  int base() {
    return base;
  }

  private Place place(int start, int end) {
    return new Place(base + start, base + end);
  }

  /** The text with {@code $1} and blanks in the place of each parameter. */
  String grammarText() {
    return grammarText.toString();
  }

  /** The parameters' names by the offset they are used at. */
  SortedMap<Integer, String> parameters() {
    return Collections.unmodifiableSortedMap(parameters);
  }

  /** The word at an offset; a bracket stands for everything up to its partner. */
  Place token(int start) {
    Optional<Integer> index = index(start);
    if (index.isEmpty()) {
      int from = Math.clamp(start - base, 0, text.length());
      return place(from, Math.min(from + 1, text.length()));
    }
    Token token = tokens.get(index.get());
    int end = is(token, "(") ? closing(index.get()) : token.end();
    return place(token.start(), end);
  }

  /** The name at an offset with everything its dots join to it. */
  Place name(int start) {
    Optional<Integer> index = index(start);
    if (index.isEmpty()) {
      return token(start);
    }
    int last = index.get();
    while (last + 2 < tokens.size() && is(tokens.get(last + 1), ".")) {
      last += 2;
    }
    return place(tokens.get(index.get()).start(), tokens.get(last).end());
  }

  /** The item of a select list that begins at an offset, with its alias. */
  Place item(int start) {
    Optional<Integer> first = index(start);
    if (first.isEmpty()) {
      return token(start);
    }
    int depth = 0;
    int end = tokens.get(first.get()).end();
    String before = "";
    for (int i = first.get(); i < tokens.size(); i++) {
      Token token = tokens.get(i);
      String word = word(token);
      if (depth == 0
          && (word.equals(",")
              || word.equals(")")
              || word.equals(";")
              || AFTER_ITEM.contains(word)
                  && !(word.equals("from") && before.equals("distinct")))) {
        break;
      }
      if (word.equals("(") || word.equals("[")) {
        depth++;
      } else if (word.equals(")") || word.equals("]")) {
        depth--;
      }
      before = word;
      end = token.end();
    }
    return new Place(start, base + end);
  }

  /** The first place at or behind an offset where a word stands that is no name in quotes. */
  Optional<Place> keyword(String keyword, int from) {
    return behind(from)
        .filter(token -> word(token).equals(keyword))
        .map(token -> place(token.start(), token.end()))
        .findFirst();
  }

  /** The first word at or behind an offset. */
  Place next(int from) {
    return behind(from)
        .findFirst()
        .map(token -> place(token.start(), token.end()))
        .orElseGet(() -> place(Math.clamp(from - base, 0, text.length()), text.length()));
  }

  private Stream<Token> behind(int from) {
    return byStart.tailMap(from - base).values().stream().map(tokens::get);
  }

  private Optional<Integer> index(int start) {
    return Optional.ofNullable(byStart.get(start - base));
  }

  private int closing(int open) {
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      if (is(tokens.get(i), "(")) {
        depth++;
      } else if (is(tokens.get(i), ")") && --depth == 0) {
        return tokens.get(i).end();
      }
    }
    return tokens.get(open).end();
  }

  private boolean is(Token token, String mark) {
    return token.kind() == Kind.MARK && word(token).equals(mark);
  }

  /** A token as a keyword or mark in lower case; a name in quotes or a literal is none. */
  private String word(Token token) {
    return switch (token.kind()) {
      case WORD, MARK -> text.substring(token.start(), token.end()).toLowerCase(Locale.ROOT);
      case QUOTED_NAME, LITERAL, NUMBER, PARAMETER, OPERATOR -> "";
    };
  }

  private void scan() {
    int at = 0;
    while (at < text.length()) {
      int start = at;
      at = blank(start);
      if (at == start) {
        at = token(start, kindAt(start));
      } else {
        grammarText.append(text, start, at);
      }
    }
  }

  /** The end of the white space or comment at an offset; the offset itself when there is none. */
  private int blank(int start) {
    char first = text.charAt(start);
    if (first <= ' ') {
      return start + 1;
    }
    if (text.startsWith("--", start)) {
      int at = start;
      while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
        at++;
      }
      return at;
    }
    if (!text.startsWith("/*", start)) {
      return start;
    }
    int depth = 0;
    int at = start;
    do {
      if (text.startsWith("/*", at)) {
        if (++depth > MAX_COMMENTS) {
          throw tooComplex(at, 2, "comments are nested deeper than " + MAX_COMMENTS + " levels");
        }
        at += 2;
      } else if (text.startsWith("*/", at)) {
        depth--;
        at += 2;
      } else {
        at++;
      }
    } while (depth > 0 && at < text.length());
    return Math.min(at, text.length());
  }

  private Refusal tooComplex(int start, int length, String message) {
    return new Refusal(SqlCode.TOO_COMPLEX, place(start, start + length), message);
  }

  private Kind kindAt(int start) {
    char first = text.charAt(start);
    if (first == '"' || text.regionMatches(true, start, "u&\"", 0, 3)) {
      return Kind.QUOTED_NAME;
    }
    if (first == '\'' || prefixedLiteral(start) || dollarTag(start).isPresent()) {
      return Kind.LITERAL;
    }
    if (text.startsWith(":#", start)) {
      return Kind.PARAMETER;
    }
    if (digit(first)
        || first == '.' && start + 1 < text.length() && digit(text.charAt(start + 1))) {
      return Kind.NUMBER;
    }
    if (nameStart(first)) {
      return Kind.WORD;
    }
    return OPERATOR_CHARS.indexOf(first) >= 0 ? Kind.OPERATOR : Kind.MARK;
  }

  private int token(int start, Kind kind) {
    int end =
        switch (kind) {
          case WORD -> nameEnd(start);
          case QUOTED_NAME -> quotedEnd(text.indexOf('"', start), '"', false);
          case LITERAL -> literalEnd(start);
          case NUMBER -> numberEnd(start);
          case PARAMETER -> parameterEnd(start);
          case OPERATOR -> operatorEnd(start);
          case MARK -> markEnd(start);
        };
    if (tokens.size() == MAX_WORDS) {
      throw tooComplex(start, end - start, "the statement has more than " + MAX_WORDS + " words");
    }
    byStart.put(start, tokens.size());
    tokens.add(new Token(kind, start, end));
    if (kind == Kind.PARAMETER) {
      grammarText.append("$1").append(" ".repeat(end - start - 2));
    } else {
      grammarText.append(text, start, end);
    }
    return end;
  }

  private int nameEnd(int start) {
    int at = start;
    while (at < text.length() && namePart(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private boolean prefixedLiteral(int start) {
    return text.regionMatches(true, start, "u&'", 0, 3)
        || "eEbBxXnN".indexOf(text.charAt(start)) >= 0 && text.startsWith("'", start + 1);
  }

  private int literalEnd(int start) {
    Optional<String> tag = dollarTag(start);
    if (tag.isPresent()) {
      int close = text.indexOf(tag.get(), start + tag.get().length());
      return close < 0 ? text.length() : close + tag.get().length();
    }
    boolean escapes = text.charAt(start) == 'e' || text.charAt(start) == 'E';
    return quotedEnd(text.indexOf('\'', start), '\'', escapes);
  }

  /** The tag that opens a text in dollar quotes, such as {@code $$} or {@code $body$}. */
  private Optional<String> dollarTag(int start) {
    if (text.charAt(start) != '$') {
      return Optional.empty();
    }
    int at = start + 1;
    while (at < text.length() && namePart(text.charAt(at)) && text.charAt(at) != '$') {
      at++;
    }
    boolean tag =
        at < text.length()
            && text.charAt(at) == '$'
            && (at == start + 1 || !digit(text.charAt(start + 1)));
    return tag ? Optional.of(text.substring(start, at + 1)) : Optional.empty();
  }

  private int quotedEnd(int open, char quote, boolean escapes) {
    int at = open + 1;
    while (at < text.length()) {
      char next = text.charAt(at);
      if (escapes && next == '\\') {
        at += 2;
      } else if (next != quote) {
        at++;
      } else if (at + 1 < text.length() && text.charAt(at + 1) == quote) {
        at += 2;
      } else {
        return at + 1;
      }
    }
    return text.length();
  }

  private int numberEnd(int start) {
    int at = start;
    while (at < text.length()) {
      char next = text.charAt(at);
      boolean sign =
          (next == '+' || next == '-') && "eE".indexOf(text.charAt(at - 1)) >= 0 && at > start;
      if (!(digit(next) || next == '.' || next == '_' || Character.isLetter(next) || sign)) {
        break;
      }
      at++;
    }
    return at;
  }

  private int parameterEnd(int start) {
    int at = start + 2;
    while (at < text.length() && (asciiLetter(text.charAt(at)) || digit(text.charAt(at)))) {
      at++;
    }
    if (at == start + 2 || digit(text.charAt(start + 2))) {
      int end = Math.min(text.length(), start + 3);
      throw new Refusal(
          SqlCode.UNSUPPORTED,
          place(start, end),
          "a parameter is written `:#name`, not `" + text.substring(start, end) + "`");
    }
    boolean joined =
        at < text.length()
            && (namePart(text.charAt(at)) || text.charAt(at) == ':' && !text.startsWith("::", at));
    if (joined) {
      throw new Refusal(
          SqlCode.UNSUPPORTED,
          place(start, at + 1),
          "a parameter is written `:#name`, with nothing joined to the name");
    }
    parameters.put(start, text.substring(start + 2, at));
    return at;
  }

  /** An operator ends before a comment, and in a sign only if it has a character of no number. */
  private int operatorEnd(int start) {
    int at = start;
    while (at < text.length()
        && OPERATOR_CHARS.indexOf(text.charAt(at)) >= 0
        && !(at > start && (text.startsWith("--", at) || text.startsWith("/*", at)))) {
      at++;
    }
    if (at - start > MAX_OPERATOR) {
      throw tooComplex(start, at - start, "no operator is longer than " + MAX_OPERATOR + " signs");
    }
    boolean free = text.substring(start, at).chars().anyMatch(c -> "~!@#%^&|`?".indexOf(c) >= 0);
    while (!free && at > start + 1 && "+-".indexOf(text.charAt(at - 1)) >= 0) {
      at--;
    }
    return at;
  }

  private int markEnd(int start) {
    if (text.startsWith("::", start) || text.startsWith(":=", start)) {
      return start + 2;
    }
    if (text.startsWith(":?", start)) {
      throw new Refusal(
          SqlCode.UNSUPPORTED,
          place(start, start + 2),
          "a parameter is written `:#name`, not `:?name`");
    }
    if (text.charAt(start) == '$') {
      throw new Refusal(
          SqlCode.UNSUPPORTED,
          place(start, nameEnd(start)),
          "a parameter is written `:#name`, not `" + text.substring(start, nameEnd(start)) + "`");
    }
    return start + 1;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean asciiLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
  }

  private static boolean nameStart(char c) {
    return asciiLetter(c) || c > 127;
  }

  private static boolean namePart(char c) {
    return nameStart(c) || digit(c) || c == '$';
  }
}
