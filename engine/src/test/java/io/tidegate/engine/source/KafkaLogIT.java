package io.tidegate.engine.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidegate.engine.network.Networks;
import io.tidegate.engine.source.SourceFault.Kind;
import io.tidegate.route.catalog.Resource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Topics of a real broker. */
class KafkaLogIT {
  private static final Networks ONE_ADDRESS = Networks.of(List.of("127.0.0.1/32"));
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int PARTITIONS = 3;

  @TempDir static Path folder;
  private static KafkaBroker broker;
  private static ServerSocket elsewhere;
  private static final AtomicInteger CONNECTIONS_ELSEWHERE = new AtomicInteger();
  private static Admin admin;
  private static KafkaProducer<byte[], byte[]> producer;

  private String topic;
  private ConnectedSources sources;
  private Resource operation;

  @BeforeAll
  static void start() throws IOException {
    elsewhere = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.2"));
    Thread.ofVirtual()
        .start(
            () -> {
              while (!elsewhere.isClosed()) {
                try {
                  elsewhere.accept().close();
                  CONNECTIONS_ELSEWHERE.incrementAndGet();
                } catch (IOException e) {
                  // closed at the end
                }
              }
            });
    broker = KafkaBroker.start(folder, "127.0.0.2:" + elsewhere.getLocalPort());
    admin = Admin.create(Map.of("bootstrap.servers", broker.address()));
    producer = producer(Map.of());
  }

  private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("bootstrap.servers", broker.address());
    settings.put("max.request.size", 4_000_000);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @AfterAll
  static void stop() throws IOException {
    producer.close();
    admin.close();
    broker.close();
    elsewhere.close();
  }

