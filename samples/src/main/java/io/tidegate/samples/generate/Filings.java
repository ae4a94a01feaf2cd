package io.tidegate.samples.generate;

import io.tidegate.route.identifier.AirWaybillNumber;
import io.tidegate.route.identifier.ContainerNumber;
import io.tidegate.route.identifier.Digits;
import io.tidegate.route.identifier.EntryId;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The declarations of the sample by their number: first the story records, then generated ones in
 * the order of their days. The shares are chosen to show real problems: few enterprises with much
 * of the business, seasons, long tails, and now and then a defect in the data.
 */
final class Filings {
  private static final double AGENT_FILES = 0.70;
  private static final double IMPORTS = 0.46;
  private static final double OWNER_DIFFERS = 0.12;
  private static final double AGENT_SEES_PRICES = 0.85;

  private static final double MISSING_OPTIONAL = 0.005;
  private static final double EXPIRED_CODE = 0.002;
  private static final double NET_ABOVE_GROSS = 0.001;
  private static final double WRONG_CONTAINER_DIGIT = 0.0005;

  private static final int MOST_ITEMS = 20;
  private static final double MEAN_FURTHER_ITEMS = 4;
  private static final int MOST_CONTAINERS = 50;

  /** Serials below this one are kept for story records. */
  private static final long FIRST_SERIAL = 10_000_000;

  private static final List<String> MODES = List.of("2", "4", "5", "3", "6");
  private static final Shares MODE_SHARES = Shares.of(74, 14, 10, 1, 1);

  /** Regimes that go both ways; those of exports alone are drawn before. */
  private static final List<String> REGIMES =
      List.of("0110", "0615", "0214", "9610", "1210", "5034", "3010");

  private static final Shares REGIME_SHARES = Shares.of(62, 9, 3, 6, 5, 4, 2);
  private static final double EXPORT_ONLY = 9 / 54.0;
  private static final List<String> EXPORT_REGIMES = List.of("1039", "9710", "9810");
  private static final Shares EXPORT_REGIME_SHARES = Shares.of(6, 1.5, 1.5);

  private static final List<String> CURRENCIES =
      List.of("USD", "EUR", "CNY", "JPY", "HKD", "GBP", "AUD", "KRW");
  private static final Shares CURRENCY_SHARES = Shares.of(78, 7, 6, 4, 2, 1, 1, 1);

  private static final List<String> WRAPS = List.of("22", "93", "23", "06", "29", "92", "99");

  /** The ships that declarations name, by their English names. */
  static final List<String> VESSELS =
      List.of(
          "TIDE PIONEER",
          "TIDE HARMONY",
          "TIDE ORCHID",
          "TIDE EGRET",
          "TIDE LANTERN",
          "TIDE COMPASS",
          "TIDE MERIDIAN",
          "TIDE BANYAN");

  private static final List<String> PLACES =
      List.of("示例一号堆场", "示例二号堆场", "示例三号堆场", "示例冷链仓库", "示例综合仓库");
  private static final List<String> OVERSEAS_TRADES =
      List.of("TRADING", "FURNITURE", "ELECTRONICS", "FOODS", "MATERIALS", "APPAREL", "MACHINERY");
  private static final List<String> BRANDS = List.of("潮汐", "海门", "东渡", "无品牌");

  private static final List<String> PATHS =
      List.of("released", "inspected", "rejected", "withdrawn", "open");
  private static final Shares PATH_SHARES = Shares.of(93, 3.1, 2.6, 0.8, 0.5);
  private static final double INSPECTED_REJECTED = 0.12;
  private static final double OUT_OF_ORDER = 0.002;
  private static final double DUPLICATED = 0.01;

  private final Volume volume;
  private final long seed;
  private final Enterprises enterprises;
  private final People people;
  private final Tariff tariff;
  private final FxRates fxRates;
  private final Stories stories;
  private final List<String> ports;
  private final Shares portShares;

