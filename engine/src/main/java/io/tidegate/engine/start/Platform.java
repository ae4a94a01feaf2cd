package io.tidegate.engine.start;

import io.tidegate.catalog.store.CatalogStore;
import io.tidegate.engine.access.Callers;
import io.tidegate.engine.access.NodeNonces;
import io.tidegate.engine.access.SignatureKeys;
import io.tidegate.engine.access.SignedCallers;
import io.tidegate.engine.cluster.ClusterMember;
import io.tidegate.engine.cluster.ClusterNonces;
import io.tidegate.engine.crypto.Sm4Gcm;
import io.tidegate.engine.demo.CastMember;
import io.tidegate.engine.demo.DemoFile;
import io.tidegate.engine.source.ConnectedSources;
import io.tidegate.engine.source.SourcePlace;
import io.tidegate.engine.source.Topics;
import io.tidegate.engine.staff.Staff;
import io.tidegate.engine.store.AccessStore;
import io.tidegate.engine.store.AccountSeal;
import io.tidegate.engine.store.AccountStore;
import io.tidegate.engine.store.AuditStore;
import io.tidegate.engine.store.ConnectionPools;
import io.tidegate.engine.store.DataFolder;
import io.tidegate.engine.store.DatabaseAddress;
import io.tidegate.engine.store.EpochStore;
import io.tidegate.engine.store.GrantSeal;
import io.tidegate.engine.store.GrantStore;
import io.tidegate.engine.store.Migrations;
import io.tidegate.engine.store.PlatformDatabase;
import io.tidegate.engine.store.ReaderRole;
import io.tidegate.engine.store.ReleaseStore;
import io.tidegate.engine.store.Secret;
import io.tidegate.engine.store.SignatureKeyStore;
import io.tidegate.engine.store.SourceStore;
import io.tidegate.engine.store.SourceStore.RegisteredSource;
import io.tidegate.route.catalog.Resource;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The lasting parts of the engine, each made when it is first asked for. A database that was not
 * migrated cannot be had, and neither can a pool before the catalog says which tables it may read.
 */
@Singleton
final class Platform {
  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  DataFolder dataFolder(EngineConfig engine) {
    return new DataFolder(engine.data());
  }

