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
import io.tidegate.rules.pack.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Changes of a pack such as an administrator could make, for better or worse, by chance. */
final class RandomEdits {
  private final Random random;

  RandomEdits(long seed) {
    this.random = new Random(seed);
  }

  /** What can be changed of a pack. */
  enum Kind {
    /** A row more, in any table. */
    INSERT,
    /** A row less. */
    DELETE,
    /** The rows of a table in another order, and the tables too. */
    REORDER,
    /** A row that asks for something else. */
    CONDITION,
    /** A row that asks for less. */
    CONDITION_LESS,
    /** Another label that a row gives. */
    LABEL,
    /** Who may have a field, and who has to agree. */
    OPENNESS,
    /** Another mask that a row puts on. */
    MASK,
    /** What a mask does. */
    PARAMETER,
    /** Whether a field may influence an answer. */
    INFLUENCE,
    /** How often a service may be called. */
    LIMIT,
    /** For which purposes and levels of organisations a row counts. */
    AUDIENCE
  }

  /**
   * A changed pack.
   *
   * @param kinds what was changed, in the order it was
   */
  record Edit(RulePack pack, List<Kind> kinds) {
    Edit {
      kinds = List.copyOf(kinds);
    }
  }

  /** A pack with one to three changes; each call goes on with the chances. */
  Edit edit(RulePack pack) {
    List<Kind> kinds = new ArrayList<>();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      kinds.add(pick(List.of(Kind.values())));
    }
    return edit(pack, kinds);
  }

  /** A pack with changes of these kinds. */
  Edit edit(RulePack pack, List<Kind> kinds) {
    RulePack edited = pack;
    for (int i = 0; i < kinds.size(); i++) {
      edited = changed(edited, kinds.get(i), i);
    }
    return new Edit(edited, kinds);
  }

  private RulePack changed(RulePack pack, Kind kind, int number) {
    return switch (kind) {
      case PARAMETER -> otherMask(pack);
      case REORDER -> otherOrder(pack);
      case INSERT, DELETE, CONDITION, CONDITION_LESS -> otherRow(pack, kind, any -> true, number);
      case LABEL -> otherRow(pack, kind, stage -> stage == Stage.CLASSIFY, number);
      case OPENNESS -> otherRow(pack, kind, stage -> stage == Stage.OPEN, number);
      case MASK -> otherRow(pack, kind, stage -> stage == Stage.MASK, number);
      case INFLUENCE -> otherRow(pack, kind, stage -> stage == Stage.INFLUENCE, number);
      case LIMIT -> otherRow(pack, kind, stage -> stage == Stage.LIMIT, number);
      case AUDIENCE ->
          otherRow(pack, kind, stage -> stage == Stage.OPEN || stage == Stage.LIMIT, number);
    };
  }

  private RulePack otherOrder(RulePack pack) {
    List<DecisionTable> tables = new ArrayList<>();
    for (DecisionTable table : pack.tables()) {
      List<RuleRow> rows = new ArrayList<>(table.rows());
      Collections.shuffle(rows, random);
      tables.add(new DecisionTable(table.id(), table.stage(), table.title(), rows));
    }
    Collections.shuffle(tables, random);
    return with(pack, pack.masks(), tables);
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

  private RulePack otherRow(RulePack pack, Kind kind, Predicate<Stage> stage, int number) {
    List<DecisionTable> tables = new ArrayList<>(pack.tables());
    DecisionTable table =
        pick(tables.stream().filter(t -> stage.test(t.stage()) && !t.rows().isEmpty()).toList());
    List<RuleRow> rows = new ArrayList<>(table.rows());
    int at = random.nextInt(rows.size());
    RuleRow row = rows.get(at);
    switch (kind) {
      case DELETE -> rows.remove(at);
      case CONDITION -> rows.set(at, row(row, row.id(), otherCondition(pack, row), row.then()));
      case CONDITION_LESS -> rows.set(at, row(row, row.id(), withoutCondition(row), row.then()));
      case AUDIENCE -> rows.set(at, row(row, row.id(), otherAudience(row), row.then()));
      case LABEL, OPENNESS, MASK, INFLUENCE, LIMIT ->
          rows.set(at, row(row, row.id(), row.when(), other(row.then(), pack)));
      case INSERT ->
          rows.add(
              random.nextInt(rows.size() + 1),
              row(
                  row,
                  new Located<>("edit-" + number, row.id().span()),
                  random.nextBoolean() ? row.when() : otherCondition(pack, row),
                  other(row.then(), pack)));
      case PARAMETER, REORDER -> throw new IllegalArgumentException(kind + " is of no row");
    }
    tables.set(
        tables.indexOf(table), new DecisionTable(table.id(), table.stage(), table.title(), rows));
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

  /** Another purpose or level, or one where there was none. */
  private SortedMap<ConditionColumn, Cell> otherAudience(RuleRow row) {
    SortedMap<ConditionColumn, Cell> when = new TreeMap<>(row.when());
    ConditionColumn column =
        pick(List.of(ConditionColumn.PURPOSE, ConditionColumn.ORGANISATION_LEVEL));
    when.put(column, new Cell.OneOf(List.of(pick(column.words().orElseThrow()))));
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
        pack.leastParties(),
        tables,
        pack.expert(),
        pack.scenarios());
  }
}
