package io.tidegate.engine.store;

import java.util.Objects;

/**
 * Where a PostgreSQL database is and as whom it is entered.
 *
 * @param url a JDBC URL, {@code jdbc:postgresql://host:port/database}, without user and password
 */
public record DatabaseAddress(String url, String user, Secret password) {
  public DatabaseAddress {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException("a database address begins with jdbc:postgresql:");
    }
  }

  /** The same database entered as somebody else. */
  public DatabaseAddress as(String otherUser, Secret otherPassword) {
    return new DatabaseAddress(url, otherUser, otherPassword);
  }
}
