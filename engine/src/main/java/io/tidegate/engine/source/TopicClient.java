package io.tidegate.engine.source;

import io.tidegate.route.catalog.Binding;
import io.tidegate.route.catalog.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * What has happened, from the events of a topic that are still kept: each event once, however often
 * it came, in the order of happening and not of coming. An event that is not what the catalog
 * describes is left out and told in the log, for it would otherwise close the topic for as long as
 * it is kept.
 */
final class TopicClient implements OperationClient {
  private static final Logger LOG = Logger.getLogger(TopicClient.class);

  /** Most bytes of events whose records are kept; the oldest go first. */
  private static final long MOST_BYTES = 128L << 20;

  private record Seen(Instant came, int bytes, Object[] record) {}

  private final Records records;
  private final EventLog log;
  private final InstantSource clock;
  private final Duration replay;
  private final int occurred;
  private final Map<List<Object>, Seen> seen = new LinkedHashMap<>();
  private final ReentrantLock reading = new ReentrantLock();
  private long bytes;

  TopicClient(Resource resource, Binding.Topic binding, EventLog log, InstantSource clock) {
    this.records = new Records(resource);
    this.log = log;
    this.clock = clock;
    this.replay = Duration.ofHours(binding.replayHours());
    this.occurred = records.index(binding.occurred());
  }

  @Override
  public List<Object[]> read(Map<String, Object> inputs, Instant deadline, String traceId)
      throws SourceFault {
    records.checkInputs(inputs);
    return records.complete(records.selected(happened(deadline), inputs));
  }

  /** Whoever waits for another's reading waits no longer than its own deadline. */
  private List<Object[]> happened(Instant deadline) throws SourceFault {
    List<Object[]> happened;
    try {
      if (!reading.tryLock(
          Duration.between(Instant.now(), deadline).toNanos(), TimeUnit.NANOSECONDS)) {
        throw timeout();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw timeout();
    }
    try {
      log.next(this::take, deadline);
      forget();
      happened = new ArrayList<>(seen.values().stream().map(Seen::record).toList());
    } finally {
      reading.unlock();
    }
    happened.sort(
        Comparator.comparing(
            record -> ((OffsetDateTime) record[occurred]),
            Comparator.nullsFirst(OffsetDateTime.timeLineOrder())));
    return happened;
  }

  private SourceFault timeout() {
    return new SourceFault(
        SourceFault.Kind.TIMEOUT, records.name() + " was not read before the deadline");
  }

  private void forget() {
    Instant oldest = clock.instant().minus(replay);
    seen.values()
        .removeIf(
            event -> {
              boolean over = event.came().isBefore(oldest);
              bytes -= over ? event.bytes() : 0;
              return over;
            });
  }

  private void keep(List<Object> key, Seen event) {
    if (seen.putIfAbsent(key, event) == null) {
      bytes += event.bytes();
    }
    Iterator<Seen> eldest = seen.values().iterator();
    while (seen.size() > EventLog.MOST_EVENTS || bytes > MOST_BYTES) {
      bytes -= eldest.next().bytes();
      eldest.remove();
    }
  }

  private void take(EventLog.Event event) {
    Optional<Object> document = JsonTree.read(event.document());
    if (document.isEmpty()) {
      LOG.warnf("%s: an event that is no JSON document was left out", records.name());
      return;
    }
    try {
      Object[] record = records.ofJson(document.get(), document.get());
      keep(records.key(record), new Seen(event.came(), event.document().length, record));
    } catch (SourceFault fault) {
      LOG.warnf("%s: an event was left out: %s", records.name(), fault.getMessage());
    }
  }

  @Override
  public void close() {
    reading.lock();
    try {
      log.close();
    } finally {
      reading.unlock();
    }
  }
}
