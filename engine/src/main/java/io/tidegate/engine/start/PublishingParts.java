package io.tidegate.engine.start;

import io.tidegate.catalog.store.CatalogStore;
import io.tidegate.engine.crypto.HmacSm3;
import io.tidegate.engine.crypto.SigningKey;
import io.tidegate.engine.emit.RouteEmitter;
import io.tidegate.engine.governance.Governance;
import io.tidegate.engine.governance.ImpactJobs;
import io.tidegate.engine.publish.CursorCodec;
import io.tidegate.engine.publish.LiveEndpoints;
import io.tidegate.engine.publish.MaskKeys;
import io.tidegate.engine.publish.Publisher;
import io.tidegate.engine.read.Sources;
import io.tidegate.engine.release.ReleaseSeal;
import io.tidegate.engine.source.OperationClient;
import io.tidegate.engine.source.OperationClients;
import io.tidegate.engine.store.AuditStore;
import io.tidegate.engine.store.ConnectionPools;
import io.tidegate.engine.store.DataFolder;
import io.tidegate.engine.store.PlatformDatabase;
import io.tidegate.engine.store.ReleaseStore;
import io.tidegate.engine.store.RulePackStore;
import io.tidegate.route.sql.PgGrammar;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;

/** The parts that compile and publish, and the keys they are given. */
@Singleton
final class PublishingParts {
  @Produces
  @Singleton
  PgGrammar grammar() {
    return new PgGrammar();
  }

  @Produces
  @Singleton
  LiveEndpoints live() {
    return new LiveEndpoints();
  }

  @Produces
  @Singleton
  Sources sources(
      ConnectionPools pools, CatalogStore catalogs, Instance<OperationClients> clients) {
    return new Sources() {
      @Override
      public Optional<DataSource> database(String source) {
        return pools.source(source);
      }

      @Override
      public Optional<OperationClient> operation(String resource) {
        return catalogs
            .current()
            .flatMap(catalog -> catalog.resource(resource))
            .flatMap(found -> clients.stream().findFirst().flatMap(c -> c.client(found)));
      }
    };
  }

  @Produces
  @Singleton
  Publisher publisher(
      RouteEmitter emitter, Sources sources, LiveEndpoints live, DataFolder folder) {
    byte[] platformKey =
        folder.platformKey(new SecureRandom()).reveal().getBytes(StandardCharsets.UTF_8);
    return new Publisher(
        emitter,
        sources,
        live,
        new CursorCodec(derived(platformKey, "cursor")),
        new MaskKeys(derived(platformKey, "mask")));
  }

  @Produces
  @Singleton
  RulePackStore rulePackStore(PlatformDatabase database, Clock clock) {
    return new RulePackStore(database.dataSource(), clock);
  }

  @Produces
  @Singleton
  AuditStore auditStore(PlatformDatabase database, Clock clock) {
    return new AuditStore(database.dataSource(), clock);
  }

  @Produces
  @Singleton
  Governance governance(
      RulePackStore packs,
      ReleaseStore releases,
      AuditStore audit,
      Publisher publisher,
      LiveEndpoints live,
      ReleaseSeal seal,
      PgGrammar grammar,
      Clock clock) {
    return new Governance(packs, releases, audit, publisher, live, seal, grammar, clock);
  }

  @Produces
  @Singleton
  ImpactJobs impactJobs(Governance governance, AuditStore audit) {
    return new ImpactJobs(governance, audit);
  }

  @Produces
  @Singleton
  ReleaseSeal releaseSeal(DataFolder folder) {
    SecureRandom random = new SecureRandom();
    String key = folder.signingKey(() -> SigningKey.generate(random).secretHex()).reveal();
    return new ReleaseSeal(SigningKey.of(key), random);
  }

  /** One key for each purpose, so that none can be used for another. */
  private static byte[] derived(byte[] platformKey, String purpose) {
    return HmacSm3.code(platformKey, purpose.getBytes(StandardCharsets.UTF_8));
  }
}
