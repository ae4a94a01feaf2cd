package io.tidegate.samples.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.identifier.ImoNumber;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TransportDataTest {
  private static SampleData small;
  private static SampleData demo;
  private static List<Map<String, String>> vessels;
  private static List<Map<String, String>> calls;
  private static List<Map<String, String>> passes;
  private static Map<String, Map<String, String>> headsByBill;

  @BeforeAll
  static void make() {
    small = new SampleData(Volume.CI, SampleData.DEFAULT_SEED);
    demo = new SampleData(Volume.DEMO, SampleData.DEFAULT_SEED);
    vessels = TableReader.rows(demo.table("tran.vessel"));
    calls = TableReader.rows(demo.table("tran.vessel_call"));
    passes = TableReader.rows(demo.table("tran.gate_pass"));
    headsByBill =
        TableReader.rows(demo.table("dec.head")).stream()
            .collect(Collectors.toMap(h -> h.get("bill_no"), h -> h));
  }

  private static OffsetDateTime time(Map<String, String> row, String column) {
    return OffsetDateTime.parse(row.get(column));
  }

  @Test
  void shipsHaveNumbersAndNamesOfTheirOwnThatNoShipHas() {
    assertThat(vessels).hasSize(120);
    assertThat(TableReader.rows(small.table("tran.vessel"))).hasSize(20);
    assertThat(vessels)
        .allSatisfy(
            v -> {
              assertThat(ImoNumber.isValid(v.get("imo_no"))).isTrue();
              assertThat(v.get("imo_no")).matches("[23]\\d{6}");
            });
    for (String unique : List.of("imo_no", "name_en", "name_cn", "mmsi", "call_sign")) {
      assertThat(vessels).extracting(v -> v.get(unique)).as(unique).doesNotHaveDuplicates();
    }
    assertThat(vessels.get(0))
        .containsEntry("imo_no", "2300014")
        .containsEntry("name_en", "TIDE PIONEER")
        .containsEntry("agent_usci", "91350299MAT000034P");
  }

  @Test
  void everyCallIsOfAShipOfTheFleetAndNoShipIsInTwoPlacesAtOnce() {
    Map<String, String> names =
        vessels.stream().collect(Collectors.toMap(v -> v.get("imo_no"), v -> v.get("name_en")));
    Map<String, OffsetDateTime> lastDeparture = new HashMap<>();

    assertThat(calls).hasSize(1_500);
    for (Map<String, String> call :
        calls.stream().sorted(Comparator.comparing(c -> from(c))).toList()) {
      String imo = call.get("imo_no");
      assertThat(names).containsEntry(imo, call.get("vessel_name"));
      OffsetDateTime before = lastDeparture.put(imo, until(call));
      if (before != null) {
        assertThat(from(call)).as(call.toString()).isAfter(before);
      }
    }
  }

  private static OffsetDateTime from(Map<String, String> call) {
    return call.containsKey("ata") ? time(call, "ata") : time(call, "eta");
  }

  private static OffsetDateTime until(Map<String, String> call) {
    return call.containsKey("atd") ? time(call, "atd") : time(call, "etd");
  }

  @Test
  void theStateOfACallIsWhatItsTimesSay() {
    for (Map<String, String> call : calls) {
      String status =
          call.containsKey("atd")
              ? "DEPARTED"
              : call.containsKey("berthed_at")
                  ? "BERTHED"
                  : call.containsKey("ata") ? "ARRIVED" : "EXPECTED";
      assertThat(call).as(call.toString()).containsEntry("status", status);
      for (String happened : List.of("ata", "berthed_at", "atd", "updated_at")) {
        if (call.containsKey(happened)) {
          assertThat(time(call, happened)).isBeforeOrEqualTo(SampleCalendar.NOW);
        }
      }
    }
    assertThat(calls).extracting(c -> c.get("status")).contains("EXPECTED", "BERTHED", "DEPARTED");
  }

  @Test
  void callsAreThoseOfDeclaredVoyages() {
    Set<String> voyages = new HashSet<>();
    headsByBill.values().forEach(h -> voyages.add(h.get("traf_name") + " " + h.get("voyage_no")));

    assertThat(calls)
        .filteredOn(c -> voyages.contains(c.get("vessel_name") + " " + c.get("voyage_no")))
        .hasSizeGreaterThan(400);
  }

  @Test
  void theShipOfTheStoriesLiesAtItsBerthAndIsExpectedAgain() {
    assertThat(calls)
        .filteredOn(c -> c.get("imo_no").equals("2300014"))
        .extracting(c -> c.get("voyage_no") + " " + c.get("status"))
        .containsExactly(
            "024E DEPARTED",
            "024E DEPARTED",
            "024E DEPARTED",
            "024E DEPARTED",
            "168E BERTHED",
            "169W EXPECTED");
  }

  @Test
  void aTruckPassesWithAContainerOfItsBillOnceThatIsAllowed() {
    Map<String, Set<String>> boxes =
        TableReader.rows(demo.table("dec.container")).stream()
            .collect(
                Collectors.groupingBy(
                    b -> b.get("head_id"),
                    Collectors.mapping(b -> b.get("container_no"), Collectors.toSet())));
    Map<String, OffsetDateTime> released =
        TableReader.rows(demo.table("dec.receipt")).stream()
            .filter(r -> r.get("channel").equals("P"))
            .collect(
                Collectors.toMap(
                    r -> r.get("head_id"),
                    r -> OffsetDateTime.parse(r.get("notice_time")),
                    (first, second) -> first));

    assertThat(passes).hasSizeBetween(6_000, 10_000);
    assertThat(passes).extracting(p -> p.get("pass_id")).doesNotHaveDuplicates();
    for (Map<String, String> pass : passes) {
      Map<String, String> head = headsByBill.get(pass.get("bill_no"));
      assertThat(boxes.get(head.get("head_id"))).contains(pass.get("container_no"));
      assertThat(pass)
          .containsEntry("trade_usci", head.get("trade_usci"))
          .containsEntry("agent_usci", head.get("agent_usci"))
          .containsEntry("terminal_usci", head.get("terminal_usci"));
      assertThat(pass.get("vehicle_no")).matches("闽[A-H]·I\\d{4}");
      assertThat(time(pass, "gate_time")).isBeforeOrEqualTo(SampleCalendar.NOW);
      if (head.get("ie_flag").equals("I")) {
        assertThat(pass).containsEntry("direction", "OUT");
        assertThat(time(pass, "gate_time")).isAfter(released.get(head.get("head_id")));
      } else {
        assertThat(pass).containsEntry("direction", "IN");
      }
    }
  }

  @Test
  void theBoxThatWaitsForAFeeHasNotPassedAndTheCleanImportHas() {
    assertThat(passes)
        .extracting(p -> p.get("container_no"))
        .contains("TDGU7000016")
        .doesNotContain("TDGU1234568");
  }

  @Test
  void storiesAreTheSameForEverySeedAndVolume() {
    SampleData other = new SampleData(Volume.CI, 1);

    assertThat(other.table("tran.vessel").rowsOf(1))
        .isEqualTo(small.table("tran.vessel").rowsOf(1))
        .isEqualTo(demo.table("tran.vessel").rowsOf(1));
    for (long call = 1; call <= StoryCalls.ALL.size(); call++) {
      assertThat(other.table("tran.vessel_call").rowsOf(call))
          .isEqualTo(demo.table("tran.vessel_call").rowsOf(call));
    }
    for (long story = 1; story <= Stories.COUNT; story++) {
      assertThat(other.table("tran.gate_pass").rowsOf(story))
          .isEqualTo(demo.table("tran.gate_pass").rowsOf(story));
    }
  }
}
