package io.tidegate.engine.store;

import io.tidegate.route.catalog.Resource;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;

/**
 * The role that sources are read as: it may select from the tables the catalog describes and do
 * nothing else. Made anew at each start with a password nobody keeps.
 */
public final class ReaderRole {
  /** The name of the role in the database. */
  public static final String NAME = "tidegate_reader";

  private ReaderRole() {}

  /**
   * Makes the role in a database, or cuts it back to what is said here.
   *
   * @param owner the database, entered as somebody who may make roles
   * @param resources whose tables may be read; a table that does not exist is an error
   * @return the database entered as the role
   */
  public static DatabaseAddress prepare(DatabaseAddress owner, List<Resource> resources) {
    Secret password = freshPassword();
    try (Connection connection =
        DriverManager.getConnection(owner.url(), owner.user(), owner.password().reveal())) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "do $$ begin create role tidegate_reader;"
                + " exception when duplicate_object then null; end $$");
        statement.execute(
            "alter role tidegate_reader with login nosuperuser nocreatedb nocreaterole"
                + " noreplication nobypassrls noinherit password '"
                + password.reveal()
                + "'");
        statement.execute("drop owned by tidegate_reader");
        statement.execute("revoke create on schema public from public");
        for (String schema : schemas(resources)) {
          statement.execute("grant usage on schema " + quoted(schema) + " to tidegate_reader");
        }
        for (Resource resource : resources) {
          statement.execute(
              "grant select on table "
                  + quoted(resource.schema())
                  + "."
                  + quoted(resource.table())
                  + " to tidegate_reader");
        }
      }
      connection.commit();
    } catch (SQLException e) {
      throw new StoreException(
          "the reading role cannot be prepared in " + owner.url() + ": " + e.getMessage(), e);
    }
    return owner.as(NAME, password);
  }

  private static TreeSet<String> schemas(List<Resource> resources) {
    TreeSet<String> schemas = new TreeSet<>();
    resources.forEach(resource -> schemas.add(resource.schema()));
    return schemas;
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** In an alphabet without quotes, because a role's password cannot be a bound parameter. */
  private static Secret freshPassword() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }
}
