package io.tidegate.samples.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ManifestDataTest {
  private static final List<String> TABLES =
      List.of(
          "mft.master", "mft.house", "mft.equipment", "mft.tally", "mft.status", "mft.snapshot");

  private static SampleData small;
  private static SampleData demo;
  private static List<Map<String, String>> heads;
  private static Map<String, Map<String, String>> bills;

  @BeforeAll
  static void make() {
    small = new SampleData(Volume.CI, SampleData.DEFAULT_SEED);
    demo = new SampleData(Volume.DEMO, SampleData.DEFAULT_SEED);
    heads = TableReader.rows(demo.table("dec.head"));
    bills = byBill(TableReader.rows(demo.table("mft.master")));
  }

  private static Map<String, Map<String, String>> byBill(List<Map<String, String>> rows) {
    return rows.stream().collect(Collectors.toMap(r -> r.get("bill_id"), r -> r));
  }

  private static Map<String, Set<String>> boxes(String table, String key) {
    return TableReader.rows(demo.table(table)).stream()
        .collect(
            Collectors.groupingBy(
                b -> b.get(key),
                Collectors.mapping(
                    b -> b.get("container_no"), Collectors.toCollection(TreeSet::new))));
  }

  private static BigDecimal number(Map<String, String> row, String column) {
    return new BigDecimal(row.get(column));
  }

  private static OffsetDateTime time(Map<String, String> row, String column) {
    return OffsetDateTime.parse(row.get(column));
  }

  @Test
  void manifestsAgreeWithDeclarationsButForTheFewThatAReconciliationHasToFind() {
    Map<String, Set<String>> declaredBoxes = boxes("dec.container", "head_id");
    Map<String, Set<String>> manifestBoxes = boxes("mft.equipment", "bill_id");
    Map<String, List<String>> found =
        Stream.of("missing", "packages", "weight", "boxes", "voyage")
            .collect(Collectors.toMap(k -> k, k -> new ArrayList<>()));
    List<Map<String, String>> bySea =
        heads.stream().filter(h -> h.get("traf_mode").equals("2")).toList();

    for (Map<String, String> head : bySea) {
      String id = head.get("head_id");
      Map<String, String> bill = bills.get(id);
      if (bill == null) {
        found.get("missing").add(id);
        continue;
      }
      assertThat(bill)
          .containsEntry("bill_no", head.get("bill_no"))
          .containsEntry("ie_flag", head.get("ie_flag"))
          .containsEntry("vessel_name", head.get("traf_name"))
          .containsEntry("agent_usci", head.get("agent_usci"))
          .containsEntry("terminal_usci", head.get("terminal_usci"))
          .containsEntry(
              head.get("ie_flag").equals("I") ? "consignee_usci" : "consignor_usci",
              head.get("trade_usci"));
      if (!bill.get("packages").equals(head.get("pack_no"))) {
        found.get("packages").add(id);
      }
      BigDecimal difference =
          number(bill, "gross_weight").subtract(number(head, "gross_weight")).abs();
      if (difference.signum() != 0) {
        found.get("weight").add(id);
        assertThat(difference).isGreaterThan(BigDecimal.valueOf(5));
        assertThat(difference)
            .isGreaterThan(number(head, "gross_weight").multiply(new BigDecimal("0.03")));
      }
      if (!declaredBoxes
          .getOrDefault(id, Set.of())
          .equals(manifestBoxes.getOrDefault(id, Set.of()))) {
        found.get("boxes").add(id);
      }
      if (!bill.get("voyage_no").equals(head.get("voyage_no"))) {
        found.get("voyage").add(id);
      }
    }

    int differences = found.values().stream().mapToInt(List::size).sum();
    assertThat(differences / (double) bySea.size()).isBetween(0.015, 0.02);
    assertThat(found.values()).allSatisfy(ids -> assertThat(ids).isNotEmpty());
    assertThat(found.get("packages")).contains("4");
    assertThat(
            found.values().stream()
                .flatMap(List::stream)
                .filter(id -> Long.parseLong(id) <= Stories.COUNT))
        .containsExactly("4");
    assertThat(bills).hasSize(bySea.size() - found.get("missing").size());
  }

  @Test
  void theManifestOfTheWorkedExampleHasTwoPackagesLess() {
    assertThat(bills.get("4"))
        .containsEntry("bill_no", "TDGL00083334")
        .containsEntry("packages", "478")
        .containsEntry("gross_weight", "12840.5")
        .containsEntry("voyage_no", "024E")
        .containsEntry("vessel_no", "UN2300014/3791")
        .containsEntry("transmitter_usci", "91350299MAT000034P")
        .containsEntry("agent_price_open", "false");
    assertThat(heads.get(3)).containsEntry("pack_no", "480");
    assertThat(TableReader.rows(demo.table("mft.house"), 4))
        .extracting(h -> h.get("house_bill_no") + " " + h.get("packages"))
        .containsExactly("TDGL00083334-01 478");
    assertThat(TableReader.rows(demo.table("mft.equipment"), 4))
        .extracting(e -> e.get("container_no"))
        .containsExactly("TDGU1234568");
    assertThat(TableReader.rows(demo.table("mft.equipment"), 3))
        .extracting(e -> e.get("container_no"))
        .containsExactly("TDGU1000030");
  }

  @Test
  void houseBillsAddUpToTheirMaster() {
    Map<String, List<Map<String, String>>> houses =
        TableReader.rows(demo.table("mft.house")).stream()
            .collect(Collectors.groupingBy(h -> h.get("bill_id")));

    assertThat(houses.size() / (double) bills.size()).isBetween(0.2, 0.3);
    houses.forEach(
        (id, of) -> {
          for (String column : List.of("packages", "gross_weight")) {
            assertThat(
                    of.stream()
                        .map(h -> number(h, column))
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .as("%s of %s", column, id)
                .isEqualByComparingTo(number(bills.get(id), column));
          }
          assertThat(of).allSatisfy(h -> assertThat(number(h, "packages")).isPositive());
        });
  }

  @Test
  void statesAreReachedInOrderAndNoneLiesAhead() {
    Map<String, Map<String, String>> tallies = byBill(TableReader.rows(demo.table("mft.tally")));
    for (Map<String, String> status : TableReader.rows(demo.table("mft.status"))) {
      Map<String, String> bill = bills.get(status.get("bill_id"));
      boolean importing = bill.get("ie_flag").equals("I");
      List<OffsetDateTime> reached =
          (importing
                  ? Stream.of(
                      "entered_at", "tallied_at", "arrived_at", "distributed_at", "released_at")
                  : Stream.of("entered_at", "arrived_at", "released_at", "tallied_at"))
              .filter(status::containsKey)
              .map(column -> time(status, column))
              .toList();
      assertThat(reached).as(status.toString()).isSorted();
      assertThat(time(status, "updated_at"))
          .isEqualTo(reached.stream().max(Comparator.naturalOrder()).orElseThrow())
          .isBeforeOrEqualTo(SampleCalendar.NOW);
      Map<String, String> tally = tallies.get(status.get("bill_id"));
      assertThat(tally != null).isEqualTo(status.containsKey("tallied_at"));
      if (tally != null) {
        assertThat(tally).containsEntry("ended_at", status.get("tallied_at"));
      }
    }
  }

  @Test
  void theReleaseOfTheManifestIsThatOfTheDeclaration() {
    Map<String, String> released =
        TableReader.rows(demo.table("dec.receipt")).stream()
            .filter(r -> r.get("channel").equals("P"))
            .collect(
                Collectors.toMap(
                    r -> r.get("head_id"), r -> r.get("notice_time"), (first, second) -> first));

    assertThat(TableReader.rows(demo.table("mft.status")))
        .allSatisfy(
            s -> assertThat(s.get("released_at")).isEqualTo(released.get(s.get("bill_id"))));
  }

  @Test
  void theSnapshotIsWhatWasKnownLastNight() {
    Map<String, Map<String, String>> now = byBill(TableReader.rows(demo.table("mft.status")));
    List<Map<String, String>> snapshot = TableReader.rows(demo.table("mft.snapshot"));
    int older = 0;

    for (Map<String, String> then : snapshot) {
      assertThat(time(then, "as_of")).isEqualTo(ManifestRows.SNAPSHOT);
      assertThat(time(then, "updated_at")).isBeforeOrEqualTo(ManifestRows.SNAPSHOT);
      Map<String, String> today = now.get(then.get("bill_id"));
      if (!time(today, "updated_at").isAfter(ManifestRows.SNAPSHOT)) {
        assertThat(then).containsEntry("status", today.get("status"));
      } else {
        older++;
      }
    }
    assertThat(older).isPositive();
    assertThat(snapshot).extracting(s -> s.get("bill_no")).contains("TDGL00083334");
  }

  @Test
  void storiesAreTheSameForEverySeedAndVolume() {
    SampleData other = new SampleData(Volume.CI, 1);

    for (String table : TABLES) {
      for (long story = 1; story <= Stories.COUNT; story++) {
        assertThat(other.table(table).rowsOf(story))
            .as(table)
            .isEqualTo(small.table(table).rowsOf(story))
            .isEqualTo(demo.table(table).rowsOf(story));
      }
    }
    assertThat(other.table("mft.master").rowsOf(11))
        .isNotEqualTo(small.table("mft.master").rowsOf(11));
  }
}
