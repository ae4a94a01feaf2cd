package io.tidegate.engine.compile;

import io.tidegate.engine.plan.PlannedMask;
import io.tidegate.rules.mask.MaskKind;
import io.tidegate.rules.mask.MaskSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Chooses among masks: the strictest, or the one a derived value needs. */
final class MaskChoice {
  static final PlannedMask NONE = new PlannedMask(MaskSpec.NONE, Optional.empty(), List.of());

  private MaskChoice() {}

  static boolean isNone(PlannedMask mask) {
    return mask.mask().kind() == MaskKind.NONE;
  }

  /**
   * The strictest of several. Masks of one rank that do different things cannot be compared, so the
   * value is left out; a switch lifts the choice only when it lifts every mask that hides
   * something.
   */
  static PlannedMask strictest(Collection<PlannedMask> masks) {
    if (masks.size() == 1) {
      return masks.iterator().next();
    }
    List<PlannedMask> hiding = masks.stream().filter(m -> !isNone(m)).toList();
    if (hiding.isEmpty()) {
      return masks.isEmpty() ? NONE : masks.iterator().next();
    }
    int rank = hiding.stream().mapToInt(m -> m.mask().kind().rank()).max().orElseThrow();
    List<PlannedMask> top = hiding.stream().filter(m -> m.mask().kind().rank() == rank).toList();
    boolean agree = top.stream().allMatch(m -> m.mask().sameEffect(top.getFirst().mask()));
    MaskSpec chosen = agree ? top.getFirst().mask() : MaskSpec.DROP;
    return new PlannedMask(chosen, commonSwitch(hiding), rules(hiding));
  }

  /**
   * The strictest of several, for a value that stands for no single record: a switch belongs to a
   * record, so none lifts it.
   */
  static PlannedMask always(Collection<PlannedMask> masks) {
    PlannedMask strictest = strictest(masks);
    return new PlannedMask(strictest.mask(), Optional.empty(), strictest.rules());
  }

  /**
   * The mask of a value computed from several: shown when all of them are, otherwise left out
   * whole.
   */
  static PlannedMask derived(Collection<PlannedMask> masks) {
    List<PlannedMask> hiding = masks.stream().filter(m -> !isNone(m)).toList();
    if (hiding.isEmpty()) {
      return new PlannedMask(MaskSpec.NONE, Optional.empty(), rules(masks));
    }
    return new PlannedMask(MaskSpec.DROP, commonSwitch(hiding), rules(hiding));
  }

  private static Optional<String> commonSwitch(List<PlannedMask> hiding) {
    Optional<String> first = hiding.getFirst().unless();
    return hiding.stream().allMatch(m -> m.unless().equals(first)) ? first : Optional.empty();
  }

  private static List<String> rules(Collection<PlannedMask> masks) {
    Set<String> rules = new TreeSet<>();
    masks.forEach(m -> rules.addAll(m.rules()));
    return new ArrayList<>(rules);
  }
}
