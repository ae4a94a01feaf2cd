package io.tidegate.engine.impact;

import io.tidegate.route.catalog.Relation;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A record of a read as a caller sees it now and as it would see it. Its values are made up and
 * went through the masks themselves; surrogates in it are of a key that no receiver has.
 *
 * @param relations what the caller is to it
 * @param switchesOn the switches that are on in it
 */
public record ExampleRow(
    String read, SortedSet<Relation> relations, List<String> switchesOn, List<Cell> cells) {
  public ExampleRow {
    Objects.requireNonNull(read, "read");
    relations = Collections.unmodifiableSortedSet(new TreeSet<>(relations));
    switchesOn = List.copyOf(switchesOn);
    cells = List.copyOf(cells);
  }

  /** One value; absent where nothing is shown. */
  public record Cell(String output, Optional<Object> before, Optional<Object> after) {
    public Cell {
      Objects.requireNonNull(output, "output");
      Objects.requireNonNull(before, "before");
      Objects.requireNonNull(after, "after");
    }
  }
}
