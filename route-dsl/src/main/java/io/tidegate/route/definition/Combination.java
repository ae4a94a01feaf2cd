package io.tidegate.route.definition;

import java.util.List;
import java.util.Objects;

/**
 * How results become one: a strategy, and for some the members by which records belong together.
 *
 * @param keys pairs of a member of the record that is there and one of the record that is added;
 *     empty for strategies that match nothing
 */
public record Combination(Strategy strategy, List<Key> keys) {
  public Combination {
    Objects.requireNonNull(strategy, "strategy");
    keys = List.copyOf(keys);
  }

  /** Two members that must be equal. */
  public record Key(String own, String other) {
    public Key {
      Objects.requireNonNull(own, "own");
      Objects.requireNonNull(other, "other");
    }
  }

  /** The strategies. */
  public enum Strategy {
    /**
     * The first result is the record; each other one becomes a member of it, named by its route.
     */
    NEST(
        "#nest",
        false,
        "the first branch is the record, each other one a member of it named after its route; in a `split`"
            + " `#nest(member)`: each element is the record, its result the member of this name"),
    /** Lists of the same members, one after another. */
    CONCAT(
        "#concat",
        false,
        "lists with the same members, one after another in the order of the branches"),
    /** The members of all records in one record. */
    MERGE("#merge", false, "the members of all records in one record"),
    /** Each record of a list gets the members of the one record of another list that matches. */
    JOIN(
        "#join",
        true,
        "`#join(key)` or `#join(own=other)`: each record gets the members of the first record of the other list"
            + " with equal keys, or nulls"),
    /** Each record of a list gets the list of those records of another list that match. */
    GROUP(
        "#group",
        true,
        "`#group(key)` or `#group(own=other)`: each record gets the records of the other list with equal keys as a"
            + " member named after the route");

    private final String word;
    private final boolean keyed;
    private final String meaning;

    Strategy(String word, boolean keyed, String meaning) {
      this.word = word;
      this.keyed = keyed;
      this.meaning = meaning;
    }

    /** How a document writes it, such as {@code #nest}. */
    public String word() {
      return word;
    }

    /** Whether it is written with keys in brackets. */
    public boolean keyed() {
      return keyed;
    }

    public String meaning() {
      return meaning;
    }
  }
}
