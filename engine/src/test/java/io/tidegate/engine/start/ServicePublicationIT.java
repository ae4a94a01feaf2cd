package io.tidegate.engine.start;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tidegate.engine.DemoResource;
import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.compile.Samples;
import io.tidegate.engine.demo.DemoFile;
import io.tidegate.engine.publish.LiveEndpoints;
import io.tidegate.engine.publish.Publisher;
import io.tidegate.engine.publish.Publisher.Publication;
import io.tidegate.engine.store.ReleaseStore;
import io.tidegate.route.text.SourceText;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  @Inject DemoFile demo;

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
    Path file = Samples.FOLDERS.root().resolve("declaration/services/declaration-details.yaml");
    plans.add(
        compiled(
            Files.readString(file)
                .replace("service: declaration-details", "service: another")
                .replace("entryId", "otherName")));

    List<Publication> publications = publisher.publish(plans);

    assertThat(publications)
        .filteredOn(p -> p instanceof Publication.Failed)
        .singleElement()
        .satisfies(
            p ->
                assertThat(((Publication.Failed) p).reason())
                    .contains("belongs to declaration-details"));
    assertThat(live.current().endpoints()).hasSize(samples().size());
    publisher.publish(samples());
  }
}
