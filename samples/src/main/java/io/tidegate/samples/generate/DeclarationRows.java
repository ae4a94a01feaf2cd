package io.tidegate.samples.generate;

import io.tidegate.route.identifier.Digits;
import io.tidegate.samples.generate.Filing.Box;
import io.tidegate.samples.generate.Filing.Charge;
import io.tidegate.samples.generate.Filing.Line;
import io.tidegate.samples.generate.Filing.Receipt;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes a declaration as the rows of its tables. */
final class DeclarationRows {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final Filings filings;
  private final FxRates fxRates;

  DeclarationRows(Filings filings, FxRates fxRates) {
    this.filings = filings;
    this.fxRates = fxRates;
  }

  List<Row<HeadColumn>> head(long headId) {
    Filing filing = filings.filing(headId);
    Filing.Parties parties = filing.parties();
    Filing.Transport transport = filing.transport();
    Filing.Terms terms = filing.terms();
    Filing.Cargo cargo = filing.cargo();
    Receipt latest = filing.latest();
    Row<HeadColumn> row =
        new Row<>(HeadColumn.class)
            .set(HeadColumn.HEAD_ID, headId)
            .set(HeadColumn.SEQ_NO, sequence(filing))
            .set(HeadColumn.PRE_ENTRY_ID, filing.entryId())
            .set(HeadColumn.ENTRY_ID, filing.entryId())
            .set(HeadColumn.IE_FLAG, filing.importing() ? "I" : "E")
            .set(HeadColumn.ENTRY_TYPE, "M")
            .set(HeadColumn.CUSTOM_MASTER, filing.customs())
            .set(HeadColumn.IE_PORT, transport.border())
            .set(HeadColumn.IE_DATE, filing.moved().orElse(null))
            .set(HeadColumn.DECLARE_DATE, filing.declared())
            .set(HeadColumn.TRADE_CODE, parties.trade().customsRegistration())
            .set(HeadColumn.TRADE_USCI, parties.trade().usci())
            .set(HeadColumn.TRADE_NAME, parties.trade().name())
            .set(HeadColumn.OWNER_CODE, parties.owner().customsRegistration())
            .set(HeadColumn.OWNER_USCI, parties.owner().usci())
            .set(HeadColumn.OWNER_NAME, parties.owner().name())
            .set(HeadColumn.AGENT_CODE, parties.agent().customsRegistration())
            .set(HeadColumn.AGENT_USCI, parties.agent().usci())
            .set(HeadColumn.AGENT_NAME, parties.agent().name())
            .set(HeadColumn.COP_CODE, parties.agent().customsRegistration())
            .set(HeadColumn.COP_USCI, parties.agent().usci())
            .set(HeadColumn.COP_NAME, parties.agent().name())
            .set(HeadColumn.TERMINAL_USCI, parties.terminal().map(Enterprise::usci).orElse(null))
            .set(HeadColumn.TERMINAL_NAME, parties.terminal().map(Enterprise::name).orElse(null))
            .set(HeadColumn.OVERSEAS_PARTY_CODE, parties.overseasCode())
            .set(HeadColumn.OVERSEAS_PARTY_NAME, parties.overseasName())
            .set(HeadColumn.MANUAL_NO, terms.manual().orElse(null))
            .set(HeadColumn.TRADE_MODE, terms.tradeMode())
            .set(HeadColumn.CUT_MODE, terms.cutMode())
            .set(HeadColumn.TRAF_MODE, transport.mode())
            .set(HeadColumn.TRAF_NAME, transport.name())
            .set(HeadColumn.VOYAGE_NO, transport.voyage())
            .set(HeadColumn.BILL_NO, transport.bill())
            .set(HeadColumn.TRADE_COUNTRY, transport.country())
            .set(HeadColumn.TRADE_AREA_CODE, transport.tradingCountry())
            .set(HeadColumn.TRANSIT_PORT, transport.port().orElse(null))
            .set(
                HeadColumn.DEPARTURE_PORT,
                filing.importing() ? transport.port().orElse(null) : (String) null)
            .set(HeadColumn.ENTRY_PORT, transport.entryPort())
            .set(HeadColumn.GOODS_PLACE, transport.place().orElse(null))
            .set(HeadColumn.CONTRACT_NO, terms.contract())
            .set(HeadColumn.LICENCE_NO, terms.licence().orElse(null))
            .set(HeadColumn.TRANS_MODE, terms.transMode())
            .set(HeadColumn.WRAP_TYPE, cargo.wrapType().orElse(null))
            .set(HeadColumn.PACK_NO, cargo.packages())
            .set(HeadColumn.GROSS_WEIGHT, cargo.gross())
            .set(HeadColumn.NET_WEIGHT, cargo.net())
            .set(HeadColumn.MARK_NO, "N/M")
            .set(HeadColumn.PROMISE_ITEMS, filing.importing() ? "000" : "999")
            .set(HeadColumn.SURETY_FLAG, "0")
            .set(HeadColumn.BILL_TYPE, terms.manual().isPresent() ? "1" : null)
            .set(HeadColumn.DECLARANT_PERSON, parties.declarant().name())
            .set(HeadColumn.TYPIST_NAME, parties.typist().name())
            .set(HeadColumn.TYPIST_IC, parties.typist().card())
            .set(HeadColumn.NOTE, filing.note().orElse(null))
            .set(HeadColumn.AGENT_PRICE_OPEN, filing.agentPriceOpen())
            .set(HeadColumn.STATUS, latest.channel().status())
            .set(HeadColumn.CHANNEL, latest.channel().code())
            .set(HeadColumn.UPDATED_AT, latest.time());
    charge(row, terms.freight(), HeadColumn.FEE_MARK, HeadColumn.FEE_CURR, HeadColumn.FEE_RATE);
    charge(
        row,
        terms.insurance(),
        HeadColumn.INSUR_MARK,
        HeadColumn.INSUR_CURR,
        HeadColumn.INSUR_RATE);
    charge(row, terms.other(), HeadColumn.OTHER_MARK, HeadColumn.OTHER_CURR, HeadColumn.OTHER_RATE);
    return List.of(row);
  }

