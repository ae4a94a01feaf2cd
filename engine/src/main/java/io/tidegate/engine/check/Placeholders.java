package io.tidegate.engine.check;

/**
 * A JDBC text as the database sees it: each {@code ?} is {@code $1}, {@code $2}…, each {@code ??}
 * the operator {@code ?}. Question marks in strings, quoted names and comments stay.
 *
 * @param text what PostgreSQL's grammar reads
 * @param count how many placeholders there are
 */
record Placeholders(String text, int count) {
  /**
   * @throws Untraceable when something is not closed, or when the text has numbered placeholders of
   *     its own, which would be taken for ours
   */
  static Placeholders number(String jdbc) throws Untraceable {
    Scanner scanner = new Scanner(jdbc);
    scanner.scan();
    return new Placeholders(scanner.out.toString(), scanner.count);
  }

  private static final class Scanner {
    private final String in;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int count;

    Scanner(String in) {
      this.in = in;
    }

    void scan() throws Untraceable {
      while (at < in.length()) {
        char c = in.charAt(at);
        if (c == '\'') {
          boolean escapes = at > 0 && "eE".indexOf(in.charAt(at - 1)) >= 0 && !partOfName(at - 2);
          copy(endOfQuoted('\'', escapes));
        } else if (c == '"') {
          copy(endOfQuoted('"', false));
        } else if (in.startsWith("--", at)) {
          int end = in.indexOf('\n', at);
          copy(end < 0 ? in.length() : end);
        } else if (in.startsWith("/*", at)) {
          copy(endOfComment());
        } else if (c == '$' && !partOfName(at - 1)) {
          copy(endOfDollarQuoted());
        } else if (in.startsWith("??", at)) {
          out.append('?');
          at += 2;
        } else if (c == '?') {
          out.append('$').append(++count);
          at++;
        } else {
          copy(at + 1);
        }
      }
    }

    private void copy(int end) {
      out.append(in, at, end);
      at = end;
    }

    private boolean partOfName(int index) {
      if (index < 0) {
        return false;
      }
      char c = in.charAt(index);
      return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    private int endOfQuoted(char quote, boolean escapes) throws Untraceable {
      for (int i = at + 1; i < in.length(); i++) {
        char c = in.charAt(i);
        if (escapes && c == '\\') {
          i++;
        } else if (c == quote) {
          if (i + 1 < in.length() && in.charAt(i + 1) == quote) {
            i++;
          } else {
            return i + 1;
          }
        }
      }
      throw unclosed();
    }

    private int endOfComment() throws Untraceable {
      int depth = 0;
      for (int i = at; i < in.length(); i++) {
        if (in.startsWith("/*", i)) {
          depth++;
          i++;
        } else if (in.startsWith("*/", i)) {
          i++;
          if (--depth == 0) {
            return i + 1;
          }
        }
      }
      throw unclosed();
    }

    private int endOfDollarQuoted() throws Untraceable {
      int tagEnd = at + 1;
      while (tagEnd < in.length() && partOfName(tagEnd) && in.charAt(tagEnd) != '$') {
        tagEnd++;
      }
      boolean tag = tagEnd < in.length() && in.charAt(tagEnd) == '$';
      if (!tag || Character.isDigit(in.charAt(at + 1))) {
        throw new Untraceable(CheckCode.STATEMENT, "$", "the text has a dollar sign of its own");
      }
      String delimiter = in.substring(at, tagEnd + 1);
      int end = in.indexOf(delimiter, tagEnd + 1);
      if (end < 0) {
        throw unclosed();
      }
      return end + delimiter.length();
    }

    private Untraceable unclosed() {
      return new Untraceable(CheckCode.STATEMENT, "", "a string, name or comment is not closed");
    }
  }
}
