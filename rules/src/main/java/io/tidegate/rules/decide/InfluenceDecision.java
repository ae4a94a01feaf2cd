package io.tidegate.rules.decide;

import java.util.List;

/**
 * Whether a column may influence an answer in one way.
 *
 * @param rules which rules said so, sorted
 */
public record InfluenceDecision(boolean allowed, List<String> rules) {
  public InfluenceDecision {
    rules = List.copyOf(rules);
  }
}
