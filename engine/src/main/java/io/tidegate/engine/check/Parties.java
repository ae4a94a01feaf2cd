package io.tidegate.engine.check;

import io.tidegate.route.catalog.Catalog;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.catalog.Roles;
import io.tidegate.route.catalog.Roles.RoleColumn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who the records of a resource belong to, by the catalog.
 *
 * @param holder the resource whose table has the role columns: itself or its parent
 * @param link own column to the holder's column; empty when it is the holder
 */
record Parties(Resource holder, Map<String, String> link, Roles roles) {
  /**
   * The parties of a resource; absent when its records have none.
   *
   * @throws Untraceable when the catalog contradicts itself
   */
  static Optional<Parties> of(Catalog catalog, Resource resource) throws Untraceable {
    if (resource.roles().isEmpty()) {
      return Optional.empty();
    }
    Roles own = resource.roles().get();
    if (own.parent().isEmpty()) {
      return Optional.of(new Parties(resource, Map.of(), own));
    }
    Optional<Resource> parent = catalog.resource(own.parent().get());
    Optional<Roles> roles = parent.flatMap(Resource::roles).filter(r -> r.parent().isEmpty());
    boolean reached =
        parent
            .filter(
                p ->
                    resource.operation().isPresent()
                        ? own.link().size() == 1
                            && p.primaryKey().equals(List.copyOf(own.link().values()))
                        : p.source().equals(resource.source()))
            .isPresent();
    if (roles.isEmpty() || !reached) {
      throw new Untraceable(
          CheckCode.TABLE, resource.id(), "the catalog does not say who its records belong to");
    }
    return Optional.of(new Parties(parent.get(), own.link(), roles.get()));
  }

  boolean inherited() {
    return !link.isEmpty();
  }

  List<String> roleColumns() {
    return roles.columns().stream().map(RoleColumn::column).toList();
  }

  /** Whether the column names the principal, and nobody else. */
  boolean isPrincipal(String column) {
    return roles.columns().stream()
        .filter(role -> role.column().equals(column))
        .allMatch(role -> role.relation() == Relation.PRINCIPAL);
  }

  /** Every relation somebody can have to a record, sorted. */
  SortedSet<Relation> relations() {
    SortedSet<Relation> relations = new TreeSet<>();
    roles.columns().forEach(column -> relations.add(column.relation()));
    return relations;
  }
}
