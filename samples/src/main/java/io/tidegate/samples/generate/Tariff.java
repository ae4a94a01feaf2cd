package io.tidegate.samples.generate;

import io.tidegate.route.identifier.Digits;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sample tariff: the hand-written lines, and more made from real headings of four digits with a
 * completion of our own.
 */
final class Tariff {
  /** The heading kept for the story of the statistics cell with two traders. */
  static final String STORY_HEADING = "8904";

  private static final List<String> EXPORT_CHAPTERS = List.of("84", "85", "94", "64", "61", "39");
  private static final List<String> IMPORT_CHAPTERS = List.of("26", "27", "47", "03", "84", "85");

  /** How many places lines of other chapters stand behind those of the top chapters. */
  private static final int OTHER_CHAPTERS_BEHIND = 4;

  private static final double SHARE_EXPONENT = 1.0;
  private static final int ONE_IN_EXPIRED = 50;
  private static final LocalDate EXPIRY = LocalDate.of(2024, 12, 31);
  private static final LocalDate START = LocalDate.of(2018, 8, 1);
  private static final int[] MFN_RATES = {0, 2, 5, 6, 8, 10};

  private final List<TariffLine> lines;
  private final Map<String, TariffLine> byCode = new LinkedHashMap<>();
  private final List<TariffLine> exported;
  private final List<TariffLine> imported;
  private final List<TariffLine> expired;
  private final Shares shares;

  Tariff(Volume volume, long seed) {
    List<TariffLine> made = new ArrayList<>();
    for (Map<String, String> record : SampleFiles.records("parameters/data/tariff.csv")) {
      made.add(written(record));
    }
    List<Map<String, String>> headings = SampleFiles.records("parameters/data/headings.csv");
    for (int number = 0; made.size() < volume.tariffLines(); number++) {
      made.add(completed(headings, number, seed));
    }
    this.lines = List.copyOf(made);
    for (TariffLine line : lines) {
      if (byCode.put(line.hsCode(), line) != null) {
        throw new IllegalStateException("the tariff has two lines for " + line.hsCode());
      }
    }
    List<TariffLine> traded =
        lines.stream().filter(l -> !l.heading().equals(STORY_HEADING)).toList();
    List<TariffLine> current = traded.stream().filter(l -> l.validTo().isEmpty()).toList();
    this.expired = traded.stream().filter(l -> l.validTo().isPresent()).toList();
    this.exported = ranked(current, EXPORT_CHAPTERS);
    this.imported = ranked(current, IMPORT_CHAPTERS);
    this.shares = Shares.zipf(current.size(), SHARE_EXPONENT);
  }

  private static TariffLine written(Map<String, String> record) {
    return new TariffLine(
        record.get("hs_code"),
        record.get("name_cn"),
        record.get("name_en"),
        record.get("unit1"),
        present(record.get("unit2")),
        new BigDecimal(record.get("mfn_rate")),
        new BigDecimal(record.get("general_rate")),
        new BigDecimal(record.get("vat_rate")),
        present(record.get("consumption_rate")).map(BigDecimal::new),
        present(record.get("export_rebate")).map(BigDecimal::new),
        record.get("supervision_conditions"),
        record.get("ciq_category"),
        record.get("declaration_elements"),
        LocalDate.parse(record.get("valid_from")),
        present(record.get("valid_to")).map(LocalDate::parse));
  }

