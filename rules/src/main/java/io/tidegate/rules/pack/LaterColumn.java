package io.tidegate.rules.pack;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Columns that people ask for and that a plan cannot be made by. They are refused by name, so that
 * no row looks as if it were decided by something nobody looked at.
 */
enum LaterColumn {
  /** What a consumer wants the data for. */
  PURPOSE(RuleCode.WITH_GRANT),
  /** What the consumer's organisation is: its kind, its credit rating, its region. */
  ORGANISATION(RuleCode.WITH_GRANT),
  CONSUMER(RuleCode.WITH_GRANT),
  /** The class of the quota. */
  LIMIT(RuleCode.INACTIVE);

  private final RuleCode code;

  LaterColumn(RuleCode code) {
    this.code = code;
  }

  RuleCode code() {
    return code;
  }

  /** The column a word names; attributes are written behind a hyphen or a dot. */
  static Optional<LaterColumn> ofWord(String word) {
    String first = word.toLowerCase(Locale.ROOT).split("[-._]", 2)[0];
    return Arrays.stream(values())
        .filter(column -> column.name().toLowerCase(Locale.ROOT).equals(first))
        .findFirst();
  }

  String reason(String written) {
    return switch (this) {
      case PURPOSE, ORGANISATION, CONSUMER ->
          "`" + written + "` is decided with a grant: it is not known when a service is compiled";
      case LIMIT -> "`" + written + "` has no effect: this version counts no calls against a quota";
    };
  }
}
