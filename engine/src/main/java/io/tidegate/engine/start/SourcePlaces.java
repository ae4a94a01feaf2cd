package io.tidegate.engine.start;

import io.tidegate.engine.network.Networks;
import io.tidegate.engine.source.KafkaTls;
import io.tidegate.engine.source.SourcePlace;
import io.tidegate.engine.source.SshKeys;
import io.tidegate.engine.store.DatabaseAddress;
import io.tidegate.engine.store.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The configured places of sources: databases, and everything that is asked operations. */
public final class SourcePlaces {
  private static final String DATABASE = "jdbc:";
  private static final String KEY = "tidegate.reading.sources.";
  private static final List<String> SCHEMES =
      List.of("http", "https", "file", "sftp", "kafka", "kafkas", "memory");

  private SourcePlaces() {}

  /** The address of a source with tables. */
  public static DatabaseAddress database(String id, ReadingConfig.Place place) {
    if (!place.url().startsWith(DATABASE) || place.user().isEmpty() || place.password().isEmpty()) {
      throw new StartRefusedException(
          "the source "
              + id
              + " has tables: set "
              + KEY
              + id
              + ".url to a JDBC URL, and .user and .password with it");
    }
    return new DatabaseAddress(place.url(), place.user().get(), new Secret(place.password().get()));
  }

  /** The places of all sources that are configured and are no database. */
  public static Map<String, SourcePlace> asked(ReadingConfig config) {
    Map<String, SourcePlace> places = new TreeMap<>();
    config
        .sources()
        .forEach(
            (id, place) -> {
              if (!place.url().startsWith(DATABASE)) {
                places.put(id, asked(id, place));
              }
            });
    return places;
  }

  private static SourcePlace asked(String id, ReadingConfig.Place place) {
    try {
      Optional<Secret> password = place.password().map(Secret::new);
      if (place.keyFile().isPresent() && place.hostKey().isEmpty()) {
        throw new IllegalArgumentException("a key-file needs the host-key of the host");
      }
      return new SourcePlace(
          url(place.url()),
          place.user(),
          password,
          Networks.of(place.networks().orElse(List.of())),
          place.hostKey().map(key -> SshKeys.of(key, place.keyFile(), password)),
          place.url().startsWith("kafkas:")
                  || place.caFile().isPresent()
                  || place.sasl().isPresent()
              ? Optional.of(KafkaTls.of(place.caFile(), place.sasl()))
              : Optional.empty());
    } catch (IllegalArgumentException e) {
      throw new StartRefusedException(
          "the place of the source " + id + " (" + KEY + id + ") is not usable: " + e.getMessage());
    }
  }

  /** The parser's own message would repeat the URL, and with it what was wrongly put into it. */
  private static URI url(String written) {
    URI url;
    try {
      url = new URI(written);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("it is no URL");
    }
    if (url.getScheme() == null || !SCHEMES.contains(url.getScheme())) {
      throw new IllegalArgumentException("its URL begins with none of " + SCHEMES);
    }
    return url;
  }
}
