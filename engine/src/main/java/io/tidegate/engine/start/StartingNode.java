package io.tidegate.engine.start;

import io.tidegate.engine.store.EpochStore.Epoch;
import io.tidegate.engine.store.EpochStore.Served;
import java.util.Optional;

/** A node that starts, among others or as the first. */
interface StartingNode {
  /** Whether other nodes serve already, so that theirs counts. */
  boolean othersServe();

  /** What was in force last. */
  Optional<Epoch> inForce();

  /**
   * Puts in force what this node starts with.
   *
   * @param behind a number the epoch has to be greater than
   * @return empty when others have come to serve something else
   */
  Optional<Epoch> found(Served served, long behind);

  /**
   * Begins to serve what is in force.
   *
   * @return false when that is another epoch
   */
  boolean enter(long epoch);

  /** Says that it serves an epoch now, which it has found or entered. */
  void serves(long epoch);
}