  Filings(
      Volume volume,
      long seed,
      Enterprises enterprises,
      People people,
      Tariff tariff,
      FxRates fxRates) {
    this.volume = volume;
    this.seed = seed;
    this.enterprises = enterprises;
    this.people = people;
    this.tariff = tariff;
    this.fxRates = fxRates;
    this.stories = new Stories(enterprises, people, tariff);
    this.ports = Parameters.codes("port").stream().map(c -> c.get("code")).toList();
    this.portShares = Shares.zipf(ports.size(), 0.9);
  }

  int count() {
    return volume.declarations();
  }

  /** The foreign ports, the busiest first, and one of them by its share of the business. */
  String port(double point) {
    return ports.get(portShares.at(point));
  }

  Filing filing(long headId) {
    return headId <= Stories.COUNT ? stories.filing(headId) : generated(headId);
  }

  private Filing generated(long headId) {
    Draw draw = new Draw(seed, "declaration", headId);
    long place = headId - Stories.COUNT - 1;
    LocalDate day =
        SampleCalendar.day((place + draw.unit("day")) / (volume.declarations() - Stories.COUNT));
    OffsetDateTime submitted =
        OffsetDateTime.of(day, SampleCalendar.time(draw), SampleCalendar.OFFSET);
    boolean importing = draw.chance("import", IMPORTS);
    String mode = MODES.get(MODE_SHARES.at(draw.unit("mode")));
    Terms terms = terms(draw, headId, importing, day);
    String customs =
        switch (mode) {
          case "5" -> "3794";
          case "6" -> "3795";
          default -> terms.manual().isPresent() ? "3796" : "379" + draw.between("customs", 1, 3);
        };
    String port = ports.get(portShares.at(draw.unit("port")));
    Transport transport = transport(draw, headId, mode, customs, port);
    int shift = importing ? draw.between("moved", -3, 2) : draw.between("moved", 1, 5);
    return new Filing(
        headId,
        EntryId.of(customs, day.getYear(), importing, FIRST_SERIAL + headId),
        importing,
        customs,
        submitted,
        Optional.of(day.plusDays(shift)).filter(d -> !d.isAfter(SampleCalendar.NOW.toLocalDate())),
        parties(draw, mode, transport.country()),
        draw.chance("agentSeesPrices", AGENT_SEES_PRICES),
        transport,
        terms,
        cargo(draw, importing, mode, transport.country(), terms.currency(), day),
        receipts(draw, submitted),
        draw.chance("note", 0.1) ? Optional.of("样例记录") : Optional.empty());
  }

  private Parties parties(Draw draw, String mode, String country) {
    Enterprise trade = enterprises.trader(draw.unit("trade"));
    Enterprise owner =
        draw.chance("ownerDiffers", OWNER_DIFFERS) ? enterprises.trader(draw.unit("owner")) : trade;
    Enterprise agent =
        draw.chance("agentFiles", AGENT_FILES) ? enterprises.agent(draw.unit("agent")) : trade;
    Optional<Enterprise> terminal =
        mode.equals("2")
            ? Optional.of(draw.oneOf("terminal", enterprises.terminals()))
            : Optional.empty();
    int overseas = draw.between("overseas", 1, 300);
    return new Parties(
        trade,
        owner,
        agent,
        terminal,
        people.employee(agent, draw.unit("declarant")),
        people.employee(agent, draw.unit("typist")),
        country + "TDG" + Digits.padded(overseas, 4),
        "SAMPLE "
            + OVERSEAS_TRADES.get(overseas % OVERSEAS_TRADES.size())
            + " "
            + country
            + " "
            + overseas
            + " LTD");
  }

