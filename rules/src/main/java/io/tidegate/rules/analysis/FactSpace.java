package io.tidegate.rules.analysis;

import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.rules.pack.Cell;
import io.tidegate.rules.pack.ConditionColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Every fact that the rows of one stage can be asked about: for each column the finitely many
 * values that some row tells apart.
 */
final class FactSpace {
  /** All but those of which a field has any number of words. */
  static final List<ConditionColumn> COLUMNS =
      Arrays.stream(ConditionColumn.values()).filter(column -> !column.isOfMany()).toList();

  /** What a field may be or not, each by itself: the words of all columns that are of many. */
  private static final List<Tag> TAGS =
      Arrays.stream(ConditionColumn.values())
          .filter(ConditionColumn::isOfMany)
          .flatMap(column -> column.words().orElseThrow().stream().map(w -> new Tag(column, w)))
          .toList();

  private record Tag(ConditionColumn column, String word) {}

  private final Map<ConditionColumn, List<String>> values = new EnumMap<>(ConditionColumn.class);

  private FactSpace() {}

  /**
   * @param cells every cell that a row of the stage has in a column
   */
  static FactSpace of(Map<ConditionColumn, ? extends Collection<Cell>> cells) {
    FactSpace space = new FactSpace();
    for (ConditionColumn column : COLUMNS) {
      Collection<Cell> asked = cells.containsKey(column) ? cells.get(column) : List.of();
      space.values.put(column, column.words().orElseGet(() -> TextClasses.of(asked)));
    }
    return space;
  }

  /** Values of a column, one for each class of values that no row tells apart. */
  List<String> values(ConditionColumn column) {
    return values.get(column);
  }

  /** Every fact. */
  Region everything() {
    BitSet[] sets = new BitSet[COLUMNS.size()];
    for (int i = 0; i < sets.length; i++) {
      sets[i] = new BitSet();
      sets[i].set(0, values(COLUMNS.get(i)).size());
    }
    return new Region(sets, new BitSet(), List.of());
  }

  /** The facts that meet a cell. */
  Region where(ConditionColumn column, Cell cell) {
    if (column.isOfMany()) {
      return everything().withAnyOf(tags(column, ((Cell.OneOf) cell).values()));
    }
    BitSet met = new BitSet();
    List<String> all = values(column);
    Predicate<String> meets = meets(cell);
    for (int i = 0; i < all.size(); i++) {
      met.set(i, meets.test(all.get(i)));
    }
    return everything().with(COLUMNS.indexOf(column), met);
  }

  /** Words of a column that is of many, as a region knows them. */
  static BitSet tags(ConditionColumn column, Collection<String> words) {
    BitSet tags = new BitSet();
    words.forEach(word -> tags.set(TAGS.indexOf(new Tag(column, word))));
    return tags;
  }

  private static Predicate<String> meets(Cell cell) {
    return switch (cell) {
      case Cell.OneOf oneOf -> Set.copyOf(oneOf.values())::contains;
      case Cell.Prefix prefix -> value -> value.startsWith(prefix.text());
      case Cell.Suffix suffix -> value -> value.endsWith(suffix.text());
      case Cell.AtLeast atLeast ->
          value ->
              value.equals(ConditionColumn.UNKNOWN)
                  || Sensitivity.valueOf(value).compareTo(atLeast.sensitivity()) >= 0;
    };
  }

  /** The values a region leaves to a column. */
  List<String> left(Region region, ConditionColumn column) {
    return region.set(COLUMNS.indexOf(column)).stream().mapToObj(values(column)::get).toList();
  }

  /**
   * One fact of a region that is not empty: for each column the region restricts a value, and for
   * those of many words what the field must be. Any other value does for the columns that are left
   * out.
   */
  List<Example.Fact> example(Region region) {
    List<Example.Fact> facts = new ArrayList<>();
    for (ConditionColumn column : ConditionColumn.values()) {
      if (column.isOfMany()) {
        List<String> words =
            region.leastTags().stream()
                .mapToObj(TAGS::get)
                .filter(tag -> tag.column() == column)
                .map(Tag::word)
                .toList();
        if (!words.isEmpty() || region.restricts(tags(column, column.words().orElseThrow()))) {
          facts.add(new Example.Fact(column, words));
        }
        continue;
      }
      BitSet set = region.set(COLUMNS.indexOf(column));
      if (set.cardinality() < values(column).size()) {
        facts.add(new Example.Fact(column, List.of(values(column).get(set.nextSetBit(0)))));
      }
    }
    return facts;
  }
}
