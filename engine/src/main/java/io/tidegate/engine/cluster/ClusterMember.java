package io.tidegate.engine.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/**
 * This engine's place among the nodes: one Hazelcast member. It starts beside everything else and
 * is waited for by who asks for it first. Safe for any number of threads.
 */
public final class ClusterMember implements AutoCloseable {
  /**
   * Split-brain protection of structures that decide: with fewer nodes than a majority of all there
   * are, neither reading nor writing is possible.
   */
  public static final String MAJORITY = "majority";

  private static final Logger LOG = Logger.getLogger(ClusterMember.class);

  private final ClusterSettings settings;
  private final CompletableFuture<HazelcastInstance> started = new CompletableFuture<>();

  private ClusterMember(ClusterSettings settings) {
    this.settings = Objects.requireNonNull(settings, "settings");
  }

  /** Begins to start a member; does not wait for it. */
  public static ClusterMember start(ClusterSettings settings, List<ClusterPart> parts) {
    ClusterMember member = new ClusterMember(settings);
    Config config = MemberConfiguration.of(settings);
    parts.forEach(part -> part.configure(config));
    Thread.ofPlatform().name("cluster-start").daemon().start(() -> member.run(config));
    return member;
  }

  private void run(Config config) {
    try {
      HazelcastInstance instance = Hazelcast.newHazelcastInstance(config);
      if (!started.complete(instance)) {
        // closed before it was there
        instance.getLifecycleService().terminate();
      }
    } catch (RuntimeException | Error e) {
      started.completeExceptionally(e);
    }
  }

  /**
   * The member, once it is there; waits for it.
   *
   * @throws ClusterException when it could not be started or was closed
   */
  public HazelcastInstance instance() {
    try {
      return started.join();
    } catch (CompletionException e) {
      throw new ClusterException(
          "the node cannot take its place in the cluster at "
              + settings.host()
              + ":"
              + settings.port()
              + ": "
              + e.getCause().getMessage(),
          e.getCause());
    }
  }

  public ClusterSettings settings() {
    return settings;
  }

  /** Whether this node and those it sees are enough to decide; waits for the member. */
  public boolean hasMajority() {
    return instance().getCluster().getMembers().size() >= settings.majority();
  }

  /** Hands its share over to the others, and leaves. */
  @Override
  public void close() {
    boolean never =
        started.completeExceptionally(new IllegalStateException("the node was told to stop"));
    if (never || started.isCompletedExceptionally()) {
      return;
    }
    try {
      instance().shutdown();
    } catch (RuntimeException e) {
      LOG.warnf("the node left the cluster without handing over: %s", e.getMessage());
    }
  }
}
