package io.tidegate.engine.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tidegate.catalog.files.CatalogSnapshot;
import io.tidegate.catalog.store.CatalogStore;
import io.tidegate.engine.DemoResource;
import io.tidegate.engine.source.ConnectedSources;
import io.tidegate.engine.source.Drift;
import io.tidegate.engine.source.SourceCheck;
import io.tidegate.engine.source.SourceFault;
import io.tidegate.engine.store.ConnectionPools;
import io.tidegate.route.catalog.Field;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.catalog.Source;
import io.tidegate.route.catalog.View;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A demonstration has its sources beside the database at hand, with the sample in them. */
@QuarkusTest
@QuarkusTestResource(DemoResource.class)
class SampleSourcesIT {
  @Inject ConnectedSources sources;
  @Inject CatalogStore catalogs;
  @Inject ConnectionPools pools;

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

  @Test
  void theTablesAreAsTheCatalogDescribesThemAndADifferenceIsNamed() throws SQLException {
    CatalogSnapshot catalog = catalogs.current().orElseThrow();
    DataSource customs = pools.source("customs").orElseThrow();
    for (Resource table : catalog.resources()) {
      if (table.source().equals("customs")) {
        assertThat(SourceCheck.table(customs, table)).as(table.id()).isEmpty();
      }
    }
    Resource rates = catalog.resource("ref_fx_rate").orElseThrow();
    List<Field> fields = new ArrayList<>(rates.fields());
    Field date = fields.removeFirst();
    fields.add(as("gone", date, "date", true));
    fields.replaceAll(f -> f.name().equals("rate") ? as("rate", f, "int8", false) : f);
    assertThat(SourceCheck.table(customs, with(rates, fields)))
        .containsExactly(
            new Drift(Drift.Kind.GONE, "gone"),
            new Drift(Drift.Kind.CHANGED, "rate"),
            new Drift(Drift.Kind.NEW, "rate_date"));
  }

  @Test
  void aViewThatIsAnotherQueryIsNamedWithWhatItIsNow() throws SQLException {
    Resource view = catalogs.current().orElseThrow().resource("dec_released").orElseThrow();
    DataSource customs = pools.source("customs").orElseThrow();
    View query = view.view().orElseThrow();
    String sameInOtherWords =
        query
            .statement()
            .replace(
                "h.status in ('RELEASED', 'CLOSED')",
                "h.status = any (array['RELEASED', 'CLOSED'])");

    assertThat(SourceCheck.table(customs, with(view, new View(sameInOtherWords, true)))).isEmpty();
    for (View other :
        List.of(
            new View(query.statement().replace("'CLOSED'", "'ACCEPTED'"), true),
            new View(query.statement(), false),
            new View(query.statement().replace("dec.head h", "dec.heads h"), true))) {
      assertThat(SourceCheck.table(customs, with(view, other)))
          .singleElement()
          .satisfies(drift -> assertThat(drift.kind()).isEqualTo(Drift.Kind.REDEFINED))
          .satisfies(drift -> assertThat(drift.place()).contains("[security_barrier]", "CLOSED"));
    }
    Resource table = catalogs.current().orElseThrow().resource("ref_fx_rate").orElseThrow();
    assertThat(SourceCheck.table(customs, with(table, query)))
        .contains(new Drift(Drift.Kind.REDEFINED, ""));
  }

  private static Resource with(Resource table, View view) {
    return new Resource(
        table.id(),
        table.source(),
        table.schema(),
        table.table(),
        table.title(),
        table.summary(),
        table.area(),
        table.department(),
        table.theme(),
        table.updateFrequency(),
        table.tags(),
        table.openness(),
        Optional.empty(),
        table.primaryKey(),
        table.fields(),
        Optional.empty(),
        Optional.of(view));
  }

  private static Field as(String name, Field field, String sqlType, boolean nullable) {
    return new Field(
        name,
        field.title(),
        field.official(),
        field.sic(),
        field.type(),
        sqlType,
        field.length(),
        field.format(),
        nullable,
        field.codeSet(),
        field.sensitivity(),
        field.categories(),
        field.detected(),
        field.openness(),
        field.example(),
        field.meaning());
  }

  private static Resource with(Resource table, List<Field> fields) {
    return new Resource(
        table.id(),
        table.source(),
        table.schema(),
        table.table(),
        table.title(),
        table.summary(),
        table.area(),
        table.department(),
        table.theme(),
        table.updateFrequency(),
        table.tags(),
        table.openness(),
        table.roles(),
        table.primaryKey(),
        fields);
  }
}
