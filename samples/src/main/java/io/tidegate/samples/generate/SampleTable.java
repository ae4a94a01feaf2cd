package io.tidegate.samples.generate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.LongFunction;

/**
 * A table of the sample database and how its rows are made: from parents numbered from 1 on, each
 * of which gives its rows without regard to the others.
 */
public final class SampleTable {
  private static final int CHUNK = 64 * 1024;

  private final String name;
  private final List<String> columns;
  private final long parents;
  private final LongFunction<String> rowsOf;

  private SampleTable(
      String name, List<String> columns, long parents, LongFunction<String> rowsOf) {
    this.name = Objects.requireNonNull(name, "name");
    this.columns = columns;
    this.parents = parents;
    this.rowsOf = rowsOf;
  }

  static <C extends Enum<C>> SampleTable of(
      String name,
      Class<C> columns,
      int shiftDays,
      long parents,
      LongFunction<List<Row<C>>> rowsOf) {
    List<String> names =
        Arrays.stream(columns.getEnumConstants())
            .map(c -> c.name().toLowerCase(Locale.ROOT))
            .toList();
    return new SampleTable(
        name,
        names,
        parents,
        parent -> {
          StringBuilder text = new StringBuilder();
          for (Row<C> row : rowsOf.apply(parent)) {
            row.copyTo(text, shiftDays);
          }
          return text.toString();
        });
  }

  /** The table with its schema, such as {@code dec.head}. */
  public String name() {
    return name;
  }

  /** The columns, in the order they are written. */
  public List<String> columns() {
    return columns;
  }

  /** How many parents there are. */
  public long parents() {
    return parents;
  }

  /** The rows of one parent in COPY's text format, one line each; empty when it has none. */
  public String rowsOf(long parent) {
    if (parent < 1 || parent > parents) {
      throw new IndexOutOfBoundsException(name + " has no parent " + parent);
    }
    return rowsOf.apply(parent);
  }

  /**
   * Writes all rows in UTF-8, in the order of their parents. The stream is not closed.
   *
   * @return how many rows were written
   */
  public long writeTo(OutputStream out) throws IOException {
    StringBuilder chunk = new StringBuilder(CHUNK + CHUNK / 4);
    long rows = 0;
    for (long parent = 1; parent <= parents; parent++) {
      String text = rowsOf.apply(parent);
      rows += text.chars().filter(c -> c == '\n').count();
      chunk.append(text);
      if (chunk.length() >= CHUNK) {
        out.write(chunk.toString().getBytes(StandardCharsets.UTF_8));
        chunk.setLength(0);
      }
    }
    out.write(chunk.toString().getBytes(StandardCharsets.UTF_8));
    return rows;
  }
}
