package io.tidegate.catalog.files;

import io.tidegate.route.catalog.Catalog;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.catalog.Source;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The whole catalog at one moment. Sources and resources are sorted by id; two snapshots are equal
 * when what they describe is equal, which is also when their fingerprints are.
 */
public final class CatalogSnapshot implements Catalog {
  private final List<Source> sources;
  private final List<Resource> resources;
  private final Map<String, Source> sourceById;
  private final Map<String, Resource> resourceById;
  private final Map<Table, Resource> resourceByTable;
  private final String fingerprint;

  /**
   * @throws IllegalArgumentException when two sources, resources or tables share a name; what was
   *     read from files has been checked for that before
   */
  public CatalogSnapshot(List<Source> sources, List<Resource> resources) {
    this.sources = sources.stream().sorted(Comparator.comparing(Source::id)).toList();
    this.resources = resources.stream().sorted(Comparator.comparing(Resource::id)).toList();
    this.sourceById = index(this.sources, Source::id);
    this.resourceById = index(this.resources, Resource::id);
    this.resourceByTable = index(this.resources, Table::of);
    this.fingerprint = CanonicalText.fingerprint(this.sources, this.resources);
  }

  private static <K, V> Map<K, V> index(List<V> values, Function<V, K> key) {
    Map<K, V> index = new LinkedHashMap<>();
    for (V value : values) {
      if (index.putIfAbsent(key.apply(value), value) != null) {
        throw new IllegalArgumentException("described twice: " + key.apply(value));
      }
    }
    return index;
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  /** All sources, sorted by id. */
  public List<Source> sources() {
    return sources;
  }

  @Override
  public Optional<Source> source(String id) {
    return Optional.ofNullable(sourceById.get(id));
  }

  @Override
  public List<String> sourceIds() {
    return List.copyOf(sourceById.keySet());
  }

  @Override
  public Optional<Resource> table(String source, String schema, String table) {
    return Optional.ofNullable(resourceByTable.get(new Table(source, schema, table)))
        .filter(resource -> resource.operation().isEmpty());
  }

  @Override
  public Optional<Resource> operation(String source, String name) {
    return Optional.ofNullable(resourceByTable.get(new Table(source, source, name)))
        .filter(resource -> resource.operation().isPresent());
  }

  @Override
  public Optional<Resource> resource(String id) {
    return Optional.ofNullable(resourceById.get(id));
  }

  @Override
  public List<Resource> resources() {
    return resources;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CatalogSnapshot that
        && sources.equals(that.sources)
        && resources.equals(that.resources);
  }

  @Override
  public int hashCode() {
    return fingerprint.hashCode();
  }

  @Override
  public String toString() {
    return "catalog " + fingerprint;
  }

  private record Table(String source, String schema, String name) {
    static Table of(Resource resource) {
      return new Table(resource.source(), resource.schema(), resource.table());
    }

    @Override
    public String toString() {
      return source + "." + schema + "." + name;
    }
  }
}
