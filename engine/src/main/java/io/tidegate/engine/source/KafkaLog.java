package io.tidegate.engine.source;

import io.tidegate.engine.network.Networks;
import io.tidegate.engine.source.SourceFault.Kind;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.KafkaClient;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.clients.consumer.internals.ConsumerMetadata;
import org.apache.kafka.clients.consumer.internals.SubscriptionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.ClusterResourceListeners;
import org.apache.kafka.common.memory.MemoryPool;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.ChannelBuilder;
import org.apache.kafka.common.network.Selector;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;
import org.jboss.logging.Logger;

/**
 * A topic of Kafka. Every partition is read, in no group and without leaving a trace at the broker,
 * from the time on that is asked for, and of transactions only what was committed. Brokers tell
 * where the others are; each address is checked when it is connected to.
 */
final class KafkaLog implements EventLog {
  private static final Logger LOG = Logger.getLogger(KafkaLog.class);

  /** Largest answer of a broker in bytes; one with more is not read. */
  private static final int LARGEST_ANSWER = 16 << 20;

  private static final int FETCHED_AT_ONCE = 4 << 20;
  private static final int EVENTS_AT_ONCE = 500;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration REQUEST = Duration.ofSeconds(10);
  private static final Duration BACKOFF = Duration.ofMillis(50);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(1);

  /** An address a broker named, or has, that the source may not have. */
  private static final class ForbiddenBroker extends KafkaException {
    private static final long serialVersionUID = 1L;
  }

  private final String operation;
  private final SourcePlace place;
  private final String topic;
  private final Duration window;
  private final InstantSource clock;
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private KafkaConsumer<byte[], byte[]> consumer;

  /**
   * @param operation named in messages
   * @param window how far back the first look goes
   */
  KafkaLog(
      String operation, SourcePlace place, String topic, Duration window, InstantSource clock) {
    this.operation = operation;
    this.place = place;
    this.topic = topic;
    this.window = window;
    this.clock = clock;
  }

  @Override
  public void next(Consumer<Event> taken, Instant deadline) throws SourceFault {
    try {
      if (consumer == null) {
        consumer = consumer();
        consumer.assign(partitions(deadline));
        begin(deadline);
      }
      readOn(taken, deadline);
    } catch (KafkaException e) {
      close();
      throw fault(e, deadline);
    }
  }

  private List<TopicPartition> partitions(Instant deadline) {
    List<TopicPartition> partitions = new ArrayList<>();
    List<PartitionInfo> told = consumer.partitionsFor(topic, left(deadline));
    if (told != null) {
      told.forEach(each -> partitions.add(new TopicPartition(topic, each.partition())));
    }
    if (partitions.isEmpty()) {
      throw new UnknownTopicOrPartitionException();
    }
    return partitions;
  }

  /** Goes to where it was read last, or to the beginning of the window. */
  private void begin(Instant deadline) {
    Map<TopicPartition, Long> since = new HashMap<>();
    long oldest = clock.instant().minus(window).toEpochMilli();
    consumer.assignment().stream()
        .filter(partition -> !positions.containsKey(partition))
        .forEach(partition -> since.put(partition, oldest));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(since, left(deadline));
    Map<TopicPartition, Long> ends = consumer.endOffsets(since.keySet(), left(deadline));
    since
        .keySet()
        .forEach(
            partition -> {
              long end = ends.get(partition);
              OffsetAndTimestamp first = found.get(partition);
              long from = first == null ? end : first.offset();
              if (end - from > MOST_EVENTS) {
                LOG.warnf("%s: only the last %d events are read", operation, MOST_EVENTS);
              }
              positions.put(partition, Math.max(from, end - MOST_EVENTS));
            });
    positions.forEach(consumer::seek);
  }

