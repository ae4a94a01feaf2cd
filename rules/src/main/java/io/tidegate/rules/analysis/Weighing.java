package io.tidegate.rules.analysis;

import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.rules.fact.Approval;
import io.tidegate.rules.fact.LimitClass;
import io.tidegate.rules.mask.MaskKind;
import io.tidegate.rules.mask.MaskSpec;
import io.tidegate.rules.pack.ConditionColumn;
import io.tidegate.rules.pack.Effect;
import io.tidegate.rules.pack.RulePack;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How decisions about one fact weigh against each other: what {@code Strictest} and {@code
 * MaskChoice} do, told as relations between decisions.
 */
final class Weighing {
  private final RulePack pack;
  private final FactSpace space;

  Weighing(RulePack pack, FactSpace space) {
    this.pack = pack;
    this.space = space;
  }

  MaskSpec mask(Effect.Mask effect) {
    return pack.mask(effect.mask()).orElseThrow();
  }

  private LimitClass limit(Effect.Limit effect) {
    return pack.limit(effect.limit()).orElseThrow();
  }

  /**
   * Whether one decision leaves nothing to another, whatever else is decided about the same fact.
   */
  boolean dominates(Effect one, Effect other) {
    return switch (one) {
      case Effect.Classify strong ->
          other instanceof Effect.Classify weak
              && atLeast(strong.sensitivity(), weak.sensitivity())
              && strong.categories().containsAll(weak.categories());
      case Effect.Open strong ->
          other instanceof Effect.Open weak
              && atLeast(strong.openness(), weak.openness())
              && atLeast(strong.approval(), weak.approval())
              && (strong.deny().isPresent() || weak.deny().isEmpty());
      case Effect.Mask strong -> other instanceof Effect.Mask weak && dominates(strong, weak);
      case Effect.Influence strong ->
          other instanceof Effect.Influence weak && (!strong.allowed() || weak.allowed());
      case Effect.Limit strong ->
          other instanceof Effect.Limit weak && limit(strong).within(limit(weak));
    };
  }

  private boolean dominates(Effect.Mask strong, Effect.Mask weak) {
    MaskSpec one = mask(strong);
    MaskSpec other = mask(weak);
    boolean sameSwitch = strong.unless().isEmpty() || strong.unless().equals(weak.unless());
    if (other.kind() == MaskKind.NONE) {
      return true;
    }
    return one.sameEffect(other)
        ? sameSwitch
        : one.kind().rank() > other.kind().rank() && sameSwitch;
  }

  private static <T extends Comparable<T>> boolean atLeast(Optional<T> one, Optional<T> other) {
    return other.isEmpty() || (one.isPresent() && one.get().compareTo(other.get()) >= 0);
  }

  /**
   * Whether a decision makes a difference to some fact of a region about which exactly these others
   * decide too.
   */
  boolean contributes(Effect effect, List<Effect> others, Region region) {
    return switch (effect) {
      case Effect.Classify classify -> contributes(classify, others, region);
      case Effect.Open open -> contributes(open, others, region);
      case Effect.Mask mask -> {
        List<Effect.Mask> asks = others.stream().map(Effect.Mask.class::cast).toList();
        yield asks.isEmpty()
            || !chosen(asks).equals(chosen(Stream.concat(asks.stream(), Stream.of(mask)).toList()));
      }
      case Effect.Influence influence ->
          others.stream()
              .map(Effect.Influence.class::cast)
              .noneMatch(other -> !other.allowed() || influence.allowed());
      case Effect.Limit limit ->
          others.isEmpty()
              || !LimitClass.strictest(
                      others.stream().map(other -> limit((Effect.Limit) other)).toList())
                  .within(limit(limit));
    };
  }

  private boolean contributes(Effect.Classify classify, List<Effect> others, Region region) {
    Set<String> categories = new HashSet<>();
    Optional<Sensitivity> most = Optional.empty();
    for (Effect other : others) {
      Effect.Classify each = (Effect.Classify) other;
      categories.addAll(each.categories());
      most = atLeast(most, each.sensitivity()) ? most : each.sensitivity();
    }
    Optional<Sensitivity> ofOthers = most;
    boolean raises =
        classify.sensitivity().isPresent()
            && !atLeast(ofOthers, classify.sensitivity())
            && space.left(region, ConditionColumn.SENSITIVITY).stream()
                .anyMatch(
                    declared ->
                        declared.equals(ConditionColumn.UNKNOWN)
                            || Sensitivity.valueOf(declared).compareTo(classify.sensitivity().get())
                                < 0);
    return raises
        || classify.categories().stream()
            .filter(category -> !categories.contains(category))
            .anyMatch(
                category -> {
                  BitSet one = FactSpace.tags(ConditionColumn.CATEGORY, List.of(category));
                  return !region.withNoneOf(one).isEmpty();
                });
  }

  private boolean contributes(Effect.Open open, List<Effect> others, Region region) {
    Optional<Openness> openness = Optional.empty();
    Optional<Approval> approval = Optional.empty();
    boolean denied = false;
    for (Effect other : others) {
      Effect.Open each = (Effect.Open) other;
      openness = atLeast(openness, each.openness()) ? openness : each.openness();
      approval = atLeast(approval, each.approval()) ? approval : each.approval();
      denied |= each.deny().isPresent();
    }
    boolean closes =
        !atLeast(openness, open.openness())
            && space.left(region, ConditionColumn.OPENNESS).stream()
                .anyMatch(
                    tier ->
                        Openness.valueOf(tier.toUpperCase(Locale.ROOT))
                                .compareTo(open.openness().orElseThrow())
                            < 0);
    return closes || !atLeast(approval, open.approval()) || (open.deny().isPresent() && !denied);
  }

  /** What a value comes to: a mask by what it does, and the switch that lifts it. */
  private record Chosen(MaskKind kind, Object parameters, Optional<String> unless) {}

  private Chosen chosen(List<Effect.Mask> asks) {
    int rank = asks.stream().mapToInt(ask -> mask(ask).kind().rank()).max().orElseThrow();
    List<MaskSpec> top =
        asks.stream().map(this::mask).filter(mask -> mask.kind().rank() == rank).toList();
    MaskSpec mask = top.getFirst();
    if (!top.stream().allMatch(mask::sameEffect)) {
      return new Chosen(MaskKind.DROP, MaskSpec.DROP.parameters(), Optional.empty());
    }
    List<Optional<String>> switches =
        asks.stream()
            .filter(ask -> mask(ask).kind() != MaskKind.NONE)
            .map(Effect.Mask::unless)
            .distinct()
            .toList();
    return new Chosen(
        mask.kind(),
        mask.parameters(),
        switches.size() == 1 ? switches.getFirst() : Optional.empty());
  }
}
