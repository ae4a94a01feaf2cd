package io.tidegate.engine.quota;

/** One thing left out of the algorithm, each of which somebody could think superfluous. */
enum Mutant {
  NONE,
  /** A ledger is written whatever version it was read in. */
  NO_FENCE,
  /** A lease is given out before the database has taken note of it; some notes are lost. */
  GIVEN_OUT_BEFORE_WRITTEN,
  /** A change is written although the database's clock has not come to its moment. */
  WRITTEN_BEFORE_ITS_TIME,
  /** Windows are cut by the clock of whoever lends. */
  CLOCK_OF_THE_LENDER,
  /** A lease goes on after its windows. */
  BEYOND_THE_WINDOW,
  /** A node measures its lease from when it came, not from when it asked. */
  MEASURED_FROM_RECEIPT,
  /** A node looks at its clock first and takes a unit then. */
  CLOCK_BEFORE_DECISION,
  /** Tokens of a lapsed lease come back although time has filled their room. */
  LAPSED_TOKENS_COME_BACK,
  /** What is handed back is counted once more, as a request sent twice would without its number. */
  HANDED_BACK_TWICE
}
