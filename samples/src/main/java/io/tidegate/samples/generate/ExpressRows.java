package io.tidegate.samples.generate;

import io.tidegate.route.identifier.AirWaybillNumber;
import io.tidegate.route.identifier.Digits;
import io.tidegate.route.identifier.EntryId;
import io.tidegate.samples.generate.Parcel.ExpressClass;
import io.tidegate.samples.generate.Parcel.Good;
import io.tidegate.samples.generate.Parcel.Sending;
import io.tidegate.samples.generate.Parcel.Version;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes an express consignment as the rows of its tables, as they are after the operator's files
 * were loaded. A file holds what was declared in a quarter of an hour; one in forty comes late.
 */
final class ExpressRows {
  /** Above the serials of declarations, which share the customs office and the form. */
  private static final long FIRST_SERIAL = 20_000_000;

  /** Above the serials of the air waybills of declarations. */
  private static final int FIRST_WAYBILL = 5_000_000;

  private static final int FLIGHTS_A_DAY = 4;
  private static final int FILE_MINUTES = 15;
  private static final double LATE_FILE = 1 / 40.0;
  private static final int LINES = 997;

  /** Tax on personal articles, of which up to 50 yuan are not levied. */
  private static final BigDecimal PERSONAL_RATE = new BigDecimal("0.13");

  private static final BigDecimal NOT_LEVIED = BigDecimal.valueOf(50);

  private final Parcels parcels;
  private final Enterprise operator;
  private final long seed;

  ExpressRows(Parcels parcels, Enterprises enterprises, long seed) {
    this.parcels = parcels;
    this.operator = enterprises.cast(6);
    this.seed = seed;
  }

  int count() {
    return parcels.count();
  }

  List<Row<ExpressEntryColumn>> entries(long number) {
    Parcel parcel = parcels.parcel(number);
    return parcel.filings().stream().map(version -> entry(parcel, version)).toList();
  }

