package io.tidegate.samples.generate;

import io.tidegate.route.identifier.Digits;
import io.tidegate.samples.generate.BondedLedgers.Balance;
import io.tidegate.samples.generate.BondedList.Item;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the accounts and lists of the bonded zone as the rows of their tables. */
final class BondedRows {
  /** One list in so many has another vehicle that comes with goods of no list. */
  private static final int FURTHER_VEHICLE = 8;

  private static final double UNLISTED_EMPTY = 0.5;

  private final BondedLists lists;
  private final BondedLedgers ledgers;
  private final Map<String, String> oldCountries;
  private final Map<String, String> oldCurrencies;
  private final long seed;

  BondedRows(BondedLists lists, long seed) {
    this.lists = lists;
    this.ledgers = new BondedLedgers(lists, seed);
    this.oldCountries = formerCodes("country", "country_old");
    this.oldCurrencies = formerCodes("currency", "currency_old");
    this.seed = seed;
  }

  private static Map<String, String> formerCodes(String from, String to) {
    Map<String, String> codes = new LinkedHashMap<>();
    for (Map<String, String> map : SampleFiles.records("parameters/data/code_maps.csv")) {
      if (map.get("from_set").equals(from) && map.get("to_set").equals(to)) {
        codes.put(map.get("from_code"), map.get("to_code"));
      }
    }
    return codes;
  }

  private static String former(Map<String, String> codes, String code) {
    String former = codes.get(code);
    if (former == null) {
      throw new IllegalArgumentException("there is no former code for " + code);
    }
    return former;
  }

  int accounts() {
    return BondedLists.ACCOUNTS;
  }

  int listCount() {
    return lists.count();
  }

  private Draw draw(String entity, long id, long stories) {
    return new Draw(id <= stories ? 0 : seed, entity, id);
  }

  List<Row<BondAccountColumn>> account(long place) {
    BondedAccount account = lists.account((int) place);
    Draw draw = draw("accountRow", place, 1);
    LocalDate from =
        place == 1
            ? LocalDate.of(2023, 6, 1)
            : SampleCalendar.FIRST_DAY.minusDays(draw.between("age", 30, 900));
    OffsetDateTime updated =
        ledgers.of(account).values().stream()
            .map(b -> b.updated)
            .max(OffsetDateTime::compareTo)
            .orElseThrow();
    return List.of(
        new Row<>(BondAccountColumn.class)
            .set(BondAccountColumn.ACCOUNT_NO, account.number())
            .set(BondAccountColumn.ACCOUNT_TYPE, "T")
            .set(BondAccountColumn.OPERATOR_USCI, account.operator().usci())
            .set(BondAccountColumn.OPERATOR_CODE, account.operator().customsRegistration())
            .set(BondAccountColumn.OPERATOR_NAME, account.operator().name())
            .set(BondAccountColumn.AGENT_USCI, account.declarant().usci())
            .set(BondAccountColumn.AGENT_CODE, account.declarant().customsRegistration())
            .set(BondAccountColumn.AGENT_NAME, account.declarant().name())
            .set(BondAccountColumn.ZONE_OPERATOR_USCI, account.zoneOperator().usci())
            .set(BondAccountColumn.ZONE_OPERATOR_NAME, account.zoneOperator().name())
            .set(BondAccountColumn.CUSTOM_MASTER, account.customs())
            .set(BondAccountColumn.VALID_FROM, from)
            .set(BondAccountColumn.VALID_TO, LocalDate.of(2026, 12, 31))
            .set(BondAccountColumn.STATUS, "ACTIVE")
            .set(BondAccountColumn.AGENT_PRICE_OPEN, account.agentPriceOpen())
            .set(BondAccountColumn.UPDATED_AT, updated));
  }

