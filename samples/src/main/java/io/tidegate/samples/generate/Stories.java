package io.tidegate.samples.generate;

import io.tidegate.route.identifier.ContainerNumber;
import io.tidegate.route.identifier.Digits;
import io.tidegate.samples.generate.Filing.Box;
import io.tidegate.samples.generate.Filing.Cargo;
import io.tidegate.samples.generate.Filing.Charge;
import io.tidegate.samples.generate.Filing.Line;
import io.tidegate.samples.generate.Filing.Parties;
import io.tidegate.samples.generate.Filing.Receipt;
import io.tidegate.samples.generate.Filing.Terms;
import io.tidegate.samples.generate.Filing.Transport;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The declarations that documents, scenarios and demonstrations tell about. They are the same in
 * every volume and for every seed, and no generated record uses their keys.
 */
final class Stories {
  /** How many there are; they have the head ids from 1 on. */
  static final int COUNT = 9;

  private final Enterprises enterprises;
  private final People people;
  private final Tariff tariff;

  Stories(Enterprises enterprises, People people, Tariff tariff) {
    this.enterprises = enterprises;
    this.people = people;
    this.tariff = tariff;
  }

  Filing filing(long headId) {
    return switch ((int) headId) {
      case 1 -> cleanImport();
      case 2 -> inspected();
      case 3 -> rejectedThenAmended();
      case 4 -> agentWithoutPrices();
      case 5 -> twoPrincipals();
      case 6 -> tug(6, "379120241000000016", 1);
      case 7 -> tug(7, "379120241000000116", 7);
      case 8 -> expiredTariffLine();
      case 9 -> duplicatedReceipts();
      default -> throw new IndexOutOfBoundsException("there is no story " + headId);
    };
  }

  /** Story 1: a clean import, released 47 minutes after it was submitted. */
  private Filing cleanImport() {
    OffsetDateTime at = at(2024, 1, 8, 9, 30);
    return of(
        1,
        "379120241000000001",
        at,
        parties(1, 1),
        true,
        cargo("TDGU7000016", line("8517130000", 1_000, "210.0000", "180.00"), "200.0", 50),
        List.of(
            new Receipt(Channel.DECLARED, at),
            new Receipt(Channel.SENT, at.plusSeconds(8)),
            new Receipt(Channel.STORED, at.plusSeconds(48)),
            new Receipt(Channel.ASSESSED, at.plusMinutes(35)),
            new Receipt(Channel.RELEASED, at.plusMinutes(47))));
  }

  /** Story 2: an inspection that costs 26 hours. */
  private Filing inspected() {
    OffsetDateTime at = at(2024, 1, 9, 10, 5);
    return of(
        2,
        "379120241000000002",
        at,
        parties(1, 1),
        true,
        cargo("QZXU0000420", line("0810600000", 18_000, "4.2000", "18000.00"), "19800.0", 900),
        List.of(
            new Receipt(Channel.DECLARED, at),
            new Receipt(Channel.SENT, at.plusSeconds(10)),
            new Receipt(Channel.STORED, at.plusSeconds(55)),
            new Receipt(Channel.ASSESSED, at.plusMinutes(40)),
            new Receipt(Channel.INSPECTION, at.plusMinutes(45)),
            new Receipt(Channel.RELEASED, at.plusMinutes(45).plusHours(26))));
  }

  /** Story 3: an export rejected at entry, amended and then released. */
  private Filing rejectedThenAmended() {
    OffsetDateTime at = at(2024, 1, 10, 14, 20);
    return of(
        3,
        "379120240000000003",
        at,
        parties(1, 1),
        true,
        cargo("TDGU1000030", line("9403200000", 600, "96.5000", "15600.00"), "16400.0", 600),
        List.of(
            new Receipt(Channel.DECLARED, at),
            new Receipt(Channel.SENT, at.plusSeconds(9)),
            new Receipt(Channel.REJECTED, at.plusMinutes(3)),
            new Receipt(Channel.AMENDED, at.plusMinutes(70)),
            new Receipt(Channel.STORED, at.plusMinutes(71)),
            new Receipt(Channel.ASSESSED, at.plusMinutes(95)),
            new Receipt(Channel.RELEASED, at.plusMinutes(120))));
  }

  /** Story 4, the worked example: the agent files for the trader but may not see prices. */
  private Filing agentWithoutPrices() {
    OffsetDateTime at = at(2024, 1, 11, 9, 12);
    return of(
        4,
        "379120241000000004",
        at,
        parties(1, 1),
        false,
        cargo("TDGU1234568", line("9403200000", 480, "128.5000", "12100.00"), "12840.5", 480),
        List.of(
            new Receipt(Channel.DECLARED, at),
            new Receipt(Channel.SENT, at.plusSeconds(7)),
            new Receipt(Channel.STORED, at.plusSeconds(47)),
            new Receipt(Channel.ASSESSED, at.plusMinutes(61)),
            new Receipt(Channel.RELEASED, at.plusMinutes(110))));
  }

  /** Story 5: the trader and the one the goods are for are two enterprises; both are principals. */
  private Filing twoPrincipals() {
    OffsetDateTime at = at(2024, 1, 12, 15, 40);
    return of(
        5,
        "379120241000000005",
        at,
        parties(1, 7),
        true,
        cargo(
            ContainerNumber.complete("QZXU", 51),
            line("9404210000", 200, "75.2000", "5200.00"),
            "5600.0",
            200),
        List.of(
            new Receipt(Channel.DECLARED, at),
            new Receipt(Channel.SENT, at.plusSeconds(6)),
            new Receipt(Channel.STORED, at.plusSeconds(44)),
            new Receipt(Channel.ASSESSED, at.plusMinutes(50)),
            new Receipt(Channel.RELEASED, at.plusMinutes(75))));
  }

