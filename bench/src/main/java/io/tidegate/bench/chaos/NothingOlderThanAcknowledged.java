package io.tidegate.bench.chaos;

import java.util.ArrayList;
import java.util.List;

/** A call that is sent after a release was acknowledged is not answered under an earlier one. */
public final class NothingOlderThanAcknowledged implements Invariant {
  private final List<String> broken = new ArrayList<>();
  private long looked;

  @Override
  public String name() {
    return "nothing older than what was acknowledged";
  }

  @Override
  public void see(Observation observation) {
    if (observation.status() != 200) {
      return;
    }
    looked++;
    if (observation.epoch().orElse(0) < observation.acknowledged()) {
      broken.add(
          "node %d answered under epoch %d after %d was acknowledged"
              .formatted(
                  observation.node(), observation.epoch().orElse(0), observation.acknowledged()));
    }
  }

  @Override
  public List<String> broken() {
    return List.copyOf(broken);
  }

  @Override
  public long looked() {
    return looked;
  }
}