  private static void charge(
      Row<HeadColumn> row,
      Optional<Charge> charge,
      HeadColumn mark,
      HeadColumn currency,
      HeadColumn value) {
    charge.ifPresent(
        c -> row.set(mark, c.mark()).set(currency, c.currency()).set(value, c.value()));
  }

  private static String sequence(Filing filing) {
    return (filing.importing() ? "I" : "E")
        + filing.declared().getYear()
        + Digits.padded(filing.headId(), 13);
  }

  List<Row<ItemColumn>> items(long headId) {
    Filing filing = filings.filing(headId);
    List<Row<ItemColumn>> rows = new ArrayList<>();
    for (Line line : filing.cargo().lines()) {
      TariffLine tariff = line.tariff();
      boolean battery = tariff.heading().equals("8507");
      rows.add(
          new Row<>(ItemColumn.class)
              .set(ItemColumn.HEAD_ID, headId)
              .set(ItemColumn.G_NO, rows.size() + 1L)
              .set(ItemColumn.HS_CODE, tariff.hsCode())
              .set(ItemColumn.CIQ_CODE, tariff.hsCode() + "999")
              .set(ItemColumn.G_NAME, tariff.nameCn())
              .set(ItemColumn.G_MODEL, line.model())
              .set(ItemColumn.G_QTY, line.quantity())
              .set(ItemColumn.G_UNIT, tariff.unit1())
              .set(ItemColumn.FIRST_QTY, line.quantity())
              .set(ItemColumn.FIRST_UNIT, tariff.unit1())
              .set(ItemColumn.SECOND_QTY, tariff.unit2().map(u -> inUnit(line, u)).orElse(null))
              .set(ItemColumn.SECOND_UNIT, tariff.unit2().orElse(null))
              .set(ItemColumn.DECL_PRICE, line.price())
              .set(ItemColumn.DECL_TOTAL, line.total())
              .set(ItemColumn.TRADE_CURR, filing.terms().currency())
              .set(ItemColumn.ORIGIN_COUNTRY, line.origin())
              .set(ItemColumn.DESTINATION_COUNTRY, line.destination())
              .set(ItemColumn.DISTRICT_CODE, line.district().orElse(null))
              .set(ItemColumn.DUTY_MODE, filing.terms().dutyMode())
              .set(ItemColumn.PURPOSE, "99")
              .set(ItemColumn.GOODS_BRAND, line.brand())
              .set(ItemColumn.MANUFACTURER_NAME, line.manufacturer())
              .set(ItemColumn.UN_CODE, battery ? "UN3480" : null)
              .set(ItemColumn.DANG_NAME, battery ? "锂离子电池组" : null)
              .set(ItemColumn.DANG_PACK_TYPE, battery ? "2" : null));
    }
    return rows;
  }

  /** A line in its second statutory unit: by its weight, or by a plausible count. */
  private static BigDecimal inUnit(Line line, String unit) {
    return switch (unit) {
      case "035" -> line.net();
      case "070" -> line.net().movePointLeft(3);
      default -> line.quantity().movePointLeft(1).setScale(0, RoundingMode.UP);
    };
  }

  List<Row<ContainerColumn>> containers(long headId) {
    List<Row<ContainerColumn>> rows = new ArrayList<>();
    for (Box box : filings.filing(headId).cargo().boxes()) {
      rows.add(
          new Row<>(ContainerColumn.class)
              .set(ContainerColumn.HEAD_ID, headId)
              .set(ContainerColumn.CONTAINER_NO, box.number())
              .set(ContainerColumn.CONTAINER_SIZE, box.size())
              .set(ContainerColumn.GOODS_NO, box.items())
              .set(ContainerColumn.LCL_FLAG, box.shared() ? "1" : "0")
              .set(ContainerColumn.CONTAINER_WEIGHT, box.weight()));
    }
    return rows;
  }

