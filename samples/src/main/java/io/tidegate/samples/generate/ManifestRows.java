package io.tidegate.samples.generate;

import io.tidegate.route.identifier.Digits;
import io.tidegate.samples.generate.Consignment.State;
import io.tidegate.samples.generate.Filing.Box;
import io.tidegate.samples.generate.Filing.Line;
import io.tidegate.samples.generate.Filing.Parties;
import io.tidegate.samples.generate.Filing.Transport;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes a bill as the rows of the manifest's tables. */
final class ManifestRows {
  /** When the states were copied last night; what came later is not in the copy. */
  static final OffsetDateTime SNAPSHOT = SampleCalendar.NOW.minusHours(8).minusMinutes(30);

  private static final double HOUSED = 0.25;
  private static final double LONG_BOX_TARE = 3_800;
  private static final double SHORT_BOX_TARE = 2_200;
  private static final List<String> TALLIERS = List.of("示例理货一部", "示例理货二部", "示例理货三部");

  private final Bills bills;
  private final Fleet fleet;

  ManifestRows(Bills bills, Fleet fleet) {
    this.bills = bills;
    this.fleet = fleet;
  }

  int count() {
    return bills.count();
  }

  List<Row<ManifestMasterColumn>> master(long billId) {
    return bills.of(billId).map(this::master).map(List::of).orElse(List.of());
  }

  private Row<ManifestMasterColumn> master(Bill bill) {
    Filing filing = bill.consignment().filing();
    Draw draw = bills.draw(filing.headId());
    Transport transport = filing.transport();
    Parties parties = filing.parties();
    boolean importing = filing.importing();
    String type = importing ? "MT1101" : "MT2101";
    Row<ManifestMasterColumn> row =
        new Row<>(ManifestMasterColumn.class)
            .set(ManifestMasterColumn.BILL_ID, filing.headId())
            .set(
                ManifestMasterColumn.MESSAGE_ID,
                "CN_"
                    + type
                    + "_1p0_"
                    + bill.consignment().entered().getYear()
                    + Digits.padded(filing.headId(), 9))
            .set(ManifestMasterColumn.MESSAGE_TYPE, type)
            .set(ManifestMasterColumn.IE_FLAG, importing ? "I" : "E")
            .set(ManifestMasterColumn.BILL_NO, transport.bill())
            .set(ManifestMasterColumn.TRANSMITTER_USCI, bill.forwarder().usci())
            .set(ManifestMasterColumn.TRANSMITTER_NAME, bill.forwarder().name())
            .set(ManifestMasterColumn.CARRIER_CODE, "TDGL")
            .set(ManifestMasterColumn.AGENT_USCI, parties.agent().usci())
            .set(ManifestMasterColumn.AGENT_NAME, parties.agent().name())
            .set(ManifestMasterColumn.TERMINAL_USCI, bill.consignment().terminal().usci())
            .set(ManifestMasterColumn.TERMINAL_NAME, bill.consignment().terminal().name())
            .set(ManifestMasterColumn.TRAF_MODE, "1")
            .set(
                ManifestMasterColumn.VESSEL_NO,
                Fleet.vesselNumber(fleet.named(transport.name()).orElseThrow()))
            .set(ManifestMasterColumn.VESSEL_NAME, transport.name())
            .set(ManifestMasterColumn.VOYAGE_NO, bill.voyage())
            .set(
                ManifestMasterColumn.LOADING_PLACE,
                importing ? transport.port().orElse(null) : transport.entryPort())
            .set(
                ManifestMasterColumn.DISCHARGE_PLACE,
                importing ? transport.entryPort() : transport.port().orElse(null))
            .set(
                ManifestMasterColumn.LOADING_AT,
                importing ? null : bill.consignment().tallyFrom().orElse(null))
            .set(
                ManifestMasterColumn.ARRIVAL_AT,
                importing ? bill.consignment().vessel().orElse(null) : null)
            .set(ManifestMasterColumn.CUSTOM_MASTER, transport.border())
            .set(ManifestMasterColumn.EXIT_CUSTOMS, importing ? null : transport.border())
            .set(ManifestMasterColumn.SPLIT_FLAG, "0")
            .set(ManifestMasterColumn.PACKAGES, bill.packages())
            .set(ManifestMasterColumn.PACKAGE_TYPE, packageType(filing))
            .set(ManifestMasterColumn.GROSS_WEIGHT, bill.gross())
            .set(
                ManifestMasterColumn.VOLUME,
                bill.gross()
                    .multiply(BigDecimal.valueOf(draw.between("volume", 20, 60)))
                    .movePointLeft(4)
                    .setScale(3, RoundingMode.UP))
            .set(ManifestMasterColumn.BRIEF_DESC, goods(filing))
            .set(
                ManifestMasterColumn.CARGO_VALUE,
                filing.cargo().lines().stream()
                    .map(Line::total)
                    .reduce(BigDecimal.ZERO, BigDecimal::add))
            .set(ManifestMasterColumn.CURRENCY, filing.terms().currency())
            .set(ManifestMasterColumn.MARKS, "N/M")
            .set(ManifestMasterColumn.CONSIGNEE_NAME, consignee(filing))
            .set(ManifestMasterColumn.CONSIGNOR_NAME, consignor(filing))
            .set(ManifestMasterColumn.PROCEDURE_CODE, "RD01")
            .set(ManifestMasterColumn.NOTE, filing.note().orElse(null))
            .set(ManifestMasterColumn.AGENT_PRICE_OPEN, filing.agentPriceOpen())
            .set(ManifestMasterColumn.UPDATED_AT, bill.consignment().entered());
    Enterprise trade = parties.trade();
    if (importing) {
      row.set(ManifestMasterColumn.CONSIGNEE_USCI, trade.usci())
          .set(ManifestMasterColumn.CONSIGNEE_ADDRESS, address(trade))
          .set(ManifestMasterColumn.CONSIGNEE_PHONE, phone(trade))
          .set(ManifestMasterColumn.NOTIFY_USCI, parties.owner().usci())
          .set(ManifestMasterColumn.NOTIFY_NAME, parties.owner().name());
    } else {
      row.set(ManifestMasterColumn.CONSIGNOR_USCI, trade.usci())
          .set(ManifestMasterColumn.CONSIGNOR_ADDRESS, address(trade))
          .set(ManifestMasterColumn.CONSIGNOR_PHONE, phone(trade))
          .set(ManifestMasterColumn.NOTIFY_NAME, parties.overseasName());
    }
    if (filing.cargo().lines().stream().anyMatch(l -> l.tariff().heading().equals("8507"))) {
      Draw contact = draw.part("contact", 1);
      row.set(ManifestMasterColumn.DG_CONTACT_PERSON, People.name(contact))
          .set(ManifestMasterColumn.DG_CONTACT_PHONE, People.phone(contact));
    }
    return row;
  }

