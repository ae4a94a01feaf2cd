package io.tidegate.engine.quota;

import io.tidegate.engine.cluster.ClusterMember;
import io.tidegate.engine.cluster.ClusterSettings;
import io.tidegate.engine.store.QuotaStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A process that is nothing but a node of quota. It says {@code ready} when it sees the others, and
 * from the first line it is told it calls as fast as it can: for each call that is admitted a line
 * with the microseconds before and after, until its input ends.
 */
final class QuotaProcess {
  static final Limits LIMITS = new Limits(100, 400, 0, 2_000, 0);
  private static final int CALLERS = 4;

  private QuotaProcess() {}

  /**
   * @param arguments address of the database, its user and password, all members, and which of them
   *     this is
   */
  public static void main(String[] arguments) throws Exception {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(arguments[0]);
    database.setUser(arguments[1]);
    database.setPassword(arguments[2]);
    List<String> members = List.of(arguments[3].split(","));
    int port = Integer.parseInt(arguments[4]);
    AtomicReference<ClusterMember> member = new AtomicReference<>();
    Quota.Node node = Quota.of(member::get, () -> new QuotaStore(database), Duration.ofMillis(500));
    member.set(
        ClusterMember.start(
            new ClusterSettings("processes", "127.0.0.1", port, members, members.size()),
            List.of(node.part())));
    while (member.get().instance().getCluster().getMembers().size() < members.size()) {
      Thread.sleep(20);
    }
    Charge warm = new Charge(Account.of("app", "warm"), LIMITS, 0);
    while (!(node.quota().ask(List.of(warm)) instanceof Verdict.Admitted)) {
      Thread.sleep(20);
    }
    System.out.println("ready");
    Charge charge = new Charge(Account.of("app", "called"), LIMITS, 0);
    if (System.in.read() >= 0) {
      for (int i = 0; i < CALLERS; i++) {
        Thread.ofPlatform().daemon().start(() -> call(node.quota(), charge));
      }
      untilTheInputEnds();
    }
    System.exit(0);
  }

  private static void untilTheInputEnds() throws IOException {
    while (System.in.read() >= 0) {
      // whatever more is said, it goes on
    }
  }

  private static void call(Quota quota, Charge charge) {
    try {
      while (true) {
        long before = now();
        if (quota.ask(List.of(charge)) instanceof Verdict.Admitted call) {
          System.out.println(before + " " + now());
          call.ticket().end(false);
        } else {
          Thread.sleep(2);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long now() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }
}
