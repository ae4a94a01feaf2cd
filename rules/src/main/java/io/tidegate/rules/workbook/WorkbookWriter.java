package io.tidegate.rules.workbook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Writes sheets of texts. Every cell is formatted as text, so that what is typed stays as typed.
 */
final class WorkbookWriter {
  /** Most characters of a sheet's name. */
  private static final int LONGEST_NAME = 31;

  private static final int WIDEST = 60;

  private WorkbookWriter() {}

  /**
   * A sheet to be written.
   *
   * @param head how many rows stay in sight when the others are scrolled
   */
  record Content(String name, int head, List<List<String>> rows) {
    Content {
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  static byte[] write(List<Content> contents) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Set<String> names = new HashSet<>();
    try (Workbook workbook = new Workbook(out, "Tidegate", null)) {
      for (Content content : contents) {
        sheet(workbook.newWorksheet(name(content.name(), names)), content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return out.toByteArray();
  }

  /** A name that no sheet has yet; programs do not tell upper from lower case in them. */
  private static String name(String wanted, Set<String> names) {
    String name = wanted.substring(0, Math.min(wanted.length(), LONGEST_NAME));
    for (int next = 2; !names.add(name.toLowerCase(Locale.ROOT)); next++) {
      String ending = "~" + next;
      name =
          wanted.substring(0, Math.min(wanted.length(), LONGEST_NAME - ending.length())) + ending;
    }
    return name;
  }

  private static void sheet(Worksheet sheet, Content content) {
    List<Integer> widths = new ArrayList<>();
    for (int row = 0; row < content.rows().size(); row++) {
      List<String> cells = content.rows().get(row);
      for (int column = 0; column < cells.size(); column++) {
        String text = cells.get(column);
        if (!text.isEmpty()) {
          sheet.value(row, column, CellText.written(text));
        }
        if (column >= widths.size()) {
          widths.add(0);
        }
        widths.set(column, Math.max(widths.get(column), Math.min(WIDEST, text.length() + 2)));
      }
    }
    for (int column = 0; column < widths.size(); column++) {
      sheet.width(column, Math.max(10, widths.get(column)));
      sheet.style(column).format("@").set();
    }
    if (!widths.isEmpty()) {
      sheet
          .range(0, 0, Math.max(0, content.rows().size() - 1), widths.size() - 1)
          .style()
          .format("@")
          .set();
    }
    if (content.head() > 0) {
      sheet
          .range(content.head() - 1, 0, content.head() - 1, widths.size() - 1)
          .style()
          .format("@")
          .bold()
          .set();
      sheet.freezePane(1, content.head());
    }
  }
}
