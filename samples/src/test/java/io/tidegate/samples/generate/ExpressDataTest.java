package io.tidegate.samples.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.route.identifier.AirWaybillNumber;
import io.tidegate.route.identifier.IdentityNumber;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ExpressDataTest {
  private static SampleData small;
  private static SampleData demo;
  private static List<Map<String, String>> entries;
  private static List<Map<String, String>> items;

  @BeforeAll
  static void make() {
    small = new SampleData(Volume.CI, SampleData.DEFAULT_SEED);
    demo = new SampleData(Volume.DEMO, SampleData.DEFAULT_SEED);
    entries = TableReader.rows(demo.table("exp.entry"));
    items = TableReader.rows(demo.table("exp.item"));
  }

  private static double share(Predicate<Map<String, String>> test) {
    return entries.stream().filter(test).count() / (double) entries.size();
  }

  private static OffsetDateTime time(Map<String, String> row, String column) {
    return OffsetDateTime.parse(row.get(column));
  }

  @Test
  void theStoryIsRejectedForItsMissingIdentityAndFiledAgain() {
    List<Map<String, String>> story = TableReader.rows(small.table("exp.entry"), 1);

    assertThat(story)
        .extracting(
            e -> e.get("house_bill_no") + " " + e.get("version") + " " + e.get("express_class"))
        .containsExactly("TDX0000000001 1 B", "TDX0000000001 2 B");
    assertThat(story.get(0))
        .containsEntry("raw_status", "02")
        .containsEntry("raw_text", "退单")
        .containsEntry("status", "REJECTED")
        .containsEntry("agent_usci", "91350299MAT000069A")
        .doesNotContainKeys("person_id_no", "person_id_type", "entry_id");
    assertThat(story.get(1))
        .containsEntry("raw_status", "21")
        .containsEntry("raw_text", "退单重报")
        .containsEntry("status", "AMENDED")
        .containsKeys("person_id_no", "entry_id");
  }

  @Test
  void classesAndOutcomesHaveTheirShares() {
    assertThat(share(e -> e.get("express_class").equals("A"))).isCloseTo(0.20, within(0.015));
    assertThat(share(e -> e.get("express_class").equals("B"))).isCloseTo(0.55, within(0.015));
    assertThat(share(e -> e.get("express_class").equals("B") && !e.containsKey("person_id_no")))
        .isCloseTo(0.02 * 0.55, within(0.004));
    assertThat(share(e -> e.get("status").equals("RELEASED"))).isBetween(0.93, 0.98);
    assertThat(entries)
        .extracting(e -> e.getOrDefault("raw_status", ""))
        .contains("02", "21", "44", "D2", "Y");
  }

  @Test
  void aHouseBillHasOneRowForEachVersionAndOnlyARejectedOneAnother() {
    assertThat(entries)
        .extracting(e -> e.get("house_bill_no") + "/" + e.get("version"))
        .doesNotHaveDuplicates();
    Map<String, List<Map<String, String>>> byBill =
        entries.stream().collect(Collectors.groupingBy(e -> e.get("house_bill_no")));
    assertThat(byBill).hasSize(10_000);
    assertThat(byBill.values())
        .filteredOn(versions -> versions.size() > 1)
        .hasSizeBetween(40, 140)
        .allSatisfy(
            versions -> {
              assertThat(versions).hasSize(2);
              assertThat(versions.get(0)).containsEntry("status", "REJECTED");
              assertThat(versions.get(1)).containsKey("person_id_no");
              assertThat(time(versions.get(1), "declare_at"))
                  .isAfter(time(versions.get(0), "status_at"));
            });
  }

  @Test
  void identifiersAreValidAndNobodys() {
    Set<String> declared = new HashSet<>();
    TableReader.rows(demo.table("dec.head"))
        .forEach(
            h -> {
              declared.add(h.get("entry_id"));
              declared.add(h.get("bill_no"));
            });
    for (Map<String, String> entry : entries) {
      assertThat(AirWaybillNumber.isValid(entry.get("master_bill_no"))).isTrue();
      assertThat(declared.contains(entry.get("master_bill_no"))).isFalse();
      assertThat(declared.contains(entry.get("pre_entry_id"))).isFalse();
      if (entry.containsKey("person_id_no")) {
        assertThat(IdentityNumber.isValid(entry.get("person_id_no"))).isTrue();
        assertThat(entry.get("person_id_no")).startsWith("350299");
        assertThat(entry).containsEntry("express_class", "B");
      }
      assertThat(entry.get("sender_phone")).matches("100\\d{8}");
      assertThat(entry.get("receiver_phone")).matches("100\\d{8}");
      assertThat(entry.containsKey("trade_usci"))
          .isEqualTo(!entry.get("express_class").equals("B"));
    }
  }

  @Test
  void itemsAddUpToTheValueAndGoodsOfLowValueStayBelowItsLimit() {
    Map<String, BigDecimal> totals =
        items.stream()
            .collect(
                Collectors.groupingBy(
                    i -> i.get("house_bill_no") + "/" + i.get("version"),
                    Collectors.reducing(
                        BigDecimal.ZERO,
                        i -> new BigDecimal(i.get("total_price")),
                        BigDecimal::add)));
    for (Map<String, String> entry : entries) {
      BigDecimal value = new BigDecimal(entry.get("total_value"));
      assertThat(
              totals.getOrDefault(
                  entry.get("house_bill_no") + "/" + entry.get("version"), BigDecimal.ZERO))
          .isEqualByComparingTo(value);
      assertThat(value).isLessThanOrEqualTo(BigDecimal.valueOf(5_000));
    }
  }

  @Test
  void filesAreLoadedAfterWhatIsInThemAndOneInFortyComesLate() {
    DateTimeFormatter name = DateTimeFormatter.ofPattern("'EXP_'yyyyMMdd_HHmm'.csv'");
    int late = 0;
    Set<String> places = new HashSet<>();
    for (Map<String, String> entry : entries) {
      OffsetDateTime closed =
          LocalDateTime.parse(entry.get("file_name"), name).atOffset(SampleCalendar.OFFSET);
      assertThat(closed)
          .isAfter(time(entry, "declare_at"))
          .isBeforeOrEqualTo(time(entry, "declare_at").plusMinutes(15));
      assertThat(time(entry, "loaded_at")).isAfter(closed);
      assertThat(places.add(entry.get("file_name") + entry.get("line_no"))).isTrue();
      if (time(entry, "loaded_at").isAfter(closed.plusMinutes(30))) {
        late++;
      }
    }
    assertThat(late / (double) entries.size()).isBetween(0.015, 0.035);
  }

  @Test
  void nothingHasHappenedAfterThePresentMoment() {
    assertThat(entries)
        .allSatisfy(
            e -> {
              assertThat(time(e, "declare_at")).isBeforeOrEqualTo(SampleCalendar.NOW);
              assertThat(time(e, "status_at")).isBeforeOrEqualTo(SampleCalendar.NOW);
            });
  }

  @Test
  void theStoryIsTheSameForEverySeedAndVolume() {
    SampleData other = new SampleData(Volume.CI, 1);

    for (String table : List.of("exp.entry", "exp.item")) {
      assertThat(other.table(table).rowsOf(1))
          .isEqualTo(small.table(table).rowsOf(1))
          .isEqualTo(demo.table(table).rowsOf(1));
      assertThat(other.table(table).rowsOf(3)).isNotEqualTo(small.table(table).rowsOf(3));
    }
  }
}
