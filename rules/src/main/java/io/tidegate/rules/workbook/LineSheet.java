package io.tidegate.rules.workbook;

import io.tidegate.route.text.SourceText;
import io.tidegate.route.text.Span;
import io.tidegate.rules.workbook.WorkbookWriter.Content;
import java.util.ArrayList;
import java.util.List;

/** A file that is no table: each of its lines is a cell. */
final class LineSheet {
  /** What the second row holds. */
  private static final String LINES = "lines";

  private static final int FIRST = 2;

  private final Sheet sheet;
  private final SourceText source;

  LineSheet(Sheet sheet, String file) {
    this.sheet = sheet;
    StringBuilder text = new StringBuilder();
    for (int row = FIRST; row < sheet.rows(); row++) {
      text.append(sheet.text(row, 0)).append('\n');
    }
    this.source = new SourceText(file, text.toString());
  }

  static boolean isFor(Sheet sheet) {
    return sheet.text(1, 0).equals(LINES);
  }

  static Content content(String file, String text) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("file", file));
    rows.add(List.of(LINES));
    text.lines().forEach(line -> rows.add(List.of(line)));
    return new Content(file, FIRST, rows);
  }

  /** A text as it comes back: lines that end, and none that are empty at the end. */
  static String normal(String text) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    while (!lines.isEmpty() && lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  SourceText source() {
    return source;
  }

  /** The cell of a place in the text. */
  Span cell(Span span) {
    SourceText cell = sheet.cell(span.line() + FIRST - 1, 0);
    int start = span.column() - 1;
    int end = span.endLine() == span.line() ? span.endColumn() - 1 : cell.text().length();
    return cell.span(start, end);
  }
}
