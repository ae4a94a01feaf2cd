package io.tidegate.engine.check;

import io.tidegate.route.diagnostic.Code;
import io.tidegate.route.diagnostic.Phase;

/** What can be wrong with a plan. */
public enum CheckCode implements Code {
  INPUTS(
      "CHECK-INPUTS",
      "the plan was made from another catalog, rule pack or grammar than it is checked with"),
  STATEMENT(
      "CHECK-STATEMENT",
      "a statement is not exactly one readable SELECT with a binding for each placeholder"),
  NODE("CHECK-NODE", "a statement has a part that is not known to be harmless"),
  CALL(
      "CHECK-CALL",
      "a statement uses a function, operator or type that is not known to be harmless"),
  TABLE(
      "CHECK-TABLE",
      "a table is not in the catalog, or the plan speaks of other tables than the statement"),
  COLUMN("CHECK-COLUMN", "a column of a statement cannot be traced to the catalog"),
  SCOPE("CHECK-SCOPE", "rows are read that the caller may not be a party to"),
  OPENNESS("CHECK-OPENNESS", "the plan serves more callers than was decided"),
  TERMS("CHECK-TERMS", "an audience is served on easier terms than were decided for it"),
  OUTPUT(
      "CHECK-OUTPUT",
      "the outputs of a statement are not the promised ones, or a role column is missing"),
  ALIGNED("CHECK-ALIGNED", "a table is said to stand row by row in the answer and does not"),
  LINEAGE("CHECK-LINEAGE", "a value depends on a column the plan does not name"),
  COPY("CHECK-COPY", "a value is said to be a copy of a column and is not"),
  MASK("CHECK-MASK", "a value is hidden less than was decided"),
  INFLUENCE("CHECK-INFLUENCE", "a column decides which rows come without being allowed to"),
  ANSWER(
      "CHECK-ANSWER",
      "the answer holds something no read yields, or does not tell the caller's relation"),
  HEADER(
      "CHECK-HEADER",
      "a header of the answer depends on more than the plan says, or on what is not for everybody"),
  ROUTE("CHECK-ROUTE", "the route of a plan cannot be followed"),
  RAW(
      "CHECK-RAW",
      "a raw key is not named in the plan, does more than join, or its column may not decide"),
  PARENT(
      "CHECK-PARENT", "records take their parties from a record whose key they are not asked by"),
  PAGING("CHECK-PAGING", "a cursor would carry a value that is hidden from somebody"),
  SERVICE(
      "CHECK-SERVICE",
      "a called service is not the one the plan names, or its own conditions do not hold"),
  STATISTICS("CHECK-STATISTICS", "a statistic tells of a group of too few parties"),
  LABEL("CHECK-LABEL", "a label is weaker than was decided"),
  CACHE(
      "CHECK-CACHE",
      "answers would be kept for callers who may not share them, or open although a label asks for them to be sealed");

  private final String id;
  private final String meaning;

  CheckCode(String id, String meaning) {
    this.id = id;
    this.meaning = meaning;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Phase phase() {
    return Phase.CHECK;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  @Override
  public String help() {
    return "this is a fault of the platform, not of the document; report it with the service's id";
  }
}
