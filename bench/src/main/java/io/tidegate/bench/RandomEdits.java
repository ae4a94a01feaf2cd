package io.tidegate.bench;

import io.tidegate.route.catalog.Categories;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.text.Located;
import io.tidegate.rules.fact.Approval;
import io.tidegate.rules.mask.MaskKind;
import io.tidegate.rules.mask.MaskSpec;
import io.tidegate.rules.pack.Cell;
import io.tidegate.rules.pack.ConditionColumn;
import io.tidegate.rules.pack.DecisionTable;
import io.tidegate.rules.pack.Effect;
import io.tidegate.rules.pack.RulePack;
import io.tidegate.rules.pack.RuleRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Changes of a pack such as an administrator could make, for better or worse, by chance. */
final class RandomEdits {
  private final Random random;

  RandomEdits(long seed) {
    this.random = new Random(seed);
  }

  /** A pack with one to three changes; each call goes on with the chances. */
  RulePack edit(RulePack pack) {
    RulePack edited = pack;
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      edited = random.nextInt(8) == 0 ? otherMask(edited) : otherRow(edited, i);
    }
    return edited;
  }

  private RulePack otherMask(RulePack pack) {
    SortedMap<String, MaskSpec> masks = new TreeMap<>(pack.masks());
    MaskSpec mask = pick(List.copyOf(masks.values()));
    SortedMap<String, String> parameters = new TreeMap<>(mask.parameters());
    switch (mask.kind()) {
      case PREFIX -> parameters.put("keep", Integer.toString(1 + random.nextInt(8)));
      case KEEP -> {
        parameters.put("first", Integer.toString(random.nextInt(8)));
        parameters.put("last", Integer.toString(random.nextInt(5)));
      }
      case BAND ->
          parameters.put("thresholds", random.nextBoolean() ? "1000,50000" : "2000,70000,900000");
      case PARTY_SURROGATE -> parameters.put("digits", Integer.toString(4 + random.nextInt(4)));
      default -> {
        // without parameters there is nothing to change but the kind
        MaskKind kind = random.nextBoolean() ? MaskKind.COVER : MaskKind.DROP;
        masks.put(mask.name(), new MaskSpec(mask.name(), kind, new TreeMap<>()));
        return with(pack, masks, pack.tables());
      }
    }
    masks.put(mask.name(), new MaskSpec(mask.name(), mask.kind(), parameters));
    return with(pack, masks, pack.tables());
  }

  private RulePack otherRow(RulePack pack, int number) {
    List<DecisionTable> tables = new ArrayList<>(pack.tables());
    int place = random.nextInt(tables.size());
    DecisionTable table = tables.get(place);
    List<RuleRow> rows = new ArrayList<>(table.rows());
    if (rows.isEmpty()) {
      return pack;
    }
    int at = random.nextInt(rows.size());
    RuleRow row = rows.get(at);
    switch (random.nextInt(5)) {
      case 0 -> rows.remove(at);
      case 1 -> rows.set(at, row(row, row.id(), withoutCondition(row), row.then()));
      case 2 -> rows.set(at, row(row, row.id(), otherCondition(pack, row), row.then()));
      case 3 -> rows.set(at, row(row, row.id(), row.when(), other(row.then(), pack)));
      default ->
          rows.add(
              row(
                  row,
                  new Located<>("edit-" + number, row.id().span()),
                  random.nextBoolean() ? row.when() : otherCondition(pack, row),
                  other(row.then(), pack)));
    }
    tables.set(place, new DecisionTable(table.id(), table.stage(), table.title(), rows));
    return with(pack, pack.masks(), tables);
  }

  private static RuleRow row(
      RuleRow row, Located<String> id, SortedMap<ConditionColumn, Cell> when, Effect then) {
    return new RuleRow(id, when, then, row.why());
  }

  private SortedMap<ConditionColumn, Cell> withoutCondition(RuleRow row) {
    SortedMap<ConditionColumn, Cell> when = new TreeMap<>(row.when());
    if (!when.isEmpty()) {
      when.remove(pick(List.copyOf(when.keySet())));
    }
    return when;
  }

  /** Another value for one of its columns: a word of the column, or what some other row says. */
  private SortedMap<ConditionColumn, Cell> otherCondition(RulePack pack, RuleRow row) {
    SortedMap<ConditionColumn, Cell> when = new TreeMap<>(row.when());
    ConditionColumn column =
        when.isEmpty() ? ConditionColumn.AREA : pick(List.copyOf(when.keySet()));
    List<Cell> cells = new ArrayList<>();
    column.words().ifPresent(words -> cells.add(new Cell.OneOf(List.of(pick(words)))));
    pack.tables().stream()
        .flatMap(table -> table.rows().stream())
        .map(other -> Optional.ofNullable(other.when().get(column)))
        .forEach(cell -> cell.ifPresent(cells::add));
    if (column == ConditionColumn.SENSITIVITY) {
      cells.add(new Cell.AtLeast(pick(Arrays.asList(Sensitivity.values()))));
    }
    if (column == ConditionColumn.SERVICE) {
      cells.add(new Cell.Prefix("declaration"));
    }
    if (!cells.isEmpty()) {
      when.put(column, pick(cells));
    }
    return when;
  }

  private Effect other(Effect effect, RulePack pack) {
    return switch (effect) {
      case Effect.Classify ignored ->
          new Effect.Classify(
              Optional.of(pick(Arrays.asList(Sensitivity.values()))),
              random.nextInt(3) == 0 ? List.of(pick(Categories.ALL)) : List.of());
      case Effect.Open ignored ->
          random.nextInt(6) == 0
              ? new Effect.Open(Optional.empty(), Optional.empty(), Optional.of("not this"))
              : new Effect.Open(
                  Optional.of(pick(Arrays.asList(Openness.values()))),
                  Optional.of(pick(Arrays.asList(Approval.values()))),
                  Optional.empty());
      case Effect.Mask ignored -> mask(pack);
      case Effect.Influence influence -> new Effect.Influence(!influence.allowed());
      case Effect.Limit ignored -> new Effect.Limit(pick(List.copyOf(pack.limits().keySet())));
    };
  }

  private Effect.Mask mask(RulePack pack) {
    List<String> names = new ArrayList<>(List.of("none", "M-COVER", "M-DROP"));
    names.addAll(pack.masks().keySet());
    String name = pick(names);
    boolean lifted = !name.equals("none") && !pack.switches().isEmpty() && random.nextInt(3) == 0;
    return new Effect.Mask(name, lifted ? Optional.of(pick(pack.switches())) : Optional.empty());
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static RulePack with(
      RulePack pack, Map<String, MaskSpec> masks, List<DecisionTable> tables) {
    return new RulePack(
        pack.id(),
        pack.version(),
        pack.title(),
        pack.switches(),
        new TreeMap<>(masks),
        pack.limits(),
        tables,
        pack.expert(),
        pack.scenarios());
  }
}
