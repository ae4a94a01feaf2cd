package io.tidegate.engine.impact;

import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedMask;
import io.tidegate.route.catalog.Relation;
import io.tidegate.rules.mask.MaskKind;
import io.tidegate.rules.mask.MaskSpec;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a caller of one relation meets at a field: the mask of the relation, which a switch of the
 * record may lift, and what the plan fixes for everybody, which nothing lifts.
 */
record ShownMask(PlannedMask mask, PlannedMask fixed) {
  /** Where the plan treats all callers alike there is no mask of the relation. */
  static ShownMask of(PlannedField field, Relation relation) {
    return new ShownMask(field.masks().getOrDefault(relation, field.fixed()), field.fixed());
  }

  /** The mask itself, while these switches of the record are on. */
  MaskSpec under(Set<String> switchesOn) {
    boolean lifted = mask.unless().map(switchesOn::contains).orElse(false);
    return stricter(fixed.mask(), lifted ? MaskSpec.NONE : mask.mask());
  }

  /** Two masks of one rank that do different things leave nothing. */
  static MaskSpec stricter(MaskSpec a, MaskSpec b) {
    if (a.kind().rank() == b.kind().rank()) {
      return a.sameEffect(b) ? a : MaskSpec.DROP;
    }
    return a.kind().rank() > b.kind().rank() ? a : b;
  }

  /** Of two relations to one record the least strict counts. */
  static MaskSpec union(MaskSpec a, MaskSpec b) {
    return b.kind().rank() < a.kind().rank() ? b : a;
  }

  Optional<String> unless() {
    return mask.unless();
  }

  /** Told the way certificates tell it. */
  PlannedMask told() {
    boolean fixedCounts =
        fixed.mask().kind() != MaskKind.NONE
            && (mask.unless().isPresent()
                || fixed.mask().kind().rank() >= mask.mask().kind().rank());
    return fixedCounts ? fixed : mask;
  }

  /** The rules that ask for either. */
  SortedSet<String> rules() {
    SortedSet<String> rules = new TreeSet<>(mask.rules());
    rules.addAll(fixed.rules());
    return rules;
  }
}
