package io.tidegate.engine.store;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a PostgreSQL database is and as whom it is entered.
 *
 * @param url a JDBC URL, {@code jdbc:postgresql://host:port/database}, without user and password
 * @param networks the networks it may lie in, none for public addresses only; absent where whoever
 *     configured it is believed
 */
public record DatabaseAddress(
    String url, String user, Secret password, Optional<List<String>> networks) {
  public DatabaseAddress {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
    networks = networks.map(List::copyOf);
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException("a database address begins with jdbc:postgresql:");
    }
  }

  /** A database whose address whoever runs the platform has configured. */
  public DatabaseAddress(String url, String user, Secret password) {
    this(url, user, password, Optional.empty());
  }

  /** The same database entered as somebody else. */
  public DatabaseAddress as(String otherUser, Secret otherPassword) {
    return new DatabaseAddress(url, otherUser, otherPassword, networks);
  }
}
