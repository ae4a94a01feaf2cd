package io.tidegate.samples.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.route.identifier.ContainerNumber;
import io.tidegate.route.identifier.CustomsRegistrationCode;
import io.tidegate.route.identifier.EntryId;
import io.tidegate.route.identifier.IdentityNumber;
import io.tidegate.route.identifier.UnifiedSocialCreditCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SampleDataTest {
  private static SampleData small;
  private static SampleData demo;
  private static List<Map<String, String>> heads;

  @BeforeAll
  static void make() {
    small = new SampleData(Volume.CI, SampleData.DEFAULT_SEED);
    demo = new SampleData(Volume.DEMO, SampleData.DEFAULT_SEED);
    heads = TableReader.rows(demo.table("dec.head"));
  }

  private static String text(SampleTable table) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    table.writeTo(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static double share(List<Map<String, String>> rows, Predicate<Map<String, String>> test) {
    return rows.stream().filter(test).count() / (double) rows.size();
  }

  @Nested
  class IsDeterministic {
    @Test
    void rowsMadeBackwardsOnManyThreadsAreTheSameText() throws IOException {
      for (SampleTable table : small.tables()) {
        Map<Long, String> made =
            LongStream.rangeClosed(1, table.parents())
                .map(i -> table.parents() + 1 - i)
                .boxed()
                .parallel()
                .collect(Collectors.toConcurrentMap(i -> i, table::rowsOf));
        String joined =
            LongStream.rangeClosed(1, table.parents())
                .mapToObj(made::get)
                .collect(Collectors.joining());

        assertThat(joined).as(table.name()).isEqualTo(text(table));
      }
    }

    @Test
    void theSmallSampleIsTheOneThatWasPublished() throws IOException {
      String published;
      try (var in = SampleDataTest.class.getResourceAsStream("/manifest-ci.txt")) {
        published = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }

      assertThat(Manifest.of(small).text())
          .as("other rows than before ask for another SampleData.GENERATOR_VERSION")
          .isEqualTo(published);
    }

    @Test
    void anotherSeedGivesOtherRowsButTheSameStories() {
      SampleData other = new SampleData(Volume.CI, 1);

      for (String name : List.of("dec.head", "dec.item", "dec.container", "dec.receipt")) {
        for (long story = 1; story <= Stories.COUNT; story++) {
          assertThat(other.table(name).rowsOf(story))
              .isEqualTo(small.table(name).rowsOf(story))
              .isEqualTo(demo.table(name).rowsOf(story));
        }
      }
      assertThat(other.table("dec.head").rowsOf(Stories.COUNT + 1))
          .isNotEqualTo(small.table("dec.head").rowsOf(Stories.COUNT + 1));
    }

    @Test
    void aShiftMovesDaysAndTimesButNoNumbers() {
      SampleData shifted = new SampleData(Volume.CI, SampleData.DEFAULT_SEED, 30);
      Map<String, String> told = TableReader.rows(small.table("dec.head"), 4).get(0);
      Map<String, String> moved = TableReader.rows(shifted.table("dec.head"), 4).get(0);

      assertThat(LocalDate.parse(moved.get("declare_date")))
          .isEqualTo(LocalDate.parse(told.get("declare_date")).plusDays(30));
      assertThat(OffsetDateTime.parse(moved.get("updated_at")))
          .isEqualTo(OffsetDateTime.parse(told.get("updated_at")).plusDays(30));
      assertThat(moved.get("entry_id")).isEqualTo(told.get("entry_id"));
    }
  }

  @Nested
  class Identifiers {
    @Test
    void areValidAndNobodys() {
      for (Map<String, String> head : heads) {
        for (String role : List.of("trade", "owner", "agent", "cop")) {
          String usci = head.get(role + "_usci");
          assertThat(UnifiedSocialCreditCode.isValid(usci)).as(usci).isTrue();
          assertThat(usci).startsWith("91350299");
          String code = head.get(role + "_code");
          assertThat(CustomsRegistrationCode.isValid(code)).as(code).isTrue();
          assertThat(code).startsWith("35029");
        }
        assertThat(EntryId.isValid(head.get("entry_id"))).isTrue();
        assertThat(head.get("entry_id")).startsWith(head.get("custom_master"));
        assertThat(head.get("custom_master")).matches("379[1-6]");
        assertThat(head.get("entry_id").charAt(8))
            .isEqualTo(head.get("ie_flag").equals("I") ? '1' : '0');
      }
      for (Map<String, String> person : TableReader.rows(demo.table("party.person"))) {
        assertThat(IdentityNumber.isValid(person.get("id_no"))).isTrue();
        assertThat(person.get("id_no")).startsWith("350299");
        assertThat(person.get("phone")).matches("100\\d{8}");
      }
    }

    @Test
    void areUnique() {
      assertThat(heads).extracting(h -> h.get("entry_id")).doesNotHaveDuplicates();
      assertThat(heads).extracting(h -> h.get("seq_no")).doesNotHaveDuplicates();
      assertThat(heads).extracting(h -> h.get("bill_no")).doesNotHaveDuplicates();
      assertThat(TableReader.rows(demo.table("party.enterprise")))
          .extracting(e -> e.get("usci"))
          .doesNotHaveDuplicates()
          .hasSize(300);
    }

    @Test
    void ofStoriesAreNotUsedAgain() {
      List<Map<String, String>> boxes = TableReader.rows(demo.table("dec.container"));

      assertThat(boxes)
          .filteredOn(b -> b.get("container_no").equals("TDGU1234568"))
          .extracting(b -> b.get("head_id"))
          .containsExactly("4");
      assertThat(boxes)
          .filteredOn(b -> Long.parseLong(b.get("head_id")) > Stories.COUNT)
          .allSatisfy(b -> assertThat(b.get("container_no")).matches("(TDGU|QZXU)[2-6]\\d{6}"));
      assertThat(TableReader.rows(demo.table("dec.item")))
          .filteredOn(i -> i.get("hs_code").startsWith(Tariff.STORY_HEADING))
          .extracting(i -> i.get("head_id"))
          .containsExactly("6", "7");
    }

    @Test
    void ofContainersAreRightButForTheFewThatShowADefect() {
      List<Map<String, String>> boxes = TableReader.rows(demo.table("dec.container"));

      assertThat(share(boxes, b -> ContainerNumber.isValid(b.get("container_no"))))
          .isBetween(0.999, 0.99999);
    }
  }

  @Nested
  class TellsStories {
    private List<Map<String, String>> story(String table, long id) {
      return TableReader.rows(small.table(table), id);
    }

    @Test
    void theCastIsThereByName() {
      assertThat(TableReader.rows(small.table("party.enterprise")))
          .extracting(e -> e.get("usci") + " " + e.get("name") + " " + e.get("kind"))
          .startsWith(
              "91350299MAT0000182 潮汐示例国际贸易有限公司 trader",
              "91350299MAT000026W 潮汐示例报关有限公司 agent",
              "91350299MAT000034P 示例远洋货代有限公司 forwarder",
              "91350299MAT000042J 示例集装箱码头有限公司 terminal",
              "91350299MAT000050D 示例跨境电商有限公司 cbec",
              "91350299MAT000069A 示例快件运营人有限公司 express",
              "91350299MAT0000775 示例保税物流有限公司 bonded",
              "91350299MAT0000850 示例银行有限公司 bank");
    }

    @Test
    void theCleanImportIsReleasedIn47Minutes() {
      List<Map<String, String>> receipts = story("dec.receipt", 1);
      OffsetDateTime first = OffsetDateTime.parse(receipts.get(0).get("notice_time"));
      Map<String, String> last = receipts.get(receipts.size() - 1);

      assertThat(story("dec.head", 1).get(0)).containsEntry("entry_id", "379120241000000001");
      assertThat(last).containsEntry("channel_name", "放行");
      assertThat(OffsetDateTime.parse(last.get("notice_time"))).isEqualTo(first.plusMinutes(47));
    }

    @Test
    void theInspectionCosts26Hours() {
      Map<String, Map<String, String>> byChannel =
          story("dec.receipt", 2).stream().collect(Collectors.toMap(r -> r.get("channel"), r -> r));

      assertThat(OffsetDateTime.parse(byChannel.get("P").get("notice_time")))
          .isEqualTo(OffsetDateTime.parse(byChannel.get("C").get("notice_time")).plusHours(26));
    }

    @Test
    void theExportIsRejectedAmendedAndReleased() {
      assertThat(story("dec.head", 3).get(0))
          .containsEntry("entry_id", "379120240000000003")
          .containsEntry("ie_flag", "E")
          .containsEntry("status", "RELEASED");
      assertThat(story("dec.receipt", 3))
          .extracting(r -> r.get("channel"))
          .containsExactly("1", "4", "E", "M", "L", "G", "P");
      assertThat(story("dec.item", 3).get(0)).containsEntry("origin_country", "CHN");
    }

    @Test
    void theWorkedExampleHasTheValuesOfTheDocuments() {
      assertThat(story("dec.head", 4).get(0))
          .containsEntry("entry_id", "379120241000000004")
          .containsEntry("trade_usci", "91350299MAT0000182")
          .containsEntry("trade_name", "潮汐示例国际贸易有限公司")
          .containsEntry("owner_usci", "91350299MAT0000182")
          .containsEntry("agent_usci", "91350299MAT000026W")
          .containsEntry("terminal_usci", "91350299MAT000042J")
          .containsEntry("agent_price_open", "false")
          .containsEntry("gross_weight", "12840.5")
          .containsEntry("pack_no", "480")
          .containsEntry("bill_no", "TDGL00083334")
          .containsEntry("declarant_person", "王甲子")
          .containsEntry("status", "RELEASED");
      assertThat(story("dec.item", 4))
          .singleElement()
          .satisfies(
              item ->
                  assertThat(item)
                      .containsEntry("hs_code", "9403200000")
                      .containsEntry("g_qty", "480")
                      .containsEntry("decl_price", "128.5000")
                      .containsEntry("decl_total", "61680.00"));
      assertThat(story("dec.container", 4))
          .extracting(b -> b.get("container_no"))
          .containsExactly("TDGU1234568");
      assertThat(TableReader.rows(small.table("party.person"), 2).get(0))
          .containsEntry("name", "王甲子")
          .containsEntry("employer_usci", "91350299MAT000026W");
    }

    @Test
    void theOneWithTwoPrincipalsHasATraderWhoIsNotTheOwner() {
      Map<String, String> head = story("dec.head", 5).get(0);

      assertThat(head)
          .containsEntry("entry_id", "379120241000000005")
          .containsEntry("trade_usci", "91350299MAT0000182")
          .containsEntry("owner_usci", "91350299MAT0000775");
    }

    @Test
    void theStatisticsCellHasTwoTradersInOneMonth() {
      List<Map<String, String>> cell =
          List.of(story("dec.head", 6).get(0), story("dec.head", 7).get(0));

      assertThat(cell)
          .extracting(h -> h.get("declare_date").substring(0, 7))
          .containsOnly("2024-05");
      assertThat(cell).extracting(h -> h.get("trade_usci")).doesNotHaveDuplicates();
    }

    @Test
    void theExpiredTariffLineIsUsedTwoDaysTooLate() {
      String hsCode = story("dec.item", 8).get(0).get("hs_code");

      assertThat(story("dec.head", 8).get(0))
          .containsEntry("entry_id", "379120251000000017")
          .containsEntry("declare_date", "2025-01-02");
      assertThat(TableReader.rows(small.table("ref.tariff")))
          .filteredOn(t -> t.get("hs_code").equals(hsCode))
          .extracting(t -> t.get("valid_to"))
          .containsExactly("2024-12-31");
    }

    @Test
    void receiptsComeTwiceAndOutOfOrder() {
      List<Map<String, String>> receipts = story("dec.receipt", 9);

      assertThat(receipts)
          .extracting(r -> r.get("ev_no") + r.get("channel"))
          .containsExactly("11", "24", "3L", "4L", "5P", "6G");
      assertThat(receipts.get(4).get("notice_time"))
          .isGreaterThan(receipts.get(5).get("notice_time"));
      assertThat(story("dec.head", 9).get(0)).containsEntry("status", "RELEASED");
    }
  }

  @Nested
  class LooksReal {
    @Test
    void directionsModesAndFilersHaveTheirShares() {
      assertThat(share(heads, h -> h.get("ie_flag").equals("I"))).isCloseTo(0.46, within(0.015));
      assertThat(share(heads, h -> h.get("traf_mode").equals("2"))).isCloseTo(0.74, within(0.015));
      assertThat(share(heads, h -> !h.get("agent_usci").equals(h.get("trade_usci"))))
          .isCloseTo(0.70, within(0.015));
      assertThat(share(heads, h -> h.get("trade_mode").equals("0110")))
          .isCloseTo(0.62, within(0.015));
      assertThat(share(heads, h -> h.get("trade_mode").equals("1039")))
          .isCloseTo(0.06, within(0.01));
    }

    @Test
    void oneEnterpriseHasMuchOfTheBusiness() {
      Map<String, Long> byTrader =
          heads.stream()
              .collect(Collectors.groupingBy(h -> h.get("trade_usci"), Collectors.counting()));
      Map.Entry<String, Long> hottest =
          byTrader.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();

      assertThat(hottest.getKey()).isEqualTo("91350299MAT0000182");
      assertThat(hottest.getValue() / (double) heads.size()).isBetween(0.08, 0.15);
    }

    @Test
    void sundaysAndTheSpringFestivalAreQuiet() {
      Map<LocalDate, Long> byDay =
          heads.stream()
              .collect(
                  Collectors.groupingBy(
                      h -> LocalDate.parse(h.get("declare_date")), Collectors.counting()));

      assertThat(byDay.getOrDefault(LocalDate.of(2024, 4, 14), 0L))
          .isLessThan(byDay.get(LocalDate.of(2024, 4, 15)) / 2);
      assertThat(byDay.get(LocalDate.of(2024, 2, 14)))
          .isLessThan(byDay.get(LocalDate.of(2024, 3, 13)) / 2 + 5);
    }

    @Test
    void itemsAreFourAndAHalfOnAverageAndAtMostTwenty() {
      List<Map<String, String>> items = TableReader.rows(demo.table("dec.item"));
      Map<String, Long> byHead =
          items.stream()
              .collect(Collectors.groupingBy(i -> i.get("head_id"), Collectors.counting()));

      assertThat(items.size() / (double) heads.size()).isCloseTo(4.5, within(0.15));
      assertThat(byHead.values()).allMatch(n -> n >= 1 && n <= 20);
      assertThat(items)
          .allSatisfy(
              i ->
                  assertThat(new BigDecimal(i.get("decl_total")))
                      .isEqualByComparingTo(
                          new BigDecimal(i.get("decl_price"))
                              .multiply(new BigDecimal(i.get("g_qty")))
                              .setScale(2, RoundingMode.HALF_UP)));
    }

    @Test
    void mostDeclarationsAreReleasedAndSomeAreNot() {
      assertThat(share(heads, h -> List.of("RELEASED", "CLOSED").contains(h.get("status"))))
          .isBetween(0.94, 0.975);
      assertThat(share(heads, h -> h.get("status").equals("REJECTED"))).isBetween(0.02, 0.04);
      assertThat(share(heads, h -> h.get("status").equals("WITHDRAWN"))).isBetween(0.004, 0.012);
    }

    @Test
    void nothingHasHappenedAfterThePresentMoment() {
      assertThat(heads)
          .allMatch(h -> !OffsetDateTime.parse(h.get("updated_at")).isAfter(SampleCalendar.NOW));
    }

    @Test
    void theHeadHasTheStatusOfTheLatestReceiptWhateverCameLast() {
      Map<String, List<Map<String, String>>> receipts =
          TableReader.rows(small.table("dec.receipt")).stream()
              .collect(Collectors.groupingBy(r -> r.get("head_id")));

      for (Map<String, String> head : TableReader.rows(small.table("dec.head"))) {
        Map<String, String> latest =
            receipts.get(head.get("head_id")).stream()
                .max(Comparator.comparing(r -> OffsetDateTime.parse(r.get("notice_time"))))
                .orElseThrow();
        assertThat(head.get("channel")).isEqualTo(latest.get("channel"));
        assertThat(head.get("updated_at")).isEqualTo(latest.get("notice_time"));
      }
    }

    @Test
    void aFewDefectsShowUp() {
      assertThat(share(heads, h -> !h.containsKey("wrap_type"))).isBetween(0.003, 0.008);
      assertThat(
              share(
                  heads,
                  h ->
                      new BigDecimal(h.get("net_weight"))
                              .compareTo(new BigDecimal(h.get("gross_weight")))
                          > 0))
          .isBetween(0.0003, 0.002);
    }
  }
}
