package io.tidegate.samples.generate;

import io.tidegate.route.identifier.Digits;
import io.tidegate.samples.generate.BondedList.Item;
import io.tidegate.samples.generate.Filing.Line;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The accounts and inventory lists of the bonded zone. Every account number a declaration names is
 * an account; about half of the lists go with a declaration that names one, the others move goods
 * within the zone.
 */
final class BondedLists {
  /** As many as declarations name, after that of the stories. */
  static final int ACCOUNTS = 201;

  /** Story 11 and 12 have these lists, all of the first account. */
  static final int STORIES = 5;

  static final String STORY_ACCOUNT = "T3791W000001";

  /** The items of the first account: the twelfth is the one whose balance is told. */
  static final List<String> STORY_CODES =
      List.of(
          "0303110000",
          "0805100000",
          "0810600000",
          "0901210000",
          "1511901000",
          "2204210000",
          "4011100000",
          "7408110000",
          "8471301000",
          "8517130000",
          "9404210000",
          "9403200000");

  private static final double NOT_PASSED = 0.03;
  private static final double AGENT_SEES_PRICES = 0.85;
  private static final int LISTS_PER_ACCOUNT = 20;
  private static final int MOST_ITEMS = 6;

  private final Volume volume;
  private final long seed;
  private final Enterprises enterprises;
  private final Tariff tariff;
  private final Filings filings;

  BondedLists(Volume volume, long seed, Enterprises enterprises, Tariff tariff, Filings filings) {
    this.volume = volume;
    this.seed = seed;
    this.enterprises = enterprises;
    this.tariff = tariff;
    this.filings = filings;
  }

  int count() {
    return volume.bondedLists();
  }

  Tariff tariff() {
    return tariff;
  }

  /** The account at a place, from 1 on. */
  BondedAccount account(int place) {
    if (place == 1) {
      return new BondedAccount(
          1, STORY_ACCOUNT, enterprises.cast(7), enterprises.cast(2), enterprises.cast(4), true);
    }
    Draw draw = new Draw(seed, "account", place);
    return new BondedAccount(
        place,
        "T3796W" + Digits.padded(place - 1L, 6),
        enterprises.trader(draw.unit("operator")),
        enterprises.agent(draw.unit("declarant")),
        draw.oneOf("zoneOperator", enterprises.terminals()),
        draw.chance("agentSeesPrices", AGENT_SEES_PRICES));
  }

  BondedList list(long id) {
    return id <= STORIES ? story((int) id) : generated(id);
  }

  private BondedList story(int id) {
    return switch (id) {
      // Story 12: the declaration is released and the goods have not passed the gate.
      case 1 -> {
        Filing declaration = filings.filing(5);
        yield story(
            1,
            at(2024, 1, 12, 13, 40),
            true,
            Optional.of(declaration),
            declaration.receipt(Channel.RELEASED).map(Filing.Receipt::time),
            Optional.empty(),
            Optional.empty(),
            item("9404210000", 200, "75.2000", "5200.00"));
      }
      // Story 11: 500 came in, 400 went out, and 120 are asked for while 100 are left.
      case 2 ->
          passed(2, at(2024, 2, 26, 9, 0), true, item("9403200000", 500, "128.5000", "12600.00"));
      case 3 ->
          passed(3, at(2024, 9, 3, 9, 0), false, item("9403200000", 400, "128.5000", "10080.00"));
      case 4 ->
          story(
              4,
              at(2025, 12, 29, 14, 10),
              false,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              item("9403200000", 70, "128.5000", "1764.00"));
      case 5 -> {
        OffsetDateTime filed = at(2025, 12, 30, 10, 25);
        yield story(
            5,
            filed,
            false,
            Optional.empty(),
            Optional.of(filed.plusMinutes(50)),
            Optional.of(filed.plusMinutes(30)),
            Optional.empty(),
            item("9403200000", 50, "128.5000", "1260.00"));
      }
      default -> throw new IndexOutOfBoundsException("there is no story list " + id);
    };
  }

  private BondedList passed(int id, OffsetDateTime filed, boolean importing, Item item) {
    return story(
        id,
        filed,
        importing,
        Optional.empty(),
        Optional.of(filed.plusMinutes(55)),
        Optional.of(filed.plusMinutes(30)),
        Optional.of(filed.plusHours(6)),
        item);
  }

  private BondedList story(
      int id,
      OffsetDateTime filed,
      boolean importing,
      Optional<Filing> declaration,
      Optional<OffsetDateTime> released,
      Optional<OffsetDateTime> preDeducted,
      Optional<OffsetDateTime> passed,
      Item item) {
    BondedAccount account = account(1);
    return new BondedList(
        id,
        number(account, filed, importing, id),
        account,
        account.operator(),
        account.declarant(),
        importing,
        declaration,
        filed,
        released,
        preDeducted,
        passed,
        passed.map(t -> t.plusMinutes(40)),
        List.of(item));
  }

