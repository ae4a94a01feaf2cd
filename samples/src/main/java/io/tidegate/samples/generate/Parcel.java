package io.tidegate.samples.generate;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An express consignment as it was filed, once or again after a rejection.
 *
 * @param company whose goods or papers they are; none for personal articles
 * @param filings in the order of their versions, from 1 on
 */
record Parcel(
    long number,
    String houseBill,
    boolean importing,
    ExpressClass kind,
    Optional<Enterprise> company,
    Sending sender,
    Sending receiver,
    List<Good> goods,
    BigDecimal gross,
    BigDecimal net,
    List<Version> filings) {
  Parcel {
    Objects.requireNonNull(houseBill, "houseBill");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(company, "company");
    Objects.requireNonNull(sender, "sender");
    Objects.requireNonNull(receiver, "receiver");
    goods = List.copyOf(goods);
    Objects.requireNonNull(gross, "gross");
    Objects.requireNonNull(net, "net");
    filings = List.copyOf(filings);
  }

  BigDecimal value() {
    return goods.stream().map(Good::total).reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
  }

  /** The classes of express consignments; their names are the codes of {@code express_class}. */
  enum ExpressClass {
    /** Documents. */
    A,
    /** Personal articles. */
    B,
    /** Goods of low value. */
    C
  }

  /** One end of the way. */
  record Sending(String name, String country, String city, String address, String phone) {
    Sending {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(country, "country");
      Objects.requireNonNull(city, "city");
      Objects.requireNonNull(address, "address");
      Objects.requireNonNull(phone, "phone");
    }
  }

  /** One item. The price is for one unit, in yuan. */
  record Good(TariffLine tariff, int quantity, BigDecimal price) {
    Good {
      Objects.requireNonNull(tariff, "tariff");
      Objects.requireNonNull(price, "price");
    }

    BigDecimal total() {
      return price.multiply(BigDecimal.valueOf(quantity)).setScale(2);
    }
  }

  /**
   * What was filed at a time and what became of it.
   *
   * @param identityNumber of the receiver of an import or the sender of an export
   */
  record Version(
      int number,
      OffsetDateTime declared,
      Optional<String> identityNumber,
      ExpressStatus status,
      OffsetDateTime statusAt) {
    Version {
      Objects.requireNonNull(declared, "declared");
      Objects.requireNonNull(identityNumber, "identityNumber");
      Objects.requireNonNull(status, "status");
      Objects.requireNonNull(statusAt, "statusAt");
    }
  }
}
