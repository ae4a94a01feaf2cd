package io.tidegate.engine.admin;

import java.util.Optional;

/**
 * Tells who signs in. May block for as long as hashing a password takes; called on a virtual
 * thread.
 */
@FunctionalInterface
public interface AccountCheck {
  /**
   * What somebody may act as. Empty for a wrong name and for a wrong password alike, and after the
   * same time.
   */
  Optional<StaffRole> check(String login, String password);

  /** What staff sign in as. Whoever is none of these has no business here. */
  enum StaffRole {
    /** Writes services. */
    PROVIDER,
    /** Edits rules and approves: the security administrator. */
    ADMINISTRATOR,
    /** Runs the platform: the system administrator. */
    OPERATOR,
    /** Reads what the others did, and does nothing else: the audit administrator. */
    AUDITOR
  }
}
