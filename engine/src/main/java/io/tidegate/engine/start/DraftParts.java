package io.tidegate.engine.start;

import io.tidegate.engine.centre.RegisteredSources;
import io.tidegate.engine.draft.Previews;
import io.tidegate.engine.draft.ServiceDrafts;
import io.tidegate.engine.draft.ServiceEnds;
import io.tidegate.engine.draft.TextChecks;
import io.tidegate.engine.governance.Governance;
import io.tidegate.engine.publish.LiveEndpoints;
import io.tidegate.engine.publish.Publisher;
import io.tidegate.engine.store.AuditStore;
import io.tidegate.engine.store.ContractStore;
import io.tidegate.engine.store.PlatformDatabase;
import io.tidegate.engine.store.ReleaseStore;
import io.tidegate.engine.store.ServiceDraftStore;
import io.tidegate.engine.store.ServiceLifeStore;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.function.Predicate;

/** What judges and tries service documents on a running node. */
@Singleton
final class DraftParts {
  @Produces
  @Singleton
  TextChecks textChecks(Instance<Governance> governance) {
    return new TextChecks(governance::get);
  }

  /** A source nobody configured or registered is a sample source, whose records are made up. */
  private static Predicate<String> sample(ReadingConfig reading, RegisteredSources registered) {
    return source -> !reading.sources().containsKey(source) && !registered.has(source);
  }

  @Produces
  @Singleton
  Previews previews(
      Publisher publisher,
      ReadingConfig reading,
      RegisteredSources registered,
      AuditStore audit,
      Clock clock) {
    return new Previews(publisher, sample(reading, registered), audit, clock);
  }

  @Produces
  @Singleton
  ServiceDraftStore serviceDraftStore(PlatformDatabase database, Clock clock) {
    return new ServiceDraftStore(database.dataSource(), clock);
  }

  @Produces
  @Singleton
  ServiceLifeStore serviceLifeStore(PlatformDatabase database, Clock clock) {
    return new ServiceLifeStore(database.dataSource(), clock);
  }

  @Produces
  @Singleton
  ServiceDrafts serviceDrafts(
      ServiceDraftStore drafts,
      ServiceLifeStore lives,
      ReleaseStore releases,
      ContractStore contracts,
      AuditStore audit,
      Instance<Governance> governance,
      TextChecks checks,
      Publisher publisher,
      LiveEndpoints live,
      ReadingConfig reading,
      RegisteredSources registered,
      Clock clock) {
    return new ServiceDrafts(
        drafts,
        lives,
        releases,
        contracts,
        audit,
        governance::get,
        checks,
        publisher,
        live,
        sample(reading, registered),
        clock,
        System::nanoTime);
  }

  @Produces
  @Singleton
  ServiceEnds serviceEnds(
      ServiceLifeStore lives,
      ReleaseStore releases,
      LiveEndpoints live,
      Instance<Governance> governance,
      Clock clock) {
    return new ServiceEnds(lives, releases, live, governance::get, clock);
  }
}
