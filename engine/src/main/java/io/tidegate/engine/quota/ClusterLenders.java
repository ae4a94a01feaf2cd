package io.tidegate.engine.quota;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.config.ExecutorConfig;
import com.hazelcast.core.ExecutionCallback;
import com.hazelcast.core.HazelcastInstance;
import io.tidegate.engine.cluster.ClusterMember;
import io.tidegate.engine.cluster.ClusterPart;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The owner of an account is the node that owns its partition. A node that sees no majority of all
 * nodes neither asks nor lends.
 */
final class ClusterLenders implements Lenders, ClusterPart {
  private static final String NAME = "quota";
  private static final int THREADS = 16;
  private static final int MOST_WAITING = 256;

  private final Supplier<ClusterMember> cluster;
  private final Supplier<LendingDesk> desk;

  /**
   * Lenders of a cluster.
   *
   * @param cluster this node's place; asked for when it is first needed
   * @param desk of this node
   */
  ClusterLenders(Supplier<ClusterMember> cluster, Supplier<LendingDesk> desk) {
    this.cluster = Objects.requireNonNull(cluster, "cluster");
    this.desk = Objects.requireNonNull(desk, "desk");
  }

  @Override
  public void configure(Config config) {
    config.addExecutorConfig(
        new ExecutorConfig(NAME, THREADS)
            .setQueueCapacity(MOST_WAITING)
            .setStatisticsEnabled(false)
            .setSplitBrainProtectionName(ClusterMember.MAJORITY));
    config.getUserContext().put(NAME, this);
    config
        .getSerializationConfig()
        .addDataSerializableFactory(LendingTask.FACTORY, type -> new LendingTask());
  }

  @Override
  public String owner(String account) {
    Member owner = cluster.get().instance().getPartitionService().getPartition(account).getOwner();
    return owner == null ? "" : owner.getUuid().toString();
  }

  @Override
  public CompletableFuture<List<LeaseReply>> ask(String owner, List<LeaseRequest> requests) {
    if (owner.isEmpty() || !cluster.get().hasMajority()) {
      return CompletableFuture.completedFuture(LendingDesk.unavailable(requests));
    }
    HazelcastInstance instance = cluster.get().instance();
    Member here = instance.getCluster().getLocalMember();
    if (here.getUuid().toString().equals(owner)) {
      return desk.get().answer(requests);
    }
    UUID uuid = UUID.fromString(owner);
    Member member =
        instance.getCluster().getMembers().stream()
            .filter(m -> m.getUuid().equals(uuid))
            .findFirst()
            .orElse(null);
    if (member == null) {
      return CompletableFuture.completedFuture(LendingDesk.unavailable(requests));
    }
    CompletableFuture<List<LeaseReply>> replies = new CompletableFuture<>();
    instance
        .getExecutorService(NAME)
        .submitToMember(
            new LendingTask(Wire.requests(requests)),
            member,
            new ExecutionCallback<byte[]>() {
              @Override
              public void onResponse(byte[] bytes) {
                replies.complete(Wire.replies(bytes));
              }

              @Override
              public void onFailure(Throwable fault) {
                replies.completeExceptionally(fault);
              }
            });
    return replies;
  }

  /** What another node asks of this one. */
  static byte[] lend(HazelcastInstance instance, byte[] asked) {
    ClusterLenders here = (ClusterLenders) instance.getUserContext().get(NAME);
    List<LeaseRequest> requests = Wire.requests(asked);
    return Wire.replies(
        here.cluster.get().hasMajority()
            ? here.desk.get().answer(requests).join()
            : LendingDesk.unavailable(requests));
  }
}
