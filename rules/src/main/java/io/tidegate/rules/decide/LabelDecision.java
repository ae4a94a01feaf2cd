package io.tidegate.rules.decide;

import io.tidegate.route.catalog.Sensitivity;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a field is.
 *
 * @param sensitivity the strictest of what the catalog declares and what rules say; absent means
 *     unknown, and then the field is covered for everybody
 * @param categories those of the catalog and those that rules added; sorted
 * @param rules which rules said so, sorted; {@code builtin:catalog} stands for the catalog
 */
public record LabelDecision(
    Optional<Sensitivity> sensitivity, List<String> categories, List<String> rules) {
  public LabelDecision {
    Objects.requireNonNull(sensitivity, "sensitivity");
    categories = categories.stream().sorted().distinct().toList();
    rules = List.copyOf(rules);
  }
}
