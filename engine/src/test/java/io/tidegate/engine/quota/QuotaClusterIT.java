package io.tidegate.engine.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.cluster.ClusterMember;
import io.tidegate.engine.cluster.ClusterSettings;
import io.tidegate.engine.store.FreePort;
import io.tidegate.engine.store.PlatformDatabase;
import io.tidegate.engine.store.QuotaStore;
import io.tidegate.engine.store.StoreFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three members and a real database: what they admit together, also when one is killed. */
class QuotaClusterIT {
  private static final long MILLIS_A_MINUTE = 60_000;

  @TempDir private static Path folder;
  private static PlatformDatabase database;

  private final List<ClusterMember> members = new ArrayList<>();
  private final List<Quota> quotas = new ArrayList<>();

  @BeforeAll
  static void open() {
    database = StoreFixture.migrated(folder);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  private void start(int count) throws Exception {
    Set<Integer> ports = new LinkedHashSet<>();
    while (ports.size() < count) {
      ports.add(FreePort.find());
    }
    List<String> places = ports.stream().map(port -> "127.0.0.1:" + port).toList();
    String name = "quota-" + places.hashCode();
    for (int port : ports) {
      AtomicReference<ClusterMember> member = new AtomicReference<>();
      Supplier<QuotaStore> store = () -> new QuotaStore(database.dataSource());
      Quota.Node node = Quota.of(member::get, store, Duration.ofSeconds(2));
      member.set(
          ClusterMember.start(
              new ClusterSettings(name, "127.0.0.1", port, places, count), List.of(node.part())));
      members.add(member.get());
      quotas.add(node.quota());
    }
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (members.stream().anyMatch(m -> m.instance().getCluster().getMembers().size() < count)) {
      assertThat(System.nanoTime()).isLessThan(until);
      Thread.sleep(50);
    }
    // what is loaded and connected for the first time is not what is measured
    for (Quota quota : quotas) {
      for (int i = 0; i < 8; i++) {
        Charge warm = charge("warm-" + i, new Limits(0, 0, 0, 1_000_000, 0));
        while (!(quota.ask(List.of(warm)) instanceof Verdict.Admitted)) {
          assertThat(System.nanoTime()).isLessThan(until);
        }
      }
    }
  }

  @AfterEach
  void stop() {
    quotas.forEach(Quota::close);
    members.forEach(member -> member.instance().getLifecycleService().terminate());
  }

  private static Charge charge(String service, Limits limits) {
    return new Charge(Account.of("app", service), limits, 0);
  }

  /** So that a test does not begin in one minute and end in another. */
  private static void awayFromTheEndOfAMinute() throws Exception {
    long left = MILLIS_A_MINUTE - System.currentTimeMillis() % MILLIS_A_MINUTE;
    if (left < 30_000) {
      Thread.sleep(left + 100);
    }
  }

  /** Calls from everywhere at once until nothing was admitted for a while; how many were. */
  private int use(List<Quota> nodes, Charge charge, Duration quiet) throws Exception {
    AtomicInteger admitted = new AtomicInteger();
    long[] last = {System.nanoTime()};
    List<Thread> threads = new ArrayList<>();
    for (Quota node : nodes) {
      for (int i = 0; i < 4; i++) {
        threads.add(
            Thread.ofVirtual()
                .start(
                    () -> {
                      while (System.nanoTime() - last[0] < quiet.toNanos()) {
                        if (node.ask(List.of(charge)) instanceof Verdict.Admitted call) {
                          admitted.incrementAndGet();
                          last[0] = System.nanoTime();
                          call.ticket().end(false);
                        } else {
                          pause();
                        }
                      }
                    }));
      }
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return admitted.get();
  }

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void threeNodesAdmitTheLimitAndNotOneMore() throws Exception {
    start(3);
    awayFromTheEndOfAMinute();

    int admitted = use(quotas, charge("day", new Limits(0, 0, 0, 2_000, 0)), Duration.ofSeconds(4));

    assertThat(admitted).isBetween(1_980, 2_000);
  }

  @Test
  void aNodeThatIsKilledTakesNoMoreWithItThanItHadBorrowed() throws Exception {
    start(3);
    awayFromTheEndOfAMinute();
    Thread.ofVirtual()
        .start(
            () -> {
              pause();
              pause();
              members.getLast().instance().getLifecycleService().terminate();
              quotas.getLast().close();
            });

    int admitted =
        use(
            quotas.subList(0, 2),
            charge("killed", new Limits(0, 0, 0, 2_000, 0)),
            Duration.ofSeconds(8));

    assertThat(admitted).isBetween(1_960, 2_000);
  }

  @Test
  void theRateHoldsOverAllNodes() throws Exception {
    start(3);
    awayFromTheEndOfAMinute();
    Charge charge = charge("rate", new Limits(100, 50, 0, 0, 0));
    AtomicInteger admitted = new AtomicInteger();
    long began = System.nanoTime();
    long until = began + TimeUnit.SECONDS.toNanos(5);
    List<Thread> threads = new ArrayList<>();
    for (Quota node : quotas) {
      for (int i = 0; i < 4; i++) {
        threads.add(
            Thread.ofVirtual()
                .start(
                    () -> {
                      while (System.nanoTime() < until) {
                        if (node.ask(List.of(charge)) instanceof Verdict.Admitted call) {
                          admitted.incrementAndGet();
                          call.ticket().end(false);
                        } else {
                          pause();
                        }
                      }
                    }));
      }
    }
    for (Thread thread : threads) {
      thread.join();
    }
    double seconds = (System.nanoTime() - began) / 1e9;

    assertThat(admitted.get()).isLessThanOrEqualTo(50 + (int) Math.ceil(100 * seconds));
    assertThat(admitted.get()).isGreaterThan(50 + 400);
  }

  @Test
  void aMinorityAdmitsNothing() throws Exception {
    start(3);
    Charge charge = charge("minority", new Limits(0, 0, 0, 1_000_000, 0));
    members.get(1).instance().getLifecycleService().terminate();
    members.get(2).instance().getLifecycleService().terminate();
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (members.getFirst().hasMajority()) {
      assertThat(System.nanoTime()).isLessThan(until);
      Thread.sleep(50);
    }

    assertThat(quotas.getFirst().ask(List.of(charge))).isInstanceOf(Verdict.OutOfReach.class);
  }
}
