package io.tidegate.engine.source;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * A broker of Kafka, alone in its cluster, on free ports of loopback. It is entered at {@link
 * #address()}, or at {@link #misleading()}, where it sends clients on to another machine.
 */
final class KafkaBroker implements AutoCloseable {
  private static final List<String> LISTS =
      List.of("listeners", "advertised.listeners", "listener.security.protocol.map");

  private final KafkaRaftServer server;
  private final int port;
  private final int misleadingPort;

  private KafkaBroker(Path folder, String elsewhere, Map<String, String> more) throws IOException {
    port = freePort();
    misleadingPort = freePort();
    int controller = freePort();
    Map<String, String> settings = new TreeMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("inter.broker.listener.name", "PLAIN");
    settings.put(
        "listeners",
        "PLAIN://127.0.0.1:%d,ELSEWHERE://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
            .formatted(port, misleadingPort, controller));
    settings.put(
        "advertised.listeners", "PLAIN://127.0.0.1:%d,ELSEWHERE://%s".formatted(port, elsewhere));
    settings.put(
        "listener.security.protocol.map",
        "PLAIN:PLAINTEXT,ELSEWHERE:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("log.dirs", folder.resolve("log").toString());
    settings.put("auto.create.topics.enable", "true");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("message.max.bytes", "4000000");
    more.forEach(
        (name, value) ->
            settings.merge(
                name, value, (own, added) -> LISTS.contains(name) ? own + "," + added : added));
    Properties properties = new Properties();
    properties.putAll(settings);
    Path file = folder.resolve("server.properties");
    try (var out = Files.newBufferedWriter(file, StandardCharsets.ISO_8859_1)) {
      properties.store(out, null);
    }
    StorageTool.execute(
        new String[] {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()},
        new PrintStream(java.io.OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
    server.startup();
  }

  /**
   * Starts it.
   *
   * @param elsewhere host and port that clients of {@link #misleading()} are sent on to
   */
  static KafkaBroker start(Path folder, String elsewhere) throws IOException {
    return new KafkaBroker(folder, elsewhere, Map.of());
  }

  /**
   * Starts one with more settings.
   *
   * @param more settings; listeners and their protocols are added to those it has
   */
  static KafkaBroker start(Path folder, Map<String, String> more) throws IOException {
    return new KafkaBroker(folder, "127.0.0.1:1", more);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  String misleading() {
    return "127.0.0.1:" + misleadingPort;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
