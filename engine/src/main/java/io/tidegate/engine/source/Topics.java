package io.tidegate.engine.source;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The topics of this process: each a log of events in the order they came, at least once each, kept
 * for a while. Safe for use by several threads.
 */
public final class Topics {
  private static final Duration LONGEST = Duration.ofDays(31);

  private record Kept(long offset, EventLog.Event event) {}

  private final InstantSource clock;
  private final Map<String, Deque<Kept>> logs = new TreeMap<>();
  private long next;

  public Topics(InstantSource clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * Adds an event.
   *
   * @param document a JSON document in UTF-8
   * @throws IllegalArgumentException when it is larger than a megabyte
   */
  public synchronized void publish(String topic, byte[] document) {
    if (document.length > EventLog.LARGEST_EVENT) {
      throw new IllegalArgumentException(
          "an event has at most " + EventLog.LARGEST_EVENT + " bytes");
    }
    Deque<Kept> log = logs.computeIfAbsent(topic, name -> new ArrayDeque<>());
    log.addLast(new Kept(next++, new EventLog.Event(clock.instant(), document.clone())));
    Instant oldest = clock.instant().minus(LONGEST);
    while (log.size() > EventLog.MOST_EVENTS || log.getFirst().event().came().isBefore(oldest)) {
      log.removeFirst();
    }
  }

  /** The events of a topic, from the first that is kept. */
  EventLog log(String topic) {
    return new EventLog() {
      private long read = -1;

      @Override
      public void next(Consumer<Event> taken, Instant deadline) {
        for (Kept kept : after(topic, read)) {
          read = kept.offset();
          taken.accept(kept.event());
        }
      }

      @Override
      public void close() {}
    };
  }

  private synchronized List<Kept> after(String topic, long offset) {
    return logs.getOrDefault(topic, new ArrayDeque<>()).stream()
        .filter(kept -> kept.offset() > offset)
        .toList();
  }

  InstantSource clock() {
    return clock;
  }
}
