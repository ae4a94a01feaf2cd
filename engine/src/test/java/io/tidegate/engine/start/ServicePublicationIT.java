package io.tidegate.engine.start;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tidegate.catalog.store.CatalogStore;
import io.tidegate.engine.DemoResource;
import io.tidegate.engine.answer.AnswerWatch;
import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.compile.Samples;
import io.tidegate.engine.crypto.SigningKey;
import io.tidegate.engine.demo.DemoFile;
import io.tidegate.engine.emit.RouteEmitter;
import io.tidegate.engine.governance.Governance;
import io.tidegate.engine.publish.CursorCodec;
import io.tidegate.engine.publish.DocumentLinks;
import io.tidegate.engine.publish.LiveEndpoints;
import io.tidegate.engine.publish.MaskKeys;
import io.tidegate.engine.publish.Publisher;
import io.tidegate.engine.publish.Publisher.Publication;
import io.tidegate.engine.read.Sources;
import io.tidegate.engine.release.ReleaseSeal;
import io.tidegate.engine.store.EpochStore.Epoch;
import io.tidegate.engine.store.EpochStore.EpochState;
import io.tidegate.engine.store.EpochStore.Served;
import io.tidegate.engine.store.PlatformDatabase;
import io.tidegate.engine.store.ReleaseStore;
import io.tidegate.engine.store.ServiceLifeStore;
import io.tidegate.route.text.SourceText;
import io.tidegate.samples.generate.Volume;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * What is published answers, what changes is exchanged, and one service's failure stays its own.
 */
@QuarkusTest
@QuarkusTestResource(DemoResource.class)
class ServicePublicationIT {
  @Inject Publisher publisher;
  @Inject LiveEndpoints live;
  @Inject ReleaseStore releases;
  @Inject ServiceLifeStore lives;
  @Inject DemoFile demo;
  @Inject EngineConfig engine;
  @Inject CatalogStore catalogs;
  @Inject PlatformDatabase database;
  @Inject RouteEmitter emitter;
  @Inject Sources sources;
  @Inject ReleaseSeal seal;
  @Inject Governance governance;

  private static List<CheckedPlan> samples() throws IOException {
    List<CheckedPlan> plans = new ArrayList<>();
    for (Path file : Samples.FOLDERS.services()) {
      plans.add(compiled(Files.readString(file)));
    }
    return plans;
  }

  private static CheckedPlan compiled(String text) {
    return Samples.compiler().compile(new SourceText("s.yaml", text)).value().orElseThrow();
  }

  @Test
  void everyReleaseIsKeptWithItsDocumentAndCertificate() throws IOException {
    assertThat(releases.latest())
        .extracting(ReleaseStore.Release::service)
        .contains("declaration-details", "parameter-lookup");
    assertThat(releases.latest().getFirst().certificate()).contains("\"sources\"");
  }

  @Test
  void aChangedServiceReplacesTheOneBeforeAndTheOthersStayAsTheyAre() throws IOException {
    publisher.publish(samples());
    long epoch = live.current().epoch();
    Path file = Samples.FOLDERS.root().resolve("parameters/services/parameter-lookup.yaml");
    List<CheckedPlan> changed = new ArrayList<>(samples());
    changed.removeIf(c -> c.plan().service().equals("parameter-lookup"));
    changed.add(compiled(Files.readString(file).replace("    is_sample: boolean\n", "")));

    List<Publication> publications = publisher.publish(changed);

    assertThat(publications)
        .filteredOn(p -> p instanceof Publication.Live)
        .extracting(Publication::service)
        .containsExactly("parameter-lookup");
    assertThat(publications)
        .filteredOn(p -> p instanceof Publication.Unchanged)
        .hasSize(changed.size() - 1);
    assertThat(live.current().epoch()).isEqualTo(epoch + 1);
    String answer =
        given()
            .header("X-API-Key", demo.read().orElseThrow().keys().get("bank"))
            .get("/api/param/v1/traf_mode?code=2")
            .asString();
    assertThat(answer).contains("水路运输").doesNotContain("is_sample");
    publisher.publish(samples());
  }

  @Test
  void twoServicesWithOnePathAreNotBothPublished() throws IOException {
    List<CheckedPlan> plans = new ArrayList<>(samples());
    Path file = Samples.FOLDERS.root().resolve("declaration/services/declaration-status.yaml");
    plans.add(
        compiled(
            Files.readString(file)
                .replace("service: declaration-status", "service: another")
                .replace("entryId", "otherName")));

    List<Publication> publications = publisher.publish(plans);

    assertThat(publications)
        .filteredOn(p -> p instanceof Publication.Failed)
        .singleElement()
        .satisfies(
            p ->
                assertThat(((Publication.Failed) p).reason())
                    .contains("belongs to declaration-status"));
    assertThat(live.current().endpoints()).hasSize(samples().size());
    publisher.publish(samples());
  }