  private Row<ExpressEntryColumn> entry(Parcel parcel, Version version) {
    OffsetDateTime first = parcel.filings().get(0).declared();
    Draw draw = new Draw(parcel.number() == 1 ? 0 : seed, "express", parcel.number());
    long day = first.toLocalDate().toEpochDay() - SampleCalendar.FIRST_DAY.toEpochDay();
    long flight = day * FLIGHTS_A_DAY + draw.below("flight", FLIGHTS_A_DAY);
    String entryId =
        EntryId.of("3794", first.getYear(), parcel.importing(), FIRST_SERIAL + parcel.number());
    boolean goods = parcel.kind() == ExpressClass.C;
    File file = file(version.declared(), parcel.number() == 1);
    Row<ExpressEntryColumn> row =
        new Row<>(ExpressEntryColumn.class)
            .set(ExpressEntryColumn.HOUSE_BILL_NO, parcel.houseBill())
            .set(ExpressEntryColumn.VERSION, version.number())
            .set(ExpressEntryColumn.PRE_ENTRY_ID, entryId)
            .set(ExpressEntryColumn.ENTRY_ID, version.status().isStored() ? entryId : null)
            .set(
                ExpressEntryColumn.KJ_ID,
                "KJ" + first.getYear() + Digits.padded(parcel.number(), 12))
            .set(ExpressEntryColumn.IE_FLAG, parcel.importing() ? "I" : "E")
            .set(ExpressEntryColumn.IE_PORT, "3794")
            .set(ExpressEntryColumn.DECL_PORT, "3794")
            .set(
                ExpressEntryColumn.IE_AT,
                parcel.importing()
                    ? first.minusMinutes(draw.between("landed", 60, 480))
                    : first.plusMinutes(draw.between("leaves", 120, 600)))
            .set(ExpressEntryColumn.DECLARE_AT, version.declared())
            .set(
                ExpressEntryColumn.MASTER_BILL_NO,
                AirWaybillNumber.sample((int) (FIRST_WAYBILL + flight)))
            .set(ExpressEntryColumn.TRAF_MODE, "5")
            .set(ExpressEntryColumn.TRAF_NAME, "B-TD" + Digits.padded(flight % 100, 2))
            .set(
                ExpressEntryColumn.VOYAGE_NO, "TD" + Digits.padded(300 + flight % FLIGHTS_A_DAY, 4))
            .set(ExpressEntryColumn.AGENT_CODE, operator.customsRegistration())
            .set(ExpressEntryColumn.AGENT_USCI, operator.usci())
            .set(ExpressEntryColumn.AGENT_NAME, operator.name())
            .set(ExpressEntryColumn.EXPRESS_CLASS, parcel.kind().name())
            .set(
                ExpressEntryColumn.PERSON_ID_TYPE,
                version.identityNumber().map(i -> "1").orElse(null))
            .set(ExpressEntryColumn.PERSON_ID_NO, version.identityNumber().orElse(null))
            .set(
                ExpressEntryColumn.MAIN_GOODS,
                parcel.goods().isEmpty() ? "文件" : parcel.goods().get(0).tariff().nameCn())
            .set(ExpressEntryColumn.TOTAL_VALUE, parcel.value())
            .set(ExpressEntryColumn.CURRENCY, "CNY")
            .set(ExpressEntryColumn.PACK_NO, 1)
            .set(ExpressEntryColumn.GROSS_WEIGHT, parcel.gross())
            .set(ExpressEntryColumn.NET_WEIGHT, parcel.net())
            .set(ExpressEntryColumn.WRAP_TYPE, parcel.kind() == ExpressClass.A ? "06" : "22")
            .set(ExpressEntryColumn.TRADE_MODE, goods ? "3010" : null)
            .set(ExpressEntryColumn.CUT_MODE, goods ? "299" : null)
            .set(ExpressEntryColumn.TRANS_MODE, goods ? parcel.importing() ? "1" : "3" : null)
            .set(ExpressEntryColumn.WOOD_WRAP, "0")
            .set(ExpressEntryColumn.USED_GOODS, "0")
            .set(ExpressEntryColumn.LOW_TEMP, "0")
            .set(ExpressEntryColumn.CUSTOMS_FIELD, "TDEX0" + draw.between("field", 1, 3))
            .set(ExpressEntryColumn.STATUS, version.status().status())
            .set(ExpressEntryColumn.RAW_STATUS, version.status().code().orElse(null))
            .set(ExpressEntryColumn.RAW_TEXT, version.status().text())
            .set(ExpressEntryColumn.STATUS_NOTE, version.status().note().orElse(null))
            .set(ExpressEntryColumn.STATUS_AT, version.statusAt())
            .set(ExpressEntryColumn.INSPECTION, version.status().inspection())
            .set(ExpressEntryColumn.TAX_AMOUNT, tax(parcel).orElse(null))
            .set(ExpressEntryColumn.FILE_NAME, file.name())
            // A second filing never stands on the line of a first one.
            .set(
                ExpressEntryColumn.LINE_NO,
                2 + parcel.number() % LINES + (version.number() - 1L) * LINES)
            .set(ExpressEntryColumn.LOADED_AT, file.loaded());
    parcel
        .company()
        .ifPresent(
            company ->
                row.set(ExpressEntryColumn.TRADE_CODE, company.customsRegistration())
                    .set(ExpressEntryColumn.TRADE_USCI, company.usci())
                    .set(ExpressEntryColumn.TRADE_NAME, company.name())
                    .set(ExpressEntryColumn.OWNER_USCI, company.usci())
                    .set(ExpressEntryColumn.OWNER_NAME, company.name()));
    Sending sender = parcel.sender();
    Sending receiver = parcel.receiver();
    return row.set(ExpressEntryColumn.SENDER_NAME, sender.name())
        .set(ExpressEntryColumn.SENDER_COUNTRY, sender.country())
        .set(ExpressEntryColumn.SENDER_CITY, sender.city())
        .set(ExpressEntryColumn.SENDER_ADDRESS, sender.address())
        .set(ExpressEntryColumn.SENDER_PHONE, sender.phone())
        .set(ExpressEntryColumn.RECEIVER_NAME, receiver.name())
        .set(ExpressEntryColumn.RECEIVER_COUNTRY, receiver.country())
        .set(ExpressEntryColumn.RECEIVER_CITY, receiver.city())
        .set(ExpressEntryColumn.RECEIVER_ADDRESS, receiver.address())
        .set(ExpressEntryColumn.RECEIVER_PHONE, receiver.phone());
  }

