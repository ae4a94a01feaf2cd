package io.tidegate.engine.check;

import io.tidegate.engine.check.RowSource.Column;
import io.tidegate.engine.check.RowSource.Item;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The names an expression may use, from the innermost query outwards. */
final class Names {
  private final RowSource source;
  private final Optional<Names> outer;
  private int uses;

  Names(RowSource source, Optional<Names> outer) {
    this.source = Objects.requireNonNull(source, "source");
    this.outer = Objects.requireNonNull(outer, "outer");
  }

  static Names within(Optional<Names> outer) {
    return new Names(RowSource.NONE, outer);
  }

  /**
   * What a column reference stands for.
   *
   * @param parts the column, or an alias and the column
   */
  Flow column(List<String> parts) throws Untraceable {
    return switch (parts.size()) {
      case 1 -> unqualified(parts.getFirst());
      case 2 -> qualified(parts.getFirst(), parts.getLast());
      default ->
          throw new Untraceable(
              CheckCode.COLUMN, String.join(".", parts), "it is no alias with a column");
    };
  }

  /** The column of this name in the innermost query alone; absent when it has none. */
  Optional<Flow> local(String name) throws Untraceable {
    List<Column> found =
        source.visible().stream().filter(each -> each.name().equals(name)).toList();
    if (found.size() > 1) {
      throw new Untraceable(CheckCode.COLUMN, name, "the name is ambiguous");
    }
    if (found.isEmpty() && source.items().stream().anyMatch(Item::open)) {
      // the database may know a column of that name here which the catalog does not list
      throw new Untraceable(CheckCode.COLUMN, name, "the name does not say which table it is of");
    }
    return found.stream().map(Column::flow).findFirst();
  }

  /** How often columns of the innermost query alone were used so far. */
  int localUses() {
    return uses;
  }

  /** How often columns of the queries around it were used so far. */
  int outerUses() {
    return outer.map(names -> names.uses + names.outerUses()).orElse(0);
  }

  private Flow unqualified(String name) throws Untraceable {
    Optional<Flow> found = local(name);
    if (found.isPresent()) {
      uses++;
      return found.get();
    }
    if (outer.isPresent()) {
      return outer.get().unqualified(name);
    }
    throw new Untraceable(CheckCode.COLUMN, name, "there is no such column, or it is a whole row");
  }

  private Flow qualified(String alias, String name) throws Untraceable {
    for (Item item : source.items()) {
      if (item.alias().equals(alias)) {
        List<Column> found =
            item.columns().stream().filter(each -> each.name().equals(name)).toList();
        if (found.size() != 1) {
          throw new Untraceable(
              CheckCode.COLUMN, alias + "." + name, "the catalog has no such column");
        }
        uses++;
        return found.getFirst().flow();
      }
    }
    if (outer.isPresent()) {
      return outer.get().qualified(alias, name);
    }
    throw new Untraceable(CheckCode.COLUMN, alias + "." + name, "nothing has this name");
  }
}
