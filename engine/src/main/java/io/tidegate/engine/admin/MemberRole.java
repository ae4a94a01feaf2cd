package io.tidegate.engine.admin;

/** What somebody acts as for their organisation. */
public enum MemberRole implements AccountRole {
  /** Looks after its people, programs and agreements. */
  ORGANISATION_ADMINISTRATOR,
  /** Looks for services and asks for them. */
  MEMBER
}
