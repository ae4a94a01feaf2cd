package io.tidegate.engine.plan;

import io.tidegate.route.catalog.Sensitivity;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a field is. An absent sensitivity means unknown, which is treated as the strictest. */
public record PlannedLabel(
    Optional<Sensitivity> sensitivity, List<String> categories, List<String> rules) {
  public PlannedLabel {
    Objects.requireNonNull(sensitivity, "sensitivity");
    categories = categories.stream().sorted().distinct().toList();
    rules = rules.stream().sorted().distinct().toList();
  }

  /** Such as {@code S2 price} or {@code unknown}. */
  public String text() {
    String level = sensitivity.map(Enum::name).orElse("unknown");
    return categories.isEmpty() ? level : level + " " + String.join(",", categories);
  }
}
