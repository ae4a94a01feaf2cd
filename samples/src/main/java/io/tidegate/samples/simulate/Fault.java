package io.tidegate.samples.simulate;

import java.util.Locale;
import java.util.Optional;

/** What a simulator can be told to do instead of answering well. */
public enum Fault {
  /** Takes the request and says nothing for half a minute. */
  TIMEOUT,
  /** Status 503. */
  UNAVAILABLE,
  /** Status 429 with {@code Retry-After}. */
  THROTTLED,
  /** Bytes that are no reply. */
  GARBAGE,
  /** Half of the reply, and then the end of the connection. */
  TRUNCATED,
  /** The system says that it failed, in its own way. */
  FAILED,
  /** The answer of the night, when the system is stopped for its backup. */
  STOPPED,
  /** Values that are older than they should be, said to be so where the system can say it. */
  STALE,
  /** A field more than was agreed. */
  FIELD_NEW,
  /** A field less than was agreed. */
  FIELD_GONE;

  /** As it is written in a path, such as {@code field-gone}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Fault> ofWord(String word) {
    for (Fault fault : values()) {
      if (fault.word().equals(word)) {
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }
}
