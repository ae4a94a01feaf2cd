package io.tidegate.engine.accounting;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * Takes lines from the journal to the book, each once, for as long as the engine runs. While the
 * book is out of reach the lines stay where they are.
 */
public final class CallPosting implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(CallPosting.class);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration LAST_TRY = Duration.ofSeconds(5);
  private static final Duration BETWEEN_REMOVALS = Duration.ofHours(1);
  private static final int BATCH_BYTES = 256 * 1024;
  private static final int REMOVED_AT_ONCE = 5_000;

  private final CallJournal journal;
  private final CallBook book;
  private final Duration keep;
  private final Clock clock;
  private final Thread thread = new Thread(this::run, "accounting");
  private volatile boolean closing;
  private CallJournal.Lines unposted;
  private boolean away;
  private Instant removed = Instant.MIN;

  /**
   * @param keep how long a call stays in the book
   */
  public CallPosting(CallJournal journal, CallBook book, Duration keep, Clock clock) {
    this.journal = Objects.requireNonNull(journal, "journal");
    this.book = Objects.requireNonNull(book, "book");
    this.keep = Objects.requireNonNull(keep, "keep");
    this.clock = Objects.requireNonNull(clock, "clock");
    thread.setDaemon(true);
  }

  /**
   * Goes on behind what an earlier process has posted, and begins.
   *
   * @throws JournalException when the journal is not the one the book knows
   */
  public void start() {
    journal.skipTo(book.posted(journal.id()));
    thread.start();
  }

  private void run() {
    while (!closing) {
      boolean more = turn();
      if (!more) {
        LockSupport.parkNanos((away ? PAUSE_AFTER_FAILURE : PAUSE).toNanos());
      }
    }
    Instant end = clock.instant().plus(LAST_TRY);
    while (journal.waiting() > 0 && clock.instant().isBefore(end)) {
      turn();
    }
    journal.force();
  }

  /** Posts one batch; says whether there may be more. */
  private boolean turn() {
    try {
      journal.prepare();
      if (unposted == null) {
        unposted = journal.next(BATCH_BYTES);
      }
      if (unposted.bytes().length == 0) {
        unposted = null;
        removeOld();
        return false;
      }
      book.post(journal.id(), unposted);
      journal.discard(unposted.upTo());
      unposted = null;
      if (away) {
        LOG.infof("calls are posted again; %d are waiting", journal.waiting());
        away = false;
      }
      return true;
    } catch (IOException | RuntimeException e) {
      if (!away) {
        LOG.errorf(
            "calls cannot be posted, %d are waiting in the journal: %s",
            journal.waiting(), e.getMessage());
        away = true;
      }
      journal.force();
      return false;
    }
  }

  private void removeOld() {
    Instant now = clock.instant();
    if (removed.plus(BETWEEN_REMOVALS).isAfter(now)) {
      return;
    }
    if (book.removeBefore(now.minus(keep), REMOVED_AT_ONCE) < REMOVED_AT_ONCE) {
      removed = now;
    }
  }

  /** Posts what is waiting, for a few seconds at most; what is left then is posted next time. */
  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    try {
      thread.join(LAST_TRY.plusSeconds(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
