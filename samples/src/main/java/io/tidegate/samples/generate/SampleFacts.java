package io.tidegate.samples.generate;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * The same sample as {@link SampleData}, as other systems than the platform's database know it: by
 * container, by bill, by entry. Same volume, seed and shift, same facts.
 */
public final class SampleFacts {
  private final long seed;
  private final int shiftDays;
  private final Enterprises enterprises;
  private final FxRates fxRates;
  private final Filings filings;
  private Index index;

  private record Index(
      List<Shipment> all,
      Map<String, Shipment> byBill,
      Map<String, Shipment> byEntry,
      Map<String, List<Shipment>> byContainer) {}

  public SampleFacts(Volume volume, long seed, int shiftDays) {
    Objects.requireNonNull(volume, "volume");
    this.seed = seed;
    this.shiftDays = shiftDays;
    this.enterprises = new Enterprises(volume, seed);
    this.fxRates = new FxRates(seed);
    this.filings =
        new Filings(
            volume,
            seed,
            enterprises,
            new People(volume, enterprises, seed),
            new Tariff(volume, seed),
            fxRates);
  }

  /** What the sample takes for the present moment. */
  public OffsetDateTime now() {
    return SampleCalendar.NOW.plusDays(shiftDays);
  }

  /**
   * All shipments, made when first asked for, in the order of their declarations, the story records
   * first.
   */
  public List<Shipment> shipments() {
    return index().all();
  }

  /** The first so many of them, without making the others. */
  public List<Shipment> first(int count) {
    return LongStream.rangeClosed(1, Math.min(count, filings.count()))
        .mapToObj(id -> shipment(filings.filing(id)))
        .toList();
  }

  public Optional<Shipment> ofBill(String bill) {
    return Optional.ofNullable(index().byBill().get(bill));
  }

  public Optional<Shipment> ofEntry(String entryId) {
    return Optional.ofNullable(index().byEntry().get(entryId));
  }

  /** The shipments a container carried, in the order of their declarations. */
  public List<Shipment> ofContainer(String number) {
    return index().byContainer().getOrDefault(number, List.of());
  }

  /** The member of the cast with this number, from 1 to 8. */
  public Shipment.Party cast(int number) {
    return party(enterprises.cast(number));
  }

  /** The currencies that have a rate. */
  public List<String> currencies() {
    return FxRates.CURRENCIES;
  }

  /** Yuan for one unit of the currency; absent on a day when none is published. */
  public Optional<BigDecimal> rate(LocalDate day, String currency) {
    LocalDate told = day.minusDays(shiftDays);
    boolean weekend =
        told.getDayOfWeek() == DayOfWeek.SATURDAY || told.getDayOfWeek() == DayOfWeek.SUNDAY;
    boolean known =
        !told.isBefore(SampleCalendar.FIRST_DAY)
            && !told.isAfter(SampleCalendar.NOW.toLocalDate())
            && FxRates.CURRENCIES.contains(currency);
    return known && !weekend ? Optional.of(fxRates.rate(told, currency)) : Optional.empty();
  }

  /** A number from 0 to one below the bound, always the same for the same names. */
  public int pick(String entity, String key, String field, int bound) {
    return new Draw(seed, entity, key.hashCode()).below(field, bound);
  }

  private synchronized Index index() {
    if (index == null) {
      index = build();
    }
    return index;
  }

  private Index build() {
    Index built =
        new Index(
            new ArrayList<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    // each is made alone, so that all processors can
    List<Shipment> made =
        LongStream.rangeClosed(1, filings.count())
            .parallel()
            .mapToObj(id -> shipment(filings.filing(id)))
            .toList();
    for (Shipment shipment : made) {
      built.all().add(shipment);
      built.byBill().put(shipment.bill(), shipment);
      built.byEntry().put(shipment.entryId(), shipment);
      for (Shipment.Container container : shipment.containers()) {
        built
            .byContainer()
            .computeIfAbsent(container.number(), number -> new ArrayList<>())
            .add(shipment);
      }
    }
    return built;
  }

  private Shipment shipment(Filing filing) {
    return new Shipment(
        filing.entryId(),
        filing.transport().bill(),
        filing.importing(),
        filing.customs(),
        party(filing.parties().trade()),
        party(filing.parties().owner()),
        party(filing.parties().agent()),
        filing.parties().terminal().map(SampleFacts::party),
        filing.transport().mode(),
        filing.transport().name(),
        filing.transport().voyage(),
        filing.transport().place().orElse("示例综合仓库"),
        filing.cargo().packages(),
        filing.cargo().gross(),
        filing.cargo().boxes().stream()
            .map(box -> new Shipment.Container(box.number(), box.size(), box.weight()))
            .toList(),
        filing.submitted().plusDays(shiftDays),
        filing.moved().map(day -> day.plusDays(shiftDays)),
        time(filing, Channel.STORED),
        time(filing, Channel.INSPECTION),
        time(filing, Channel.RELEASED),
        filing.latest().channel().status());
  }

  private Optional<OffsetDateTime> time(Filing filing, Channel channel) {
    return filing.receipt(channel).map(receipt -> receipt.time().plusDays(shiftDays));
  }

  private static Shipment.Party party(Enterprise enterprise) {
    return new Shipment.Party(enterprise.usci(), enterprise.name());
  }
}
