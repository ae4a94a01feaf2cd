package io.tidegate.route.definition;

import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.text.Located;
import io.tidegate.route.text.Span;
import java.util.List;
import java.util.Objects;

/**
 * A declared answer, or a part of one that is nested.
 *
 * @param list whether it is a list of records; otherwise it is one record
 */
public record ResponseDefinition(boolean list, List<Member> members, Span span) {
  public ResponseDefinition {
    members = List.copyOf(members);
    Objects.requireNonNull(span, "span");
  }

  /** A member of the answer. */
  public sealed interface Member {
    Located<String> name();
  }

  /** A single value. */
  public record ValueMember(Located<String> name, Located<FieldType> type) implements Member {
    public ValueMember {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(type, "type");
    }
  }

  /** A record or list within the record. */
  public record NestedMember(Located<String> name, ResponseDefinition response) implements Member {
    public NestedMember {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(response, "response");
    }
  }
}
