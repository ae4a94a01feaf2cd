package io.tidegate.route.catalog;

import java.util.List;
import java.util.Optional;

/**
 * An immutable snapshot of the catalog. Every list is in a fixed order, so that two equal snapshots
 * behave alike.
 */
public interface Catalog {
  /** Hash of everything in the snapshot; equal snapshots have equal fingerprints on every node. */
  String fingerprint();

  Optional<Source> source(String id);

  /** The ids of all sources, sorted. */
  List<String> sourceIds();

  /** The resource a table of a source belongs to. */
  Optional<Resource> table(String source, String schema, String table);

  /** The resource an operation of a source belongs to; an operation is no table. */
  default Optional<Resource> operation(String source, String name) {
    return resources().stream()
        .filter(
            resource ->
                resource.source().equals(source)
                    && resource.operation().map(o -> o.name().equals(name)).orElse(false))
        .findFirst();
  }

  Optional<Resource> resource(String id);

  /** All resources, sorted by id. */
  List<Resource> resources();
}
