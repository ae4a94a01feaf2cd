package io.tidegate.samples.generate;

import io.tidegate.route.identifier.Digits;
import io.tidegate.route.identifier.ImoNumber;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The ships: first those that declarations name, the ship of the stories before all, then others
 * that only call. Their IMO numbers have a valid check digit and belong to no ship.
 */
final class Fleet {
  private static final int FIRST_SERIAL = 230_001;
  private static final int SERIAL_STEP = 37;
  private static final List<String> NAMES_CN =
      List.of("潮汐先锋", "潮汐和谐", "潮汐兰花", "潮汐白鹭", "潮汐灯火", "潮汐罗盘", "潮汐子午", "潮汐榕树");
  private static final List<String> COLOURS =
      List.of(
          "AMBER", "AZURE", "CORAL", "CRIMSON", "EMERALD", "GOLDEN", "INDIGO", "IVORY", "JADE",
          "PEARL", "RUBY", "SCARLET", "SILVER", "VIOLET");
  private static final List<String> COLOURS_CN =
      List.of("琥珀", "蔚蓝", "珊瑚", "绯红", "翡翠", "金色", "靛蓝", "象牙", "碧玉", "珍珠", "红玉", "朱红", "银色", "紫罗兰");
  private static final List<String> THINGS =
      List.of("STAR", "WAVE", "BREEZE", "HARBOUR", "HORIZON", "BRIDGE", "CURRENT", "DAWN");
  private static final List<String> THINGS_CN =
      List.of("之星", "之浪", "之风", "之港", "之远", "之桥", "之流", "之晨");
  private static final List<String> FLAGS = List.of("PA", "LR", "SG", "HK", "MH");
  private static final List<String> HOME_PORTS =
      List.of("PAPTY", "LRMLW", "SGSIN", "HKHKG", "MHMAJ");
  private static final List<String> OPERATORS =
      List.of("TIDE GLOBAL LINES", "TIDE PACIFIC SHIPPING", "TIDE COASTAL CARRIERS");
  private static final List<String> KINDS = List.of("container", "bulk", "tanker", "general");
  private static final Shares KIND_SHARES = Shares.of(60, 20, 8, 12);
  private static final LocalDate OLDEST = LocalDate.of(1999, 1, 1);
  private static final int YARD_DAYS = 24 * 365;

  private final Volume volume;
  private final long seed;
  private final List<Enterprise> agents;

  Fleet(Volume volume, long seed, Enterprises enterprises) {
    this.volume = volume;
    this.seed = seed;
    this.agents =
        enterprises.all().stream().filter(e -> e.kind() == Enterprise.Kind.FORWARDER).toList();
    if (volume.vessels() > Filings.VESSELS.size() + COLOURS.size() * THINGS.size()) {
      throw new IllegalArgumentException("there are not so many names for ships");
    }
  }

  /** A ship as others speak of it. */
  record Ship(int number, String imo, String name) {
    Ship {
      Objects.requireNonNull(imo, "imo");
      Objects.requireNonNull(name, "name");
    }
  }

  int count() {
    return volume.vessels();
  }

  /** The ship with this number, from 1 on; the first ones are those that declarations name. */
  Ship ship(int number) {
    int named = Filings.VESSELS.size();
    int other = number - named - 1;
    return new Ship(
        number,
        ImoNumber.sample(FIRST_SERIAL + (number - 1) * SERIAL_STEP),
        number <= named
            ? Filings.VESSELS.get(number - 1)
            : "TIDE "
                + COLOURS.get(other % COLOURS.size())
                + " "
                + THINGS.get(other / COLOURS.size()));
  }

  /** The ship a declaration names; none where it names no ship of the fleet. */
  Optional<Ship> named(String name) {
    int index = Filings.VESSELS.indexOf(name);
    return index < 0 ? Optional.empty() : Optional.of(ship(index + 1));
  }

  List<Row<VesselColumn>> rows(long id) {
    int number = (int) id;
    Ship ship = ship(number);
    boolean ofStories = number == 1;
    Draw draw = new Draw(ofStories ? 0 : seed, "vessel", number);
    int flag = ofStories ? 0 : draw.below("flag", FLAGS.size());
    int named = Filings.VESSELS.size();
    int other = number - named - 1;
    String kind = number <= named ? "container" : KINDS.get(KIND_SHARES.at(draw.unit("kind")));
    BigDecimal gross =
        ofStories
            ? new BigDecimal("94402.000")
            : BigDecimal.valueOf(draw.between("tonnage", 6_000, 190_000)).setScale(3);
    LocalDate built =
        ofStories ? LocalDate.of(2011, 5, 1) : OLDEST.plusDays(draw.below("built", YARD_DAYS));
    Enterprise agent = ofStories ? agents.get(0) : draw.oneOf("agent", agents);
    Draw contact = draw.part("contact", 1);
    return List.of(
        new Row<>(VesselColumn.class)
            .set(VesselColumn.IMO_NO, ship.imo())
            .set(VesselColumn.VESSEL_NO, vesselNumber(ship))
            .set(VesselColumn.MMSI, "999" + Digits.padded(number, 6))
            .set(VesselColumn.NAME_EN, ship.name())
            .set(
                VesselColumn.NAME_CN,
                number <= named
                    ? NAMES_CN.get(number - 1)
                    : "潮汐"
                        + COLOURS_CN.get(other % COLOURS_CN.size())
                        + THINGS_CN.get(other / COLOURS_CN.size()))
            .set(VesselColumn.CALL_SIGN, "BTDG" + number)
            .set(VesselColumn.FLAG, FLAGS.get(flag))
            .set(VesselColumn.CERT_NO, "TD-CERT-" + Digits.padded(number, 4))
            .set(VesselColumn.CERT_DATE, built.plusDays(60))
            .set(VesselColumn.BUILD_DATE, built)
            .set(VesselColumn.HOME_PORT, HOME_PORTS.get(flag))
            .set(VesselColumn.VESSEL_TYPE, kind)
            .set(VesselColumn.LINE_TYPE, kind.equals("container") ? "班轮" : "非班轮")
            .set(VesselColumn.GROSS_TONNAGE, gross)
            .set(
                VesselColumn.NET_TONNAGE,
                gross.multiply(new BigDecimal("0.55")).setScale(3, RoundingMode.HALF_UP))
            .set(
                VesselColumn.OPERATOR_NAME,
                ofStories ? OPERATORS.get(0) : draw.oneOf("operator", OPERATORS))
            .set(VesselColumn.AGENT_USCI, agent.usci())
            .set(VesselColumn.AGENT_NAME, agent.name())
            .set(VesselColumn.CONTACT_PERSON, People.name(contact))
            .set(VesselColumn.CONTACT_PHONE, People.phone(contact))
            .set(
                VesselColumn.UPDATED_AT,
                OffsetDateTime.of(
                    SampleCalendar.NOW.toLocalDate().minusDays(1).atTime(9, 0),
                    SampleCalendar.OFFSET)));
  }

  /** The number a ship is registered under, with the customs office that registered it. */
  static String vesselNumber(Ship ship) {
    return "UN" + ship.imo() + "/3791";
  }
}
