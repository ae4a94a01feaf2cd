package io.tidegate.samples.generate;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A customs declaration as it was filed and what became of it; the rows of all its tables are
 * written from it.
 *
 * @param moved the day the goods came in or went out, when known
 * @param receipts in order of arrival
 */
record Filing(
    long headId,
    String entryId,
    boolean importing,
    String customs,
    OffsetDateTime submitted,
    Optional<LocalDate> moved,
    Parties parties,
    boolean agentPriceOpen,
    Transport transport,
    Terms terms,
    Cargo cargo,
    List<Receipt> receipts,
    Optional<String> note) {
  Filing {
    Objects.requireNonNull(entryId, "entryId");
    Objects.requireNonNull(customs, "customs");
    Objects.requireNonNull(submitted, "submitted");
    Objects.requireNonNull(moved, "moved");
    Objects.requireNonNull(parties, "parties");
    Objects.requireNonNull(transport, "transport");
    Objects.requireNonNull(terms, "terms");
    Objects.requireNonNull(cargo, "cargo");
    receipts = List.copyOf(receipts);
    Objects.requireNonNull(note, "note");
    if (receipts.isEmpty()) {
      throw new IllegalArgumentException("a filed declaration has a receipt");
    }
  }

  LocalDate declared() {
    return submitted.toLocalDate();
  }

  /** The receipt of the latest event, which need not be the last to arrive. */
  Receipt latest() {
    return receipts.stream().max(Comparator.comparing(Receipt::time)).orElseThrow();
  }

  Optional<Receipt> receipt(Channel channel) {
    return receipts.stream().filter(r -> r.channel() == channel).findFirst();
  }

  /** Who takes part. The terminal keeps the goods; there is none where no terminal handles them. */
  record Parties(
      Enterprise trade,
      Enterprise owner,
      Enterprise agent,
      Optional<Enterprise> terminal,
      Person declarant,
      Person typist,
      String overseasCode,
      String overseasName) {
    Parties {
      Objects.requireNonNull(trade, "trade");
      Objects.requireNonNull(owner, "owner");
      Objects.requireNonNull(agent, "agent");
      Objects.requireNonNull(terminal, "terminal");
      Objects.requireNonNull(declarant, "declarant");
      Objects.requireNonNull(typist, "typist");
      Objects.requireNonNull(overseasCode, "overseasCode");
      Objects.requireNonNull(overseasName, "overseasName");
    }
  }

  /**
   * How the goods travel.
   *
   * @param mode a code of the set {@code traf_mode}
   * @param border the customs where they cross the border
   * @param country where they come from or go to, alpha-3
   * @param port abroad, absent where the filer left it out
   * @param entryPort at home
   * @param place where they lie
   */
  record Transport(
      String mode,
      String name,
      String voyage,
      String bill,
      String border,
      String country,
      String tradingCountry,
      Optional<String> port,
      String entryPort,
      Optional<String> place) {
    Transport {
      Objects.requireNonNull(mode, "mode");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(voyage, "voyage");
      Objects.requireNonNull(bill, "bill");
      Objects.requireNonNull(border, "border");
      Objects.requireNonNull(country, "country");
      Objects.requireNonNull(tradingCountry, "tradingCountry");
      Objects.requireNonNull(port, "port");
      Objects.requireNonNull(entryPort, "entryPort");
      Objects.requireNonNull(place, "place");
    }
  }

  /** Regime, duties and money. */
  record Terms(
      String tradeMode,
      String cutMode,
      String dutyMode,
      String transMode,
      String currency,
      String contract,
      Optional<String> licence,
      Optional<String> manual,
      Optional<Charge> freight,
      Optional<Charge> insurance,
      Optional<Charge> other) {
    Terms {
      Objects.requireNonNull(tradeMode, "tradeMode");
      Objects.requireNonNull(cutMode, "cutMode");
      Objects.requireNonNull(dutyMode, "dutyMode");
      Objects.requireNonNull(transMode, "transMode");
      Objects.requireNonNull(currency, "currency");
      Objects.requireNonNull(contract, "contract");
      Objects.requireNonNull(licence, "licence");
      Objects.requireNonNull(manual, "manual");
      Objects.requireNonNull(freight, "freight");
      Objects.requireNonNull(insurance, "insurance");
      Objects.requireNonNull(other, "other");
    }
  }

  /**
   * Freight, insurance or another charge.
   *
   * @param mark a code of the set {@code fee_mark}: a rate in per cent, a price or a total
   */
  record Charge(String mark, String currency, BigDecimal value) {
    Charge {
      Objects.requireNonNull(mark, "mark");
      Objects.requireNonNull(currency, "currency");
      Objects.requireNonNull(value, "value");
    }
  }

  /** The goods and what they are packed in. Weights are in kilograms. */
  record Cargo(
      Optional<String> wrapType,
      int packages,
      BigDecimal gross,
      BigDecimal net,
      List<Line> lines,
      List<Box> boxes) {
    Cargo {
      Objects.requireNonNull(wrapType, "wrapType");
      Objects.requireNonNull(gross, "gross");
      Objects.requireNonNull(net, "net");
      lines = List.copyOf(lines);
      boxes = List.copyOf(boxes);
    }
  }

  /** One item. The price is for one unit of the quantity, in the currency of the terms. */
  record Line(
      TariffLine tariff,
      BigDecimal quantity,
      BigDecimal price,
      BigDecimal total,
      BigDecimal net,
      String model,
      String brand,
      String manufacturer,
      String origin,
      String destination,
      Optional<String> district) {
    Line {
      Objects.requireNonNull(tariff, "tariff");
      Objects.requireNonNull(quantity, "quantity");
      Objects.requireNonNull(price, "price");
      Objects.requireNonNull(total, "total");
      Objects.requireNonNull(net, "net");
      Objects.requireNonNull(model, "model");
      Objects.requireNonNull(brand, "brand");
      Objects.requireNonNull(manufacturer, "manufacturer");
      Objects.requireNonNull(origin, "origin");
      Objects.requireNonNull(destination, "destination");
      Objects.requireNonNull(district, "district");
    }
  }

  /** A container, with the numbers of the items in it. */
  record Box(String number, String size, String items, boolean shared, BigDecimal weight) {
    Box {
      Objects.requireNonNull(number, "number");
      Objects.requireNonNull(size, "size");
      Objects.requireNonNull(items, "items");
      Objects.requireNonNull(weight, "weight");
    }
  }

  /** A state reported at a time. */
  record Receipt(Channel channel, OffsetDateTime time) {
    Receipt {
      Objects.requireNonNull(channel, "channel");
      Objects.requireNonNull(time, "time");
    }
  }
}
