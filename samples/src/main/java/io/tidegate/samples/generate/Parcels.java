package io.tidegate.samples.generate;

import io.tidegate.route.identifier.Digits;
import io.tidegate.samples.generate.Parcel.ExpressClass;
import io.tidegate.samples.generate.Parcel.Good;
import io.tidegate.samples.generate.Parcel.Sending;
import io.tidegate.samples.generate.Parcel.Version;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The express consignments of the sample by their number, that of the story first. */
final class Parcels {
  private static final double IMPORTS = 0.6;
  private static final Shares CLASS_SHARES = Shares.of(20, 55, 25);
  private static final double WITHOUT_IDENTITY = 0.02;
  private static final double FILED_AGAIN = 0.7;
  private static final double STILL_OPEN = 0.4;

  private static final List<ExpressStatus> OUTCOMES =
      List.of(
          ExpressStatus.RELEASED,
          ExpressStatus.INSPECTED,
          ExpressStatus.TAXED,
          ExpressStatus.REJECTED,
          ExpressStatus.WITHDRAWN,
          ExpressStatus.NOT_STORED,
          ExpressStatus.NOT_SENT,
          ExpressStatus.STORED);
  private static final Shares OUTCOME_SHARES = Shares.of(92.5, 2, 1.5, 1.5, 0.5, 0.5, 0.5, 1);

  private final Volume volume;
  private final long seed;
  private final Enterprises enterprises;
  private final Tariff tariff;
  private final Filings filings;

  Parcels(Volume volume, long seed, Enterprises enterprises, Tariff tariff, Filings filings) {
    this.volume = volume;
    this.seed = seed;
    this.enterprises = enterprises;
    this.tariff = tariff;
    this.filings = filings;
  }

  int count() {
    return volume.parcels();
  }

  Parcel parcel(long number) {
    return number == 1 ? story() : generated(number);
  }

  /** Story 10: personal articles without an identity document, rejected and filed again. */
  private Parcel story() {
    Draw draw = new Draw(0, "parcel", 1);
    OffsetDateTime first = OffsetDateTime.of(2024, 3, 18, 11, 5, 0, 0, SampleCalendar.OFFSET);
    OffsetDateTime again = OffsetDateTime.of(2024, 3, 19, 9, 40, 0, 0, SampleCalendar.OFFSET);
    return new Parcel(
        1,
        houseBill(1),
        true,
        ExpressClass.B,
        Optional.empty(),
        abroad(draw.part("sender", 1), "SGP"),
        atHome(draw.part("receiver", 1)),
        List.of(new Good(tariff.line("8517130000"), 1, new BigDecimal("1280.0000"))),
        new BigDecimal("1.20"),
        new BigDecimal("1.00"),
        List.of(
            new Version(
                1, first, Optional.empty(), ExpressStatus.WITHOUT_IDENTITY, first.plusMinutes(15)),
            new Version(
                2,
                again,
                Optional.of(People.identityNumber(draw.part("receiver", 1))),
                ExpressStatus.FILED_AGAIN,
                again.plusMinutes(12))));
  }

  private static String houseBill(long number) {
    return "TDX" + Digits.padded(number, 10);
  }

  private Parcel generated(long number) {
    Draw draw = new Draw(seed, "parcel", number);
    OffsetDateTime declared =
        OffsetDateTime.of(
            SampleCalendar.day((number - 2 + draw.unit("day")) / (volume.parcels() - 1)),
            SampleCalendar.time(draw),
            SampleCalendar.OFFSET);
    boolean importing = draw.chance("import", IMPORTS);
    ExpressClass kind = ExpressClass.values()[CLASS_SHARES.at(draw.unit("class"))];
    String country = filings.port(draw.unit("country")).substring(0, 3);
    Sending home = atHome(draw.part("home", 1));
    Sending abroad = abroad(draw.part("abroad", 1), country);
    List<Good> goods = goods(draw, importing, kind);
    BigDecimal net =
        BigDecimal.valueOf(draw.between("net", 10, 300) * (1L + goods.size())).movePointLeft(2);
    return new Parcel(
        number,
        houseBill(number),
        importing,
        kind,
        kind == ExpressClass.B
            ? Optional.empty()
            : Optional.of(enterprises.trader(draw.unit("company"))),
        importing ? abroad : home,
        importing ? home : abroad,
        goods,
        net.multiply(new BigDecimal("1.15")).setScale(2, RoundingMode.UP),
        net,
        versions(draw, kind, declared));
  }

  private List<Good> goods(Draw draw, boolean importing, ExpressClass kind) {
    int count =
        switch (kind) {
          case A -> 0;
          case B, C -> draw.between("goods", 1, 3);
        };
    List<Good> goods = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Draw good = draw.part("good", i);
      // Three items of five at 300 yuan stay below the 5,000 that class C allows.
      goods.add(
          new Good(
              tariff.traded(importing, good.unit("tariff")),
              good.between("quantity", 1, kind == ExpressClass.B ? 2 : 5),
              BigDecimal.valueOf(good.between("price", 200, 3_000)).movePointLeft(1).setScale(4)));
    }
    return goods;
  }

  private static List<Version> versions(Draw draw, ExpressClass kind, OffsetDateTime declared) {
    OffsetDateTime answered =
        declared.plusSeconds((long) draw.logNormal("answer", 1_500, 0.8) + 30);
    if (kind != ExpressClass.B) {
      return arrived(new Version(1, declared, Optional.empty(), outcome(draw), answered));
    }
    Optional<String> identity = Optional.of(People.identityNumber(draw.part("home", 1)));
    if (!draw.chance("withoutIdentity", WITHOUT_IDENTITY)) {
      return arrived(new Version(1, declared, identity, outcome(draw), answered));
    }
    List<Version> versions =
        new ArrayList<>(
            arrived(
                new Version(
                    1, declared, Optional.empty(), ExpressStatus.WITHOUT_IDENTITY, answered)));
    OffsetDateTime again = answered.plusMinutes(draw.between("again", 60, 1_500));
    if (draw.chance("filedAgain", FILED_AGAIN) && again.isBefore(SampleCalendar.NOW)) {
      versions.addAll(
          arrived(
              new Version(
                  2,
                  again,
                  identity,
                  draw.chance("stillOpen", STILL_OPEN)
                      ? ExpressStatus.FILED_AGAIN
                      : ExpressStatus.RELEASED,
                  again.plusMinutes(draw.between("answeredAgain", 5, 90)))));
    }
    return versions;
  }

  /** What lies ahead of the present has not happened: the entry has come in and no more. */
  private static List<Version> arrived(Version version) {
    return version.statusAt().isAfter(SampleCalendar.NOW)
        ? List.of(
            new Version(
                version.number(),
                version.declared(),
                version.identityNumber(),
                ExpressStatus.STORED,
                version.declared()))
        : List.of(version);
  }

  private static ExpressStatus outcome(Draw draw) {
    return OUTCOMES.get(OUTCOME_SHARES.at(draw.unit("outcome")));
  }

  private static Sending atHome(Draw draw) {
    return new Sending(
        People.name(draw),
        "CHN",
        "潮汐市",
        "福建省潮汐市示例区海风路" + draw.between("house", 1, 400) + "号",
        People.phone(draw));
  }

  private static Sending abroad(Draw draw, String country) {
    return new Sending(
        People.name(draw),
        country,
        country + " SAMPLE CITY",
        "SAMPLE ROAD " + draw.between("house", 1, 400),
        People.phone(draw));
  }
}