  private Transport transport(Draw draw, long headId, String mode, String customs, String port) {
    String country = port.substring(0, 3);
    String serial = Digits.padded(FIRST_SERIAL + headId, 8);
    String name;
    String voyage;
    String bill = "TDGL" + serial;
    String entryPort;
    switch (mode) {
      case "2" -> {
        name = draw.oneOf("vessel", VESSELS);
        voyage =
            Digits.padded(draw.between("voyage", 1, 999), 3)
                + (draw.chance("way", 0.5) ? "E" : "W");
        entryPort = draw.chance("quay", 0.5) ? "350291" : "350292";
      }
      case "5" -> {
        name = "B-TD" + Digits.padded(draw.below("aircraft", 100), 2);
        voyage = "TD" + Digits.padded(draw.between("flight", 1, 999), 4);
        bill = AirWaybillNumber.sample((int) (headId % 10_000_000));
        entryPort = "350293";
      }
      case "6" -> {
        name = "邮运";
        voyage = "TM" + serial;
        entryPort = "350294";
      }
      case "3" -> {
        name = "TDRW" + serial;
        voyage = Digits.padded(draw.between("train", 1, 999), 5);
        entryPort = "350296";
      }
      default -> {
        name = "TDRD" + serial;
        voyage = "TDRD" + serial;
        entryPort = "350295";
      }
    }
    return new Transport(
        mode,
        name,
        voyage,
        bill,
        draw.chance("sameBorder", 0.8) || !mode.equals("2") ? customs : "3792",
        country,
        draw.chance("sameTradingCountry", 0.85)
            ? country
            : ports.get(portShares.at(draw.unit("tradingCountry"))).substring(0, 3),
        draw.chance("missingPort", MISSING_OPTIONAL) ? Optional.empty() : Optional.of(port),
        entryPort,
        draw.chance("missingPlace", MISSING_OPTIONAL)
            ? Optional.empty()
            : Optional.of(draw.oneOf("place", PLACES)));
  }

  private static Terms terms(Draw draw, long headId, boolean importing, LocalDate day) {
    String regime =
        !importing && draw.chance("exportOnly", EXPORT_ONLY)
            ? EXPORT_REGIMES.get(EXPORT_REGIME_SHARES.at(draw.unit("exportRegime")))
            : REGIMES.get(REGIME_SHARES.at(draw.unit("regime")));
    String cut =
        switch (regime) {
          case "0214" -> "502";
          case "0615" -> "503";
          case "5034" -> "301";
          default -> "101";
        };
    boolean exempt = !cut.equals("101");
    String currency = CURRENCIES.get(CURRENCY_SHARES.at(draw.unit("currency")));
    boolean freeOnBoard = draw.chance("freeOnBoard", 0.6);
    // Freight is told where the price leaves it out of an import or keeps it in an export.
    boolean charged = importing == freeOnBoard;
    return new Terms(
        regime,
        cut,
        exempt ? "3" : "1",
        freeOnBoard ? "3" : "1",
        currency,
        "TD-" + day.getYear() + "-" + Digits.padded(headId, 7),
        draw.chance("licensed", 0.03)
            ? Optional.of(day.getYear() % 100 + "-TD-" + Digits.padded(headId, 7))
            : Optional.empty(),
        exempt
            ? Optional.of("T3796W" + Digits.padded(draw.between("manual", 1, 200), 6))
            : Optional.empty(),
        charged
            ? Optional.of(
                new Charge("3", currency, BigDecimal.valueOf(draw.between("freight", 4, 80) * 50L)))
            : Optional.empty(),
        charged ? Optional.of(new Charge("1", currency, new BigDecimal("0.3"))) : Optional.empty(),
        draw.chance("otherCharge", 0.05)
            ? Optional.of(
                new Charge("3", currency, BigDecimal.valueOf(draw.between("other", 1, 40) * 10L)))
            : Optional.empty());
  }

