package io.tidegate.engine.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lines of delimited text (RFC 4180), with a record to a line. */
final class DelimitedLines {
  private DelimitedLines() {}

  /**
   * The bytes of each line without its end. No byte of a longer character of UTF-8, GBK or GB18030
   * is a line feed, so that one broken line spoils no other.
   */
  static List<byte[]> split(byte[] bytes) {
    List<byte[]> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == '\n') {
        int end = i > start && bytes[i - 1] == '\r' ? i - 1 : i;
        if (i < bytes.length || end > start) {
          byte[] line = new byte[end - start];
          System.arraycopy(bytes, start, line, 0, line.length);
          lines.add(line);
        }
        start = i + 1;
      }
    }
    return lines;
  }

  /** The columns of a line; absent when its quotes do not match. */
  static Optional<List<String>> columns(String line, char delimiter) {
    List<String> columns = new ArrayList<>();
    StringBuilder column = new StringBuilder();
    int i = 0;
    while (true) {
      column.setLength(0);
      if (i < line.length() && line.charAt(i) == '"') {
        i++;
        while (true) {
          if (i == line.length()) {
            return Optional.empty();
          }
          char c = line.charAt(i++);
          if (c != '"') {
            column.append(c);
          } else if (i < line.length() && line.charAt(i) == '"') {
            column.append('"');
            i++;
          } else {
            break;
          }
        }
        if (i < line.length() && line.charAt(i) != delimiter) {
          return Optional.empty();
        }
      } else {
        while (i < line.length() && line.charAt(i) != delimiter) {
          char c = line.charAt(i++);
          if (c == '"') {
            return Optional.empty();
          }
          column.append(c);
        }
      }
      columns.add(column.toString());
      if (i == line.length()) {
        return Optional.of(columns);
      }
      i++;
    }
  }
}
