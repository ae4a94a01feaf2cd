package io.tidegate.engine.source;

import io.tidegate.engine.network.Networks;
import io.tidegate.engine.store.Secret;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a source is and how it is entered: configuration, never catalog.
 *
 * @param url {@code http:} or {@code https:} with the beginning of every path; {@code file:} or
 *     {@code sftp:} with a folder; for a topic {@code memory:} and any name, or {@code kafka:} or
 *     {@code kafkas:} (over TLS) with the brokers that are asked first, each with its port, by
 *     commas
 * @param networks the networks it may lie in
 * @param tls how brokers of Kafka are entered, of a {@code kafkas:} source and no other
 * @param ssh the keys of a source that is reached by SFTP, and of no other
 */
public record SourcePlace(
    URI url,
    Optional<String> user,
    Optional<Secret> password,
    Networks networks,
    Optional<SshKeys> ssh,
    Optional<KafkaTls> tls) {
  private static final String SFTP = "sftp";
  private static final String KAFKA = "kafka";
  private static final String KAFKA_TLS = "kafkas";
  private static final Pattern BROKER = Pattern.compile("[A-Za-z0-9.-]+:[0-9]{1,5}");
  private static final List<String> CALLED = List.of("http", "https", SFTP);

  public SourcePlace {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
    Objects.requireNonNull(networks, "networks");
    Objects.requireNonNull(ssh, "ssh");
    Objects.requireNonNull(tls, "tls");
    if (url.getScheme() == null) {
      throw new IllegalArgumentException("the place of a source is a whole URL");
    }
    boolean called = CALLED.contains(url.getScheme());
    if (called
        && (url.getHost() == null
            || url.getRawUserInfo() != null
            || url.getRawQuery() != null
            || url.getRawFragment() != null)) {
      throw new IllegalArgumentException("a URL has a host, and nothing but a path behind it");
    }
    if (kafka(url)) {
      boolean brokers =
          url.getAuthority() != null
              && List.of(url.getAuthority().split(",", -1)).stream()
                  .allMatch(BROKER.asMatchPredicate());
      if (!brokers || !url.toString().equals(url.getScheme() + "://" + url.getAuthority())) {
        throw new IllegalArgumentException("write kafka: as kafka://host:port,host:port");
      }
      if (user.isPresent() != password.isPresent()) {
        throw new IllegalArgumentException("set its user and its password, or neither");
      }
      if (user.isPresent() && url.getScheme().equals(KAFKA)) {
        throw new IllegalArgumentException(
            "a password is told over TLS only: write kafkas: for kafka:");
      }
      if (Stream.concat(user.stream(), password.stream().map(Secret::reveal))
          .anyMatch(text -> text.chars().anyMatch(Character::isISOControl))) {
        throw new IllegalArgumentException("its user or password holds a control character");
      }
    }
    if (tls.isPresent() != url.getScheme().equals(KAFKA_TLS)) {
      throw new IllegalArgumentException("ca-file and sasl are for kafkas: only");
    }
    if (url.getScheme().equals(SFTP)) {
      if (ssh.isEmpty()) {
        throw new IllegalArgumentException(
            "set its host-key: a host is known before it is connected to, or not at all");
      }
      if (user.isEmpty() || password.isEmpty() && ssh.get().own().isEmpty()) {
        throw new IllegalArgumentException("set its user, and its password or its key-file");
      }
    } else if (ssh.isPresent()) {
      throw new IllegalArgumentException("host-key and key-file are for sftp: only");
    }
  }

  /** A source that is not reached by TLS of Kafka. */
  public SourcePlace(
      URI url,
      Optional<String> user,
      Optional<Secret> password,
      Networks networks,
      Optional<SshKeys> ssh) {
    this(url, user, password, networks, ssh, Optional.empty());
  }

  /** A source that is not reached by SFTP, nor by TLS of Kafka. */
  public SourcePlace(URI url, Optional<String> user, Optional<Secret> password, Networks networks) {
    this(url, user, password, networks, Optional.empty(), Optional.empty());
  }

  private static boolean kafka(URI url) {
    return url.getScheme().equals(KAFKA) || url.getScheme().equals(KAFKA_TLS);
  }

  boolean isKafka() {
    return kafka(url);
  }

  /** The brokers that are asked first, as {@code host:port}. */
  List<String> brokers() {
    return List.of(url.getAuthority().split(","));
  }

  boolean isSftp() {
    return url.getScheme().equals(SFTP);
  }
}
