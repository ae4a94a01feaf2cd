package io.tidegate.rules.decide;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The greatest of the values that were asked for, with everybody who asked for it. The order of
 * asking makes no difference.
 */
final class Strictest<T extends Comparable<? super T>> {
  private Optional<T> value = Optional.empty();
  private final SortedSet<String> rules = new TreeSet<>();

  Strictest<T> ask(T asked, String rule) {
    int order = value.map(asked::compareTo).orElse(1);
    if (order > 0) {
      value = Optional.of(asked);
      rules.clear();
    }
    if (order >= 0) {
      rules.add(rule);
    }
    return this;
  }

  Strictest<T> askAll(Strictest<T> others) {
    if (others.value.isEmpty()) {
      return this;
    }
    T asked = others.value.get();
    int order = value.map(asked::compareTo).orElse(1);
    if (order > 0) {
      value = others.value;
      rules.clear();
    }
    if (order >= 0) {
      rules.addAll(others.rules);
    }
    return this;
  }

  /** What was asked for most strictly; when nobody asked, the default and its reason. */
  Strictest<T> orElse(T otherwise, String rule) {
    return value.isPresent() ? this : ask(otherwise, rule);
  }

  Optional<T> value() {
    return value;
  }

  List<String> rules() {
    return Collections.unmodifiableList(new ArrayList<>(rules));
  }
}