  @BeforeEach
  void connect(TestInfo test) throws Exception {
    topic = test.getTestMethod().orElseThrow().getName();
    admin
        .createTopics(List.of(new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty())))
        .all()
        .get();
    operation = operation(topic);
    sources = connected(broker.address(), ONE_ADDRESS);
  }

  @AfterEach
  void disconnect() {
    sources.close();
  }

  private static Resource operation(String topic) {
    return TestOperations.operation(
        "topic",
        """
        inputs:
          list: { title: { zh: 单, en: List }, type: string, field: list, example: a }
        topic: { topic: TOPIC, occurred: passed_at, replayHours: 2 }
        fields:
          name: { title: { zh: 名, en: Name }, type: string, nullable: false, from: /id, categories: [key], example: a }
          list: { title: { zh: 单, en: List }, type: string, from: /list, optional: true, categories: [key], example: a }
          passed_at: { title: { zh: 时, en: Time }, type: date-time, from: /at, categories: [time], example: "2024-01-01T00:00:00Z" }
        """
            .replace("TOPIC", topic));
  }

  private static ConnectedSources connected(String brokers, Networks networks) {
    return TestOperations.connected(
        Map.of("things", TestOperations.place("kafka://" + brokers, networks)));
  }

  private static byte[] event(int id) {
    return "{\"id\":\"%d\",\"list\":\"%s\",\"at\":\"2025-01-01T00:%02d:00Z\"}"
        .formatted(id, id % 2 == 0 ? "even" : "odd", id)
        .getBytes(StandardCharsets.UTF_8);
  }

  private void send(int id) throws ExecutionException, InterruptedException {
    send(id % PARTITIONS, System.currentTimeMillis(), event(id));
  }

  private void send(int partition, long timestamp, byte[] document)
      throws ExecutionException, InterruptedException {
    producer.send(new ProducerRecord<>(topic, partition, timestamp, null, document)).get();
  }

  private List<Object> ids(Map<String, Object> inputs) throws SourceFault {
    return ids(inputs, PATIENCE);
  }

  private List<Object> ids(Map<String, Object> inputs, Duration time) throws SourceFault {
    return sources
        .client(operation)
        .orElseThrow()
        .read(inputs, Instant.now().plus(time), "t")
        .stream()
        .map(record -> record[0])
        .toList();
  }

  private SourceFault fault(Duration time) {
    SourceFault fault = catchThrowableOfType(SourceFault.class, () -> ids(Map.of(), time));
    assertThat(fault).isNotNull();
    return fault;
  }

  @Test
  void eventsOfAllPartitionsAreThereOnceAndInTheOrderTheyHappened() throws Exception {
    for (int id : List.of(4, 1, 3, 2, 1, 4)) {
      send(id);
    }
    assertThat(ids(Map.of())).containsExactly("1", "2", "3", "4");
    assertThat(ids(Map.of("list", "odd"))).containsExactly("1", "3");
    send(0);
    send(5);
    assertThat(ids(Map.of())).containsExactly("0", "1", "2", "3", "4", "5");
  }

  @Test
  void aTopicWithoutEventsHasNone() throws Exception {
    assertThat(ids(Map.of())).isEmpty();
    send(1);
    assertThat(ids(Map.of())).containsExactly("1");
  }

  @Test
  void whatIsOlderThanTheReplayIsNotRead() throws Exception {
    long now = System.currentTimeMillis();
    send(0, now - Duration.ofHours(3).toMillis(), event(1));
    send(0, now - Duration.ofHours(1).toMillis(), event(2));
    send(1, now - Duration.ofHours(3).toMillis(), event(3));
    assertThat(ids(Map.of())).containsExactly("2");
  }

  @Test
  void ofTransactionsOnlyWhatWasCommittedIsRead() throws Exception {
    try (KafkaProducer<byte[], byte[]> transactions = producer(Map.of("transactional.id", "t"))) {
      transactions.initTransactions();
      transactions.beginTransaction();
      transactions.send(new ProducerRecord<>(topic, 0, null, event(1))).get();
      transactions.abortTransaction();
      transactions.beginTransaction();
      transactions.send(new ProducerRecord<>(topic, 0, null, event(2))).get();
      transactions.commitTransaction();
      // the broker writes the mark of a commit a moment after it has said so
      Instant patience = Instant.now().plus(PATIENCE);
      while (ids(Map.of()).isEmpty() && Instant.now().isBefore(patience)) {
        Thread.sleep(20);
      }
      assertThat(ids(Map.of())).containsExactly("2");
      transactions.beginTransaction();
      transactions.send(new ProducerRecord<>(topic, 0, null, event(3))).get();
      assertThat(ids(Map.of())).containsExactly("2");
      transactions.commitTransaction();
      while (ids(Map.of()).size() < 2 && Instant.now().isBefore(patience)) {
        Thread.sleep(20);
      }
      assertThat(ids(Map.of())).containsExactly("2", "3");
    }
  }

  @Test
  void anEventThatIsNoneOrTooLargeIsLeftOutAndPackedOnesAreRead() throws Exception {
    send(1);
    send(0, System.currentTimeMillis(), "no event".getBytes(StandardCharsets.UTF_8));
    send(1, System.currentTimeMillis(), null);
    send(2, System.currentTimeMillis(), new byte[EventLog.LARGEST_EVENT + 1]);
    for (String packed : List.of("gzip", "zstd", "lz4", "snappy")) {
      try (KafkaProducer<byte[], byte[]> packing = producer(Map.of("compression.type", packed))) {
        packing.send(new ProducerRecord<>(topic, 0, null, event(10 + packed.length()))).get();
      }
    }
    assertThat(ids(Map.of())).containsExactly("1", "13", "14", "16");
  }

  @Test
  void afterAConnectionWasLostItIsReadOnEvenWhereTheBrokerHasForgottenTheNextEvents()
      throws Exception {
    KafkaLog log =
        new KafkaLog(
            "things/listThings",
            TestOperations.place("kafka://" + broker.address(), ONE_ADDRESS),
            topic,
            Duration.ofHours(2),
            InstantSource.system());
    send(0, System.currentTimeMillis(), event(1));
    assertThat(documents(log)).containsExactly(text(event(1)));
    log.close();
    send(1, System.currentTimeMillis(), event(2));
    send(0, System.currentTimeMillis(), event(3));
    send(0, System.currentTimeMillis(), event(4));
    admin
        .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(2)))
        .all()
        .get();
    assertThat(documents(log)).containsExactlyInAnyOrder(text(event(2)), text(event(4)));
    assertThat(documents(log)).isEmpty();
    log.close();
  }

  private static List<String> documents(KafkaLog log) throws SourceFault {
    List<String> documents = new ArrayList<>();
    log.next(event -> documents.add(text(event.document())), Instant.now().plus(PATIENCE));
    return documents;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Reading must neither disturb other readers nor leave topics or groups behind. */
  @Test
  void readingLeavesNothingAtTheBroker() throws Exception {
    send(1);
    assertThat(ids(Map.of())).containsExactly("1");
    assertThat(admin.listGroups().all().get()).isEmpty();
    operation = operation("unheard-of");
    assertThat(fault(Duration.ofSeconds(5)).getMessage()).contains("things/listThings");
    assertThat(admin.listTopics().names().get()).doesNotContain("unheard-of");
  }

  /** A broker tells its clients where to go on; it must not be able to send us anywhere. */
  @Test
  void aBrokerThatSendsUsToAForbiddenAddressIsNotFollowed() throws Exception {
    send(1);
    sources.close();
    sources = connected(broker.misleading(), ONE_ADDRESS);
    assertThat(fault(PATIENCE).kind()).isEqualTo(Kind.REFUSED);
    assertThat(CONNECTIONS_ELSEWHERE).hasValue(0);
    sources.close();
    // with the network permitted it goes there, so that the test would see it
    sources = connected(broker.misleading(), TestOperations.LOOPBACK);
    fault(Duration.ofSeconds(2));
    assertThat(CONNECTIONS_ELSEWHERE.get()).isPositive();
  }

  @Test
  void aBrokerAtAForbiddenAddressIsNotConnectedTo() {
    sources.close();
    sources = connected(broker.address(), Networks.PUBLIC);
    Instant begun = Instant.now();
    assertThat(fault(PATIENCE).kind()).isEqualTo(Kind.REFUSED);
    assertThat(Duration.between(begun, Instant.now())).isLessThan(PATIENCE.dividedBy(2));
  }

  @Test
  void whenNoBrokerAnswersItEndsAtTheDeadline() {
    sources.close();
    sources = connected("127.0.0.1:1", ONE_ADDRESS);
    Instant begun = Instant.now();
    assertThat(fault(Duration.ofSeconds(2)).retryable()).isTrue();
    assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(8));
  }
}
