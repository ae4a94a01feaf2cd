package io.tidegate.rules.fact;

import java.util.Locale;
import java.util.Optional;

/** Who has to agree before somebody gets access, in rising strictness. */
public enum Approval {
  /** Nobody: asking is enough. */
  AUTO,
  /** An administrator of the platform. */
  REVIEW,
  /** The owner of the data, besides an administrator. */
  OWNER;

  /** The word for it in a rule pack, such as {@code review}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Approval> ofWord(String word) {
    for (Approval approval : values()) {
      if (approval.word().equals(word)) {
        return Optional.of(approval);
      }
    }
    return Optional.empty();
  }

  public Approval strictest(Approval other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
