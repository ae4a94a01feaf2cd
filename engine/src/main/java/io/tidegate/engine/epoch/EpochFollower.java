package io.tidegate.engine.epoch;

import io.tidegate.engine.governance.Governance;
import io.tidegate.engine.governance.GovernanceException;
import io.tidegate.engine.publish.LiveEndpoints;
import io.tidegate.engine.publish.Publisher;
import io.tidegate.engine.store.EpochStore;
import io.tidegate.engine.store.EpochStore.Epoch;
import io.tidegate.engine.store.EpochStore.Heard;
import io.tidegate.engine.store.EpochStore.Told;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Has this node do what others decided: prepare what is being prepared, switch over to what is in
 * force, and come back when it was out. What it cannot do it says, and tries again what is in
 * force. Works on one thread of its own, so that the lease goes on meanwhile.
 */
public final class EpochFollower implements AutoCloseable {
  private static final Duration RETRY = Duration.ofSeconds(3);
  private static final Logger LOG = Logger.getLogger(EpochFollower.class);

  private final NodePlace place;
  private final EpochStore store;
  private final Governance governance;
  private final Publisher publisher;
  private final LiveEndpoints live;
  private final EpochAgreement agreement;
  private final LongSupplier nanoTime;
  private final AtomicBoolean queued = new AtomicBoolean();
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("epoch-follower").daemon().factory());

  private volatile Heard latest;
  // the rest belongs to the worker
  private Optional<Ready> ready = Optional.empty();
  private long failedAt;

  /** What could be put in force at once. */
  private record Ready(long epoch, Governance.Prepared prepared) {}

  public EpochFollower(
      NodePlace place,
      EpochStore store,
      Governance governance,
      Publisher publisher,
      LiveEndpoints live,
      EpochAgreement agreement,
      LongSupplier nanoTime) {
    this.place = Objects.requireNonNull(place, "place");
    this.store = Objects.requireNonNull(store, "store");
    this.governance = Objects.requireNonNull(governance, "governance");
    this.publisher = Objects.requireNonNull(publisher, "publisher");
    this.live = Objects.requireNonNull(live, "live");
    this.agreement = Objects.requireNonNull(agreement, "agreement");
    this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
  }

  /** Begins to follow. */
  public void start() {
    place.listen(this::heard);
  }

  private void heard(Heard heard) {
    latest = heard;
    if (queued.compareAndSet(false, true)) {
      try {
        worker.execute(this::follow);
      } catch (RejectedExecutionException e) {
        // the node is stopping
      }
    }
  }

  private void follow() {
    queued.set(false);
    Heard heard = latest;
    try {
      // what this node decides itself it does itself
      agreement.unlessCoordinating(() -> follow(heard));
    } catch (RuntimeException | Error e) {
      LOG.errorf("the node does not keep in step: %s", e.toString());
    }
  }

  private void follow(Heard heard) {
    Told told = place.told();
    dropUnless(heard.committed(), heard.preparing().orElse(0));
    if (heard.committed() > 0 && told.serving() != heard.committed()) {
      if (told.refused() != heard.committed()
          || nanoTime.getAsLong() - failedAt > RETRY.toNanos()) {
        catchUp(heard.committed(), told.serving() > 0);
      }
    } else if (heard.preparing().isPresent()) {
      long epoch = heard.preparing().getAsLong();
      if (told.prepared() != epoch && told.refused() != epoch) {
        prepare(epoch);
      }
    }
  }

  private void dropUnless(long committed, long preparing) {
    if (ready.isPresent() && ready.get().epoch() != committed && ready.get().epoch() != preparing) {
      ready.get().prepared().discard();
      ready = Optional.empty();
    }
  }

  private boolean prepare(long number) {
    try {
      Epoch epoch =
          store.epoch(number).orElseThrow(() -> new IllegalStateException("it is not stored"));
      Governance.Prepared prepared = governance.prepare(epoch.served());
      ready.ifPresent(before -> before.prepared().discard());
      ready = Optional.of(new Ready(number, prepared));
      place.prepared(number);
      place.look();
      return true;
    } catch (GovernanceException | RuntimeException e) {
      failedAt = nanoTime.getAsLong();
      LOG.errorf("epoch %d cannot be served by this node: %s", number, e.getMessage());
      place.refused(number, String.valueOf(e.getMessage()));
      place.look();
      return false;
    }
  }

  /** Switches over to what is in force, and says so once nothing older is answered. */
  private void catchUp(long epoch, boolean counted) {
    boolean there = live.current().epoch() >= epoch && ready.isEmpty();
    if (!there) {
      if (!ready.map(r -> r.epoch() == epoch).orElse(false) && !prepare(epoch)) {
        return;
      }
      Governance.Prepared prepared = ready.orElseThrow().prepared();
      ready = Optional.empty();
      boolean switched = false;
      try {
        prepared.putInForce(epoch);
        switched = true;
      } finally {
        if (!switched) {
          prepared.discard();
        }
      }
    }
    publisher.awaitDrained();
    // one the others count answers on; one they do not must not before they do
    if (counted && place.told().serving() > 0 || store.enter(place.id(), epoch)) {
      place.serves(epoch);
      LOG.infof("this node answers under epoch %d", epoch);
    }
    place.look();
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
