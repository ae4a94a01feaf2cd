package io.tidegate.bench.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Every call that was answered is on record, once. Asked when all is over, for records are posted
 * after the answer, and those of a killed node when it starts again.
 */
public final class OnRecordOnce implements Invariant {
  private final Supplier<List<String>> recorded;
  private final Set<String> answered = new HashSet<>();
  private final List<String> nameless = new ArrayList<>();
  private long looked;

  /**
   * @param recorded the trace ids of all calls on record, as often as they are there
   */
  public OnRecordOnce(Supplier<List<String>> recorded) {
    this.recorded = Objects.requireNonNull(recorded, "recorded");
  }

  @Override
  public String name() {
    return "every answered call on record once";
  }

  @Override
  public void see(Observation observation) {
    if (observation.status() != 200) {
      return;
    }
    looked++;
    if (observation.trace().isEmpty() || !answered.add(observation.trace())) {
      nameless.add("an answer of node " + observation.node() + " has no trace id of its own");
    }
  }

  @Override
  public List<String> broken() {
    List<String> broken = new ArrayList<>(nameless);
    Map<String, Integer> times = new HashMap<>();
    recorded.get().forEach(trace -> times.merge(trace, 1, Integer::sum));
    for (String trace : answered) {
      int found = times.getOrDefault(trace, 0);
      if (found != 1) {
        broken.add("call " + trace + " is on record " + found + " times");
      }
    }
    return broken;
  }

  @Override
  public long looked() {
    return looked;
  }
}
