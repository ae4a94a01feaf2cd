package io.tidegate.engine.cli;

import io.tidegate.catalog.files.CatalogSnapshot;
import io.tidegate.engine.source.ConnectedSources;
import io.tidegate.engine.source.ExampleInputs;
import io.tidegate.engine.source.Topics;
import io.tidegate.engine.start.ReadingConfig;
import io.tidegate.engine.start.SourcePlaces;
import io.tidegate.engine.store.ConnectionPools;
import io.tidegate.engine.store.DatabaseAddress;
import io.tidegate.route.catalog.Operation;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.catalog.Source;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** The configured sources, for a command that asks them for a person. */
final class ReachedSources implements AutoCloseable {
  /** Whose day it is. */
  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  /** Slow systems of the night included; a person waits for it. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ConnectedSources operations;
  private final ConnectionPools pools;
  private final Map<String, String> inputs;

  private ReachedSources(
      ConnectedSources operations, ConnectionPools pools, Map<String, String> inputs) {
    this.operations = operations;
    this.pools = pools;
    this.inputs = inputs;
  }

  /**
   * Connects the sources when they are first asked.
   *
   * @param inputs that stand for the examples of the catalog
   */
  static ReachedSources open(
      CatalogSnapshot catalog, ReadingConfig reading, Map<String, String> inputs) {
    Map<String, DatabaseAddress> databases = new TreeMap<>();
    for (Source source : catalog.sources()) {
      ReadingConfig.Place place = reading.sources().get(source.id());
      if (source.kind().hasTables() && place != null) {
        databases.put(source.id(), SourcePlaces.database(source.id(), place));
      }
    }
    return new ReachedSources(
        new ConnectedSources(SourcePlaces.asked(reading), new Topics(InstantSource.system())),
        ConnectionPools.open(databases, 1, reading.statementTimeout()),
        inputs);
  }

  ConnectedSources operations() {
    return operations;
  }

  DataSource database(Resource resource) {
    return pools
        .source(resource.source())
        .orElseThrow(() -> new IllegalStateException("no place of " + resource.source()));
  }

  /** When a source that is asked now has been waited for long enough. */
  Instant deadline() {
    return Instant.now().plus(PATIENCE);
  }

  /**
   * What an operation is asked with: what was given, or else the examples of what it requires.
   *
   * @throws IllegalArgumentException when one is not of its type; or a {@link
   *     java.time.format.DateTimeParseException}
   */
  Map<String, Object> values(Operation operation) {
    return ExampleInputs.of(operation, inputs);
  }

  @Override
  public void close() {
    operations.close();
    pools.close();
  }
}