  private static TariffLine completed(List<Map<String, String>> headings, int number, long seed) {
    Map<String, String> heading = headings.get(number % headings.size());
    int completion = number / headings.size() + 1;
    Draw draw = new Draw(seed, "tariff", number);
    return new TariffLine(
        heading.get("heading") + "90" + Digits.padded(completion, 3) + "9",
        heading.get("name_cn") + "(样例" + completion + ")",
        heading.get("name_en") + " (sample " + completion + ")",
        heading.get("unit1"),
        present(heading.get("unit2")),
        BigDecimal.valueOf(MFN_RATES[draw.below("mfn", MFN_RATES.length)]),
        BigDecimal.valueOf(draw.between("general", 2, 13) * 10L),
        BigDecimal.valueOf(Integer.parseInt(heading.get("heading")) < 1500 ? 9 : 13),
        Optional.empty(),
        Optional.of(BigDecimal.valueOf(draw.chance("rebate", 0.8) ? 13 : 9)),
        draw.chance("conditions", 0.3) ? "A" : "",
        draw.chance("category", 0.3) ? "M" : "",
        "品名|用途|品牌|型号",
        START,
        number % ONE_IN_EXPIRED == ONE_IN_EXPIRED - 1 ? Optional.of(EXPIRY) : Optional.empty());
  }

  private static Optional<String> present(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** The first of every top chapter, then the second of each, and so on; other chapters later. */
  private static List<TariffLine> ranked(List<TariffLine> lines, List<String> topChapters) {
    Map<String, Integer> seen = new LinkedHashMap<>();
    Map<TariffLine, Integer> place = new LinkedHashMap<>();
    for (TariffLine line : lines) {
      int inChapter = seen.merge(line.chapter(), 1, Integer::sum);
      int top = topChapters.indexOf(line.chapter());
      int behind = top < 0 ? OTHER_CHAPTERS_BEHIND : 0;
      place.put(
          line,
          (inChapter + behind) * (topChapters.size() + 1) + (top < 0 ? topChapters.size() : top));
    }
    return lines.stream().sorted(Comparator.comparing(place::get)).toList();
  }

  int size() {
    return lines.size();
  }

  TariffLine line(String hsCode) {
    TariffLine line = byCode.get(hsCode);
    if (line == null) {
      throw new IllegalArgumentException("the tariff has no line " + hsCode);
    }
    return line;
  }

  /** A line in force on every day of the sample, by its share of imports or exports. */
  TariffLine traded(boolean importing, double point) {
    return (importing ? imported : exported).get(shares.at(point));
  }

  /** A line that was in force once but is not on the day, if there is one. */
  Optional<TariffLine> expiredOn(LocalDate day, double point) {
    TariffLine line = expired.get((int) (point * expired.size()));
    return line.isValidOn(day) ? Optional.empty() : Optional.of(line);
  }

  Row<TariffColumn> row(long number) {
    TariffLine line = lines.get((int) number - 1);
    return new Row<>(TariffColumn.class)
        .set(TariffColumn.HS_CODE, line.hsCode())
        .set(TariffColumn.NAME_CN, line.nameCn())
        .set(TariffColumn.NAME_EN, line.nameEn())
        .set(TariffColumn.UNIT1, line.unit1())
        .set(TariffColumn.UNIT2, line.unit2().orElse(null))
        .set(TariffColumn.MFN_RATE, line.mfnRate())
        .set(TariffColumn.GENERAL_RATE, line.generalRate())
        .set(TariffColumn.VAT_RATE, line.vatRate())
        .set(TariffColumn.CONSUMPTION_RATE, line.consumptionRate().orElse(null))
        .set(TariffColumn.EXPORT_REBATE, line.exportRebate().orElse(null))
        .set(
            TariffColumn.SUPERVISION_CONDITIONS, present(line.supervisionConditions()).orElse(null))
        .set(TariffColumn.CIQ_CATEGORY, present(line.ciqCategory()).orElse(null))
        .set(TariffColumn.DECLARATION_ELEMENTS, line.declarationElements())
        .set(TariffColumn.VALID_FROM, line.validFrom())
        .set(TariffColumn.VALID_TO, line.validTo().orElse(null))
        .set(TariffColumn.SOURCE, "潮汐示例税则")
        .set(TariffColumn.AS_OF, SampleCalendar.NOW.toLocalDate())
        .set(TariffColumn.IS_SAMPLE, true);
  }
}
