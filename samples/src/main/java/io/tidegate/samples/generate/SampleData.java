package io.tidegate.samples.generate;

import java.util.List;
import java.util.Objects;

/**
 * The sample data of one volume and seed: its tables, in an order that parents precede children.
 */
public final class SampleData {
  /** Changes whenever the same volume and seed would give other rows than before. */
  public static final int GENERATOR_VERSION = 2;

  /** The seed of the published sample. */
  public static final long DEFAULT_SEED = 20_251_231L;

  private final Volume volume;
  private final long seed;
  private final int shiftDays;
  private final List<SampleTable> tables;

  /** The data as they are told: the present moment is 2025-12-31 08:00 +08:00. */
  public SampleData(Volume volume, long seed) {
    this(volume, seed, 0);
  }

  /**
   * The data moved in time, for a demonstration that looks live. Dates and times move; what is
   * written in numbers, such as the year in an entry id, does not, and neither do code tables.
   *
   * @param shiftDays days by which the data are moved into the future
   */
  public SampleData(Volume volume, long seed, int shiftDays) {
    this.volume = Objects.requireNonNull(volume, "volume");
    this.seed = seed;
    this.shiftDays = shiftDays;
    Enterprises enterprises = new Enterprises(volume, seed);
    People people = new People(volume, enterprises, seed);
    Authorisations authorisations = new Authorisations(volume, enterprises, seed);
    Tariff tariff = new Tariff(volume, seed);
    FxRates fxRates = new FxRates(seed);
    Parameters parameters = new Parameters();
    Filings filings = new Filings(volume, seed, enterprises, people, tariff, fxRates);
    DeclarationRows rows = new DeclarationRows(filings, fxRates);
    int heads = filings.count();
    Consignments consignments = new Consignments(filings, seed);
    Fleet fleet = new Fleet(volume, seed, enterprises);
    VesselCalls calls = new VesselCalls(volume, seed, fleet, filings, consignments, enterprises);
    GatePasses passes = new GatePasses(consignments, seed);
    ManifestRows manifests = new ManifestRows(new Bills(consignments, enterprises, seed), fleet);
    Parcels parcels = new Parcels(volume, seed, enterprises, tariff, filings);
    ExpressRows express = new ExpressRows(parcels, enterprises, seed);
    BondedRows bonded =
        new BondedRows(new BondedLists(volume, seed, enterprises, tariff, filings), seed);
    this.tables =
        List.of(
            SampleTable.of(
                "ref.code_set",
                CodeSetColumn.class,
                0,
                parameters.setCount(),
                id -> List.of(parameters.setRow(id))),
            SampleTable.of(
                "ref.code", CodeColumn.class, 0, parameters.setCount(), parameters::codeRows),
            SampleTable.of(
                "ref.code_map",
                CodeMapColumn.class,
                0,
                parameters.mapCount(),
                id -> List.of(parameters.mapRow(id))),
            SampleTable.of(
                "ref.tariff",
                TariffColumn.class,
                shiftDays,
                tariff.size(),
                id -> List.of(tariff.row(id))),
            SampleTable.of(
                "ref.fx_rate", FxRateColumn.class, shiftDays, FxRates.days(), fxRates::rows),
            SampleTable.of(
                "party.enterprise",
                EnterpriseColumn.class,
                0,
                enterprises.all().size(),
                id -> List.of(enterprises.row(id))),
            SampleTable.of(
                "party.person",
                PersonColumn.class,
                0,
                people.count(),
                id -> List.of(people.row(id))),
            SampleTable.of(
                "party.authorisation",
                AuthorisationColumn.class,
                shiftDays,
                authorisations.count(),
                id -> List.of(authorisations.row(id))),
            SampleTable.of("dec.head", HeadColumn.class, shiftDays, heads, rows::head),
            SampleTable.of("dec.item", ItemColumn.class, shiftDays, heads, rows::items),
            SampleTable.of(
                "dec.container", ContainerColumn.class, shiftDays, heads, rows::containers),
            SampleTable.of("dec.receipt", ReceiptColumn.class, shiftDays, heads, rows::receipts),
            SampleTable.of("dec.tax_bill", TaxBillColumn.class, shiftDays, heads, rows::taxBills),
            SampleTable.of(
                "tran.vessel", VesselColumn.class, shiftDays, fleet.count(), fleet::rows),
            SampleTable.of(
                "tran.vessel_call", VesselCallColumn.class, shiftDays, calls.count(), calls::rows),
            SampleTable.of("tran.gate_pass", GatePassColumn.class, shiftDays, heads, passes::rows),
            SampleTable.of(
                "mft.master", ManifestMasterColumn.class, shiftDays, heads, manifests::master),
            SampleTable.of(
                "mft.house", ManifestHouseColumn.class, shiftDays, heads, manifests::houses),
            SampleTable.of(
                "mft.equipment",
                ManifestEquipmentColumn.class,
                shiftDays,
                heads,
                manifests::equipment),
            SampleTable.of(
                "mft.tally", ManifestTallyColumn.class, shiftDays, heads, manifests::tally),
            SampleTable.of(
                "mft.status", ManifestStatusColumn.class, shiftDays, heads, manifests::status),
            SampleTable.of(
                "mft.snapshot",
                ManifestSnapshotColumn.class,
                shiftDays,
                heads,
                manifests::snapshot),
            SampleTable.of(
                "exp.entry",
                ExpressEntryColumn.class,
                shiftDays,
                express.count(),
                express::entries),
            SampleTable.of(
                "exp.item", ExpressItemColumn.class, shiftDays, express.count(), express::items),
            SampleTable.of(
                "bond.account",
                BondAccountColumn.class,
                shiftDays,
                bonded.accounts(),
                bonded::account),
            SampleTable.of(
                "bond.ledger",
                BondLedgerColumn.class,
                shiftDays,
                bonded.accounts(),
                bonded::ledger),
            SampleTable.of(
                "bond.invt",
                BondInventoryColumn.class,
                shiftDays,
                bonded.listCount(),
                bonded::list),
            SampleTable.of(
                "bond.invt_item",
                BondInventoryItemColumn.class,
                shiftDays,
                bonded.listCount(),
                bonded::items),
            SampleTable.of(
                "bond.passport",
                BondPassportColumn.class,
                shiftDays,
                bonded.listCount(),
                bonded::passports));
  }

  public Volume volume() {
    return volume;
  }

  public long seed() {
    return seed;
  }

  /** Days by which the data are moved into the future. */
  public int shiftDays() {
    return shiftDays;
  }

  /** All tables, in the order they are to be loaded. */
  public List<SampleTable> tables() {
    return tables;
  }

  /** The table with this name. */
  public SampleTable table(String name) {
    return tables.stream()
        .filter(t -> t.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no sample table " + name));
  }
}
