package io.tidegate.engine.store;

import io.tidegate.engine.network.Networks;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.logging.Logger;

/**
 * The driver of PostgreSQL for databases that may lie in some networks only. The host is looked up
 * here at each connection, and the driver is given the address that was looked at, so that a name
 * that moves in between gains nothing.
 */
public final class PermittedDriver implements Driver {
  /** The property with the permitted networks, by commas; empty for public addresses only. */
  static final String NETWORKS = "tidegate.networks";

  private static final String PREFIX = "jdbc:";
  private static final String NOT_CONNECTED = "08001";

  private final Driver driver = new org.postgresql.Driver();

  /** What is told when an address is not permitted. */
  public static final class ForbiddenAddressException extends SQLException {
    private static final long serialVersionUID = 1L;

    ForbiddenAddressException() {
      super("the address is in no permitted network", NOT_CONNECTED);
    }
  }

  @Override
  public Connection connect(String url, Properties info) throws SQLException {
    if (!acceptsURL(url)) {
      return null;
    }
    Properties passed = new Properties();
    passed.putAll(info);
    Object written = passed.remove(NETWORKS);
    if (!(written instanceof String text)) {
      throw new SQLException("nobody said which networks are permitted", NOT_CONNECTED);
    }
    Networks networks = Networks.of(text.isEmpty() ? List.of() : List.of(text.split(",")));
    return driver.connect(permitted(url, networks), passed);
  }

  private static String permitted(String url, Networks networks) throws SQLException {
    try {
      URI place = new URI(url.substring(PREFIX.length()));
      if (place.getHost() == null) {
        throw new SQLException("the URL has no host", NOT_CONNECTED);
      }
      InetAddress address =
          Arrays.stream(InetAddress.getAllByName(place.getHost()))
              .filter(networks::permit)
              .findFirst()
              .orElseThrow(ForbiddenAddressException::new);
      String host = address.getHostAddress();
      return PREFIX
          + place.getScheme()
          + "://"
          + (address instanceof Inet6Address ? "[" + host + "]" : host)
          + (place.getPort() < 0 ? "" : ":" + place.getPort())
          + place.getRawPath();
    } catch (URISyntaxException e) {
      throw new SQLException("the URL is none", NOT_CONNECTED, e);
    } catch (UnknownHostException e) {
      throw new SQLException("there is no such host", NOT_CONNECTED, e);
    }
  }

  @Override
  public boolean acceptsURL(String url) throws SQLException {
    return driver.acceptsURL(url);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
    return driver.getPropertyInfo(url, info);
  }

  @Override
  public int getMajorVersion() {
    return driver.getMajorVersion();
  }

  @Override
  public int getMinorVersion() {
    return driver.getMinorVersion();
  }

  @Override
  public boolean jdbcCompliant() {
    return driver.jdbcCompliant();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return driver.getParentLogger();
  }
}
