package io.tidegate.engine.admin;

import io.tidegate.engine.session.SessionException;
import java.util.Objects;
import java.util.Optional;

/**
 * Tells who asks. May block for as long as hashing a password takes; called on a virtual thread.
 */
public interface AccountCheck {
  /**
   * Who signs in by a password. A wrong name, a wrong password and an account that cannot be used
   * are refused alike, after the same time.
   *
   * @param address of the socket, in numbers
   */
  SignedIn check(String login, String password, String address) throws SessionException;

  /** Who was signed in with a session; empty when it is over. */
  Optional<Session> session(String token);

  /**
   * Somebody who signed in.
   *
   * @param name what they are called
   * @param organisation for which somebody acts who is no staff
   * @param mustChange whether another password has to be set before anything else
   */
  record SignedIn(
      String login,
      String name,
      AccountRole role,
      Optional<Organisation> organisation,
      boolean mustChange) {
    public SignedIn {
      Objects.requireNonNull(login, "login");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(role, "role");
      Objects.requireNonNull(organisation, "organisation");
      if ((role instanceof MemberRole) != organisation.isPresent()) {
        throw new IllegalArgumentException(
            "staff acts for no organisation, everybody else for one");
      }
    }
  }

  /**
   * An organisation somebody acts for.
   *
   * @param code its credit code
   * @param suspended whether nothing may be changed for it
   */
  record Organisation(String code, String name, boolean suspended) {
    public Organisation {
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(name, "name");
    }
  }

  /**
   * A session in use.
   *
   * @param csrf what a request that changes something has to carry
   */
  record Session(SignedIn signedIn, String csrf) {
    public Session {
      Objects.requireNonNull(signedIn, "signedIn");
      Objects.requireNonNull(csrf, "csrf");
    }
  }

  /** What staff sign in as. */
  enum StaffRole implements AccountRole {
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
