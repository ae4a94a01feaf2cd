package io.tidegate.engine.admin;

import java.util.Objects;
import java.util.Optional;

/**
 * Tells who signs in. May block for as long as hashing a password takes; called on a virtual
 * thread.
 */
@FunctionalInterface
public interface AccountCheck {
  /**
   * Who signs in. Empty for a wrong name, a wrong password and an account that cannot be used
   * alike, and after the same time.
   */
  Optional<SignedIn> check(String login, String password);

  /**
   * Somebody of the staff.
   *
   * @param mustChange whether another password has to be set before anything else
   */
  record SignedIn(StaffRole role, boolean mustChange) {
    public SignedIn {
      Objects.requireNonNull(role, "role");
    }
  }

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
