package io.tidegate.engine.source;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The topics of this process: each a log of events in the order they came, at least once each, kept
 * for a while. Safe for use by several threads.
 */
public final class Topics {
  /** Most events a topic keeps; the oldest go first. */
  static final int MOST_EVENTS = 100_000;

  /** Largest event in bytes. */
  static final int LARGEST_EVENT = 1 << 20;

  private static final Duration LONGEST = Duration.ofDays(31);

  /** An event as it came. */
  record Event(long offset, Instant came, byte[] document) {
    Event {
      Objects.requireNonNull(came, "came");
      Objects.requireNonNull(document, "document");
    }
  }

  private final InstantSource clock;
  private final Map<String, Deque<Event>> logs = new TreeMap<>();
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
    if (document.length > LARGEST_EVENT) {
      throw new IllegalArgumentException("an event has at most " + LARGEST_EVENT + " bytes");
    }
    Deque<Event> log = logs.computeIfAbsent(topic, name -> new ArrayDeque<>());
    log.addLast(new Event(next++, clock.instant(), document.clone()));
    Instant oldest = clock.instant().minus(LONGEST);
    while (log.size() > MOST_EVENTS || log.getFirst().came().isBefore(oldest)) {
      log.removeFirst();
    }
  }

  /** The events behind an offset, in the order they came. */
  synchronized List<Event> after(String topic, long offset) {
    List<Event> events = new ArrayList<>();
    for (Event event : logs.getOrDefault(topic, new ArrayDeque<>())) {
      if (event.offset() > offset) {
        events.add(event);
      }
    }
    return events;
  }

  Instant now() {
    return clock.instant();
  }
}
