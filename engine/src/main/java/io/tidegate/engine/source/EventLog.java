package io.tidegate.engine.source;

import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The events of one topic, read on from where they were read last. Used by one thread at a time.
 */
interface EventLog extends AutoCloseable {
  /** Most events that are kept of a topic; the oldest go first. */
  int MOST_EVENTS = 100_000;

  /** Largest event in bytes. */
  int LARGEST_EVENT = 1 << 20;

  /** An event as it came. */
  record Event(Instant came, byte[] document) {
    public Event {
      Objects.requireNonNull(came, "came");
      Objects.requireNonNull(document, "document");
    }
  }

  /**
   * Gives every event that has come since it was asked last, at least once. What was given before a
   * fault is not given again.
   *
   * @throws SourceFault when not all of them could be had before the deadline
   */
  void next(Consumer<Event> taken, Instant deadline) throws SourceFault;

  @Override
  void close();
}
