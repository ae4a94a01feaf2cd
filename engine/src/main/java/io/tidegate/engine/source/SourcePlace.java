package io.tidegate.engine.source;

import io.tidegate.engine.network.Networks;
import io.tidegate.engine.store.Secret;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a source is and how it is entered: configuration, never catalog.
 *
 * @param url {@code http:} or {@code https:} with the beginning of every path; {@code file:} with a
 *     folder; for a topic {@code memory:} and any name
 * @param networks the networks it may lie in
 */
public record SourcePlace(
    URI url, Optional<String> user, Optional<Secret> password, Networks networks) {
  private static final List<String> HTTP = List.of("http", "https");

  public SourcePlace {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
    Objects.requireNonNull(networks, "networks");
    if (url.getScheme() == null) {
      throw new IllegalArgumentException("the place of a source is a whole URL");
    }
    boolean called = HTTP.contains(url.getScheme());
    if (called
        && (url.getHost() == null
            || url.getRawUserInfo() != null
            || url.getRawQuery() != null
            || url.getRawFragment() != null)) {
      throw new IllegalArgumentException("a URL has a host, and nothing but a path behind it");
    }
  }

  boolean isCalled() {
    return HTTP.contains(url.getScheme());
  }
}