  List<Row<BondLedgerColumn>> ledger(long place) {
    BondedAccount account = lists.account((int) place);
    List<Row<BondLedgerColumn>> rows = new ArrayList<>();
    for (Balance balance : ledgers.of(account).values()) {
      BigDecimal opening = BondedLedgers.opening(account, balance);
      rows.add(
          new Row<>(BondLedgerColumn.class)
              .set(BondLedgerColumn.ACCOUNT_NO, account.number())
              .set(BondLedgerColumn.PUTREC_SEQNO, balance.place)
              .set(BondLedgerColumn.MATERIAL_NO, material(balance.place))
              .set(BondLedgerColumn.HS_CODE, balance.tariff.hsCode())
              .set(BondLedgerColumn.G_NAME, balance.tariff.nameCn())
              .set(BondLedgerColumn.UNIT, balance.tariff.unit1())
              .set(BondLedgerColumn.OPENING_QUANTITY, opening)
              .set(BondLedgerColumn.TOTAL_IN, balance.in)
              .set(BondLedgerColumn.TOTAL_OUT, balance.out)
              .set(BondLedgerColumn.PRE_DEDUCTED, balance.preDeducted)
              .set(BondLedgerColumn.BALANCE, opening.add(balance.in).subtract(balance.out))
              .set(BondLedgerColumn.UNIT_PRICE, balance.price)
              .set(BondLedgerColumn.CURRENCY, former(oldCurrencies, balance.currency))
              .set(BondLedgerColumn.UPDATED_AT, balance.updated));
    }
    return rows;
  }

  private static String material(int place) {
    return "TD-MAT-" + Digits.padded(place, 4);
  }

  List<Row<BondInventoryColumn>> list(long id) {
    BondedList list = lists.list(id);
    BondedAccount account = list.account();
    Optional<Filing> declaration = list.declaration();
    Draw draw = draw("listRow", id, BondedLists.STORIES);
    return List.of(
        new Row<>(BondInventoryColumn.class)
            .set(BondInventoryColumn.INVT_ID, id)
            .set(BondInventoryColumn.SEQ_NO, list.filed().getYear() + Digits.padded(id, 14))
            .set(BondInventoryColumn.BOND_INVT_NO, list.number())
            .set(BondInventoryColumn.ETPS_INNER_NO, "TD-INV-" + Digits.padded(id, 7))
            .set(BondInventoryColumn.ACCOUNT_NO, account.number())
            .set(BondInventoryColumn.OPERATOR_USCI, account.operator().usci())
            .set(BondInventoryColumn.OPERATOR_CODE, account.operator().customsRegistration())
            .set(BondInventoryColumn.OPERATOR_NAME, account.operator().name())
            .set(BondInventoryColumn.RECEIVER_USCI, list.receiver().usci())
            .set(BondInventoryColumn.RECEIVER_CODE, list.receiver().customsRegistration())
            .set(BondInventoryColumn.RECEIVER_NAME, list.receiver().name())
            .set(BondInventoryColumn.AGENT_USCI, list.declarant().usci())
            .set(BondInventoryColumn.AGENT_CODE, list.declarant().customsRegistration())
            .set(BondInventoryColumn.AGENT_NAME, list.declarant().name())
            .set(BondInventoryColumn.ZONE_OPERATOR_USCI, account.zoneOperator().usci())
            .set(BondInventoryColumn.ZONE_OPERATOR_NAME, account.zoneOperator().name())
            .set(BondInventoryColumn.DECLARE_TYPE, "1")
            .set(BondInventoryColumn.INVT_TYPE, declaration.isPresent() ? "0" : "6")
            .set(BondInventoryColumn.IE_FLAG, list.importing() ? "I" : "E")
            .set(BondInventoryColumn.MATERIAL_FLAG, "I")
            .set(
                BondInventoryColumn.TRADE_MODE,
                declaration.map(d -> d.terms().tradeMode()).orElse("5034"))
            .set(
                BondInventoryColumn.TRAF_MODE,
                declaration.map(d -> d.transport().mode()).orElse("9"))
            .set(
                BondInventoryColumn.IE_PORT,
                declaration.map(d -> d.transport().border()).orElse(account.customs()))
            .set(BondInventoryColumn.CUSTOM_MASTER, account.customs())
            .set(
                BondInventoryColumn.TRADE_COUNTRY,
                former(oldCountries, declaration.map(d -> d.transport().country()).orElse("CHN")))
            .set(BondInventoryColumn.IS_DECLARED, declaration.isPresent() ? "1" : "2")
            .set(BondInventoryColumn.DECLARE_KIND, declaration.map(d -> "2").orElse(null))
            .set(BondInventoryColumn.ENTRY_NO, declaration.map(Filing::entryId).orElse(null))
            .set(BondInventoryColumn.DEDUCT_STATE, list.deductState())
            .set(BondInventoryColumn.DEDUCT_MODE, "D")
            .set(BondInventoryColumn.GATE_STATE, list.passed().isPresent() ? "3" : "1")
            .set(BondInventoryColumn.ENTRY_STATE, list.released().isPresent() ? "1" : "0")
            .set(BondInventoryColumn.DECLARED_AT, list.filed())
            .set(BondInventoryColumn.PRE_DEDUCT_AT, list.preDeducted().orElse(null))
            .set(BondInventoryColumn.DEDUCT_AT, list.deducted().orElse(null))
            .set(
                BondInventoryColumn.IC_CARD,
                Digits.padded(
                    id <= BondedLists.STORIES
                        ? People.STORY_DECLARANT
                        : draw.between("card", 1, 60),
                    13))
            .set(
                BondInventoryColumn.NOTE,
                id <= BondedLists.STORIES || draw.chance("note", 0.1) ? "样例记录" : null)
            .set(BondInventoryColumn.AGENT_PRICE_OPEN, account.agentPriceOpen())
            .set(BondInventoryColumn.UPDATED_AT, list.updated()));
  }