  private Cargo cargo(
      Draw draw, boolean importing, String mode, String country, String currency, LocalDate day) {
    int count = 1 + Math.min(MOST_ITEMS - 1, (int) draw.exponential("items", MEAN_FURTHER_ITEMS));
    List<Line> lines = new ArrayList<>();
    BigDecimal net = BigDecimal.ZERO;
    for (int number = 1; number <= count; number++) {
      Line line = line(draw.part("item", number), importing, country, currency, day);
      lines.add(line);
      net = net.add(line.net());
    }
    BigDecimal packed = BigDecimal.valueOf(draw.between("packing", 102, 112)).movePointLeft(2);
    BigDecimal gross = net.multiply(packed).setScale(1, RoundingMode.UP);
    if (draw.chance("netAboveGross", NET_ABOVE_GROSS)) {
      gross = net.multiply(new BigDecimal("0.9")).setScale(1, RoundingMode.DOWN);
    }
    boolean boxed = !mode.equals("5") && !mode.equals("6");
    return new Cargo(
        draw.chance("missingWrap", MISSING_OPTIONAL)
            ? Optional.empty()
            : Optional.of(draw.oneOf("wrap", WRAPS)),
        Math.max(1, (int) draw.logNormal("packages", 120, 1.2)),
        gross,
        net,
        lines,
        boxed ? boxes(draw, count, gross) : List.of());
  }

  private Line line(Draw draw, boolean importing, String country, String currency, LocalDate day) {
    TariffLine line = tariff.traded(importing, draw.unit("tariff"));
    if (draw.chance("expired", EXPIRED_CODE)) {
      line = tariff.expiredOn(day, draw.unit("tariff")).orElse(line);
    }
    boolean byWeight = line.unit1().equals("035");
    Draw heading = new Draw(seed, "heading", Integer.parseInt(line.heading()));
    double middle =
        byWeight
            ? StrictMath.exp(heading.unit("price") * 3 - 0.9)
            : StrictMath.exp(heading.unit("price") * 5 + 0.7);
    double dollars = draw.logNormal("price", middle, 0.2 + 0.4 * heading.unit("spread"));
    double rate =
        fxRates.rate(day, "USD").doubleValue() / fxRates.rate(day, currency).doubleValue();
    BigDecimal price =
        BigDecimal.valueOf(Math.max(0.0001, dollars * rate)).setScale(4, RoundingMode.HALF_UP);
    long count =
        Math.max(
            1, Math.min(1_000_000, (long) draw.logNormal("quantity", byWeight ? 4_000 : 300, 1.1)));
    BigDecimal quantity = BigDecimal.valueOf(count);
    BigDecimal net =
        byWeight
            ? quantity
            : quantity
                .multiply(BigDecimal.valueOf(heading.between("weight", 2, 60)))
                .movePointLeft(1);
    return new Line(
        line,
        quantity,
        price,
        price.multiply(quantity).setScale(2, RoundingMode.HALF_UP),
        net.setScale(2, RoundingMode.HALF_UP),
        "0|" + draw.below("use", 4) + "|TD-" + Digits.padded(draw.below("model", 10_000), 4),
        draw.oneOf("brand", BRANDS),
        "潮汐示例制造" + Digits.padded(draw.between("manufacturer", 1, 99), 2) + "厂",
        importing ? country : "CHN",
        importing ? "CHN" : country,
        draw.chance("missingDistrict", MISSING_OPTIONAL)
            ? Optional.empty()
            : Optional.of(draw.chance("district", 0.8) ? "35029" : "35028"));
  }

