package io.tidegate.rules.decide;

import io.tidegate.rules.fact.LimitClass;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The classes of limits that were asked for, with everybody who asked. The order of asking makes no
 * difference.
 */
final class LimitAsks {
  private final SortedMap<LimitClass, SortedSet<String>> rules =
      new TreeMap<>(Comparator.comparing(LimitClass::name));

  LimitAsks ask(LimitClass limit, String rule) {
    rules.computeIfAbsent(limit, key -> new TreeSet<>()).add(rule);
    return this;
  }

  LimitAsks askAll(LimitAsks others) {
    others.rules.forEach(
        (limit, asking) -> rules.computeIfAbsent(limit, key -> new TreeSet<>()).addAll(asking));
    return this;
  }

  /** When nobody asked, the default and its reason. */
  LimitAsks orElse(LimitClass otherwise, String rule) {
    return rules.isEmpty() ? ask(otherwise, rule) : this;
  }

  /** What all of them allow, by those without whom it would be more. */
  LimitDecision decision() {
    LimitClass strictest = LimitClass.strictest(rules.keySet());
    SortedSet<String> deciding = new TreeSet<>();
    List<String> names = List.of(strictest.name().split("\\+"));
    rules.forEach(
        (limit, asking) -> {
          if (names.contains(limit.name())) {
            deciding.addAll(asking);
          }
        });
    return new LimitDecision(strictest, List.copyOf(deciding));
  }
}
