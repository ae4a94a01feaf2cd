package io.tidegate.engine.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.store.DatabaseAddress;
import io.tidegate.engine.store.FreePort;
import io.tidegate.engine.store.PlatformDatabase;
import io.tidegate.engine.store.StoreFixture;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three processes and a real database: what they admit together when one is killed and another
 * stands still, while both hold leases. The long form with whole engines is {@code ./tidegate bench
 * chaos}.
 */
class QuotaProcessesIT {
  private static final int NODES = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final double MICROS = 1e6;

  @TempDir Path folder;
  private PlatformDatabase database;
  private final List<Process> nodes = new ArrayList<>();
  private final List<Thread> readers = new ArrayList<>();
  private final List<Admitted> admitted = Collections.synchronizedList(new ArrayList<>());

  /** A call was admitted between two moments, in microseconds since 1970. */
  private record Admitted(int node, long after, long before) {}

  @BeforeEach
  void start() throws Exception {
    database = StoreFixture.migrated(folder);
    DatabaseAddress address = database.platform();
    Set<Integer> ports = new LinkedHashSet<>();
    while (ports.size() < NODES) {
      ports.add(FreePort.find());
    }
    String members =
        ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    for (int port : ports) {
      nodes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  QuotaProcess.class.getName(),
                  address.url(),
                  address.user(),
                  address.password().reveal(),
                  members,
                  Integer.toString(port))
              .redirectError(folder.resolve("errors-" + port).toFile())
              .start());
    }
  }

  @AfterEach
  void stop() throws Exception {
    for (Process node : nodes) {
      node.destroyForcibly().waitFor();
    }
    for (Thread reader : readers) {
      reader.join();
    }
    database.close();
  }

  private void read(int node, BufferedReader lines) {
    lines
        .lines()
        .map(line -> line.split(" "))
        .forEach(
            moments ->
                admitted.add(
                    new Admitted(node, Long.parseLong(moments[0]), Long.parseLong(moments[1]))));
  }

  private void begin() throws IOException {
    for (int i = 0; i < NODES; i++) {
      int number = i;
      BufferedReader lines = nodes.get(i).inputReader(StandardCharsets.UTF_8);
      assertThat(lines.readLine()).isEqualTo("ready");
      readers.add(Thread.ofPlatform().start(() -> read(number, lines)));
    }
    for (Process node : nodes) {
      OutputStream input = node.getOutputStream();
      input.write('\n');
      input.flush();
    }
  }

  private void await(int node, int calls) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (count(node) < calls) {
      assertThat(System.nanoTime()).as("node %d admits %d calls", node, calls).isLessThan(end);
      Thread.sleep(5);
    }
  }

  private long count(int node) {
    synchronized (admitted) {
      return admitted.stream().filter(call -> call.node() == node).count();
    }
  }

  private void untilNothingIsAdmitted() throws Exception {
    int before = -1;
    while (admitted.size() > before) {
      before = admitted.size();
      TimeUnit.SECONDS.sleep(4);
    }
  }

  private void signal(int node, String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(nodes.get(node).pid())).start().waitFor();
  }

  /** The day of the calendar must not change meanwhile. */
  private static void awayFromMidnight() throws Exception {
    LocalTime now = LocalTime.now(ZoneId.of("Asia/Shanghai"));
    if (now.isAfter(LocalTime.of(23, 57))) {
      TimeUnit.MINUTES.sleep(4);
    }
  }

  @Test
  void aKilledAndAStoppedNodeDoNotLetOneCallMoreThrough() throws Exception {
    awayFromMidnight();
    begin();
    await(0, 40);
    await(1, 40);
    await(2, 40);

    nodes.get(2).destroyForcibly().waitFor();
    long killedAt = count(1);
    await(1, (int) killedAt + 40);
    signal(1, "STOP");
    // longer than a lease lasts, so that what it holds has lapsed and been made up for by time
    TimeUnit.SECONDS.sleep(5);
    signal(1, "CONT");
    long stoppedAt = count(1);
    await(1, (int) stoppedAt + 40);
    untilNothingIsAdmitted();

    List<Admitted> calls;
    synchronized (admitted) {
      calls = List.copyOf(admitted);
    }
    assertThat(calls.size()).as("of a day").isLessThanOrEqualTo(2_000);
    // each that is gone takes two leases of a two-hundredth with it, and what it told nobody
    assertThat(calls.size()).isGreaterThan(1_940);
    assertThat(overRate(calls)).isEmpty();
  }

  /** Spans in which more calls lie than the burst and what came back in them. */
  private static List<String> overRate(List<Admitted> calls) {
    List<String> found = new ArrayList<>();
    List<Admitted> byEnd =
        calls.stream().sorted(Comparator.comparingLong(Admitted::before)).toList();
    for (Admitted first : calls) {
      int count = 0;
      for (Admitted call : byEnd) {
        if (call.after() >= first.after()) {
          count++;
          double seconds = (call.before() - first.after()) / MICROS;
          if (count > QuotaProcess.LIMITS.burst() + QuotaProcess.LIMITS.perSecond() * seconds) {
            found.add("%d calls in %.3f s".formatted(count, seconds));
          }
        }
      }
    }
    return found;
  }
}