  /** Reads up to where the topic ends now; what comes meanwhile is for the next look. */
  private void readOn(Consumer<Event> taken, Instant deadline) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), left(deadline));
    ends.forEach(
        (partition, end) -> {
          if (positions.get(partition) > end) {
            // the topic was emptied or made anew
            consumer.seekToBeginning(List.of(partition));
            positions.put(partition, consumer.position(partition, left(deadline)));
          }
        });
    while (ends.entrySet().stream().anyMatch(end -> positions.get(end.getKey()) < end.getValue())) {
      Duration left = left(deadline);
      for (ConsumerRecord<byte[], byte[]> record :
          consumer.poll(left.compareTo(POLL) < 0 ? left : POLL)) {
        take(record, taken);
      }
      // beyond the last event there may be marks of transactions
      consumer
          .assignment()
          .forEach(
              partition -> positions.put(partition, consumer.position(partition, left(deadline))));
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record, Consumer<Event> taken) {
    byte[] document = record.value();
    if (document == null || document.length > LARGEST_EVENT) {
      LOG.warnf("%s: an event that is empty or too large was left out", operation);
      return;
    }
    taken.accept(new Event(Instant.ofEpochMilli(record.timestamp()), document));
  }

  private static Duration left(Instant deadline) {
    Duration left = Duration.between(Instant.now(), deadline);
    if (left.toMillis() <= 0) {
      throw new TimeoutException();
    }
    return left;
  }

  /** The client's own messages can quote what was sent, so none of them is passed on. */
  private SourceFault fault(KafkaException cause, Instant deadline) {
    return switch (cause) {
      case ForbiddenBroker e ->
          new SourceFault(
              Kind.REFUSED,
              operation + " has a broker at an address outside of the networks it may lie in");
      case SslAuthenticationException e ->
          new SourceFault(
              Kind.REFUSED, operation + " shows no certificate that is trusted and of its name");
      case AuthenticationException e ->
          new SourceFault(Kind.REFUSED, operation + " does not let us in");
      case AuthorizationException e ->
          new SourceFault(Kind.REFUSED, operation + " does not let us read the topic");
      case UnknownTopicOrPartitionException e ->
          new SourceFault(Kind.UNAVAILABLE, operation + " has no such topic");
      case InterruptException e -> timeout();
      default ->
          Instant.now().isBefore(deadline)
              ? new SourceFault(
                  Kind.UNAVAILABLE,
                  operation + " cannot be read: the brokers, or one of them, failed")
              : timeout();
    };
  }

  private SourceFault timeout() {
    return new SourceFault(Kind.TIMEOUT, operation + " was not read before the deadline");
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> settings = new TreeMap<>();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, place.brokers());
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "tidegate");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCHED_AT_ONCE);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, EVENTS_AT_ONCE);
    settings.put(ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG, List.of());
    settings.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    place.tls().ifPresent(tls -> enter(tls, settings));
    ConsumerConfig config = new ConsumerConfig(settings);
    LogContext log = new LogContext("[" + operation + "] ");
    SubscriptionState subscriptions = new SubscriptionState(log, AutoOffsetResetStrategy.EARLIEST);
    ConsumerMetadata metadata =
        new ConsumerMetadata(config, subscriptions, log, new ClusterResourceListeners());
    List<InetSocketAddress> brokers = new ArrayList<>();
    for (String broker : place.brokers()) {
      int colon = broker.lastIndexOf(':');
      brokers.add(
          InetSocketAddress.createUnresolved(
              broker.substring(0, colon), Integer.parseInt(broker.substring(colon + 1))));
    }
    metadata.bootstrap(brokers);
    NetworkClient client =
        new NetworkClient(
            new CheckedSelector(
                place.networks(), ClientUtils.createChannelBuilder(config, Time.SYSTEM, log), log),
            metadata,
            config.getString(ConsumerConfig.CLIENT_ID_CONFIG),
            EVENTS_AT_ONCE,
            BACKOFF.toMillis(),
            LONGEST_BACKOFF.toMillis(),
            config.getInt(ConsumerConfig.SEND_BUFFER_CONFIG),
            config.getInt(ConsumerConfig.RECEIVE_BUFFER_CONFIG),
            (int) REQUEST.toMillis(),
            CONNECT.toMillis(),
            CONNECT.toMillis(),
            Time.SYSTEM,
            true,
            new ApiVersions(),
            log,
            MetadataRecoveryStrategy.NONE);
    return Made.consumer(log, config, client, subscriptions, metadata);
  }

  /** Names of brokers are compared with their certificates by the client's own default. */
  private void enter(KafkaTls tls, Map<String, Object> settings) {
    boolean login = place.user().isPresent();
    settings.put(
        CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
        (login ? SecurityProtocol.SASL_SSL : SecurityProtocol.SSL).name);
    tls.authorities()
        .ifPresent(
            authorities -> {
              settings.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
              settings.put(
                  SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, new Password(authorities));
            });
    if (login) {
      settings.put(SaslConfigs.SASL_MECHANISM, tls.mechanism().word());
      settings.put(
          SaslConfigs.SASL_JAAS_CONFIG,
          new Password(
              "%s required username=\"%s\" password=\"%s\";"
                  .formatted(
                      tls.mechanism().module(),
                      quoted(place.user().orElseThrow()),
                      quoted(place.password().orElseThrow().reveal()))));
    }
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  /**
   * Connects only where the source may lie: the address that is checked is the one that is used.
   */
  private static final class CheckedSelector extends Selector {
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final Networks networks;

    CheckedSelector(Networks networks, ChannelBuilder channels, LogContext log) {
      super(
          LARGEST_ANSWER,
          IDLE.toMillis(),
          new Metrics(),
          Time.SYSTEM,
          "consumer",
          Map.of(),
          false,
          false,
          channels,
          MemoryPool.NONE,
          log);
      this.networks = networks;
    }

    @Override
    public void connect(String id, InetSocketAddress address, int send, int receive)
        throws IOException {
      if (address.isUnresolved() || !networks.permit(address.getAddress())) {
        throw new ForbiddenBroker();
      }
      super.connect(id, address, send, receive);
    }
  }

  /**
   * The consumer over a network client of ours. Its public constructors make their own, which
   * connects to whatever address a broker names; the one that takes a client is the library's own
   * for its tests.
   */
  private static final class Made {
    private static final MethodHandle CONSUMER = constructor();

    private Made() {}

    private static MethodHandle constructor() {
      try {
        return MethodHandles.privateLookupIn(KafkaConsumer.class, MethodHandles.lookup())
            .findConstructor(
                KafkaConsumer.class,
                MethodType.methodType(
                    void.class,
                    LogContext.class,
                    Time.class,
                    ConsumerConfig.class,
                    Deserializer.class,
                    Deserializer.class,
                    KafkaClient.class,
                    SubscriptionState.class,
                    ConsumerMetadata.class,
                    List.class));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(
            "the Kafka client has another shape than it was built for", e);
      }
    }

    @SuppressWarnings("unchecked")
    static KafkaConsumer<byte[], byte[]> consumer(
        LogContext log,
        ConsumerConfig config,
        KafkaClient client,
        SubscriptionState subscriptions,
        ConsumerMetadata metadata) {
      try {
        return (KafkaConsumer<byte[], byte[]>)
            CONSUMER.invoke(
                log,
                Time.SYSTEM,
                config,
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                client,
                subscriptions,
                metadata,
                List.of());
      } catch (Error | RuntimeException e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException("the Kafka client could not be made", e);
      }
    }
  }

  @Override
  public void close() {
    if (consumer != null) {
      try {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
      } catch (KafkaException e) {
        LOG.debugf("%s: closing failed: %s", operation, e.getClass().getSimpleName());
      }
      consumer = null;
    }
  }
}
