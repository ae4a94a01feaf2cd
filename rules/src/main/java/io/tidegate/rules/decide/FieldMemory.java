package io.tidegate.rules.decide;

import io.tidegate.rules.fact.FieldFact;
import io.tidegate.rules.fact.ServiceFact;
import io.tidegate.rules.pack.Cell;
import io.tidegate.rules.pack.ConditionColumn;
import io.tidegate.rules.pack.RulePack;
import io.tidegate.rules.pack.Stage;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a pack decided about a field, so that its rules are not asked again for the next service
 * with the same field. Rules see one field at a time and nothing of the others, so that equal
 * fields are decided about alike; of the service they see its id, which counts only where a cell of
 * the pack names it. Only what was decided without a complaint is kept.
 */
final class FieldMemory {
  private final Map<Key, Remembered> known = new ConcurrentHashMap<>();
  private final List<Cell> serviceCells;
  private final boolean tablesOnly;

  /**
   * @param tablesOnly whether the tables of the pack are all there is, so that no rule asks for a
   *     service but by a cell
   */
  FieldMemory(RulePack pack, boolean tablesOnly) {
    this.tablesOnly = tablesOnly;
    Set<Cell> cells = new LinkedHashSet<>();
    pack.tables().stream()
        .flatMap(table -> table.rows().stream())
        .map(row -> Optional.ofNullable(row.when().get(ConditionColumn.SERVICE)))
        .forEach(cell -> cell.ifPresent(cells::add));
    this.serviceCells = List.copyOf(cells);
  }

  /**
   * Everything a rule can tell one field from another by.
   *
   * @param serviceCells which of the cells that speak of services hold
   */
  record Key(List<Cell> serviceCells, FieldFact fact) {
    Key {
      Objects.requireNonNull(serviceCells, "serviceCells");
      Objects.requireNonNull(fact, "fact");
    }
  }

  /**
   * What is kept of a field.
   *
   * @param hits how many conclusions it took in each stage, for there is a limit to all of a
   *     service
   */
  record Remembered(FieldDecision decision, Deciding.FieldAsks asks, EnumMap<Stage, Integer> hits) {
    Remembered {
      Objects.requireNonNull(decision, "decision");
      Objects.requireNonNull(asks, "asks");
      hits = new EnumMap<>(hits);
    }
  }

  Optional<Remembered> recall(Key key) {
    return Optional.ofNullable(known.get(key));
  }

  void keep(Key key, Remembered decided) {
    known.put(key, decided);
  }

  /** The cells that hold of a service; where more than cells ask for it, the service itself. */
  List<Cell> cells(ServiceFact service) {
    if (!tablesOnly) {
      return List.of(new Cell.OneOf(List.of(service.service())));
    }
    return serviceCells.stream().filter(cell -> holds(cell, service.service())).toList();
  }

  private static boolean holds(Cell cell, String service) {
    return switch (cell) {
      case Cell.OneOf oneOf -> oneOf.values().contains(service);
      case Cell.Prefix prefix -> service.startsWith(prefix.text());
      case Cell.Suffix suffix -> service.endsWith(suffix.text());
      case Cell.AtLeast atLeast ->
          throw new IllegalStateException("only sensitivities are compared");
    };
  }
}