  private static List<Box> boxes(Draw draw, int items, BigDecimal gross) {
    double kind = draw.unit("boxes");
    int count;
    if (kind < 0.55) {
      count = 0;
    } else if (kind < 0.85) {
      count = 1;
    } else if (kind < 0.97) {
      count = 2 + Shares.of(7, 2, 1).at(draw.unit("fewBoxes"));
    } else {
      count = Math.min(MOST_CONTAINERS, 5 + (int) draw.exponential("manyBoxes", 3));
    }
    List<Box> boxes = new ArrayList<>();
    String everything =
        IntStream.rangeClosed(1, items)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(","));
    // Serials from 200000 to 699999: the numbers told in stories and documents lie outside.
    int firstSerial = draw.between("firstBox", 200_000, 699_999 - MOST_CONTAINERS);
    String owner = draw.chance("owner", 0.5) ? "TDGU" : "QZXU";
    for (int i = 0; i < count; i++) {
      Draw box = draw.part("box", i);
      String number = ContainerNumber.complete(owner, firstSerial + i);
      if (box.chance("wrongDigit", WRONG_CONTAINER_DIGIT)) {
        char right = number.charAt(ContainerNumber.LENGTH - 1);
        number =
            number.substring(0, ContainerNumber.LENGTH - 1) + (char) ('0' + (right - '0' + 1) % 10);
      }
      boxes.add(
          new Box(
              number,
              box.chance("long", 0.6) ? "11" : "21",
              everything,
              box.chance("shared", 0.08),
              gross.divide(BigDecimal.valueOf(count), 2, RoundingMode.HALF_UP)));
    }
    return boxes;
  }

  private static List<Receipt> receipts(Draw draw, OffsetDateTime submitted) {
    List<Receipt> events = new ArrayList<>();
    OffsetDateTime at = submitted;
    events.add(new Receipt(Channel.DECLARED, at));
    at = at.plusSeconds(draw.between("send", 5, 20));
    events.add(new Receipt(Channel.SENT, at));
    at = at.plusSeconds((long) draw.logNormal("store", 40, 0.6) + 1);
    String path = PATHS.get(PATH_SHARES.at(draw.unit("path")));
    if (path.equals("rejected")) {
      events.add(new Receipt(Channel.REJECTED, at));
      return arrived(draw, events);
    }
    events.add(new Receipt(Channel.STORED, at));
    if (path.equals("withdrawn")) {
      events.add(
          new Receipt(Channel.WITHDRAWN, at.plusMinutes(draw.between("withdraw", 60, 4_000))));
      return arrived(draw, events);
    }
    if (path.equals("open")) {
      return arrived(draw, events);
    }
    // Half of the releases take longer than 1.1 hours, one in ten longer than 19.
    long release = (long) Math.min(draw.logNormal("release", 3_960, 2.22), 20 * 86_400.0) + 60;
    events.add(new Receipt(Channel.ASSESSED, at.plusSeconds(release * 4 / 5)));
    at = at.plusSeconds(release);
    if (path.equals("inspected")) {
      events.add(new Receipt(Channel.INSPECTION, at));
      at = at.plusSeconds((long) draw.logNormal("inspect", 22 * 3_600, 0.5) + 600);
      if (draw.chance("inspectedRejected", INSPECTED_REJECTED)) {
        events.add(new Receipt(Channel.REJECTED, at));
        return arrived(draw, events);
      }
    }
    events.add(new Receipt(Channel.RELEASED, at));
    events.add(new Receipt(Channel.CLOSED, at.plusMinutes(draw.between("close", 1_440, 14_400))));
    return arrived(draw, events);
  }

  /** What has come by now, in the order it came: a few swapped, a few twice. */
  private static List<Receipt> arrived(Draw draw, List<Receipt> events) {
    List<Receipt> arrived = new ArrayList<>();
    for (Receipt event : events) {
      if (event.time().isAfter(SampleCalendar.NOW)) {
        break;
      }
      Draw receipt = draw.part("receipt", arrived.size());
      int before = arrived.size() - 1;
      if (before >= 0 && receipt.chance("outOfOrder", OUT_OF_ORDER)) {
        arrived.add(before, event);
      } else {
        arrived.add(event);
      }
      if (receipt.chance("duplicated", DUPLICATED)) {
        arrived.add(event);
      }
    }
    return arrived;
  }
}
