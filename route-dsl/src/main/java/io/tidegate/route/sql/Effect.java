package io.tidegate.route.sql;

import java.util.Objects;

/** That a column influences the answer, found at a place of the text. */
record Effect(ColumnUse column, InfluenceKind kind, boolean probe, Place place) {
  Effect {
    Objects.requireNonNull(column, "column");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(place, "place");
  }
}
