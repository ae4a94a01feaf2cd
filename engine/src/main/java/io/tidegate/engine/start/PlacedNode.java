package io.tidegate.engine.start;

import io.tidegate.engine.epoch.NodePlace;
import io.tidegate.engine.store.EpochStore;
import io.tidegate.engine.store.EpochStore.Epoch;
import io.tidegate.engine.store.EpochStore.Served;
import java.util.Optional;

/**
 * A node that starts with a place in the database.
 *
 * @param among whether it is one of several by its configuration
 */
record PlacedNode(NodePlace place, EpochStore epochs, boolean among) implements StartingNode {
  @Override
  public boolean othersServe() {
    return among && !epochs.othersServing(place.id()).isEmpty();
  }

  @Override
  public Optional<Epoch> inForce() {
    return epochs.inForce();
  }

  @Override
  public Optional<Epoch> found(Served served, long behind) {
    return epochs.found(served, place.id(), behind);
  }

  @Override
  public boolean enter(long epoch) {
    return epochs.enter(place.id(), epoch);
  }

  @Override
  public void serves(long epoch) {
    place.serves(epoch);
  }
}
