package io.tidegate.bench.chaos;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Of copies of one signed call, sent to all nodes, at most one is let in. */
public final class ReplayedOnce implements Invariant {
  private final Set<String> letIn = new HashSet<>();
  private final List<String> broken = new ArrayList<>();
  private long looked;

  @Override
  public String name() {
    return "a signed call counts once";
  }

  @Override
  public void see(Observation observation) {
    if (observation.nonce().isEmpty()) {
      return;
    }
    looked++;
    if (observation.status() == 200 && !letIn.add(observation.nonce())) {
      broken.add("node " + observation.node() + " let a copy in");
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

  /** How many calls were let in. */
  public int letIn() {
    return letIn.size();
  }
}
