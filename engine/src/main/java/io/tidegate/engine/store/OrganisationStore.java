package io.tidegate.engine.store;

/** Organisations. */
public final class OrganisationStore {
  private OrganisationStore() {}

  /** How far an organisation has come. */
  public enum State {
    /** It signed up; nobody has looked whether it is who it says. */
    PENDING,
    /** Staff has seen that it is who it says. */
    VERIFIED,
    /** Staff has seen that it is not, or that it has no business here. */
    REFUSED,
    /** None of its programs may call until staff says otherwise. */
    SUSPENDED
  }
}
