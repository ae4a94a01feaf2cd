package io.tidegate.engine.source;

import io.tidegate.route.catalog.Binding;
import io.tidegate.route.catalog.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * What has happened, from the events of a topic that are still kept: each event once, however often
 * it came, in the order of happening and not of coming. An event that is not what the catalog
 * describes is left out and told in the log, for it would otherwise close the topic for as long as
 * it is kept.
 */
final class TopicClient implements OperationClient {
  private static final Logger LOG = Logger.getLogger(TopicClient.class);

  private record Seen(Instant came, Object[] record) {}

  private final Records records;
  private final Topics topics;
  private final Binding.Topic binding;
  private final Duration replay;
  private final int occurred;
  private final Map<List<Object>, Seen> seen = new LinkedHashMap<>();
  private long offset = -1;

  TopicClient(Resource resource, Binding.Topic binding, Topics topics) {
    this.records = new Records(resource);
    this.topics = topics;
    this.binding = binding;
    this.replay = Duration.ofHours(binding.replayHours());
    this.occurred = records.index(binding.occurred());
  }

  @Override
  public List<Object[]> read(Map<String, Object> inputs, Instant deadline, String traceId)
      throws SourceFault {
    records.checkInputs(inputs);
    return records.complete(records.selected(happened(), inputs));
  }

  private synchronized List<Object[]> happened() {
    for (Topics.Event event : topics.after(binding.topic(), offset)) {
      offset = event.offset();
      take(event);
    }
    Instant oldest = topics.now().minus(replay);
    seen.values().removeIf(event -> event.came().isBefore(oldest));
    List<Object[]> happened = new ArrayList<>(seen.values().stream().map(Seen::record).toList());
    happened.sort(
        Comparator.comparing(
            record -> ((OffsetDateTime) record[occurred]),
            Comparator.nullsFirst(OffsetDateTime.timeLineOrder())));
    return happened;
  }

  private void take(Topics.Event event) {
    Optional<Object> document = JsonTree.read(event.document());
    if (document.isEmpty()) {
      LOG.warnf("%s: an event that is no JSON document was left out", records.name());
      return;
    }
    try {
      Object[] record = records.ofJson(document.get(), document.get());
      seen.putIfAbsent(records.key(record), new Seen(event.came(), record));
    } catch (SourceFault fault) {
      LOG.warnf("%s: an event was left out: %s", records.name(), fault.getMessage());
    }
  }

  @Override
  public void close() {}
}
