package io.tidegate.route.sql;

import io.tidegate.route.catalog.Relation;
import java.util.Objects;

/**
 * A column the printer adds behind the author's outputs, to tell the caller's relation to the
 * record a row belongs to. It never leaves the engine.
 */
public sealed interface HiddenColumn {
  /** The occurrence of the table it was read from: its index in {@link AnalyzedQuery#tables()}. */
  int table();

  /** Holds the credit code of whoever has the relation; null when nobody or no record. */
  record Role(int table, String column, Relation relation) implements HiddenColumn {
    public Role {
      Objects.requireNonNull(column, "column");
      Objects.requireNonNull(relation, "relation");
    }
  }

  /**
   * Holds whether the row is of a part of a UNION ALL that reads the occurrence: false says that
   * nothing in the row is of its record. Null says nothing, as where an outer join found no row.
   */
  record Presence(int table) implements HiddenColumn {}

  /** Holds whether a switch of the record is on. */
  record Switch(int table, String name) implements HiddenColumn {
    public Switch {
      Objects.requireNonNull(name, "name");
    }
  }
}