  @Test
  void aServiceIsTakenOutOfForceWithTheOneItCalls() throws IOException {
    publisher.publish(samples());
    List<CheckedPlan> withdrawn = new ArrayList<>(samples());
    withdrawn.removeIf(c -> c.plan().service().equals("tariff-line"));
    Path file = Samples.FOLDERS.root().resolve("parameters/services/tariff-line.yaml");
    List<CheckedPlan> changed = new ArrayList<>(withdrawn);
    changed.add(compiled(Files.readString(file).replace("version: 1.0.0", "version: 1.0.1")));

    for (List<CheckedPlan> plans : List.of(withdrawn, changed)) {
      List<Publication> publications = publisher.publish(plans);

      assertThat(publications)
          .filteredOn(p -> p instanceof Publication.Failed)
          .singleElement()
          .satisfies(
              p -> {
                assertThat(p.service()).isEqualTo("declaration-duties");
                assertThat(((Publication.Failed) p).reason()).contains("tariff-line 1.0.0");
              });
      assertThat(live.current().endpoints())
          .extracting(e -> e.plan().service())
          .doesNotContain("declaration-duties")
          .contains("declaration-status");
    }

    publisher.publish(samples());
    assertThat(live.current().endpoints())
        .extracting(e -> e.plan().service())
        .contains("declaration-duties");
  }

  /** What an engine serves that starts again without folders. */
  private List<String> servedAfterARestart(ReleaseSeal key) {
    return restarted(Optional.empty(), key).current().endpoints().stream()
        .map(e -> e.plan().service())
        .toList();
  }

  private LiveEndpoints restarted(Optional<List<Path>> folders, ReleaseSeal key) {
    LiveEndpoints restarted = new LiveEndpoints();
    byte[] secret = new byte[32];
    new ServicePublication(
            () -> folders,
            Optional::empty,
            engine,
            NO_DEMO,
            catalogs,
            releases,
            lives,
            governance,
            new Publisher(
                emitter,
                sources,
                restarted,
                new CursorCodec(secret),
                new MaskKeys(secret),
                new DocumentLinks(secret, Duration.ofMinutes(5), Clock.systemUTC()),
                plan -> AnswerWatch.NONE),
            key,
            new FirstNode(),
            Clock.systemUTC())
        .publish();
    return restarted;
  }

  /** A node that nobody else knows of. */
  private static final class FirstNode implements StartingNode {
    @Override
    public boolean othersServe() {
      return false;
    }

    @Override
    public Optional<Epoch> inForce() {
      return Optional.empty();
    }

    @Override
    public Optional<Epoch> found(Served served, long behind) {
      return Optional.of(new Epoch(behind + 1, EpochState.COMMITTED, served, new UUID(0, 0)));
    }

    @Override
    public boolean enter(long epoch) {
      return true;
    }

    @Override
    public void serves(long epoch) {
      // nobody asks
    }
  }

  private static final DemoConfig NO_DEMO =
      new DemoConfig() {
        @Override
        public boolean enabled() {
          return false;
        }

        @Override
        public Volume volume() {
          return Volume.CI;
        }
      };

  @Test
  void aRestartServesWhatWasSignedAndNothingElse() throws Exception {
    // what other tests retired on this engine stays away
    List<String> retired =
        lives.lives().stream()
            .filter(life -> life.state() == ServiceLifeStore.LifeState.RETIRED)
            .map(ServiceLifeStore.ServiceLife::key)
            .toList();
    List<String> released =
        releases.latest().stream()
            .filter(release -> !retired.contains(release.key()))
            .map(ReleaseStore.Release::service)
            .toList();
    assertThat(servedAfterARestart(seal)).containsExactlyInAnyOrderElementsOf(released);

    ReleaseStore.Release sound =
        releases.latest().stream()
            .filter(r -> r.service().equals("declaration-goods"))
            .findFirst()
            .orElseThrow();
    List<String> others = new ArrayList<>(released);
    others.remove("declaration-goods");
    for (String change :
        List.of(
            "certificate = regexp_replace(certificate, '\"masks\":\\{[^}]*\\}', '\"masks\":{}')",
            "document = replace(document, 'i.decl_price', 'i.decl_price, i.decl_total')",
            "statement = replace(statement, 'catalog=', 'catalog=0')",
            "signature = ''")) {
      try {
        change(
            "update release set "
                + change
                + " where service = 'declaration-goods' and fingerprint = '"
                + sound.fingerprint()
                + "'");
        assertThat(servedAfterARestart(seal))
            .as(change)
            .containsExactlyInAnyOrderElementsOf(others);
      } finally {
        releases.save(sound);
      }
    }
    assertThat(servedAfterARestart(seal)).containsExactlyInAnyOrderElementsOf(released);
  }

  @Test
  void aRestartServesNoServiceWithoutTheOneItCalls() throws Exception {
    ReleaseStore.Release sound =
        releases.latest().stream()
            .filter(r -> r.service().equals("tariff-line"))
            .findFirst()
            .orElseThrow();
    try {
      change(
          "update release set signature = '' where service = 'tariff-line' and fingerprint = '"
              + sound.fingerprint()
              + "'");

      assertThat(servedAfterARestart(seal))
          .contains("declaration-status")
          .doesNotContain("tariff-line", "declaration-duties");
    } finally {
      releases.save(sound);
    }
    assertThat(servedAfterARestart(seal)).contains("tariff-line", "declaration-duties");
  }

  @Test
  void aRestartWithAnotherKeyServesNothing() {
    SecureRandom random = new SecureRandom();
    ReleaseSeal other = new ReleaseSeal(SigningKey.generate(random), random);

    assertThat(servedAfterARestart(other)).isEmpty();
  }

  private void change(String statement) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement update = connection.createStatement()) {
      assertThat(update.executeUpdate(statement)).isEqualTo(1);
    }
  }
}
