package io.tidegate.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.catalog.Resource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicClientTest {
  private static final String PARTS =
      """
      inputs:
        list: { title: { zh: 单, en: List }, type: string, field: list, example: a }
      topic: { topic: gate, occurred: passed_at, replayHours: 2 }
      fields:
        name: { title: { zh: 名, en: Name }, type: string, nullable: false, from: /id, categories: [key], example: a }
        list: { title: { zh: 单, en: List }, type: string, from: /list, categories: [key], example: a }
        passed_at: { title: { zh: 时, en: Time }, type: date-time, from: /at, categories: [time], example: "2024-01-01T00:00:00Z" }
      """;

  private Instant now = Instant.parse("2025-01-01T00:00:00Z");
  private final Topics topics = new Topics(() -> now);
  private final ConnectedSources sources =
      new ConnectedSources(Map.of("things", TestOperations.place("memory:gate")), topics);
  private final Resource operation = TestOperations.operation("topic", PARTS);

  private void publish(String id, String list, String at) {
    publish("{\"id\":\"" + id + "\",\"list\":\"" + list + "\",\"at\":\"" + at + "\",\"x\":1}");
  }

  private void publish(String document) {
    topics.publish("gate", document.getBytes(StandardCharsets.UTF_8));
  }

  private List<Object> ids(Map<String, Object> inputs) throws SourceFault {
    return sources
        .client(operation)
        .orElseThrow()
        .read(inputs, Instant.now().plusSeconds(5), "t")
        .stream()
        .map(record -> record[0])
        .toList();
  }

  @Test
  void eventsAreThereOnceAndInTheOrderTheyHappened() throws SourceFault {
    publish("2", "A", "2025-01-01T00:04:00Z");
    publish("1", "A", "2025-01-01T00:00:00Z");
    publish("2", "A", "2025-01-01T00:04:00Z");
    publish("3", "B", "2025-01-01T08:05:00+08:00");
    assertThat(ids(Map.of())).containsExactly("1", "2", "3");
    assertThat(ids(Map.of("list", "A"))).containsExactly("1", "2");
    publish("4", "A", "2024-12-31T23:59:00Z");
    publish("1", "A", "2025-01-01T00:00:00Z");
    assertThat(ids(Map.of("list", "A"))).containsExactly("4", "1", "2");
  }

  @Test
  void anEventIsReadableForItsTimeOnly() throws SourceFault {
    publish("1", "A", "2020-01-01T00:00:00Z");
    now = now.plus(Duration.ofMinutes(119));
    publish("2", "A", "2020-01-01T00:00:01Z");
    assertThat(ids(Map.of())).containsExactly("1", "2");
    now = now.plus(Duration.ofMinutes(2));
    assertThat(ids(Map.of())).containsExactly("2");
  }

  @Test
  void anEventThatIsNotAsDescribedIsLeftOut() throws SourceFault {
    publish("1", "A", "2025-01-01T00:00:00Z");
    publish("{\"id\":\"2\"}");
    publish("no event");
    publish("3", "A", "yesterday");
    publish("4", "A", "2025-01-01T00:00:01Z");
    assertThat(ids(Map.of())).containsExactly("1", "4");
  }

  @Test
  void eventsOfAnotherTopicAreNotSeen() throws SourceFault {
    topics.publish(
        "receipts",
        "{\"id\":\"1\",\"list\":\"A\",\"at\":\"2025-01-01T00:00:00Z\"}"
            .getBytes(StandardCharsets.UTF_8));
    assertThat(ids(Map.of())).isEmpty();
  }
}
