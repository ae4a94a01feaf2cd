package io.tidegate.engine.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.MapPartitionLostListener;
import io.tidegate.engine.access.NodeNonces;
import io.tidegate.engine.access.Nonces;
import io.tidegate.engine.crypto.Sm3;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The nonces of all nodes. A nonce is new when the node it is shown to has not seen it and the one
 * that keeps it for all puts it down for the first time, with as many copies as nodes can be lost.
 * Whatever keeps that from being known, a minority, a node that does not answer, a copy that is not
 * confirmed, the nonce counts as neither new nor used, and the call is to be refused.
 *
 * <p>What the memory cannot know is not let in either: a call that was signed before this node
 * joined may have been used before all nodes were started anew.
 *
 * <p>A node remembers as many as it lets in and as many of others as its share is; both are bounded
 * by what {@link NodeNonces} of each node takes.
 */
public final class ClusterNonces implements Nonces {
  static final String MAP = "nonces";

  /** Longer than a node that is gone goes unnoticed for a moment, shorter than a call waits. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final int TOKEN_LENGTH = 12;

  private final ClusterMember member;
  private final NodeNonces node;
  private final Clock clock;
  private final AtomicReference<Instant> since = new AtomicReference<>();
  private volatile IMap<byte[], byte[]> map;

  /**
   * Waits for the member when the first nonce comes, at the latest.
   *
   * @param node what this node remembers by itself, and how much
   */
  public ClusterNonces(ClusterMember member, NodeNonces node, Clock clock) {
    this.member = Objects.requireNonNull(member, "member");
    this.node = Objects.requireNonNull(node, "node");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.since.set(clock.instant());
  }

  /** Where they are kept. */
  public static ClusterPart part(ClusterSettings settings) {
    return config -> configure(config, settings.backups());
  }

  private static void configure(Config config, int backups) {
    config
        .getMapConfig(MAP)
        .setBackupCount(backups)
        .setAsyncBackupCount(0)
        .setStatisticsEnabled(false)
        .setPerEntryStatsEnabled(false)
        .setSplitBrainProtectionName(ClusterMember.MAJORITY);
  }

  @Override
  public boolean firstUse(String application, String nonce, Instant signedAt, Instant forgottenAt) {
    if (!node.firstUse(application, nonce, signedAt, forgottenAt)) {
      return false;
    }
    IMap<byte[], byte[]> shared = shared();
    if (signedAt.isBefore(since.get())) {
      throw new NoncesUnavailableException(
          "the call was signed before this node remembers nonces, at " + since.get());
    }
    long seconds = Math.max(1, Duration.between(clock.instant(), forgottenAt).toSeconds() + 1);
    byte[] token = token();
    try {
      byte[] before =
          shared
              .putAsync(key(application, nonce), token, seconds, TimeUnit.SECONDS)
              .toCompletableFuture()
              .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      requireMajority();
      // a node that was asked twice, because the first answer was lost, finds what it put itself
      return before == null || Arrays.equals(before, token);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(e);
    } catch (ExecutionException | TimeoutException | HazelcastException e) {
      throw unavailable(e);
    } catch (HazelcastInstanceNotActiveException e) {
      throw unavailable(e);
    }
  }

  /**
   * The protection of the map hears of a lost node a moment after the node's partitions have: in
   * between, a nonce is put down without any copy. Whoever is missing then is missing from the list
   * of members already, so that is looked at once the nonce is down.
   */
  private void requireMajority() {
    if (!member.hasMajority()) {
      throw new NoncesUnavailableException(
          "fewer nodes than a majority are left to tell whether a nonce was used");
    }
  }

  private static NoncesUnavailableException unavailable(Exception cause) {
    return new NoncesUnavailableException(
        "the nodes cannot tell whether a nonce was used: " + cause, cause);
  }

  private IMap<byte[], byte[]> shared() {
    IMap<byte[], byte[]> known = map;
    return known == null ? open() : known;
  }

  private synchronized IMap<byte[], byte[]> open() {
    if (map == null) {
      try {
        IMap<byte[], byte[]> opened = member.instance().getMap(MAP);
        MapPartitionLostListener lost =
            event -> since.accumulateAndGet(clock.instant(), ClusterNonces::later);
        opened.addPartitionLostListener(lost);
        map = opened;
      } catch (ClusterException e) {
        throw unavailable(e);
      }
    }
    return map;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** Of one length whatever is sent, and nothing that anybody could read a caller from. */
  private static byte[] key(String application, String nonce) {
    return Sm3.digest(application.length() + ":" + application + nonce);
  }

  /** Tells one attempt from another; guards nothing, so it need not be hard to guess. */
  private static byte[] token() {
    byte[] token = new byte[TOKEN_LENGTH];
    ThreadLocalRandom.current().nextBytes(token);
    return token;
  }
}
