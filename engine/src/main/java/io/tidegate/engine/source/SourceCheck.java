package io.tidegate.engine.source;

import io.tidegate.route.catalog.Field;
import io.tidegate.route.catalog.Resource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * Compares what a source has with what the catalog says of it, so that a change is found before a
 * caller finds it.
 */
public final class SourceCheck {
  /** Clients that can be looked at this way. */
  public interface Examined {
    /**
     * @throws SourceFault when there is no reply that can be compared
     */
    SortedSet<Drift> drift(Map<String, Object> inputs, Instant deadline, String traceId)
        throws SourceFault;
  }

  private SourceCheck() {}

  /** Whether a source of this kind can be compared: tables, REST and SOAP. */
  public static boolean compares(Resource resource) {
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

  /**
   * The differences of one live reply, of REST and SOAP operations.
   *
   * @param inputs of a call that gives records
   * @throws SourceFault when there is no reply that can be compared; one without a record is none
   * @throws IllegalArgumentException when the operation is of another kind, or not connected
   */
  public static List<Drift> operation(
      OperationClients clients, Resource resource, Map<String, Object> inputs, Instant deadline)
      throws SourceFault {
    return operation(
        clients
            .client(resource)
            .orElseThrow(() -> new IllegalArgumentException(resource.id() + " is not connected")),
        resource,
        inputs,
        deadline);
  }

  /** As {@link #operation(OperationClients, Resource, Map, Instant)}, of a client at hand. */
  public static List<Drift> operation(
      OperationClient client, Resource resource, Map<String, Object> inputs, Instant deadline)
      throws SourceFault {
    if (client instanceof Examined examined) {
      return List.copyOf(examined.drift(inputs, deadline, "check"));
    }
    throw new IllegalArgumentException(resource.id() + " has no reply that can be compared");
  }

  /**
   * The differences of a table, from what its database says of its columns; of a view also from
   * what it says of its query.
   */
  public static List<Drift> table(DataSource source, Resource resource) throws SQLException {
    Map<String, String> types = new TreeMap<>();
    Map<String, Boolean> nullable = new TreeMap<>();
    try (Connection connection = source.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "select column_name, udt_name, is_nullable from information_schema.columns"
                    + " where table_schema = ? and table_name = ?")) {
      statement.setString(1, resource.schema());
      statement.setString(2, resource.table());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          types.put(rows.getString(1), rows.getString(2));
          nullable.put(rows.getString(1), rows.getString(3).equals("YES"));
        }
      }
    }
    SortedSet<Drift> drifts = new TreeSet<>();
    for (Field field : resource.fields()) {
      String type = types.remove(field.name());
      if (type == null) {
        drifts.add(new Drift(Drift.Kind.GONE, field.name()));
      } else if (!type.equals(field.sqlType())
          // of a view the database says that every column can be null
          || resource.view().isEmpty() && nullable.get(field.name()) && !field.nullable()) {
        drifts.add(new Drift(Drift.Kind.CHANGED, field.name()));
      }
    }
    if (resource.view().isPresent()) {
      ViewCheck.redefined(source, resource)
          .ifPresent(now -> drifts.add(new Drift(Drift.Kind.REDEFINED, now)));
    }
    types.keySet().forEach(column -> drifts.add(new Drift(Drift.Kind.NEW, column)));
    return new ArrayList<>(drifts);
  }
}