  private Item item(String hsCode, int quantity, String price, String net) {
    return new Item(
        tariff.line(hsCode),
        BigDecimal.valueOf(quantity),
        new BigDecimal(price),
        "USD",
        "VNM",
        new BigDecimal(net));
  }

  private BondedList generated(long id) {
    Draw draw = new Draw(seed, "list", id);
    long turn = id - STORIES - 1;
    long turns = count() - STORIES;
    long generated = filings.count() - Stories.COUNT;
    long first = Stories.COUNT + 1 + turn * generated / turns;
    long beyond = Stories.COUNT + 1 + (turn + 1) * generated / turns;
    for (long head = first; head < beyond; head++) {
      Filing filing = filings.filing(head);
      if (filing.terms().manual().isPresent() && isLive(filing)) {
        return declared(id, filing, draw);
      }
    }
    return withinTheZone(id, filings.filing(first).submitted(), draw);
  }

  private static boolean isLive(Filing filing) {
    return switch (filing.latest().channel()) {
      case REJECTED, WITHDRAWN -> false;
      case DECLARED, SENT, STORED, AMENDED, ASSESSED, INSPECTION, RELEASED, CLOSED -> true;
    };
  }

  private BondedList declared(long id, Filing filing, Draw draw) {
    int serial = Integer.parseInt(filing.terms().manual().orElseThrow().substring(6));
    List<Item> items = new ArrayList<>();
    for (Line line : filing.cargo().lines()) {
      items.add(
          new Item(
              line.tariff(),
              line.quantity(),
              line.price(),
              filing.terms().currency(),
              line.origin(),
              line.net()));
    }
    return timed(
        id,
        account(serial + 1),
        filing.parties().trade(),
        filing.parties().agent(),
        filing.importing(),
        Optional.of(filing),
        filing.submitted().minusMinutes(draw.between("filed", 20, 120)),
        filing.receipt(Channel.RELEASED).map(Filing.Receipt::time),
        items,
        draw);
  }

  private BondedList withinTheZone(long id, OffsetDateTime filed, Draw draw) {
    int lively = Math.min(ACCOUNTS - 1, Math.max(1, count() / LISTS_PER_ACCOUNT));
    BondedAccount account = account(1 + draw.between("account", 1, lively));
    boolean importing = draw.chance("import", 0.5);
    List<Item> items = new ArrayList<>();
    int count = draw.between("items", 1, MOST_ITEMS);
    for (int number = 0; number < count; number++) {
      Draw part = draw.part("item", number);
      BigDecimal quantity = BigDecimal.valueOf(part.between("quantity", 1, 40) * 10L);
      items.add(
          new Item(
              tariff.traded(importing, part.unit("tariff")),
              quantity,
              BigDecimal.valueOf(part.logNormal("price", 40, 0.8) + 0.1)
                  .setScale(4, RoundingMode.HALF_UP),
              "USD",
              "CHN",
              quantity
                  .multiply(BigDecimal.valueOf(part.between("weight", 2, 60)))
                  .movePointLeft(1)));
    }
    return timed(
        id,
        account,
        account.operator(),
        account.declarant(),
        importing,
        Optional.empty(),
        filed,
        Optional.of(filed.plusMinutes(draw.between("approved", 20, 600))),
        items,
        draw);
  }

  private static BondedList timed(
      long id,
      BondedAccount account,
      Enterprise receiver,
      Enterprise declarant,
      boolean importing,
      Optional<Filing> declaration,
      OffsetDateTime filed,
      Optional<OffsetDateTime> release,
      List<Item> items,
      Draw draw) {
    Optional<OffsetDateTime> released = release.filter(BondedLists::hasHappened);
    Optional<OffsetDateTime> passed =
        draw.chance("notPassed", NOT_PASSED)
            ? Optional.empty()
            : released
                .map(t -> t.plusMinutes(draw.between("passed", 90, 1_500)))
                .filter(BondedLists::hasHappened);
    return new BondedList(
        id,
        number(account, filed, importing, id),
        account,
        receiver,
        declarant,
        importing,
        declaration,
        filed,
        released,
        released
            .map(t -> filed.plusMinutes(draw.between("preDeducted", 5, 18)))
            .filter(BondedLists::hasHappened),
        passed,
        passed
            .map(t -> t.plusMinutes(draw.between("deducted", 10, 60)))
            .filter(BondedLists::hasHappened),
        items);
  }

  private static boolean hasHappened(OffsetDateTime time) {
    return !time.isAfter(SampleCalendar.NOW);
  }

  private static String number(
      BondedAccount account, OffsetDateTime filed, boolean importing, long serial) {
    return "QD"
        + account.customs()
        + Digits.padded(filed.getYear() % 100, 2)
        + (importing ? "I" : "E")
        + Digits.padded(serial, 9);
  }

  private static OffsetDateTime at(int year, int month, int day, int hour, int minute) {
    return OffsetDateTime.of(year, month, day, hour, minute, 0, 0, SampleCalendar.OFFSET);
  }
}
