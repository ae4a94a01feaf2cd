package io.tidegate.engine.source;

import io.tidegate.route.catalog.Resource;
import io.tidegate.route.catalog.View;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Compares a view with the query the catalog has of it. The same words are the same query; other
 * words are when PostgreSQL makes one plan of both. Both are read, none is run.
 */
final class ViewCheck {
  private static final String DEFINITION =
      """
      select pg_get_viewdef(c.oid), coalesce(c.reloptions @> array['security_barrier=true'], false)
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = ? and c.relname = ? and c.relkind = 'v'
      """;

  private ViewCheck() {}

  /**
   * What the view is now when that is something else than the catalog says; empty text when it is
   * no view.
   */
  static Optional<String> redefined(DataSource source, Resource resource) throws SQLException {
    View described = resource.view().orElseThrow();
    try (Connection connection = source.getConnection()) {
      Optional<View> now = definition(connection, resource);
      if (now.isEmpty()) {
        return Optional.of("");
      }
      boolean same =
          now.get().barrier() == described.barrier()
              && (words(now.get()).equals(words(described))
                  || planned(connection, now.get(), described));
      return same
          ? Optional.empty()
          : Optional.of((now.get().barrier() ? "[security_barrier] " : "") + words(now.get()));
    }
  }

  private static Optional<View> definition(Connection connection, Resource resource)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DEFINITION)) {
      statement.setString(1, resource.schema());
      statement.setString(2, resource.table());
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(new View(row.getString(1), row.getBoolean(2)))
            : Optional.empty();
      }
    }
  }

  private static String words(View view) {
    return query(view).replaceAll("\\s+", " ");
  }

  private static String query(View view) {
    return view.statement().strip().replaceAll(";$", "").strip();
  }

  private static boolean planned(Connection connection, View now, View described)
      throws SQLException {
    List<String> plan = plan(connection, now);
    try {
      return plan.equals(plan(connection, described));
    } catch (SQLException e) {
      // a query the database cannot plan is another one than its view
      return false;
    }
  }

  /** The plan of a query that was accepted, or that the database itself told. */
  private static List<String> plan(Connection connection, View view) throws SQLException {
    List<String> plan = new ArrayList<>();
    try (PreparedStatement statement =
            connection.prepareStatement("explain (verbose, costs off) " + query(view));
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        plan.add(rows.getString(1));
      }
    }
    return plan;
  }
}
