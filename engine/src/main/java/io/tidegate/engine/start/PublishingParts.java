package io.tidegate.engine.start;

import io.tidegate.catalog.store.CatalogStore;
import io.tidegate.engine.accounting.CallMeters;
import io.tidegate.engine.breaker.Breakers;
import io.tidegate.engine.centre.RegisteredSources;
import io.tidegate.engine.crypto.SigningKey;
import io.tidegate.engine.detect.LiveSampling;
import io.tidegate.engine.emit.RouteEmitter;
import io.tidegate.engine.epoch.EpochAgreement;
import io.tidegate.engine.gateway.Documents;
import io.tidegate.engine.gateway.GatewaySettings;
import io.tidegate.engine.governance.Governance;
import io.tidegate.engine.governance.ImpactJobs;
import io.tidegate.engine.impact.StandingGrant;
import io.tidegate.engine.plan.PlannedAccess;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.publish.Answer;
import io.tidegate.engine.publish.CursorCodec;
import io.tidegate.engine.publish.DocumentLinks;
import io.tidegate.engine.publish.LiveEndpoints;
import io.tidegate.engine.publish.MaskKeys;
import io.tidegate.engine.publish.Publisher;
import io.tidegate.engine.read.Bulkheads;
import io.tidegate.engine.read.OperationRead;
import io.tidegate.engine.read.SourceGate;
import io.tidegate.engine.read.Sources;
import io.tidegate.engine.release.ReleaseGate;
import io.tidegate.engine.release.ReleaseSeal;
import io.tidegate.engine.source.ConnectedSources;
import io.tidegate.engine.source.OperationClient;
import io.tidegate.engine.source.OperationClients;
import io.tidegate.engine.source.SourceFault;
import io.tidegate.engine.source.StoredObject;
import io.tidegate.engine.store.AuditStore;
import io.tidegate.engine.store.ConnectionPools;
import io.tidegate.engine.store.DataFolder;
import io.tidegate.engine.store.GrantStore;
import io.tidegate.engine.store.PlatformDatabase;
import io.tidegate.engine.store.ReleaseStore;
import io.tidegate.engine.store.RulePackStore;
import io.tidegate.route.catalog.Reliability;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.catalog.Source;
import io.tidegate.route.sql.PgGrammar;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** The parts that compile and publish, and the keys they are given. */
@Singleton
final class PublishingParts {
  private static final Logger LOG = Logger.getLogger(PublishingParts.class);
  private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z0-9]{1,40}/[a-z0-9.+-]{1,80}");

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
      ConnectionPools pools,
      CatalogStore catalogs,
      Instance<OperationClients> clients,
      RegisteredSources registered,
      Breakers breakers,
      ReadingConfig config) {
    Bulkheads bulkheads =
        new Bulkheads(config.mostReads(), config.mostWaiting(), config.longestWait());
    Map<String, Reliability> told = new ConcurrentHashMap<>();
    return new Sources() {
      @Override
      public SourceGate gate(PlannedRead read) {
        // what a file says of a source does not change while a node runs; others are as usual
        Reliability reliability =
            told.computeIfAbsent(
                read.source(),
                source ->
                    catalogs
                        .current()
                        .flatMap(catalog -> catalog.source(source))
                        .map(Source::reliability)
                        .orElse(Reliability.USUAL));
        String asked =
            read.access() instanceof PlannedAccess.Operation operation
                ? operation.resource()
                : read.source();
        return new SourceGate(
            bulkheads.of(read.source()),
            Optional.of(breakers.of(asked, reliability.breaker())),
            reliability.retry());
      }

      @Override
      public Optional<DataSource> database(String source) {
        return pools.source(source).or(() -> registered.database(source));
      }

      @Override
      public Optional<OperationClient> operation(String resource) {
        return catalogs
            .current()
            .flatMap(catalog -> catalog.resource(resource))
            .flatMap(
                found ->
                    clients.stream()
                        .findFirst()
                        .flatMap(c -> c.client(found))
                        .or(() -> registered.client(found)));
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
      DocumentLinks links,
      MaskKeys maskKeys,
      LiveSampling sampling) {
    PlatformKey key = new PlatformKey(folder);
    return new Publisher(
        emitter,
        sources,
        live,
        new CursorCodec(key.derived("cursor")),
        maskKeys,
        links,
        sampling::of);
  }

  @Produces
  @Singleton
  MaskKeys maskKeys(DataFolder folder) {
    return new MaskKeys(new PlatformKey(folder).derived("mask"));
  }

  @Produces
  @Singleton
  LiveSampling sampling(DetectionConfig config, CallMeters meters, Clock clock) {
    return new LiveSampling(config.sampleEvery(), config.strict(), meters.detections(), clock);
  }

  void close(@Disposes LiveSampling sampling) {
    sampling.close();
  }

  @Produces
  @Singleton
  DocumentLinks documentLinks(DataFolder folder, GatewaySettings settings, Clock clock) {
    return new DocumentLinks(
        new PlatformKey(folder).derived("document"), settings.documentLinkLife(), clock);
  }

  @Produces
  @Singleton
  Documents documents(ConnectedSources sources, CatalogStore catalogs) {
    return target -> {
      Resource resource =
          catalogs
              .current()
              .flatMap(catalog -> catalog.resource(target.resource()))
              .orElseThrow(() -> new CallProblem(ProblemCode.DATA_NOT_FOUND));
      try {
        StoredObject object = sources.object(resource, target.key());
        return Answer.document(mediaType(object.contentType()), object.bytes());
      } catch (SourceFault fault) {
        LOG.warnf("a linked document was not given: %s", fault.getMessage());
        throw new CallProblem(
            fault.kind() == SourceFault.Kind.NOT_FOUND
                ? ProblemCode.DATA_NOT_FOUND
                : OperationRead.code(fault.kind()));
      }
    };
  }

  /** What a source says of a document becomes a header, and nothing else. */
  private static String mediaType(String told) {
    return MEDIA_TYPE.matcher(told).matches() && !told.startsWith("application/json")
        ? told
        : "application/octet-stream";
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
      GrantStore grants,
      CatalogStore catalogs,
      EpochAgreement agreement,
      ReleaseGate gate,
      Clock clock) {
    return new Governance(
        packs,
        releases,
        audit,
        publisher,
        live,
        seal,
        grammar,
        () -> standing(grants, clock),
        catalogs::load,
        agreement,
        gate,
        clock);
  }

  private static List<StandingGrant> standing(GrantStore grants, Clock clock) {
    return grants.heldGrants().stream()
        .filter(held -> held.grant().isLive(clock.instant()))
        .map(
            held ->
                new StandingGrant(
                    held.grant().applicationId(),
                    held.usci(),
                    held.level(),
                    held.grant().service(),
                    held.grant().purpose()))
        .toList();
  }

  @Produces
  @Singleton
  ImpactJobs impactJobs(Governance governance, AuditStore audit) {
    return new ImpactJobs(governance, audit);
  }

  void close(@Disposes ImpactJobs jobs) {
    jobs.close();
  }

  @Produces
  @Singleton
  ReleaseSeal releaseSeal(DataFolder folder) {
    SecureRandom random = new SecureRandom();
    String key = folder.signingKey(() -> SigningKey.generate(random).secretHex()).reveal();
    return new ReleaseSeal(SigningKey.of(key), random);
  }
}
