package io.tidegate.engine.openapi;

import io.tidegate.engine.plan.AnswerShape.Value;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedMask;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.shape.Origin;
import io.tidegate.rules.mask.MaskKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything a member can be, over all reads it can come from and all relations a caller can have.
 *
 * @param types its JSON types, {@code null} last
 * @param format of its texts, when they all have it
 * @param masks for each relation the mask; empty when nobody meets one
 */
public record MemberOutcomes(
    List<String> types, Optional<String> format, Map<String, String> masks) {
  /** The relation under which a mask stands that everybody meets. */
  private static final String EVERYBODY = "EVERYBODY";

  public MemberOutcomes {
    types = List.copyOf(types);
    Objects.requireNonNull(format, "format");
    masks = Collections.unmodifiableMap(new LinkedHashMap<>(masks));
  }

  /** What a member of the answer of a plan can be. */
  public static MemberOutcomes of(GovernedPlan plan, Value value) {
    Set<FieldType> outcomes = EnumSet.of(value.type());
    boolean absent = value.nullable();
    boolean masked = false;
    Map<String, Set<String>> masks = new LinkedHashMap<>();
    boolean computed = value.lineage().all().size() != 1 || value.title().isEmpty();
    for (Origin origin : value.lineage().values()) {
      PlannedField field = plan.read(origin.read()).fields().get(origin.output());
      for (Map.Entry<String, PlannedMask> entry : met(plan, origin)) {
        MaskKind kind = entry.getValue().mask().kind();
        // what yields the type of the field yields the type the answer declares, which may be the
        // wider one
        kind.yields(field.type()).filter(t -> t != field.type()).ifPresent(outcomes::add);
        absent |=
            // what is computed from something masked may come to nothing
            computed && kind != MaskKind.NONE || kind.leavesNull(field.type());
        masked |= kind != MaskKind.NONE;
        masks
            .computeIfAbsent(entry.getKey(), k -> new LinkedHashSet<>())
            .add(entry.getValue().text());
      }
    }
    Map<String, String> texts = new LinkedHashMap<>();
    if (masked) {
      masks.forEach((relation, names) -> texts.put(relation, String.join(" or ", names)));
    }
    return new MemberOutcomes(types(outcomes, absent), format(outcomes), texts);
  }

  /** What hides an output from each relation, in the plan and in each variant of it. */
  private static List<Map.Entry<String, PlannedMask>> met(GovernedPlan plan, Origin origin) {
    List<Map.Entry<String, PlannedMask>> met = new ArrayList<>();
    Stream.concat(Stream.of(plan), plan.variants().stream().map(plan::seenAs))
        .map(seen -> seen.read(origin.read()).fields().get(origin.output()))
        .forEach(
            field -> {
              field.masks().forEach((relation, mask) -> met.add(Map.entry(relation.name(), mask)));
              if (field.fixed().mask().kind() != MaskKind.NONE) {
                met.add(Map.entry(EVERYBODY, field.fixed()));
              }
            });
    return met;
  }

  private static List<String> types(Set<FieldType> outcomes, boolean absent) {
    Set<String> types = new LinkedHashSet<>();
    outcomes.forEach(type -> types.add(JsonType.of(type).type()));
    if (absent) {
      types.add("null");
    }
    return new ArrayList<>(types);
  }

  /** A date that is masked to its month is a text but no date, so then there is no format. */
  private static Optional<String> format(Set<FieldType> outcomes) {
    return outcomes.size() == 1
        ? JsonType.of(outcomes.iterator().next()).format()
        : Optional.empty();
  }
}
