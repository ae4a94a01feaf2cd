package io.tidegate.engine.plan;

import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.text.Bilingual;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What leaves: the members of a record, or of each record of a list, in the order they are written.
 *
 * @param related whether a record says what the caller is to it, and what was hidden
 */
public record AnswerShape(boolean list, List<Member> members, boolean related) {
  public AnswerShape {
    members = List.copyOf(members);
  }

  /** One member. */
  public sealed interface Member {
    String name();
  }

  /**
   * A single value.
   *
   * @param fields for each read a record can come from, the output that is written
   * @param title the field's name for people, when it is a column of the catalog
   */
  public record Value(
      String name,
      FieldType type,
      boolean nullable,
      SortedMap<String, Integer> fields,
      Optional<Bilingual> title)
      implements Member {
    public Value {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(type, "type");
      fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
      Objects.requireNonNull(title, "title");
    }
  }

  /** A record or list within the record: the result of the branch with this name. */
  public record Nested(String name, AnswerShape shape) implements Member {
    public Nested {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(shape, "shape");
    }
  }
}
