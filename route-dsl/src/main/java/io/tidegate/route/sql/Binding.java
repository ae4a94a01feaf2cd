package io.tidegate.route.sql;

import java.util.Objects;

/** What is bound to one placeholder of a printed statement. */
public sealed interface Binding {
  /**
   * The value of a parameter of the author's.
   *
   * @param sqlType the type it is cast to at this place
   */
  record Parameter(String name, String sqlType) implements Binding {
    public Parameter {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(sqlType, "sqlType");
    }
  }

  /** The credit code of the caller. */
  record Caller() implements Binding {}

  /**
   * The credit code of whoever the records are asked for as their principal: the caller, or another
   * enterprise that lets the caller have its records.
   */
  record Principal() implements Binding {}

  /**
   * The value a key had in the last row of the page before.
   *
   * @param index the key's place in the {@link Keyset}
   */
  record KeyValue(int index, String sqlType) implements Binding {
    public KeyValue {
      Objects.requireNonNull(sqlType, "sqlType");
    }
  }

  /** How many rows are asked for, an {@code int8}; the statement holds an upper bound itself. */
  record RowLimit() implements Binding {}
}
