package io.tidegate.route.catalog;

import io.tidegate.route.text.Bilingual;
import java.util.Objects;

/**
 * A system that is read.
 *
 * @param id the name a service document calls it by, such as {@code customs}
 * @param defaultSchema where a table named without a schema is looked for
 */
public record Source(String id, Kind kind, Bilingual title, String defaultSchema) {
  public Source {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(defaultSchema, "defaultSchema");
  }

  /** How a source is read. */
  public enum Kind {
    POSTGRESQL
  }
}