  List<Row<BondInventoryItemColumn>> items(long id) {
    BondedList list = lists.list(id);
    Map<String, Balance> ledger = ledgers.of(list.account());
    List<Row<BondInventoryItemColumn>> rows = new ArrayList<>();
    for (Item item : list.items()) {
      int place = ledger.get(item.tariff().hsCode()).place;
      rows.add(
          new Row<>(BondInventoryItemColumn.class)
              .set(BondInventoryItemColumn.INVT_ID, id)
              .set(BondInventoryItemColumn.G_NO, rows.size() + 1L)
              .set(BondInventoryItemColumn.PUTREC_SEQNO, place)
              .set(BondInventoryItemColumn.HS_CODE, item.tariff().hsCode())
              .set(BondInventoryItemColumn.MATERIAL_NO, material(place))
              .set(BondInventoryItemColumn.G_NAME, item.tariff().nameCn())
              .set(BondInventoryItemColumn.G_MODEL, "TD-" + Digits.padded(place, 4))
              .set(BondInventoryItemColumn.UNIT, item.tariff().unit1())
              .set(BondInventoryItemColumn.QUANTITY, item.quantity())
              .set(BondInventoryItemColumn.CURRENCY, former(oldCurrencies, item.currency()))
              .set(BondInventoryItemColumn.UNIT_PRICE, item.price())
              .set(BondInventoryItemColumn.TOTAL_PRICE, item.total())
              .set(BondInventoryItemColumn.ORIGIN_COUNTRY, former(oldCountries, item.origin()))
              .set(BondInventoryItemColumn.GROSS_WEIGHT, item.gross())
              .set(BondInventoryItemColumn.NET_WEIGHT, item.net()));
    }
    return rows;
  }

  /**
   * The documents of the vehicle with the goods of a list and, now and then, of another vehicle.
   */
  List<Row<BondPassportColumn>> passports(long id) {
    BondedList list = lists.list(id);
    Draw draw = draw("passport", id, BondedLists.STORIES);
    List<Row<BondPassportColumn>> rows = new ArrayList<>();
    rows.add(listed(list, draw));
    if (id > BondedLists.STORIES && id % FURTHER_VEHICLE == 0) {
      rows.add(unlisted(list, draw.part("further", 1)));
    }
    return rows;
  }

