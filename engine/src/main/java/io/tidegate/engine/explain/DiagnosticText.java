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
    out.append(span.source().name())
        .append(':')
        .append(span.line())
        .append(':')
        .append(span.column());
    out.append(": ").append(diagnostic.severity().name().toLowerCase(Locale.ROOT));
    out.append(' ')
        .append(diagnostic.code().id())
        .append(": ")
        .append(diagnostic.message())
        .append('\n');
    source(out, span);
    diagnostic.rule().ifPresent(rule -> out.append("       rule: ").append(rule).append('\n'));
    out.append("       help: ").append(diagnostic.help()).append('\n');
    return out.toString();
  }

  private static void source(StringBuilder out, Span span) {
    SourceText source = span.source();
    if (source.text().isEmpty()) {
      return;
    }
    String line = source.lineText(span.line());
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
        .append(pad(line, from))
        .append("^".repeat(Math.max(1, to - from)))
        .append('\n');
  }

  /** Wide characters take two places on a terminal, and a tab as many as it takes. */
  private static String pad(String line, int columns) {
    StringBuilder pad = new StringBuilder();
    for (int i = 0; i < Math.min(columns, line.length()); i++) {
      char c = line.charAt(i);
      pad.append(c == '\t' ? "\t" : c >= 0x2E80 ? "  " : " ");
    }
    return pad.toString();
  }
}
