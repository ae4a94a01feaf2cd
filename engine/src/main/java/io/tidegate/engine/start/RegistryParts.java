package io.tidegate.engine.start;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tidegate.catalog.registry.EmbeddedRegistry;
import io.tidegate.catalog.registry.RegistryAddress;
import io.tidegate.engine.contract.ContractGate;
import io.tidegate.engine.contract.ContractKeeper;
import io.tidegate.engine.contract.RegistryLink;
import io.tidegate.engine.contract.RegistryLink.Mode;
import io.tidegate.engine.crypto.Sm4Gcm;
import io.tidegate.engine.draft.ServiceDrafts;
import io.tidegate.engine.publish.LiveEndpoints;
import io.tidegate.engine.release.ReleaseGate;
import io.tidegate.engine.store.AuditStore;
import io.tidegate.engine.store.ContractStore;
import io.tidegate.engine.store.DataFolder;
import io.tidegate.engine.store.FreePort;
import io.tidegate.engine.store.GrantStore;
import io.tidegate.engine.store.PlatformDatabase;
import io.tidegate.engine.store.ReleaseStore;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** The registry of contracts, and what goes between it and the releases. */
@Singleton
final class RegistryParts {
  private static final Logger LOG = Logger.getLogger(RegistryParts.class);

  @Produces
  @Singleton
  ContractStore contractStore(PlatformDatabase database, Clock clock) {
    return new ContractStore(database.dataSource(), clock);
  }

  private static Mode mode(RegistryConfig config, DatabaseConfig database) {
    return RegistryMode.of(config, database.url().isEmpty());
  }

  @Produces
  @Singleton
  RegistryLink registryLink(
      RegistryConfig config,
      DatabaseConfig database,
      EngineConfig engine,
      DataFolder folder,
      ContractStore store) {
    Path server =
        config
            .server()
            .orElseGet(() -> engine.home().resolve("catalog-registry/target/apicurio-registry"))
            .toAbsolutePath()
            .normalize();
    Supplier<EmbeddedRegistry> start =
        () ->
            EmbeddedRegistry.start(
                server, folder.path().resolve("registry"), FreePort::find, LOG::info);
    return new RegistryLink(
        mode(config, database),
        mode(config, database) == Mode.EXTERNAL
            ? config.url().map(url -> address(url, config))
            : Optional.empty(),
        mode(config, database) == Mode.EMBEDDED ? Optional.of(start) : Optional.empty(),
        store,
        new Sm4Gcm(new PlatformKey(folder).derived("registry")));
  }

  private static RegistryAddress address(String url, RegistryConfig config) {
    try {
      return new RegistryAddress(
          URI.create(url), config.user().orElse(""), config.password().orElse(""));
    } catch (IllegalArgumentException e) {
      throw new StartRefusedException("TIDEGATE_REGISTRY_URL: " + e.getMessage());
    }
  }

  @Produces
  @Singleton
  ContractKeeper contractKeeper(
      ContractStore store,
      RegistryLink link,
      LiveEndpoints live,
      ReleaseStore releases,
      AuditStore audit,
      Instance<ServiceDrafts> drafts) {
    return new ContractKeeper(
        store,
        link,
        live,
        releases,
        audit,
        (draft, revision, actor) -> drafts.get().publish(draft, revision, actor));
  }

  @Produces
  @Singleton
  ReleaseGate releaseGate(
      RegistryConfig config,
      DatabaseConfig database,
      ContractStore store,
      RegistryLink link,
      ContractKeeper keeper,
      LiveEndpoints live,
      ReleaseStore releases,
      GrantStore grants,
      Clock clock) {
    return mode(config, database) == Mode.OFF
        ? ReleaseGate.OPEN
        : new ContractGate(store, link, keeper, live, releases, grants, clock);
  }

  /** Beside the start, which does not wait for it. */
  void start(
      @Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent event,
      RegistryConfig config,
      DatabaseConfig database,
      RegistryLink link,
      ContractKeeper keeper) {
    if (mode(config, database) != Mode.OFF) {
      link.start();
      keeper.start();
    }
  }

  void stop(@Observes ShutdownEvent event, RegistryLink link, ContractKeeper keeper) {
    keeper.close();
    link.close();
  }
}
