package io.tidegate.rules.decide;

import io.tidegate.rules.mask.MaskKind;
import io.tidegate.rules.mask.MaskSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Chooses among the masks that rules ask for. The one that hides most wins; two that hide equally
 * much in different ways cannot be weighed, so the value is left out. A switch lifts a mask only
 * when nothing else hides the field that the switch would not lift as well.
 */
final class MaskChoice {
  private MaskChoice() {}

  /** A mask with the rule that asks for it. */
  record Ask(String rule, MaskSpec mask, Optional<String> unless) {
    boolean hides() {
      return mask.kind() != MaskKind.NONE;
    }
  }

  /** The decision; nobody asking for anything covers the field. */
  static MaskDecision choose(List<Ask> asks) {
    if (asks.isEmpty()) {
      return new MaskDecision(MaskSpec.COVER, Optional.empty(), List.of(Builtin.NOTHING_DECIDED));
    }
    int rank = asks.stream().mapToInt(ask -> ask.mask().kind().rank()).max().getAsInt();
    List<Ask> top = asks.stream().filter(ask -> ask.mask().kind().rank() == rank).toList();
    Stream<String> topRules = top.stream().map(Ask::rule);
    MaskSpec mask =
        top.stream().map(Ask::mask).min(Comparator.comparing(MaskSpec::name)).orElseThrow();
    if (!top.stream().allMatch(ask -> ask.mask().sameEffect(mask))) {
      return new MaskDecision(
          MaskSpec.DROP,
          Optional.empty(),
          sorted(Stream.concat(topRules, Stream.of(Builtin.CONFLICT))));
    }
    List<Ask> hiding = asks.stream().filter(Ask::hides).toList();
    List<Optional<String>> switches = hiding.stream().map(Ask::unless).distinct().toList();
    return switches.size() > 1
        ? new MaskDecision(mask, Optional.empty(), sorted(hiding.stream().map(Ask::rule)))
        : new MaskDecision(
            mask, switches.isEmpty() ? Optional.empty() : switches.getFirst(), sorted(topRules));
  }

  /** What hides at least as much as each of these. */
  static MaskDecision strictest(List<MaskDecision> decisions) {
    return choose(
        decisions.stream()
            .flatMap(
                decision ->
                    decision.rules().stream()
                        .map(rule -> new Ask(rule, decision.mask(), decision.unless())))
            .distinct()
            .toList());
  }

  private static List<String> sorted(Stream<String> rules) {
    return rules.sorted().distinct().toList();
  }
}
