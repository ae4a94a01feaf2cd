package io.tidegate.samples.generate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The hand-written files of the samples, by the path they have below {@code samples/}. */
public final class SampleFiles {
  private SampleFiles() {}

  /** The text of a file. */
  public static String read(String path) {
    try (InputStream in = SampleFiles.class.getResourceAsStream("/samples/" + path)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no sample file " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the sample file " + path + " cannot be read", e);
    }
  }

  /**
   * The records of a CSV file (RFC 4180) whose first line names the columns; an empty value is an
   * empty text.
   */
  static List<Map<String, String>> records(String path) {
    List<List<String>> lines = split(read(path), path);
    List<String> header = lines.get(0);
    List<Map<String, String>> records = new ArrayList<>();
    for (List<String> line : lines.subList(1, lines.size())) {
      if (line.size() != header.size()) {
        throw new IllegalStateException(
            path + " has a record of " + line.size() + " values for " + header.size() + " columns");
      }
      Map<String, String> record = new LinkedHashMap<>();
      for (int i = 0; i < line.size(); i++) {
        record.put(header.get(i), line.get(i));
      }
      records.add(Collections.unmodifiableMap(record));
    }
    return Collections.unmodifiableList(records);
  }

  static List<List<String>> split(String text, String path) {
    List<List<String>> lines = new ArrayList<>();
    List<String> line = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c != '"') {
          value.append(c);
        } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
          value.append('"');
          i++;
        } else {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == ',' || c == '\n') {
        line.add(value.toString());
        value.setLength(0);
        if (c == '\n') {
          lines.add(line);
          line = new ArrayList<>();
        }
      } else {
        value.append(c);
      }
    }
    if (quoted || value.length() > 0 || !line.isEmpty()) {
      throw new IllegalStateException(path + " does not end with a whole line");
    }
    return lines;
  }
}
