package io.tidegate.engine.plan;

import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.shape.Lineage;
import io.tidegate.route.text.Bilingual;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

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
   * A single value, or a list of them.
   *
   * @param list whether it is a list
   * @param lineage the outputs of reads it depends on
   * @param title the field's name for people, when it is a column of the catalog
   */
  public record Value(
      String name,
      FieldType type,
      boolean list,
      boolean nullable,
      Lineage lineage,
      Optional<Bilingual> title)
      implements Member {
    public Value {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(lineage, "lineage");
      Objects.requireNonNull(title, "title");
    }
  }

  /**
   * A record or list within the record.
   *
   * @param nullable whether it may be missing
   */
  public record Nested(String name, AnswerShape shape, boolean nullable) implements Member {
    public Nested {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(shape, "shape");
    }
  }
}