  private static String consignee(Filing filing) {
    return filing.importing() ? filing.parties().trade().name() : filing.parties().overseasName();
  }

  private static String consignor(Filing filing) {
    return filing.importing() ? filing.parties().overseasName() : filing.parties().trade().name();
  }

  private static String goods(Filing filing) {
    return filing.cargo().lines().get(0).tariff().nameCn();
  }

  private static String address(Enterprise enterprise) {
    return "福建省潮汐市示例区港口路" + enterprise.number() + "号";
  }

  private static String phone(Enterprise enterprise) {
    return "100" + Digits.padded(enterprise.number(), 8);
  }

  /** The code of UN/ECE recommendation 21 for the declaration's kind of package. */
  private static String packageType(Filing filing) {
    return switch (filing.cargo().wrapType().orElse("99")) {
      case "01" -> "NE";
      case "06" -> "BG";
      case "22" -> "CT";
      case "23" -> "CS";
      case "92", "93" -> "PX";
      default -> "PK";
    };
  }

  /** The house bills of a consolidated bill; their packages and weights add up to the master's. */
  List<Row<ManifestHouseColumn>> houses(long billId) {
    Optional<Bill> found = bills.of(billId);
    Draw draw = bills.draw(billId);
    boolean ofWorkedExample = billId == Bills.STORY_HEAD;
    if (found.isEmpty() || !(ofWorkedExample || draw.chance("housed", HOUSED))) {
      return List.of();
    }
    Bill bill = found.get();
    Filing filing = bill.consignment().filing();
    int count = ofWorkedExample ? 1 : Math.min(bill.packages(), draw.between("houses", 1, 3));
    int packages = bill.packages() / count;
    BigDecimal gross = bill.gross().divide(BigDecimal.valueOf(count), 1, RoundingMode.DOWN);
    List<Row<ManifestHouseColumn>> rows = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      boolean last = number == count;
      rows.add(
          new Row<>(ManifestHouseColumn.class)
              .set(ManifestHouseColumn.BILL_ID, billId)
              .set(ManifestHouseColumn.ITEM_NO, number)
              .set(
                  ManifestHouseColumn.HOUSE_BILL_NO,
                  filing.transport().bill() + "-" + Digits.padded(number, 2))
              .set(
                  ManifestHouseColumn.PACKAGES,
                  last ? bill.packages() - packages * (count - 1) : packages)
              .set(ManifestHouseColumn.PACKAGE_TYPE, packageType(filing))
              .set(
                  ManifestHouseColumn.GROSS_WEIGHT,
                  last
                      ? bill.gross().subtract(gross.multiply(BigDecimal.valueOf(count - 1L)))
                      : gross)
              .set(ManifestHouseColumn.BRIEF_DESC, goods(filing))
              .set(ManifestHouseColumn.CONSIGNEE_NAME, consignee(filing))
              .set(ManifestHouseColumn.CONSIGNOR_NAME, consignor(filing))
              .set(ManifestHouseColumn.MARKS, "N/M"));
    }
    return rows;
  }

  List<Row<ManifestEquipmentColumn>> equipment(long billId) {
    Optional<Bill> bill = bills.of(billId);
    if (bill.isEmpty()) {
      return List.of();
    }
    Draw draw = bills.draw(billId);
    List<Row<ManifestEquipmentColumn>> rows = new ArrayList<>();
    for (Box box : bill.get().boxes()) {
      Draw part = draw.part("box", rows.size());
      boolean isLong = box.size().equals("11");
      boolean electronic = part.chance("electronic", 0.1);
      rows.add(
          new Row<>(ManifestEquipmentColumn.class)
              .set(ManifestEquipmentColumn.BILL_ID, billId)
              .set(ManifestEquipmentColumn.CONTAINER_NO, box.number())
              .set(ManifestEquipmentColumn.SIZE_TYPE, isLong ? "45G1" : "22G1")
              .set(ManifestEquipmentColumn.LADEN_FLAG, "5")
              .set(ManifestEquipmentColumn.SOURCE_CODE, "2")
              .set(
                  ManifestEquipmentColumn.SEAL_NO,
                  "TDS" + Digits.padded(part.below("seal", 10_000_000), 7))
              .set(ManifestEquipmentColumn.SEAL_TYPE, electronic ? "E" : "M")
              .set(ManifestEquipmentColumn.SEALED_BY, part.chance("carrier", 0.3) ? "CA" : "SH")
              .set(ManifestEquipmentColumn.SEAL_COUNT, 1)
              .set(
                  ManifestEquipmentColumn.TARE_WEIGHT,
                  BigDecimal.valueOf(isLong ? LONG_BOX_TARE : SHORT_BOX_TARE))
              .set(
                  ManifestEquipmentColumn.BAY_NO,
                  "B"
                      + Digits.padded(part.between("bay", 1, 40), 2)
                      + Digits.padded(part.between("row", 1, 16), 2)
                      + Digits.padded(part.between("tier", 1, 9) * 2L, 2)));
    }
    return rows;
  }

  List<Row<ManifestTallyColumn>> tally(long billId) {
    Optional<Bill> found = bills.of(billId).filter(b -> b.consignment().tallied().isPresent());
    if (found.isEmpty()) {
      return List.of();
    }
    Bill bill = found.get();
    Consignment consignment = bill.consignment();
    boolean ofStories = billId <= Stories.COUNT;
    Draw draw = bills.draw(billId);
    int over = !ofStories && draw.chance("over", 0.005) ? draw.between("overlanded", 1, 3) : 0;
    int shorts =
        !ofStories && over == 0 && bill.packages() > 3 && draw.chance("short", 0.008)
            ? draw.between("shortlanded", 1, 3)
            : 0;
    return List.of(
        new Row<>(ManifestTallyColumn.class)
            .set(ManifestTallyColumn.BILL_ID, billId)
            .set(ManifestTallyColumn.TALLY_DEPARTMENT, draw.oneOf("department", TALLIERS))
            .set(ManifestTallyColumn.TALLY_PERSON, People.name(draw.part("tallier", 1)))
            .set(ManifestTallyColumn.STARTED_AT, consignment.tallyFrom().orElseThrow())
            .set(ManifestTallyColumn.ENDED_AT, consignment.tallied().orElseThrow())
            .set(ManifestTallyColumn.ARRIVED_AT, consignment.arrived().orElse(null))
            .set(ManifestTallyColumn.PACKAGES, bill.packages() + over - shorts)
            .set(ManifestTallyColumn.GROSS_WEIGHT, bill.gross())
            .set(ManifestTallyColumn.CONTAINERS, bill.boxes().size())
            .set(ManifestTallyColumn.OVERLANDED, over)
            .set(ManifestTallyColumn.SHORTLANDED, shorts)
            .set(
                ManifestTallyColumn.DAMAGED,
                !ofStories && draw.chance("damage", 0.005) ? draw.between("damaged", 1, 2) : 0));
  }

  List<Row<ManifestStatusColumn>> status(long billId) {
    Optional<Bill> found = bills.of(billId);
    if (found.isEmpty()) {
      return List.of();
    }
    Bill bill = found.get();
    Consignment consignment = bill.consignment();
    State latest = consignment.latest();
    return List.of(
        new Row<>(ManifestStatusColumn.class)
            .set(ManifestStatusColumn.BILL_ID, billId)
            .set(ManifestStatusColumn.BILL_NO, consignment.filing().transport().bill())
            .set(ManifestStatusColumn.IE_FLAG, consignment.filing().importing() ? "I" : "E")
            .set(ManifestStatusColumn.STATUS, latest.word())
            .set(ManifestStatusColumn.PACKAGES, bill.packages())
            .set(ManifestStatusColumn.GROSS_WEIGHT, bill.gross())
            .set(ManifestStatusColumn.ENTERED_AT, consignment.entered())
            .set(ManifestStatusColumn.TALLIED_AT, consignment.tallied().orElse(null))
            .set(ManifestStatusColumn.ARRIVED_AT, consignment.arrived().orElse(null))
            .set(ManifestStatusColumn.DISTRIBUTED_AT, consignment.distributed().orElse(null))
            .set(ManifestStatusColumn.RELEASED_AT, consignment.released().orElse(null))
            .set(ManifestStatusColumn.UPDATED_AT, latest.time()));
  }

  /** The state a bill had last night; none when it had no manifest yet. */
  List<Row<ManifestSnapshotColumn>> snapshot(long billId) {
    Optional<Bill> found =
        bills.of(billId).filter(b -> !b.consignment().entered().isAfter(SNAPSHOT));
    if (found.isEmpty()) {
      return List.of();
    }
    Bill bill = found.get();
    Consignment consignment = bill.consignment().asOf(SNAPSHOT);
    State latest = consignment.latest();
    return List.of(
        new Row<>(ManifestSnapshotColumn.class)
            .set(ManifestSnapshotColumn.BILL_ID, billId)
            .set(ManifestSnapshotColumn.AS_OF, SNAPSHOT)
            .set(ManifestSnapshotColumn.BILL_NO, consignment.filing().transport().bill())
            .set(ManifestSnapshotColumn.IE_FLAG, consignment.filing().importing() ? "I" : "E")
            .set(ManifestSnapshotColumn.STATUS, latest.word())
            .set(ManifestSnapshotColumn.PACKAGES, bill.packages())
            .set(ManifestSnapshotColumn.GROSS_WEIGHT, bill.gross())
            .set(ManifestSnapshotColumn.ENTERED_AT, consignment.entered())
            .set(ManifestSnapshotColumn.TALLIED_AT, consignment.tallied().orElse(null))
            .set(ManifestSnapshotColumn.ARRIVED_AT, consignment.arrived().orElse(null))
            .set(ManifestSnapshotColumn.DISTRIBUTED_AT, consignment.distributed().orElse(null))
            .set(ManifestSnapshotColumn.RELEASED_AT, consignment.released().orElse(null))
            .set(ManifestSnapshotColumn.UPDATED_AT, latest.time()));
  }
}
