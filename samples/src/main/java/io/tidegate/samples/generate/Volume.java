package io.tidegate.samples.generate;

/** How much sample data is made. Tables of children grow with the declarations. */
public enum Volume {
  /** Enough for every rule of the data to show; made and loaded in about a second. */
  CI(40, 60, 400, 0, 12, 20, 60, 150, 80),
  /** A lively port for a demonstration. */
  DEMO(300, 2_000, 20_000, 1_500, 120, 120, 1_500, 10_000, 4_000);

  private final int enterprises;
  private final int people;
  private final int declarations;
  private final int tariffLines;
  private final int authorisations;
  private final int vessels;
  private final int vesselCalls;
  private final int parcels;
  private final int bondedLists;

  Volume(
      int enterprises,
      int people,
      int declarations,
      int tariffLines,
      int authorisations,
      int vessels,
      int vesselCalls,
      int parcels,
      int bondedLists) {
    this.enterprises = enterprises;
    this.people = people;
    this.declarations = declarations;
    this.tariffLines = tariffLines;
    this.authorisations = authorisations;
    this.vessels = vessels;
    this.vesselCalls = vesselCalls;
    this.parcels = parcels;
    this.bondedLists = bondedLists;
  }

  /** Enterprises, the cast among them. */
  public int enterprises() {
    return enterprises;
  }

  /** Employees of the enterprises. */
  public int people() {
    return people;
  }

  /** Declarations, the story records among them. */
  public int declarations() {
    return declarations;
  }

  /** Tariff lines at least; the hand-written ones are always there. */
  public int tariffLines() {
    return tariffLines;
  }

  /** Authorisations between enterprises. */
  public int authorisations() {
    return authorisations;
  }

  /** Ships, the one of the stories among them. */
  public int vessels() {
    return vessels;
  }

  /** Calls of ships, those of the stories among them. */
  public int vesselCalls() {
    return vesselCalls;
  }

  /** Express consignments; one that was filed again has two entries. */
  public int parcels() {
    return parcels;
  }

  /** Bonded inventory lists, those of the stories among them. */
  public int bondedLists() {
    return bondedLists;
  }
}