  /** Story 16: in one month two traders, and no third, import under one heading. */
  private Filing tug(long headId, String entryId, int trader) {
    OffsetDateTime at = at(2024, 5, 14 + trader, 11, 0);
    return of(
        headId,
        entryId,
        at,
        parties(trader, trader),
        true,
        new Cargo(
            Optional.of("01"),
            1,
            new BigDecimal("420000.0"),
            new BigDecimal("420000.00"),
            List.of(line("8904000000", 1, "1850000.0000", "420000.00")),
            List.of()),
        List.of(
            new Receipt(Channel.DECLARED, at),
            new Receipt(Channel.SENT, at.plusSeconds(11)),
            new Receipt(Channel.STORED, at.plusSeconds(60)),
            new Receipt(Channel.ASSESSED, at.plusHours(4)),
            new Receipt(Channel.RELEASED, at.plusHours(6))));
  }

  /** Story 17: a tariff line valid until the last day of 2024 is used on 2 January 2025. */
  private Filing expiredTariffLine() {
    OffsetDateTime at = at(2025, 1, 2, 9, 5);
    return of(
        8,
        "379120251000000017",
        at,
        parties(1, 1),
        true,
        cargo(
            ContainerNumber.complete("QZXU", 52),
            line("8517139001", 300, "185.0000", "60.00"),
            "72.0",
            15),
        List.of(
            new Receipt(Channel.DECLARED, at),
            new Receipt(Channel.SENT, at.plusSeconds(9)),
            new Receipt(Channel.REJECTED, at.plusMinutes(2))));
  }

  /** Story 18: a receipt that comes twice and one that overtakes another. */
  private Filing duplicatedReceipts() {
    OffsetDateTime at = at(2024, 3, 5, 16, 10);
    Receipt stored = new Receipt(Channel.STORED, at.plusSeconds(50));
    return of(
        9,
        "379120241000000018",
        at,
        parties(1, 1),
        true,
        cargo(
            ContainerNumber.complete("QZXU", 53),
            line("9403200000", 120, "131.0000", "3020.00"),
            "3200.0",
            120),
        List.of(
            new Receipt(Channel.DECLARED, at),
            new Receipt(Channel.SENT, at.plusSeconds(8)),
            stored,
            stored,
            new Receipt(Channel.RELEASED, at.plusMinutes(90)),
            new Receipt(Channel.ASSESSED, at.plusMinutes(70))));
  }

  private Filing of(
      long headId,
      String entryId,
      OffsetDateTime at,
      Parties parties,
      boolean agentPriceOpen,
      Cargo cargo,
      List<Receipt> receipts) {
    boolean importing = entryId.charAt(8) == '1';
    LocalDate day = at.toLocalDate();
    List<Line> lines = new ArrayList<>();
    for (Line line : cargo.lines()) {
      lines.add(importing ? line : exported(line));
    }
    return new Filing(
        headId,
        entryId,
        importing,
        entryId.substring(0, 4),
        at,
        Optional.of(day.plusDays(1)),
        parties,
        agentPriceOpen,
        new Transport(
            "2",
            "TIDE PIONEER",
            "024E",
            "TDGL" + Digits.padded(83_330 + headId, 8),
            "3792",
            "VNM",
            "SGP",
            Optional.of("VNM045"),
            "350291",
            Optional.of("示例一号堆场")),
        new Terms(
            "0110",
            "101",
            "1",
            importing ? "1" : "3",
            "USD",
            "TD-" + day.getYear() + "-" + Digits.padded(headId, 4),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Charge("3", "USD", new BigDecimal("1200"))),
            Optional.of(new Charge("1", "USD", new BigDecimal("0.3"))),
            Optional.empty()),
        new Cargo(
            cargo.wrapType(), cargo.packages(), cargo.gross(), cargo.net(), lines, cargo.boxes()),
        receipts,
        Optional.of("样例记录"));
  }

  /**
   * The trader and the owner by their number in the cast; agent and terminal are always the cast's.
   */
  private Parties parties(int trade, int owner) {
    Enterprise agent = enterprises.cast(2);
    return new Parties(
        enterprises.cast(trade),
        enterprises.cast(owner),
        agent,
        Optional.of(enterprises.cast(4)),
        people.person(People.STORY_DECLARANT),
        people.person(People.STORY_DECLARANT),
        "SGPTDG0001",
        "SAMPLE TRADING PTE LTD");
  }

  private static Cargo cargo(String container, Line line, String gross, int packages) {
    BigDecimal weight = new BigDecimal(gross);
    return new Cargo(
        Optional.of("22"),
        packages,
        weight,
        line.net(),
        List.of(line),
        List.of(new Box(container, "11", "1", false, weight)));
  }

  private Line line(String hsCode, int quantity, String price, String net) {
    BigDecimal unitPrice = new BigDecimal(price);
    BigDecimal count = BigDecimal.valueOf(quantity);
    return new Line(
        tariff.line(hsCode),
        count,
        unitPrice,
        unitPrice.multiply(count).setScale(2, RoundingMode.HALF_UP),
        new BigDecimal(net),
        "0|0|办公用|TD-100",
        "潮汐",
        "潮汐示例制造01厂",
        "VNM",
        "CHN",
        Optional.of("35029"));
  }

  private static Line exported(Line line) {
    return new Line(
        line.tariff(),
        line.quantity(),
        line.price(),
        line.total(),
        line.net(),
        line.model(),
        line.brand(),
        line.manufacturer(),
        line.destination(),
        line.origin(),
        line.district());
  }

  private static OffsetDateTime at(int year, int month, int day, int hour, int minute) {
    return OffsetDateTime.of(year, month, day, hour, minute, 0, 0, SampleCalendar.OFFSET);
  }
}
