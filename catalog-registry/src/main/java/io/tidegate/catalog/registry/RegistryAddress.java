package io.tidegate.catalog.registry;

import java.net.URI;
import java.util.Objects;

/**
 * Where an Apicurio Registry answers, and as whom it is asked.
 *
 * @param url without the path of its API, such as {@code https://registry.example:8443}; by http
 *     only on this machine
 * @param user of HTTP Basic; empty where it asks for none
 */
public record RegistryAddress(URI url, String user, String password) {
  public RegistryAddress {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
    if (!isSafe(url)) {
      throw new IllegalArgumentException(
          "a registry is asked by https, or on this machine, not at " + url);
    }
  }

  /** A password, and what is to be trusted, go no other way. */
  private static boolean isSafe(URI url) {
    if (url.getHost() == null || url.getRawUserInfo() != null) {
      return false;
    }
    return "https".equals(url.getScheme())
        || "http".equals(url.getScheme())
            && url.getHost().matches("localhost|127\\.0\\.0\\.1|\\[::1]");
  }

  @Override
  public String toString() {
    return url.toString();
  }
}
