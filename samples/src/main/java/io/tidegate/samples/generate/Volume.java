package io.tidegate.samples.generate;

/** How much sample data is made. Tables of children grow with the declarations. */
public enum Volume {
  /** Enough for every rule of the data to show; made and loaded in about a second. */
  CI(40, 60, 400, 0, 12),
  /** A lively port for a demonstration. */
  DEMO(300, 2_000, 20_000, 1_500, 120);

  private final int enterprises;
  private final int people;
  private final int declarations;
  private final int tariffLines;
  private final int authorisations;

  Volume(int enterprises, int people, int declarations, int tariffLines, int authorisations) {
    this.enterprises = enterprises;
    this.people = people;
    this.declarations = declarations;
    this.tariffLines = tariffLines;
    this.authorisations = authorisations;
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
}
