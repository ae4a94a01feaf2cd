package io.tidegate.engine.epoch;

import io.tidegate.engine.cluster.Bell;
import io.tidegate.engine.governance.Agreement;
import io.tidegate.engine.governance.GovernanceException;
import io.tidegate.engine.publish.LiveEndpoints;
import io.tidegate.engine.publish.Publisher;
import io.tidegate.engine.store.EpochStore;
import io.tidegate.engine.store.EpochStore.Epoch;
import io.tidegate.engine.store.EpochStore.Node;
import io.tidegate.engine.store.EpochStore.Served;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Agrees with the other nodes by the database. All that serve prepare; then one row decides; then
 * it is waited for until nobody answers under anything earlier: each node has said so, or its lease
 * is over. A node that says nothing for too long is put out, so that one does not hold up all.
 */
public final class EpochAgreement implements Agreement {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Logger LOG = Logger.getLogger(EpochAgreement.class);

  private final EpochStore store;
  private final NodePlace place;
  private final LiveEndpoints live;
  private final Supplier<Publisher> publisher;
  private final Bell bell;
  private final ReentrantLock coordinating = new ReentrantLock();

  /**
   * @param publisher asked when something comes into force, for it needs what is there only then
   */
  public EpochAgreement(
      EpochStore store,
      NodePlace place,
      LiveEndpoints live,
      Supplier<Publisher> publisher,
      Bell bell) {
    this.store = Objects.requireNonNull(store, "store");
    this.place = Objects.requireNonNull(place, "place");
    this.live = Objects.requireNonNull(live, "live");
    this.publisher = Objects.requireNonNull(publisher, "publisher");
    this.bell = Objects.requireNonNull(bell, "bell");
  }

  /** Does something unless a change of this node is under way; it is then asked again later. */
  void unlessCoordinating(Runnable work) {
    if (coordinating.tryLock()) {
      try {
        work.run();
      } finally {
        coordinating.unlock();
      }
    }
  }

  @Override
  public Change begin(Served served) throws GovernanceException {
    coordinating.lock();
    boolean begun = false;
    try {
      long serving = place.told().serving();
      Optional<Epoch> epoch =
          store.begin(
              served,
              place.id(),
              serving > 0 ? serving : store.inForce().map(Epoch::number).orElse(0L),
              live.current().epoch());
      if (epoch.isEmpty()) {
        throw new GovernanceException(
            GovernanceException.Kind.STATE,
            "另一项更改正在进行或刚刚生效，请稍后重试",
            "another change is under way or has just come into force; try again");
      }
      begun = true;
      bell.ring();
      return new Pending(epoch.get().number());
    } finally {
      if (!begun) {
        coordinating.unlock();
      }
    }
  }

  /** The change of this node that is under way. Used by one thread. */
  private final class Pending implements Change {
    private final long epoch;
    private final List<Node> putOut = new ArrayList<>();
    private long putOutAt;
    private boolean over;

    private Pending(long epoch) {
      this.epoch = epoch;
    }

    @Override
    public long epoch() {
      return epoch;
    }

    @Override
    public void awaitPrepared() {
      await(node -> node.hasDecided(epoch));
      List<Node> others = store.othersServing(place.id());
      List<Node> refusing =
          others.stream().filter(node -> node.told().prepared() != epoch).toList();
      int all = others.size() + 1;
      if (2 * (all - refusing.size()) <= all) {
        throw new NotPreparedException(
            refusing.stream()
                .map(node -> node.name() + ": " + node.told().trouble())
                .collect(Collectors.joining("; ")));
      }
      refusing.forEach(
          node -> LOG.errorf("node %s goes out: %s", node.name(), node.told().trouble()));
      place.prepared(epoch);
    }

    @Override
    public void inForce() {
      bell.ring();
      publisher.get().awaitDrained();
      if (place.told().serving() > 0 || store.enter(place.id(), epoch)) {
        place.serves(epoch);
      }
      place.look();
      await(node -> node.told().serving() >= epoch);
      if (!putOut.isEmpty()) {
        long left = NodePlace.LEASE.toNanos() - (System.nanoTime() - putOutAt);
        pause(Duration.ofNanos(Math.max(0, left)));
      }
    }

    @Override
    public void abandon() {
      store.abandon(epoch);
      bell.ring();
    }

    @Override
    public void close() {
      if (!over) {
        over = true;
        coordinating.unlock();
      }
    }

    /** Waits for the others that serve; who keeps it waiting for too long is put out. */
    private void await(Predicate<Node> done) {
      long begun = System.nanoTime();
      while (true) {
        List<Node> late = store.othersServing(place.id()).stream().filter(done.negate()).toList();
        if (late.isEmpty()) {
          return;
        }
        if (System.nanoTime() - begun > PATIENCE.toNanos()) {
          late.forEach(
              node -> {
                LOG.errorf("node %s does not keep in step and is put out", node.name());
                store.remove(node.id());
              });
          putOut.addAll(late);
          putOutAt = System.nanoTime();
          return;
        }
        pause(PAUSE);
      }
    }

    private static void pause(Duration duration) {
      try {
        Thread.sleep(duration);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new NotPreparedException("the node is stopping");
      }
    }
  }
}
