package io.tidegate.engine.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tidegate.catalog.files.CatalogSnapshot;
import io.tidegate.catalog.store.CatalogStore;
import io.tidegate.engine.DemoResource;
import io.tidegate.engine.source.ConnectedSources;
import io.tidegate.engine.source.SourceFault;
import io.tidegate.route.catalog.Source;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A demonstration has its sources beside the database at hand, with the sample in them. */
@QuarkusTest
@QuarkusTestResource(DemoResource.class)
class SampleSourcesIT {
  @Inject ConnectedSources sources;
  @Inject CatalogStore catalogs;

  private List<Object[]> ask(String source, String operation, Map<String, Object> inputs)
      throws SourceFault {
    CatalogSnapshot catalog = catalogs.current().orElseThrow();
    return sources
        .client(catalog.operation(source, operation).orElseThrow())
        .orElseThrow()
        .read(inputs, Instant.now().plusSeconds(10), "t");
  }

  @Test
  void everySourceOfTheSampleCatalogThatHasNoTablesIsConnected() {
    CatalogSnapshot catalog = catalogs.current().orElseThrow();
    assertThat(catalog.sources().stream().filter(s -> !s.kind().hasTables()).map(Source::id))
        .hasSize(10);
    assertThat(catalog.resources().stream().filter(r -> r.operation().isPresent()))
        .hasSizeGreaterThan(10)
        .allSatisfy(resource -> assertThat(sources.client(resource)).isPresent());
    assertThat(sources.client(catalog.resource("dec_head").orElseThrow())).isEmpty();
  }

  @Test
  void theyTellTheStories() throws SourceFault, InterruptedException {
    assertThat(ask("terminal", "listHolds", Map.of("containerNo", "TDGU1234568"))).hasSize(1);
    assertThat(ask("manifest-ws", "queryStatus", Map.of("billNo", "TDGL00083334"))).hasSize(1);
    Map<String, Object> released = Map.of("containerNo", "TDGU7000016");
    Instant patience = Instant.now().plusSeconds(20);
    while (ask("gate-events", "listPasses", released).isEmpty()
        && Instant.now().isBefore(patience)) {
      Thread.sleep(50);
    }
    assertThat(ask("gate-events", "listPasses", released)).hasSize(1);
    assertThat(ask("express-files", "findParcel", Map.of("houseBillNo", "TDX0000000001")))
        .hasSize(1);
    assertThat(ask("documents", "listDocuments", Map.of("entryId", "379120241000000002")))
        .hasSize(2);
  }
}
