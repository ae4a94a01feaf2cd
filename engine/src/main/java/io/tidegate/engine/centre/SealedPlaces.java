package io.tidegate.engine.centre;

import io.tidegate.engine.crypto.Sm4Gcm;
import io.tidegate.engine.store.Secret;
import io.tidegate.engine.store.SourceStore.RegisteredSource;
import io.tidegate.engine.store.SourceStore.StoredPlace;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Optional;

/**
 * Seals the passwords of sources. A password opens for the source, the URL and the user it was
 * sealed for, so that nobody who can write the database or change a source has it sent elsewhere.
 */
public final class SealedPlaces {
  private final Sm4Gcm seal;
  private final SecureRandom random;

  public SealedPlaces(Sm4Gcm seal, SecureRandom random) {
    this.seal = Objects.requireNonNull(seal, "seal");
    this.random = Objects.requireNonNull(random, "random");
  }

  StoredPlace seal(String source, String url, Optional<String> user, Optional<Secret> password) {
    return new StoredPlace(
        url,
        user,
        password.map(
            secret ->
                seal.seal(
                    secret.reveal().getBytes(StandardCharsets.UTF_8),
                    bound(source, url, user),
                    random)));
  }

  /**
   * The password of a source; empty when it has none.
   *
   * @throws IllegalStateException when it was sealed for another place, or by another platform
   */
  Optional<Secret> password(RegisteredSource source) {
    StoredPlace place = source.place();
    return place
        .password()
        .map(
            kept ->
                seal.open(kept, bound(source.id(), place.url(), place.user()))
                    .map(bytes -> new Secret(new String(bytes, StandardCharsets.UTF_8)))
                    .orElseThrow(
                        () ->
                            new IllegalStateException(
                                "the password of the source "
                                    + source.id()
                                    + " was not sealed for it here; enter it again")));
  }

  private static byte[] bound(String source, String url, Optional<String> user) {
    return (source + '\n' + url + '\n' + user.orElse("")).getBytes(StandardCharsets.UTF_8);
  }
}
