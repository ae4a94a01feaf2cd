package io.tidegate.bench;

import java.io.PrintWriter;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * A source in which nothing is: every statement finds no row, whatever it asks. Only what is asked
 * by a read is answered.
 */
final class EmptySource implements DataSource {
  @Override
  public Connection getConnection() throws SQLException {
    return empty(Connection.class);
  }

  /** Made for the few methods a read uses; the interfaces of JDBC have hundreds. */
  private static <T> T empty(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            EmptySource.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Class<?> result = method.getReturnType();
              if (result == boolean.class) {
                return false;
              }
              if (result == int.class) {
                return 0;
              }
              return result.isInterface() ? empty(result) : null;
            }));
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  @Override
  public PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {}

  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger(EmptySource.class.getName());
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("nothing is wrapped");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
