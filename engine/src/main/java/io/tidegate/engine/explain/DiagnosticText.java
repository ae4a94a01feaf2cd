package io.tidegate.engine.explain;

import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.text.SourceText;
import io.tidegate.route.text.Span;
import java.util.Locale;

/**
 * A diagnostic as a terminal shows it: place, code, sentence, the line with the place underlined,
 * help.
 */
public final class DiagnosticText {
  private static final int WIDEST = 160;

  private DiagnosticText() {}

  public static String of(Diagnostic diagnostic) {
    Span span = diagnostic.span();
    StringBuilder out = new StringBuilder();
    out.append(visible(span.source().name()))
        .append(':')
        .append(span.line())
        .append(':')
        .append(span.column());
    out.append(": ").append(diagnostic.severity().name().toLowerCase(Locale.ROOT));
    out.append(' ')
        .append(diagnostic.code().id())
        .append(": ")
        .append(visible(diagnostic.message()))
        .append('\n');
    source(out, span);
    diagnostic.rule().ifPresent(rule -> out.append("       rule: ").append(rule).append('\n'));
    out.append("       help: ").append(visible(diagnostic.help())).append('\n');
    return out.toString();
  }

  /** Lines of the text end where this class ends them; nothing else in it steers the terminal. */
  private static String visible(String text) {
    return TerminalText.visible(text);
  }

  private static void source(StringBuilder out, Span span) {
    SourceText source = span.source();
    if (source.text().isEmpty()) {
      return;
    }
    String line = visible(source.lineText(span.line()));
    if (line.length() > WIDEST) {
      return;
    }
    String number = String.valueOf(span.line());
    out.append(" ".repeat(Math.max(0, 5 - number.length())))
        .append(number)
        .append(" | ")
        .append(line)
        .append('\n');
    int from = span.column() - 1;
    int to = span.endLine() == span.line() ? span.endColumn() - 1 : line.length();
    out.append("      | ")
        .append(pad(part(line, 0, from)))
        .append("^".repeat(Math.max(1, TerminalText.width(part(line, from, to)))))
        .append('\n');
  }

  /**
   * The span's columns may lie behind the end of the line, which is shown without its last blanks.
   */
  private static String part(String line, int from, int to) {
    int begin = Math.min(from, line.length());
    return line.substring(begin, Math.max(begin, Math.min(to, line.length())));
  }

  /** As many places as the text takes; a tab takes what it takes and stays one. */
  private static String pad(String text) {
    StringBuilder pad = new StringBuilder();
    text.codePoints()
        .forEach(
            c ->
                pad.append(
                    c == '\t' ? "\t" : " ".repeat(TerminalText.width(Character.toString(c)))));
    return pad.toString();
  }
}
