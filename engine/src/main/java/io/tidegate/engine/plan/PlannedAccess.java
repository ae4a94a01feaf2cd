package io.tidegate.engine.plan;

import io.tidegate.route.catalog.Relation;
import io.tidegate.route.script.Script;
import io.tidegate.route.sql.PrintedQuery;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** How the source of a read is read. */
public sealed interface PlannedAccess {
  /**
   * By statements.
   *
   * @param query the only statement that is run; for a paged read the one for the first page
   * @param next the statement for a following page
   */
  record Statements(PrintedQuery query, Optional<PrintedQuery> next) implements PlannedAccess {
    public Statements {
      Objects.requireNonNull(query, "query");
      Objects.requireNonNull(next, "next");
    }
  }

  /**
   * By statements that differ in their order only, of which the caller chooses one.
   *
   * @param parameter the parameter of the request whose value is the name of an order
   * @param orders by name
   */
  record Sorted(String parameter, SortedMap<String, Statements> orders) implements PlannedAccess {
    public Sorted {
      Objects.requireNonNull(parameter, "parameter");
      orders = Collections.unmodifiableSortedMap(new TreeMap<>(orders));
    }
  }

  /**
   * By an operation of the catalog. Which of its records the caller is a party to is told by their
   * fields, and the others are left out before anything else sees them.
   *
   * @param resource the catalog's id of it
   * @param name source and operation, such as {@code terminal/listMoves}
   * @param inputs what it is asked with
   * @param keys the raw keys it is asked with, by the names of its inputs
   * @param parties the fields that hold the credit codes of the parties
   * @param switches the fields that lift masks while they are true, by the names of the switches
   * @param parent where the parties and switches are taken from instead, when the records have none
   *     of their own
   */
  record Operation(
      String resource,
      String name,
      SortedMap<String, Script> inputs,
      SortedMap<String, String> keys,
      List<PartyField> parties,
      SortedMap<String, Integer> switches,
      Optional<ParentKey> parent)
      implements PlannedAccess {
    public Operation {
      Objects.requireNonNull(resource, "resource");
      Objects.requireNonNull(name, "name");
      inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
      keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
      parties = List.copyOf(parties);
      switches = Collections.unmodifiableSortedMap(new TreeMap<>(switches));
      Objects.requireNonNull(parent, "parent");
      if (parent.isPresent() && !(parties.isEmpty() && switches.isEmpty())) {
        throw new IllegalArgumentException("the parties are the parent's or its own, not both");
      }
    }
  }

  /**
   * The raw key of the record that the parties of an operation's records are those of. Only records
   * with this key are let through.
   *
   * @param input the input that is asked with the raw key
   * @param field the place among the outputs of the field that holds the key
   */
  record ParentKey(String input, int field) {
    public ParentKey {
      Objects.requireNonNull(input, "input");
    }
  }

  /**
   * A field that holds the credit code of a party.
   *
   * @param field its place among the outputs
   */
  record PartyField(int field, Relation relation) {
    public PartyField {
      Objects.requireNonNull(relation, "relation");
    }
  }
}
