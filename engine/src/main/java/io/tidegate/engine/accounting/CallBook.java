package io.tidegate.engine.accounting;

import java.time.Instant;
import java.util.UUID;

/** Where calls are kept for good. May block. */
public interface CallBook {
  /**
   * How many lines of a journal are in the book.
   *
   * @throws RuntimeException when the book is out of reach
   */
  long posted(UUID journal);

  /**
   * Puts lines in the book, and how many lines of the journal it has now: both or neither.
   *
   * @param lines in the form {@link CallLine} writes
   * @throws RuntimeException when the book is out of reach
   */
  void post(UUID journal, CallJournal.Lines lines);

  /**
   * Removes what is older than a moment, a bounded number of calls at a time.
   *
   * @return how many were removed; fewer than were asked for when there are no more
   */
  int removeBefore(Instant moment, int most);
}
