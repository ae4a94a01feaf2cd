package io.tidegate.samples.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BondedDataTest {
  private static SampleData small;
  private static SampleData demo;
  private static List<Map<String, String>> lists;
  private static List<Map<String, String>> items;
  private static List<Map<String, String>> ledger;
  private static List<Map<String, String>> passports;

  @BeforeAll
  static void make() {
    small = new SampleData(Volume.CI, SampleData.DEFAULT_SEED);
    demo = new SampleData(Volume.DEMO, SampleData.DEFAULT_SEED);
    lists = TableReader.rows(demo.table("bond.invt"));
    items = TableReader.rows(demo.table("bond.invt_item"));
    ledger = TableReader.rows(demo.table("bond.ledger"));
    passports = TableReader.rows(demo.table("bond.passport"));
  }

  private static BigDecimal number(Map<String, String> row, String column) {
    return new BigDecimal(row.get(column));
  }

  /** By account and item, what the lists of one kind add up to. */
  private static Map<String, BigDecimal> sums(String direction, Set<String> deductStates) {
    Map<String, String> accounts = new HashMap<>();
    for (Map<String, String> list : lists) {
      if (list.get("ie_flag").equals(direction)
          && deductStates.contains(list.get("deduct_state"))) {
        accounts.put(list.get("invt_id"), list.get("account_no"));
      }
    }
    return items.stream()
        .filter(i -> accounts.containsKey(i.get("invt_id")))
        .collect(
            Collectors.groupingBy(
                i -> accounts.get(i.get("invt_id")) + "/" + i.get("putrec_seqno"),
                Collectors.reducing(BigDecimal.ZERO, i -> number(i, "quantity"), BigDecimal::add)));
  }

  @Test
  void theLedgerIsTheSumOfTheListsAndOnlyTheStoryAsksForMoreThanThereIs() {
    Map<String, BigDecimal> in = sums("I", Set.of("2"));
    Map<String, BigDecimal> out = sums("E", Set.of("2"));
    Map<String, BigDecimal> preDeducted = sums("E", Set.of("1"));
    Map<String, BigDecimal> pending = sums("E", Set.of("0", "1"));
    assertThat(pending).hasSizeGreaterThan(50);

    for (Map<String, String> item : ledger) {
      String key = item.get("account_no") + "/" + item.get("putrec_seqno");
      BigDecimal none = BigDecimal.ZERO;
      assertThat(number(item, "total_in")).isEqualByComparingTo(in.getOrDefault(key, none));
      assertThat(number(item, "total_out")).isEqualByComparingTo(out.getOrDefault(key, none));
      assertThat(number(item, "pre_deducted"))
          .isEqualByComparingTo(preDeducted.getOrDefault(key, none));
      assertThat(number(item, "balance"))
          .isEqualByComparingTo(
              number(item, "opening_quantity")
                  .add(number(item, "total_in"))
                  .subtract(number(item, "total_out")))
          .isGreaterThanOrEqualTo(none);
      BigDecimal available = number(item, "balance").subtract(pending.getOrDefault(key, none));
      if (key.equals("T3791W000001/12")) {
        assertThat(number(item, "balance")).isEqualByComparingTo("100");
        assertThat(pending.get(key)).isEqualByComparingTo("120");
        assertThat(number(item, "pre_deducted")).isEqualByComparingTo("50");
        assertThat(available).isEqualByComparingTo("-20");
      } else {
        assertThat(available).as(key).isGreaterThanOrEqualTo(none);
      }
    }
  }

  @Test
  void everyItemOfAListIsAnItemOfItsAccount() {
    Map<String, String> codes =
        ledger.stream()
            .collect(
                Collectors.toMap(
                    l -> l.get("account_no") + "/" + l.get("putrec_seqno"), l -> l.get("hs_code")));
    Map<String, String> accounts =
        lists.stream().collect(Collectors.toMap(l -> l.get("invt_id"), l -> l.get("account_no")));

    assertThat(items)
        .allSatisfy(
            i ->
                assertThat(codes)
                    .containsEntry(
                        accounts.get(i.get("invt_id")) + "/" + i.get("putrec_seqno"),
                        i.get("hs_code")));
  }

  @Test
  void theListOfTheStoryIsReleasedAndHasNotPassed() {
    assertThat(lists.get(0))
        .containsEntry("bond_invt_no", "QD379124I000000001")
        .containsEntry("account_no", "T3791W000001")
        .containsEntry("operator_usci", "91350299MAT0000775")
        .containsEntry("agent_usci", "91350299MAT000026W")
        .containsEntry("zone_operator_usci", "91350299MAT000042J")
        .containsEntry("entry_no", "379120241000000005")
        .containsEntry("entry_state", "1")
        .containsEntry("gate_state", "1")
        .containsEntry("deduct_state", "0");
    assertThat(passports)
        .filteredOn(p -> p.getOrDefault("rlt_no", "").equals("QD379124I000000001"))
        .singleElement()
        .satisfies(
            p ->
                assertThat(p)
                    .containsEntry("passport_no", "Z3791I240115000000000001")
                    .containsEntry("passport_state", "1")
                    .doesNotContainKey("pass_time"));
  }

  @Test
  void aListIsDeductedOnceItIsReleasedAndItsGoodsHavePassed() {
    int released = 0;
    int notPassed = 0;
    for (Map<String, String> list : lists) {
      boolean isReleased = list.get("entry_state").equals("1");
      boolean hasPassed = list.get("gate_state").equals("3");
      if (list.get("deduct_state").equals("2")) {
        assertThat(isReleased && hasPassed).as(list.toString()).isTrue();
        assertThat(list).containsKey("deduct_at");
      }
      if (isReleased) {
        released++;
        notPassed += hasPassed ? 0 : 1;
      }
      assertThat(OffsetDateTime.parse(list.get("updated_at")))
          .isBeforeOrEqualTo(SampleCalendar.NOW);
    }
    assertThat(notPassed / (double) released).isBetween(0.02, 0.045);
  }

  @Test
  void aListThatIsDeclaredAgreesWithItsDeclaration() {
    Map<String, Map<String, String>> heads =
        TableReader.rows(demo.table("dec.head")).stream()
            .collect(Collectors.toMap(h -> h.get("entry_id"), h -> h));
    List<Map<String, String>> declared =
        lists.stream().filter(l -> l.containsKey("entry_no")).toList();

    assertThat(declared.size() / (double) lists.size()).isBetween(0.4, 0.7);
    assertThat(declared).extracting(l -> l.get("entry_no")).doesNotHaveDuplicates();
    for (Map<String, String> list : declared) {
      Map<String, String> head = heads.get(list.get("entry_no"));
      assertThat(list)
          .containsEntry("is_declared", "1")
          .containsEntry("ie_flag", head.get("ie_flag"))
          .containsEntry("trade_mode", head.get("trade_mode"))
          .containsEntry(
              "entry_state",
              List.of("RELEASED", "CLOSED").contains(head.get("status")) ? "1" : "0");
      if (Long.parseLong(list.get("invt_id")) > BondedLists.STORIES) {
        assertThat(list)
            .containsEntry("account_no", head.get("manual_no"))
            .containsEntry("receiver_usci", head.get("trade_usci"))
            .containsEntry("agent_usci", head.get("agent_usci"));
      }
    }
  }

  @Test
  void everyAccountADeclarationNamesIsThere() {
    for (SampleData data : List.of(small, demo)) {
      List<String> accounts =
          TableReader.rows(data.table("bond.account")).stream()
              .map(a -> a.get("account_no"))
              .toList();
      assertThat(accounts).doesNotHaveDuplicates().startsWith("T3791W000001");
      assertThat(
              TableReader.rows(data.table("dec.head")).stream()
                  .filter(h -> h.containsKey("manual_no"))
                  .map(h -> h.get("manual_no")))
          .isSubsetOf(accounts);
    }
  }

  @Test
  void aPassOfGoodsRegisteredAtTheGateOrOfAnEmptyVehicleIsBoundToNothing() {
    assertThat(passports).extracting(p -> p.get("passport_no")).doesNotHaveDuplicates();
    assertThat(passports)
        .allSatisfy(
            p -> {
              assertThat(p.get("passport_no")).matches("Z379[16][IE]\\d{18}");
              boolean bound = !List.of("5", "6").contains(p.get("passport_type"));
              assertThat(p.containsKey("bind_type")).isEqualTo(bound);
              assertThat(p.containsKey("rlt_doc_type")).isEqualTo(bound);
              assertThat(p.containsKey("rlt_no")).isEqualTo(bound);
              assertThat(p.containsKey("pass_time")).isEqualTo(p.get("passport_state").equals("2"));
            });
    assertThat(passports).extracting(p -> p.get("passport_type")).contains("2", "3", "4", "5", "6");
  }

  @Test
  void storiesAreTheSameForEverySeedAndVolume() {
    SampleData other = new SampleData(Volume.CI, 1);

    for (String table : List.of("bond.invt", "bond.invt_item", "bond.passport")) {
      for (long story = 1; story <= BondedLists.STORIES; story++) {
        assertThat(other.table(table).rowsOf(story))
            .as(table)
            .isEqualTo(small.table(table).rowsOf(story))
            .isEqualTo(demo.table(table).rowsOf(story));
      }
    }
    for (String table : List.of("bond.account", "bond.ledger")) {
      assertThat(other.table(table).rowsOf(1))
          .as(table)
          .isEqualTo(small.table(table).rowsOf(1))
          .isEqualTo(demo.table(table).rowsOf(1));
    }
  }
}