  @Produces
  @Singleton
  PlatformDatabase database(DataFolder folder, DatabaseConfig config) {
    PlatformDatabase database =
        config
            .url()
            .map(
                url ->
                    PlatformDatabase.external(
                        new DatabaseAddress(
                            url, config.user(), new Secret(config.password().orElse("")))))
            .orElseGet(() -> PlatformDatabase.embedded(folder));
    try {
      Migrations.run(database.dataSource());
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  void close(@Disposes PlatformDatabase database) {
    database.close();
  }

  @Produces
  @Singleton
  CatalogStore catalogStore(PlatformDatabase database) {
    return new CatalogStore(database.dataSource());
  }

  @Produces
  @Singleton
  AccessStore accessStore(PlatformDatabase database) {
    return new AccessStore(database.dataSource());
  }

  @Produces
  @Singleton
  GrantStore grantStore(PlatformDatabase database, DataFolder folder) {
    return new GrantStore(
        database.dataSource(), new GrantSeal(new PlatformKey(folder).derived("grant")));
  }

  @Produces
  @Singleton
  AccountStore accountStore(PlatformDatabase database, DataFolder folder, Clock clock) {
    return new AccountStore(
        database.dataSource(), new AccountSeal(new PlatformKey(folder).derived("account")), clock);
  }

  @Produces
  @Singleton
  Staff staff(AccountStore accounts, AuditStore audit, Clock clock) {
    return new Staff(accounts, audit, clock);
  }

  @Produces
  @Singleton
  ReleaseStore releaseStore(PlatformDatabase database) {
    return new ReleaseStore(database.dataSource());
  }

  @Produces
  @Singleton
  EpochStore epochStore(PlatformDatabase database) {
    return new EpochStore(database.dataSource());
  }

  @Produces
  @Singleton
  Callers callers(AccessStore store, DemoConfig demo, Clock clock) {
    Optional<String> sandbox =
        demo.enabled() ? Optional.of(CastMember.PRINCIPAL.usci()) : Optional.empty();
    return new Callers(() -> store.credentials(sandbox), clock);
  }

  /** Seals what the platform must keep and nobody may read in its database. */
  private static Sm4Gcm secretSeal(DataFolder folder) {
    return new Sm4Gcm(new PlatformKey(folder).derived("signature-key"));
  }

  @Produces
  @Singleton
  SignatureKeys signatureKeys(PlatformDatabase database, DataFolder folder, Clock clock) {
    return new SignatureKeys(
        new SignatureKeyStore(database.dataSource()), secretSeal(folder), clock);
  }

  @Produces
  @Singleton
  SignedCallers signedCallers(
      SignatureKeys keys,
      DataFolder folder,
      ClusterMember member,
      AccessConfig config,
      Clock clock) {
    ClusterNonces nonces =
        new ClusterNonces(member, new NodeNonces(clock, config.mostNonces()), clock);
    return new SignedCallers(keys::keys, secretSeal(folder), nonces, clock);
  }

  @Produces
  @Singleton
  DemoFile demoFile(DataFolder folder) {
    return new DemoFile(folder);
  }

  /** One pool for each source of the catalog in force that has tables. */
  @Produces
  @Singleton
  ConnectionPools pools(
      PlatformDatabase database,
      CatalogStore catalog,
      SourceStore registered,
      ReadingConfig config) {
    Map<String, List<Resource>> resourcesBySource = new TreeMap<>();
    catalog
        .current()
        .ifPresent(
            snapshot -> {
              snapshot.sources().stream()
                  .filter(source -> source.kind().hasTables())
                  .forEach(source -> resourcesBySource.put(source.id(), new ArrayList<>()));
              snapshot.resources().stream()
                  .filter(resource -> resource.operation().isEmpty())
                  .forEach(resource -> resourcesBySource.get(resource.source()).add(resource));
            });
    // what was registered has its place there, unless an operator says another
    registered.sources().stream()
        .map(RegisteredSource::id)
        .filter(id -> !config.sources().containsKey(id))
        .forEach(resourcesBySource::remove);
    Map<String, DatabaseAddress> places = new TreeMap<>();
    List<Resource> samples = new ArrayList<>();
    resourcesBySource.forEach(
        (id, resources) -> {
          ReadingConfig.Place place = config.sources().get(id);
          if (place == null) {
            samples.addAll(resources);
          } else {
            places.put(id, SourcePlaces.database(id, place));
          }
        });
    // All sample sources lie in one database and share its reading role.
    if (!samples.isEmpty()) {
      DatabaseAddress owner =
          database
              .samples()
              .orElseThrow(
                  () ->
                      new StartRefusedException(
                          "set tidegate.reading.sources for "
                              + resourcesBySource.keySet()
                              + ": with a database of your own there are no sample sources"));
      DatabaseAddress reader = ReaderRole.prepare(owner, samples);
      resourcesBySource.keySet().forEach(id -> places.putIfAbsent(id, reader));
    }
    return ConnectionPools.open(places, config.poolSize(), config.statementTimeout());
  }

  void close(@Disposes ConnectionPools pools) {
    pools.close();
  }

  @Produces
  @Singleton
  Topics topics(Clock clock) {
    return new Topics(clock);
  }

  /** What is configured counts before what is simulated. */
  @Produces
  @Singleton
  ConnectedSources connectedSources(
      ReadingConfig config, DemoConfig demo, SampleSources samples, Topics topics) {
    Map<String, SourcePlace> places = new TreeMap<>(SourcePlaces.asked(config));
    if (demo.enabled()) {
      samples.start(topics).forEach(places::putIfAbsent);
    }
    return new ConnectedSources(places, topics);
  }

  void close(@Disposes ConnectedSources sources) {
    sources.close();
  }
}
