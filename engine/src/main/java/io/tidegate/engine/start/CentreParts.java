package io.tidegate.engine.start;

import io.tidegate.catalog.store.CatalogStore;
import io.tidegate.engine.centre.RegisteredSources;
import io.tidegate.engine.centre.ResourceMeasures;
import io.tidegate.engine.centre.SealedPlaces;
import io.tidegate.engine.centre.SourceCentre;
import io.tidegate.engine.crypto.Sm4Gcm;
import io.tidegate.engine.governance.Governance;
import io.tidegate.engine.read.Sources;
import io.tidegate.engine.source.Topics;
import io.tidegate.engine.store.DataFolder;
import io.tidegate.engine.store.MeasureStore;
import io.tidegate.engine.store.PlatformDatabase;
import io.tidegate.engine.store.SourceStore;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** The data resource centre: sources that are registered on a running platform. */
@Singleton
final class CentreParts {
  /** Whoever tries the platform out has a database on the same machine. */
  private static final List<String> OF_A_DEMO = List.of("127.0.0.0/8");

  @Produces
  @Singleton
  SourceStore sourceStore(PlatformDatabase database, Clock clock) {
    return new SourceStore(database.dataSource(), clock);
  }

  @Produces
  @Singleton
  SealedPlaces sealedPlaces(DataFolder folder) {
    return new SealedPlaces(
        new Sm4Gcm(new PlatformKey(folder).derived("source-password")), new SecureRandom());
  }

  @Produces
  @Singleton
  RegisteredSources registeredSources(
      SourceStore store,
      SealedPlaces places,
      CatalogConfig catalog,
      DemoConfig demo,
      Topics topics,
      ReadingConfig reading) {
    RegisteredSources sources =
        new RegisteredSources(
            store,
            places,
            catalog.sourceNetworks().orElse(demo.enabled() ? OF_A_DEMO : List.of()),
            topics,
            reading.poolSize(),
            reading.statementTimeout());
    sources.refresh();
    return sources;
  }

  void close(@Disposes RegisteredSources sources) {
    sources.close();
  }

  @Produces
  @Singleton
  SourceCentre sourceCentre(
      SourceStore store,
      SealedPlaces places,
      RegisteredSources sources,
      CatalogStore catalogs,
      Instance<Governance> governance,
      Clock clock) {
    return new SourceCentre(store, places, sources, catalogs, governance::get, clock);
  }

  @Produces
  @Singleton
  MeasureStore measureStore(PlatformDatabase database, Clock clock) {
    return new MeasureStore(database.dataSource(), clock);
  }

  @Produces
  @Singleton
  ResourceMeasures resourceMeasures(
      MeasureStore store, CatalogStore catalogs, Sources sources, Clock clock) {
    return new ResourceMeasures(store, catalogs::current, sources, clock);
  }
}
