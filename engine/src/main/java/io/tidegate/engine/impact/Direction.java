package io.tidegate.engine.impact;

import java.util.Locale;

/** Which way something changes for those who receive it. */
public enum Direction {
  /** It may tell something it did not tell before. What cannot be compared counts as this. */
  LOOSENED,
  /** It was not there at all and is now. */
  APPEARED,
  /** It tells less, and nothing new. */
  TIGHTENED,
  /** It is not there any more. */
  VANISHED;

  /** Whether somebody may learn something that nobody told before. */
  public boolean opens() {
    return this == LOOSENED || this == APPEARED;
  }

  /** The word for it in answers. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
