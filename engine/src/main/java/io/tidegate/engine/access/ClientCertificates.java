package io.tidegate.engine.access;

import io.tidegate.engine.store.CertificateStore.Binding;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which certificates programs have to show, from an index in memory that is swapped as a whole when
 * it is refreshed. Safe for any number of threads.
 */
public final class ClientCertificates {
  private final Supplier<Map<String, Binding>> store;
  private final Clock clock;
  private volatile Map<String, Binding> index = Map.of();

  /**
   * Knows of none until {@link #refresh()}.
   *
   * @param store gives the programs that are bound or have certificates
   */
  public ClientCertificates(Supplier<Map<String, Binding>> store, Clock clock) {
    this.store = Objects.requireNonNull(store, "store");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** Reads all anew; a revocation is in force from here on. Keeps the old on failure. */
  public void refresh() {
    index = Map.copyOf(store.get());
  }

  /**
   * The certificate a call is held to: the text is empty where it is held to none, and absent where
   * the call is refused for want of one.
   *
   * @param token the certificate its token was given to; empty without such a token
   * @param shown the thumbprint of what was shown, asked only where it matters
   */
  public Optional<String> held(String application, String token, Supplier<Optional<String>> shown) {
    Binding binding = index.get(application);
    if (binding == null) {
      // a token that was given to a certificate is worth nothing without it
      return token.isEmpty() ? Optional.of("") : Optional.empty();
    }
    Optional<String> own = shown.get().filter(thumbprint -> isGood(binding, thumbprint));
    if (!token.isEmpty()) {
      return own.filter(token::equals);
    }
    return own.or(() -> binding.bound() ? Optional.empty() : Optional.of(""));
  }

  /**
   * Whether a call may go on that was let in before.
   *
   * @param certificate what it was held to; empty for none
   */
  public boolean holds(String application, String certificate) {
    Binding binding = index.get(application);
    if (certificate.isEmpty()) {
      return binding == null || !binding.bound();
    }
    return binding != null && isGood(binding, certificate);
  }

  private boolean isGood(Binding binding, String thumbprint) {
    Instant end = binding.certificates().get(thumbprint);
    return end != null && clock.instant().isBefore(end);
  }
}