  List<Row<ReceiptColumn>> receipts(long headId) {
    Filing filing = filings.filing(headId);
    List<Row<ReceiptColumn>> rows = new ArrayList<>();
    for (Receipt receipt : filing.receipts()) {
      rows.add(
          new Row<>(ReceiptColumn.class)
              .set(ReceiptColumn.HEAD_ID, headId)
              .set(ReceiptColumn.EV_NO, rows.size() + 1L)
              .set(ReceiptColumn.ENTRY_ID, filing.entryId())
              .set(ReceiptColumn.SEQ_NO, sequence(filing))
              .set(ReceiptColumn.CHANNEL, receipt.channel().code())
              .set(ReceiptColumn.CHANNEL_NAME, receipt.channel().word())
              .set(ReceiptColumn.NOTE, receipt.channel().note())
              .set(ReceiptColumn.NOTICE_TIME, receipt.time())
              .set(ReceiptColumn.CUSTOM_MASTER, filing.customs()));
    }
    return rows;
  }

  /**
   * The tax bills of an import that pays duty and has been assessed: one for each tax and rate.
   * Value added tax is on the value with duty and consumption tax, consumption tax on a value that
   * includes itself.
   */
  List<Row<TaxBillColumn>> taxBills(long headId) {
    Filing filing = filings.filing(headId);
    Optional<Receipt> assessed = filing.receipt(Channel.ASSESSED);
    if (!filing.importing() || !filing.terms().dutyMode().equals("1") || assessed.isEmpty()) {
      return List.of();
    }
    Map<BigDecimal, BigDecimal> duties = new TreeMap<>();
    Map<BigDecimal, BigDecimal> consumption = new TreeMap<>();
    Map<BigDecimal, BigDecimal> valueAdded = new TreeMap<>();
    BigDecimal rate = fxRates.rate(filing.declared(), filing.terms().currency());
    for (Line line : filing.cargo().lines()) {
      TariffLine tariff = line.tariff();
      BigDecimal value = line.total().multiply(rate);
      duties.merge(tariff.mfnRate(), value, BigDecimal::add);
      BigDecimal dutied = value.add(percent(value, tariff.mfnRate()));
      BigDecimal taxed = dutied;
      if (tariff.consumptionRate().isPresent()) {
        BigDecimal share = tariff.consumptionRate().get();
        taxed = dutied.multiply(HUNDRED).divide(HUNDRED.subtract(share), 6, RoundingMode.HALF_UP);
        consumption.merge(share, taxed, BigDecimal::add);
      }
      valueAdded.merge(tariff.vatRate(), taxed, BigDecimal::add);
    }
    List<Row<TaxBillColumn>> rows = new ArrayList<>();
    bills(rows, filing, "A", duties);
    bills(rows, filing, "Y", consumption);
    bills(rows, filing, "L", valueAdded);
    return rows;
  }

  private static void bills(
      List<Row<TaxBillColumn>> rows,
      Filing filing,
      String tax,
      Map<BigDecimal, BigDecimal> values) {
    OffsetDateTime issued = filing.receipt(Channel.ASSESSED).orElseThrow().time().plusMinutes(1);
    Optional<OffsetDateTime> released =
        filing.receipts().stream()
            .filter(r -> r.channel() == Channel.RELEASED || r.channel() == Channel.INSPECTION)
            .map(Receipt::time)
            .min(Comparator.naturalOrder());
    int number = 0;
    for (Map.Entry<BigDecimal, BigDecimal> group : values.entrySet()) {
      if (group.getKey().signum() == 0) {
        continue;
      }
      number++;
      BigDecimal dutiable = group.getValue().setScale(2, RoundingMode.HALF_UP);
      rows.add(
          new Row<>(TaxBillColumn.class)
              .set(
                  TaxBillColumn.TAX_BILL_NO,
                  filing.entryId() + "-" + tax + Digits.padded(number, 2))
              .set(TaxBillColumn.HEAD_ID, filing.headId())
              .set(TaxBillColumn.ENTRY_ID, filing.entryId())
              .set(TaxBillColumn.TAX_TYPE, tax)
              .set(TaxBillColumn.DUTIABLE_VALUE, dutiable)
              .set(TaxBillColumn.RATE, group.getKey())
              .set(
                  TaxBillColumn.AMOUNT,
                  percent(dutiable, group.getKey()).setScale(2, RoundingMode.HALF_UP))
              .set(TaxBillColumn.ISSUED_AT, issued)
              .set(TaxBillColumn.PAID_AT, released.orElse(null))
              .set(TaxBillColumn.STATUS, released.isPresent() ? "PAID" : "ISSUED"));
    }
  }

  private static BigDecimal percent(BigDecimal value, BigDecimal rate) {
    return value.multiply(rate).movePointLeft(2);
  }
}
