package io.tidegate.engine.start;

import io.tidegate.catalog.store.CatalogStore;
import io.tidegate.engine.crypto.HmacSm3;
import io.tidegate.engine.crypto.SigningKey;
import io.tidegate.engine.detect.LiveSampling;
import io.tidegate.engine.emit.RouteEmitter;
import io.tidegate.engine.publish.CursorCodec;
import io.tidegate.engine.publish.LiveEndpoints;
import io.tidegate.engine.publish.MaskKeys;
import io.tidegate.engine.publish.Publisher;
import io.tidegate.engine.read.Sources;
import io.tidegate.engine.release.ReleaseSeal;
import io.tidegate.engine.source.OperationClient;
import io.tidegate.engine.source.OperationClients;
import io.tidegate.engine.store.ConnectionPools;
import io.tidegate.engine.store.DataFolder;
import io.tidegate.route.sql.PgGrammar;
import jakarta.enterprise.inject.Disposes;
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
      RouteEmitter emitter,
      Sources sources,
      LiveEndpoints live,
      DataFolder folder,
      LiveSampling sampling) {
    byte[] platformKey =
        folder.platformKey(new SecureRandom()).reveal().getBytes(StandardCharsets.UTF_8);
    return new Publisher(
        emitter,
        sources,
        live,
        new CursorCodec(derived(platformKey, "cursor")),
        new MaskKeys(derived(platformKey, "mask")),
        sampling::of);
  }

  @Produces
  @Singleton
  LiveSampling sampling(DetectionConfig config, Clock clock) {
    return new LiveSampling(config.sampleEvery(), config.strict(), clock);
  }

  void close(@Disposes LiveSampling sampling) {
    sampling.close();
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
