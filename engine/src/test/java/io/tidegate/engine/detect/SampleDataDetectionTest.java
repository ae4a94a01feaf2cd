package io.tidegate.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.catalog.files.CatalogFiles;
import io.tidegate.catalog.files.CatalogSnapshot;
import io.tidegate.engine.source.SampledColumn;
import io.tidegate.engine.workspace.SampleFolders;
import io.tidegate.route.catalog.Resource;
import io.tidegate.samples.generate.SampleData;
import io.tidegate.samples.generate.SampleTable;
import io.tidegate.samples.generate.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The tables of the samples, whose data and labels were made without a thought of detectors, are
 * looked at: what the catalog labels is found, and the catalog has nothing too low.
 */
class SampleDataDetectionTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 6, 30);
  private static final int ROWS = 150;

  /** What values alone, or values and names, must tell. */
  private static final Set<String> TOLD =
      Set.of(
          "person-id",
          "address",
          "phone",
          "person-name",
          "party-code",
          "container-no",
          "entry-no",
          "email");

  /** The code of a carrier has a form of its own, and a city by itself is no address. */
  private static final Set<String> NOT_LOOKED_FOR =
      Set.of("mft_master.carrier_code", "exp_entry.sender_city", "exp_entry.receiver_city");

  /** A number before the entry is made like that of the entry. */
  private static final Set<String> ALIKE = Set.of("entry-no", "declaration-no");

  private record Judged(Resource resource, ColumnJudgement column) {
    String name() {
      return resource.id() + "." + column.name();
    }
  }

  private static final List<Judged> JUDGED = new ArrayList<>();

  @BeforeAll
  static void look() throws IOException {
    CatalogSnapshot catalog =
        CatalogFiles.read(new SampleFolders(Path.of("../samples")).catalogs())
            .value()
            .orElseThrow();
    SampleData data = new SampleData(Volume.CI, SampleData.DEFAULT_SEED);
    Map<String, Resource> resources = new TreeMap<>();
    catalog.resources().forEach(r -> resources.put(r.schema() + "." + r.table(), r));
    for (SampleTable table : data.tables()) {
      Resource resource = resources.get(table.name());
      if (resource != null) {
        ResourceDetection.judge(Optional.of(resource), sample(table), TODAY)
            .forEach(column -> JUDGED.add(new Judged(resource, column)));
      }
    }
  }

  private static List<SampledColumn> sample(SampleTable table) {
    List<List<String>> values = new ArrayList<>();
    table.columns().forEach(column -> values.add(new ArrayList<>()));
    int rows = 0;
    for (long parent = 1; parent <= table.parents() && rows < ROWS; parent++) {
      for (String line : table.rowsOf(parent).lines().toList()) {
        String[] cells = line.split("\t", -1);
        for (int c = 0; c < cells.length; c++) {
          if (!cells[c].equals("\\N")) {
            values.get(c).add(cells[c]);
          }
        }
        rows++;
      }
    }
    List<SampledColumn> sample = new ArrayList<>();
    for (int c = 0; c < values.size(); c++) {
      sample.add(new SampledColumn(table.columns().get(c), values.get(c)));
    }
    return sample;
  }

  @Test
  void theCatalogHasNoLabelThatIsTooLoose() {
    assertThat(JUDGED).hasSizeGreaterThan(200);
    assertThat(JUDGED.stream().filter(j -> j.column().isTooLoose())).isEmpty();
  }

  @Test
  void whatTheCatalogLabelsIsFound() {
    Set<String> missed = new TreeSet<>();
    int told = 0;
    for (Judged judged : JUDGED) {
      List<String> categories =
          judged.resource().field(judged.column().name()).orElseThrow().categories();
      if (!NOT_LOOKED_FOR.contains(judged.name())
          && judged.column().finding().values() >= 20
          && categories.stream().anyMatch(TOLD::contains)) {
        told++;
        if (judged.column().finding().category().filter(categories::contains).isEmpty()) {
          missed.add(judged.name() + " " + judged.column().finding());
        }
      }
    }
    assertThat(told).isGreaterThan(40);
    assertThat(missed).isEmpty();
  }

  /** A column that is called something else is not taken for what its digits look like. */
  @Test
  void whatIsFoundIsWhatTheCatalogSays() {
    Set<String> wrong = new TreeSet<>();
    for (Judged judged : JUDGED) {
      List<String> categories =
          judged.resource().field(judged.column().name()).orElseThrow().categories();
      judged
          .column()
          .finding()
          .category()
          .filter(found -> !categories.contains(found))
          .filter(found -> !ALIKE.contains(found) || categories.stream().noneMatch(ALIKE::contains))
          .ifPresent(found -> wrong.add(judged.name() + " " + found + " " + categories));
    }
    assertThat(wrong).isEmpty();
  }
}
