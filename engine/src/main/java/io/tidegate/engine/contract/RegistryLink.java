package io.tidegate.engine.contract;

import io.tidegate.catalog.registry.ContractRegistry;
import io.tidegate.catalog.registry.EmbeddedRegistry;
import io.tidegate.catalog.registry.RegistryAddress;
import io.tidegate.catalog.registry.RegistryException;
import io.tidegate.catalog.registry.RegistryException.Kind;
import io.tidegate.engine.crypto.Sm4Gcm;
import io.tidegate.engine.store.ContractStore;
import io.tidegate.engine.store.ContractStore.Place;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The way to the contract registry: where the contracts were moved to, else what is configured,
 * else the one that runs beside the engine. Safe for any number of threads; asking blocks.
 */
public final class RegistryLink implements AutoCloseable {
  private final Mode mode;
  private final Optional<RegistryAddress> configured;
  private final Optional<Supplier<EmbeddedRegistry>> embeddable;
  private final ContractStore store;
  private final Sm4Gcm seal;
  private volatile Optional<EmbeddedRegistry> embedded = Optional.empty();
  private volatile Optional<Prepared> prepared = Optional.empty();

  /** Where the registry is. */
  public enum Mode {
    /** There is none, and nothing is compared. */
    OFF,
    /** It runs beside the engine. */
    EMBEDDED,
    /** Somebody else runs it. */
    EXTERNAL
  }

  /** A registry that was found fit. */
  private record Prepared(ContractRegistry registry, String version) {}

  /** What is asked of a registry. */
  @FunctionalInterface
  interface Question<T> {
    T ask(ContractRegistry registry) throws RegistryException;
  }

  /**
   * How it stands.
   *
   * @param url empty while there is none
   * @param version of the server; empty while it does not answer
   * @param trouble why it cannot be asked; empty when it can
   */
  public record Status(Mode mode, String url, String version, String trouble) {
    public Status {
      Objects.requireNonNull(mode, "mode");
      Objects.requireNonNull(url, "url");
      Objects.requireNonNull(version, "version");
      Objects.requireNonNull(trouble, "trouble");
    }
  }

  /**
   * @param mode as it is configured
   * @param configured the one that is named
   * @param embeddable starts the one beside the engine; empty where there is to be none
   * @param seal of the password of where the contracts were moved to
   */
  public RegistryLink(
      Mode mode,
      Optional<RegistryAddress> configured,
      Optional<Supplier<EmbeddedRegistry>> embeddable,
      ContractStore store,
      Sm4Gcm seal) {
    this.mode = Objects.requireNonNull(mode, "mode");
    this.configured = Objects.requireNonNull(configured, "configured");
    this.embeddable = Objects.requireNonNull(embeddable, "embeddable");
    this.store = Objects.requireNonNull(store, "store");
    this.seal = Objects.requireNonNull(seal, "seal");
  }

  /** Begins to start the one beside the engine, where it is the one that is asked. */
  public synchronized void start() {
    if (embedded.isEmpty() && configured.isEmpty() && store.place().isEmpty()) {
      embedded = embeddable.map(Supplier::get);
    }
  }

  private Mode mode() {
    return mode == Mode.EMBEDDED && store.place().isPresent() ? Mode.EXTERNAL : mode;
  }

  private RegistryAddress address() throws RegistryException {
    Optional<Place> place = store.place();
    if (place.isPresent()) {
      return opened(place.get());
    }
    if (configured.isPresent()) {
      return configured.get();
    }
    EmbeddedRegistry beside =
        embedded.orElseThrow(
            () ->
                new RegistryException(
                    Kind.UNREACHABLE,
                    embeddable.isPresent()
                        ? "the registry is not started yet"
                        : "no registry is named: set TIDEGATE_REGISTRY_URL, or"
                            + " TIDEGATE_REGISTRY_MODE=off to go without"));
    return beside
        .address()
        .orElseThrow(
            () ->
                new RegistryException(
                    Kind.UNREACHABLE, "the registry does not answer: " + beside.trouble()));
  }

  private RegistryAddress opened(Place place) throws RegistryException {
    byte[] password =
        seal.open(place.password(), bound(place.url(), place.user()))
            .orElseThrow(
                () ->
                    new RegistryException(
                        Kind.UNFIT,
                        "where the contracts were moved to was changed past Tidegate, or platform-key"
                            + " is another; move them again"));
    return new RegistryAddress(
        URI.create(place.url()), place.user(), new String(password, StandardCharsets.UTF_8));
  }

  private static byte[] bound(String url, String user) {
    return (url + "\n" + user).getBytes(StandardCharsets.UTF_8);
  }

  /** The place as it is kept. */
  Place sealed(RegistryAddress address) {
    String url = address.url().toString();
    return new Place(
        url,
        address.user(),
        seal.seal(
            address.password().getBytes(StandardCharsets.UTF_8),
            bound(url, address.user()),
            new SecureRandom()));
  }

  /** Asks the registry, which is found fit first. */
  <T> T ask(Question<T> question) throws RegistryException {
    ContractRegistry registry = reach().registry();
    try {
      return question.ask(registry);
    } catch (RegistryException e) {
      if (e.kind() == Kind.UNREACHABLE || e.kind() == Kind.UNFIT) {
        // what comes back may be another one, or set up otherwise
        forget();
      }
      throw e;
    }
  }

  private synchronized Prepared reach() throws RegistryException {
    RegistryAddress address = address();
    if (prepared.isPresent() && prepared.get().registry().address().equals(address)) {
      return prepared.get();
    }
    forget();
    ContractRegistry registry = new ContractRegistry(address);
    try {
      Prepared now = new Prepared(registry, registry.prepare());
      prepared = Optional.of(now);
      return now;
    } catch (RegistryException e) {
      registry.close();
      throw e;
    }
  }

  private synchronized void forget() {
    // its client ends when the last question to it is answered
    prepared = Optional.empty();
  }

  /** How it stands now; asks it. */
  public Status status() {
    Mode now = mode();
    if (now == Mode.OFF) {
      return new Status(now, "", "", "");
    }
    String url = "";
    try {
      url = address().toString();
      return new Status(now, url, ask(ContractRegistry::prepare), "");
    } catch (RegistryException e) {
      return new Status(now, url, "", e.getMessage());
    }
  }

  /** Ends the one beside the engine, when the contracts are elsewhere now. */
  synchronized void moved() {
    forget();
    embedded.ifPresent(EmbeddedRegistry::close);
    embedded = Optional.empty();
  }

  @Override
  public synchronized void close() {
    embedded.ifPresent(EmbeddedRegistry::close);
    embedded = Optional.empty();
    forget();
  }
}
