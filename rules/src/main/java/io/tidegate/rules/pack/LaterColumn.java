package io.tidegate.rules.pack;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What people ask for and a table of this stage cannot decide by. It is refused by name, so that no
 * row looks as if it were decided by something nobody looked at.
 */
enum LaterColumn {
  /** What a consumer wants the data for. */
  PURPOSE,
  /** What the consumer's organisation is: its kind, its credit rating, its region. */
  ORGANISATION,
  CONSUMER;

  /** The column a word names; attributes are written behind a hyphen or a dot. */
  static Optional<LaterColumn> ofWord(String word) {
    String first = word.toLowerCase(Locale.ROOT).split("[-._]", 2)[0];
    return Arrays.stream(values())
        .filter(column -> column.name().toLowerCase(Locale.ROOT).equals(first))
        .findFirst();
  }

  String reason(String written, Stage stage) {
    boolean known = ConditionColumn.ofWord(written).isPresent();
    return "`"
        + written
        + "` "
        + (known
            ? "cannot be asked for in the stage "
                + stage.word()
                + ": it decides the same for every grant"
            : "is not recorded of anybody who asks for access");
  }
}
