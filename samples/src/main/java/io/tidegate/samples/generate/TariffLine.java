package io.tidegate.samples.generate;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * A line of the sample tariff. Rates are in per cent.
 *
 * @param validTo the last day it is valid
 */
record TariffLine(
    String hsCode,
    String nameCn,
    String nameEn,
    String unit1,
    Optional<String> unit2,
    BigDecimal mfnRate,
    BigDecimal generalRate,
    BigDecimal vatRate,
    Optional<BigDecimal> consumptionRate,
    Optional<BigDecimal> exportRebate,
    String supervisionConditions,
    String ciqCategory,
    String declarationElements,
    LocalDate validFrom,
    Optional<LocalDate> validTo) {
  TariffLine {
    Objects.requireNonNull(hsCode, "hsCode");
    Objects.requireNonNull(nameCn, "nameCn");
    Objects.requireNonNull(nameEn, "nameEn");
    Objects.requireNonNull(unit1, "unit1");
    Objects.requireNonNull(unit2, "unit2");
    Objects.requireNonNull(mfnRate, "mfnRate");
    Objects.requireNonNull(generalRate, "generalRate");
    Objects.requireNonNull(vatRate, "vatRate");
    Objects.requireNonNull(consumptionRate, "consumptionRate");
    Objects.requireNonNull(exportRebate, "exportRebate");
    Objects.requireNonNull(supervisionConditions, "supervisionConditions");
    Objects.requireNonNull(ciqCategory, "ciqCategory");
    Objects.requireNonNull(declarationElements, "declarationElements");
    Objects.requireNonNull(validFrom, "validFrom");
    Objects.requireNonNull(validTo, "validTo");
  }

  String chapter() {
    return hsCode.substring(0, 2);
  }

  String heading() {
    return hsCode.substring(0, 4);
  }

  boolean isValidOn(LocalDate day) {
    return !day.isBefore(validFrom) && validTo.map(to -> !day.isAfter(to)).orElse(true);
  }
}