  private static Row<BondPassportColumn> listed(BondedList list, Draw draw) {
    OffsetDateTime applied =
        list.id() == 1
            ? OffsetDateTime.of(2024, 1, 15, 8, 30, 0, 0, SampleCalendar.OFFSET)
            : list.released()
                .map(t -> t.plusMinutes(20))
                .filter(t -> !t.isAfter(SampleCalendar.NOW))
                .orElse(list.filed().plusMinutes(5));
    boolean passed = list.passed().isPresent();
    boolean approved = list.released().isPresent();
    String type = list.declaration().isEmpty() ? "4" : list.importing() ? "2" : "3";
    BigDecimal gross =
        list.items().stream().map(Item::gross).reduce(BigDecimal.ZERO, BigDecimal::add);
    return passport(list, list.id() * 2 - 1, type, applied, gross, draw)
        .set(BondPassportColumn.BIND_TYPE, "2")
        .set(BondPassportColumn.RLT_DOC_TYPE, "1")
        .set(BondPassportColumn.RLT_NO, list.number())
        .set(
            BondPassportColumn.CONTAINER_NO,
            list.declaration()
                .flatMap(d -> d.cargo().boxes().stream().findFirst())
                .map(Filing.Box::number)
                .orElse(null))
        .set(BondPassportColumn.PASS_TIME, list.passed().orElse(null))
        .set(BondPassportColumn.PASSPORT_STATE, passed ? "2" : approved ? "1" : "0")
        .set(BondPassportColumn.APPROVAL_MARK, approved ? "1" : null)
        .set(BondPassportColumn.UPDATED_AT, list.passed().orElse(applied));
  }

  /** A vehicle with goods registered at the gate, or an empty one: nothing is bound to it. */
  private static Row<BondPassportColumn> unlisted(BondedList list, Draw draw) {
    boolean empty = draw.chance("empty", UNLISTED_EMPTY);
    BigDecimal gross =
        empty
            ? BigDecimal.ZERO
            : BigDecimal.valueOf(draw.between("gross", 100, 9_000)).setScale(2, RoundingMode.UP);
    OffsetDateTime applied = list.filed().minusMinutes(draw.between("before", 30, 300));
    OffsetDateTime passed = applied.plusMinutes(draw.between("passed", 10, 29));
    return passport(list, list.id() * 2, empty ? "6" : "5", applied, gross, draw)
        .set(BondPassportColumn.PASS_TIME, passed)
        .set(BondPassportColumn.PASSPORT_STATE, "2")
        .set(BondPassportColumn.APPROVAL_MARK, "1")
        .set(BondPassportColumn.UPDATED_AT, passed);
  }

  private static Row<BondPassportColumn> passport(
      BondedList list, long id, String type, OffsetDateTime applied, BigDecimal gross, Draw draw) {
    BondedAccount account = list.account();
    BigDecimal vehicle = BigDecimal.valueOf(draw.between("vehicle", 780, 920) * 10L);
    Draw applicant = draw.part("applicant", 1);
    return new Row<>(BondPassportColumn.class)
        .set(BondPassportColumn.PASSPORT_ID, id)
        .set(
            BondPassportColumn.PASSPORT_NO,
            "Z"
                + account.customs()
                + (list.importing() ? "I" : "E")
                + Digits.padded(applied.getYear() % 100, 2)
                + Digits.padded(applied.getMonthValue(), 2)
                + Digits.padded(applied.getDayOfMonth(), 2)
                + Digits.padded(id, 12))
        .set(BondPassportColumn.PASSPORT_TYPE, type)
        .set(BondPassportColumn.IE_FLAG, list.importing() ? "I" : "E")
        .set(BondPassportColumn.OPERATOR_USCI, account.operator().usci())
        .set(BondPassportColumn.OPERATOR_CODE, account.operator().customsRegistration())
        .set(BondPassportColumn.OPERATOR_NAME, account.operator().name())
        .set(BondPassportColumn.AGENT_USCI, list.declarant().usci())
        .set(BondPassportColumn.AGENT_CODE, list.declarant().customsRegistration())
        .set(BondPassportColumn.AGENT_NAME, list.declarant().name())
        .set(BondPassportColumn.ZONE_OPERATOR_USCI, account.zoneOperator().usci())
        .set(BondPassportColumn.ZONE_OPERATOR_NAME, account.zoneOperator().name())
        .set(BondPassportColumn.CUSTOM_MASTER, account.customs())
        .set(BondPassportColumn.VEHICLE_NO, GatePasses.plate(draw))
        .set(BondPassportColumn.VEHICLE_WEIGHT, vehicle)
        .set(BondPassportColumn.TOTAL_GROSS_WEIGHT, gross)
        .set(BondPassportColumn.TOTAL_WEIGHT, vehicle.add(gross))
        .set(BondPassportColumn.APPLICANT_PERSON, People.name(applicant))
        .set(BondPassportColumn.APPLICANT_PHONE, People.phone(applicant))
        .set(BondPassportColumn.APPLIED_AT, applied);
  }
}
