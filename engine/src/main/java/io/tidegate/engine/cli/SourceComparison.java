package io.tidegate.engine.cli;

import io.tidegate.catalog.files.CatalogSnapshot;
import io.tidegate.engine.source.ConnectedSources;
import io.tidegate.engine.source.Drift;
import io.tidegate.engine.source.SourceCheck;
import io.tidegate.engine.source.SourceFault;
import io.tidegate.engine.source.Topics;
import io.tidegate.engine.start.ReadingConfig;
import io.tidegate.engine.start.SourcePlaces;
import io.tidegate.engine.store.ConnectionPools;
import io.tidegate.engine.store.DatabaseAddress;
import io.tidegate.route.catalog.Operation;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.catalog.Source;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Asks each resource of the configured sources and tells the differences in both languages. */
final class SourceComparison implements AutoCloseable {
  /** Slow systems of the night included; a person waits for it. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * What was found of one resource.
   *
   * @param same whether nothing differs of what is compared
   */
  record Told(boolean same, String text) {}

  private final ConnectedSources sources;
  private final ConnectionPools pools;
  private final Map<String, String> inputs;

  private SourceComparison(
      ConnectedSources sources, ConnectionPools pools, Map<String, String> inputs) {
    this.sources = sources;
    this.pools = pools;
    this.inputs = inputs;
  }

  /**
   * Connects the sources when they are first asked.
   *
   * @param inputs that stand for the examples of the catalog
   */
  static SourceComparison open(
      CatalogSnapshot catalog, ReadingConfig reading, Map<String, String> inputs) {
    Map<String, DatabaseAddress> databases = new TreeMap<>();
    for (Source source : catalog.sources()) {
      ReadingConfig.Place place = reading.sources().get(source.id());
      if (source.kind().hasTables() && place != null) {
        databases.put(source.id(), SourcePlaces.database(source.id(), place));
      }
    }
    ConnectedSources sources =
        new ConnectedSources(SourcePlaces.asked(reading), new Topics(InstantSource.system()));
    return new SourceComparison(
        sources, ConnectionPools.open(databases, 1, reading.statementTimeout()), inputs);
  }

  Told compare(Resource resource) {
    String name = resource.source() + "/" + resource.table();
    if (!isCompared(resource)) {
      return new Told(
          true, line(name, "此类来源不比较", "is not compared: only tables, REST and SOAP are"));
    }
    try {
      List<Drift> drifts =
          resource.operation().isPresent()
              ? SourceCheck.operation(
                  sources,
                  resource,
                  values(resource.operation().get()),
                  Instant.now().plus(PATIENCE))
              : SourceCheck.table(database(resource), resource);
      return drifts.isEmpty()
          ? new Told(true, line(name, "与目录一致", "as the catalog says"))
          : new Told(false, drifts.stream().map(d -> line(name, d)).collect(Collectors.joining()));
    } catch (SourceFault e) {
      return failed(name, e.getMessage());
    } catch (SQLException e) {
      // the driver's message may hold the address and the user
      return failed(name, "the database cannot be asked (SQLSTATE " + e.getSQLState() + ")");
    } catch (IllegalArgumentException | DateTimeParseException e) {
      return failed(name, "an input or example is not of its type; give one by --input");
    }
  }

  private DataSource database(Resource resource) {
    return pools
        .source(resource.source())
        .orElseThrow(() -> new IllegalStateException("no place of " + resource.source()));
  }

  private static boolean isCompared(Resource resource) {
    return resource
        .operation()
        .map(
            operation ->
                switch (operation.binding().kind()) {
                  case POSTGRESQL, REST, SOAP -> true;
                  case FILES, TOPIC, OBJECTS -> false;
                })
        .orElse(true);
  }

  private Map<String, Object> values(Operation operation) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Operation.Input input : operation.inputs()) {
      String given = inputs.get(input.name());
      if (given != null || input.required()) {
        values.put(input.name(), value(input, given == null ? input.example() : given));
      }
    }
    return values;
  }

  private static Object value(Operation.Input input, String text) {
    return switch (input.type()) {
      case STRING, OBJECT -> text;
      case INTEGER -> Long.valueOf(text);
      case NUMBER -> new BigDecimal(text);
      case BOOLEAN -> truth(text);
      case DATE -> LocalDate.parse(text);
      case DATE_TIME -> OffsetDateTime.parse(text);
    };
  }

  private static Boolean truth(String text) {
    return switch (text) {
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default -> throw new IllegalArgumentException();
    };
  }

  private static Told failed(String name, String message) {
    return new Told(false, line(name, "无法比较", "cannot be compared: " + message));
  }

  private static String line(String name, Drift drift) {
    // a place comes from the source, which must not steer the terminal
    String place = drift.place().replaceAll("\\p{C}", "?");
    return switch (drift.kind()) {
      case GONE -> line(name, "字段 " + place + " 已消失", "the field " + place + " is gone");
      case CHANGED ->
          line(
              name,
              "字段 " + place + " 类型改变或不应为空",
              "the field " + place + " is of another type, or empty where it may not be");
      case NEW ->
          line(
              name,
              "新增 " + place + "，目录未描述，不会外泄",
              place + " is new; the catalog does not describe it and it does not leave");
    };
  }

  private static String line(String name, String chinese, String english) {
    return name + ": " + chinese + " / " + english + "\n";
  }

  @Override
  public void close() {
    sources.close();
    pools.close();
  }
}
