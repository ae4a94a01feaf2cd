package io.tidegate.rules.pack;

import io.tidegate.route.text.Bilingual;
import io.tidegate.rules.fact.LeastParties;
import io.tidegate.rules.fact.LimitClass;
import io.tidegate.rules.mask.MaskSpec;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A versioned set of rules. Two packs that say the same are equal and have one fingerprint, in
 * whatever order files, rows and keys were written.
 *
 * @param switches the names of record switches that masks may depend on; sorted
 * @param masks the pack's own masks by name, without the built-in ones
 * @param limits its classes of limits by name
 * @param leastParties how small a group of others' records a statistic may tell of
 * @param tables sorted by id
 * @param expert rules written by hand; sorted by id, and none has the id of a table
 * @param scenarios what the pack must decide, sorted by id; they decide nothing themselves
 */
public record RulePack(
    String id,
    String version,
    Bilingual title,
    List<String> switches,
    SortedMap<String, MaskSpec> masks,
    SortedMap<String, LimitClass> limits,
    LeastParties leastParties,
    List<DecisionTable> tables,
    List<ExpertRules> expert,
    List<Scenario> scenarios) {
  public RulePack {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(title, "title");
    switches = switches.stream().sorted().distinct().toList();
    masks = Collections.unmodifiableSortedMap(new TreeMap<>(masks));
    limits = Collections.unmodifiableSortedMap(new TreeMap<>(limits));
    Objects.requireNonNull(leastParties, "leastParties");
    tables = tables.stream().sorted(Comparator.comparing(DecisionTable::id)).toList();
    expert = expert.stream().sorted(Comparator.comparing(ExpertRules::id)).toList();
    scenarios =
        scenarios.stream()
            .sorted(Comparator.comparing((Scenario scenario) -> scenario.id().value()))
            .toList();
  }

  /** A pack of tables only, with no limits. */
  public RulePack(
      String id,
      String version,
      Bilingual title,
      List<String> switches,
      SortedMap<String, MaskSpec> masks,
      List<DecisionTable> tables) {
    this(
        id,
        version,
        title,
        switches,
        masks,
        new TreeMap<>(),
        LeastParties.DEFAULT,
        tables,
        List.of(),
        List.of());
  }

  /** A mask of the pack, or a built-in one. */
  public Optional<MaskSpec> mask(String name) {
    return MaskSpec.BUILT_IN.stream()
        .filter(mask -> mask.name().equals(name))
        .findFirst()
        .or(() -> Optional.ofNullable(masks.get(name)));
  }

  /** A class of limits of the pack. */
  public Optional<LimitClass> limit(String name) {
    return Optional.ofNullable(limits.get(name));
  }

  /**
   * SHA-256 of everything that decides, as 64 hexadecimal digits. Scenarios are not in it: a plan
   * stays what it is when only a test of the pack is added.
   */
  public String fingerprint() {
    return new CanonicalText().pack(this).sha256();
  }
}
