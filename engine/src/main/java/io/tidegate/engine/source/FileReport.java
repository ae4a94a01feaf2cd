package io.tidegate.engine.source;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of a file that was put into a folder. Values are not repeated.
 *
 * @param file its name
 * @param rejected why none of it is used; absent when it is
 * @param rows lines behind the header
 * @param accepted lines that became records
 * @param errors the others, by their number in the file, counted from 1
 */
public record FileReport(
    String file, Optional<String> rejected, int rows, int accepted, List<LineError> errors) {
  public FileReport {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(rejected, "rejected");
    errors = List.copyOf(errors);
  }

  /** A line that was not used, and why. */
  public record LineError(int line, String reason) {
    public LineError {
      Objects.requireNonNull(reason, "reason");
    }
  }
}
