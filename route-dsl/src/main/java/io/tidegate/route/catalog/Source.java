package io.tidegate.route.catalog;

import io.tidegate.route.text.Bilingual;
import java.util.Objects;

/**
 * A system that is read.
 *
 * @param id the name a service document calls it by, such as {@code customs}
 * @param defaultSchema where a table named without a schema is looked for; for a source without
 *     tables its own id
 * @param reliability what is done where it does not answer as it should
 */
public record Source(
    String id, Kind kind, Bilingual title, String defaultSchema, Reliability reliability) {
  public Source {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(defaultSchema, "defaultSchema");
    Objects.requireNonNull(reliability, "reliability");
  }

  /** A source that says nothing of its reliability. */
  public Source(String id, Kind kind, Bilingual title, String defaultSchema) {
    this(id, kind, title, defaultSchema, Reliability.USUAL);
  }

  /** How a source is read. */
  public enum Kind {
    POSTGRESQL,
    /** HTTP with JSON. */
    REST,
    /** SOAP 1.1 over HTTP. */
    SOAP,
    /** Delimited text files put into a folder. */
    FILES,
    /** Events. */
    TOPIC,
    /** Documents with what is known of them. */
    OBJECTS;

    /** Whether it is read by statements over tables; the others are asked operations. */
    public boolean hasTables() {
      return this == POSTGRESQL;
    }
  }
}
