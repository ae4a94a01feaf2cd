package io.tidegate.route.catalog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a record says who its parties are: columns that hold a credit code, each giving its holder a
 * relation.
 *
 * @param parent the resource that has the columns, when the record's own table has not; its id
 * @param link for a parent: own column to the parent's column, an equality that finds exactly one
 *     parent
 * @param columns the role columns, in the order declared
 * @param switches flags in the same record that a mask may depend on, such as {@code agent_prices}:
 *     the switch's name to the boolean column that is true when it is on
 */
public record Roles(
    Optional<String> parent,
    Map<String, String> link,
    List<RoleColumn> columns,
    Map<String, String> switches) {
  public Roles {
    Objects.requireNonNull(parent, "parent");
    link = Collections.unmodifiableMap(new TreeMap<>(link));
    columns = Collections.unmodifiableList(new ArrayList<>(columns));
    switches = Collections.unmodifiableMap(new TreeMap<>(switches));
    if (parent.isPresent() == link.isEmpty()) {
      throw new IllegalArgumentException("a parent and its link go together");
    }
    if (parent.isPresent() && !(columns.isEmpty() && switches.isEmpty())) {
      throw new IllegalArgumentException("the role columns are the parent's or its own, not both");
    }
  }

  /** A column holding the credit code of somebody who has this relation to the record. */
  public record RoleColumn(String column, Relation relation) {
    public RoleColumn {
      Objects.requireNonNull(column, "column");
      Objects.requireNonNull(relation, "relation");
    }
  }
}