  /** Tax is reckoned for imported personal articles alone. */
  private static Optional<BigDecimal> tax(Parcel parcel) {
    if (!parcel.importing() || parcel.kind() != ExpressClass.B) {
      return Optional.empty();
    }
    BigDecimal tax = parcel.value().multiply(PERSONAL_RATE).setScale(2, RoundingMode.HALF_UP);
    return Optional.of(tax.compareTo(NOT_LEVIED) > 0 ? tax : BigDecimal.ZERO.setScale(2));
  }

  /** A file by its name, and when it was loaded. */
  private record File(String name, OffsetDateTime loaded) {
    File {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(loaded, "loaded");
    }
  }

  /** The file with what was declared in the quarter of an hour before its name. */
  private File file(OffsetDateTime declared, boolean ofStory) {
    OffsetDateTime minute = declared.truncatedTo(ChronoUnit.MINUTES);
    OffsetDateTime closed = minute.plusMinutes(FILE_MINUTES - minute.getMinute() % FILE_MINUTES);
    Draw draw = new Draw(seed, "file", closed.toEpochSecond());
    boolean late = !ofStory && draw.chance("late", LATE_FILE);
    OffsetDateTime loaded = closed.plusMinutes(late ? draw.between("lateness", 60, 360) : 2);
    return new File(
        "EXP_"
            + closed.getYear()
            + Digits.padded(closed.getMonthValue(), 2)
            + Digits.padded(closed.getDayOfMonth(), 2)
            + "_"
            + Digits.padded(closed.getHour(), 2)
            + Digits.padded(closed.getMinute(), 2)
            + ".csv",
        loaded);
  }

  List<Row<ExpressItemColumn>> items(long number) {
    Parcel parcel = parcels.parcel(number);
    List<Row<ExpressItemColumn>> rows = new ArrayList<>();
    for (Version version : parcel.filings()) {
      int item = 0;
      BigDecimal share =
          parcel.goods().isEmpty()
              ? parcel.gross()
              : parcel
                  .gross()
                  .divide(BigDecimal.valueOf(parcel.goods().size()), 3, RoundingMode.HALF_UP);
      for (Good good : parcel.goods()) {
        item++;
        rows.add(
            new Row<>(ExpressItemColumn.class)
                .set(ExpressItemColumn.HOUSE_BILL_NO, parcel.houseBill())
                .set(ExpressItemColumn.VERSION, version.number())
                .set(ExpressItemColumn.G_NO, item)
                .set(ExpressItemColumn.HS_CODE, good.tariff().hsCode())
                .set(ExpressItemColumn.G_NAME, good.tariff().nameCn())
                .set(ExpressItemColumn.G_MODEL, "自用;TD-" + Digits.padded(item, 4))
                .set(
                    ExpressItemColumn.ORIGIN_COUNTRY,
                    parcel.importing() ? parcel.sender().country() : "CHN")
                .set(ExpressItemColumn.CURRENCY, "CNY")
                .set(ExpressItemColumn.UNIT_PRICE, good.price())
                .set(ExpressItemColumn.TOTAL_PRICE, good.total())
                .set(ExpressItemColumn.QUANTITY, good.quantity())
                .set(ExpressItemColumn.UNIT, good.tariff().unit1())
                .set(ExpressItemColumn.GROSS_WEIGHT, share));
      }
    }
    return rows;
  }
}
