package io.tidegate.bench;

import io.tidegate.engine.cluster.ClusterMember;
import io.tidegate.engine.cluster.ClusterSettings;
import io.tidegate.engine.quota.Account;
import io.tidegate.engine.quota.Charge;
import io.tidegate.engine.quota.Limits;
import io.tidegate.engine.quota.Quota;
import io.tidegate.engine.quota.Verdict;
import io.tidegate.engine.store.DataFolder;
import io.tidegate.engine.store.Migrations;
import io.tidegate.engine.store.PlatformDatabase;
import io.tidegate.engine.store.QuotaStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One decision of quota where a node has calls at hand, with the call's end. The parts are the real
 * ones: a member of a cluster of one, and a PostgreSQL that leases are written to. The baseline is
 * what any counter of this kind needs: one exchange and two looks at a clock. Single calls are
 * timed, which adds some 30 ns to each: the median is a decision from memory, what is far above it
 * waited for a lease, which no real load uses up as fast.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class QuotaBench {
  /** So many that leases are as large as they get. */
  private static final long PLENTY = 1_000_000_000_000L;

  private final AtomicLong counter = new AtomicLong(Long.MAX_VALUE);
  private final List<Charge> one = List.of(charge("one", ""));
  private final List<Charge> two = List.of(charge("two", "agreement"), charge("two", ""));
  private Path folder;
  private PlatformDatabase database;
  private ClusterMember member;
  private Quota quota;

  private static Charge charge(String service, String agreement) {
    return new Charge(
        new Account(agreement, service, "app"), new Limits(0, 0, 0, PLENTY, PLENTY), 0);
  }

  /** Starts what lends. */
  @Setup
  public void start() throws IOException {
    folder = Files.createTempDirectory("quota-bench");
    database = PlatformDatabase.embedded(new DataFolder(folder));
    Migrations.run(database.dataSource());
    AtomicReference<ClusterMember> place = new AtomicReference<>();
    Quota.Node node =
        Quota.of(place::get, () -> new QuotaStore(database.dataSource()), Duration.ofSeconds(30));
    member = ClusterMember.start(ClusterSettings.alone("quota-bench"), List.of(node.part()));
    place.set(member);
    quota = node.quota();
    oneAccount();
    twoAccounts();
  }

  /** Stops it again and leaves nothing behind. */
  @TearDown
  public void stop() throws IOException {
    quota.close();
    member.close();
    database.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Benchmark
  public long counterAndClocks() {
    return counter.decrementAndGet() + System.nanoTime() + System.currentTimeMillis();
  }

  @Benchmark
  public boolean oneAccount() {
    return decide(one);
  }

  @Benchmark
  public boolean twoAccounts() {
    return decide(two);
  }

  private boolean decide(List<Charge> charges) {
    Verdict verdict = quota.atHand(charges);
    if (verdict == null) {
      verdict = quota.ask(charges);
    }
    if (verdict instanceof Verdict.Admitted admitted) {
      admitted.ticket().end(false);
      return true;
    }
    return false;
  }
}
