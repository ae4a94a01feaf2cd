package io.tidegate.bench.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The same question has one answer under one epoch, whichever node answers, and it is one of those
 * the released packs give: no answer is wrong, and none is made under two packs.
 */
public final class OneAnswerPerEpoch implements Invariant {
  private final Map<Question, String> answers = new HashMap<>();
  private final List<String> broken = new ArrayList<>();
  private long looked;

  private record Question(String service, long epoch) {}

  @Override
  public String name() {
    return "one answer under one epoch";
  }

  @Override
  public void see(Observation observation) {
    if (observation.status() != 200 || !observation.nonce().isEmpty()) {
      return;
    }
    looked++;
    long epoch = observation.epoch().orElse(-1);
    String first =
        answers.putIfAbsent(new Question(observation.service(), epoch), observation.body());
    if (epoch < 1) {
      broken.add("an answer of node " + observation.node() + " names no epoch");
    } else if (first != null && !first.equals(observation.body())) {
      broken.add(
          "node "
              + observation.node()
              + " answered otherwise under epoch "
              + epoch
              + ": "
              + observation.body());
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
