package io.tidegate.route.catalog;

/**
 * What a caller is to one record. Computed per record from the role columns; a record with several
 * relations gets the union of what each may see.
 */
public enum Relation {
  /** The enterprise whose business the record is. */
  PRINCIPAL,
  /** Who filed the record for the principal. */
  AGENT,
  /** Carrier, terminal or zone operator named in the record. */
  CARRIER,
  /** Holder of a live authorisation of the principal. */
  DELEGATE,
  /** Holder of a grant for platform data. */
  APPROVED,
  /** Anybody. */
  PUBLIC,
  /** A government tenant with a recorded legal basis. */
  REGULATOR,
  /** Platform staff. */
  OPERATOR;

  /**
   * Whether it is a relation to a record, found in its role columns, and not one to the platform as
   * a whole.
   */
  public boolean ofRecord() {
    return switch (this) {
      case PRINCIPAL, AGENT, CARRIER, DELEGATE -> true;
      case APPROVED, PUBLIC, REGULATOR, OPERATOR -> false;
    };
  }
}
