package io.tidegate.engine.admin;

import io.tidegate.engine.session.SessionException;
import io.tidegate.engine.session.Sessions;
import io.tidegate.engine.staff.Staff;
import io.tidegate.engine.store.AccountStore;
import io.tidegate.engine.store.AccountStore.Account;
import io.tidegate.engine.store.AccountStore.Membership;
import io.tidegate.engine.store.OrganisationStore.State;
import java.util.Objects;
import java.util.Optional;

/** Tells who asks from the accounts and the sessions of the platform. */
public final class SessionAccounts implements AccountCheck {
  private final Sessions sessions;
  private final Staff staff;

  public SessionAccounts(Sessions sessions, Staff staff) {
    this.sessions = Objects.requireNonNull(sessions, "sessions");
    this.staff = Objects.requireNonNull(staff, "staff");
  }

  /** People of organisations sign in by the form only, where a captcha is asked for. */
  @Override
  public SignedIn check(String login, String password, String address) throws SessionException {
    return signedIn(sessions.checkStaff(login, password, address), staff);
  }

  @Override
  public Optional<Session> session(String token) {
    return sessions
        .find(token)
        .map(live -> new Session(signedIn(live.account(), staff), live.csrf()));
  }

  static SignedIn signedIn(Account account, Staff staff) {
    return new SignedIn(
        account.login(),
        account.name(),
        role(account),
        account.membership().map(SessionAccounts::organisation),
        staff.mustChange(account));
  }

  private static AccountRole role(Account account) {
    return switch (account.role()) {
      case PROVIDER -> StaffRole.PROVIDER;
      case ADMINISTRATOR -> StaffRole.ADMINISTRATOR;
      case OPERATOR -> StaffRole.OPERATOR;
      case AUDITOR -> StaffRole.AUDITOR;
      case CONSUMER ->
          account.membership().orElseThrow().role() == AccountStore.MemberRole.ADMINISTRATOR
              ? MemberRole.ORGANISATION_ADMINISTRATOR
              : MemberRole.MEMBER;
    };
  }

  private static Organisation organisation(Membership membership) {
    return new Organisation(
        membership.usci(),
        membership.organisation(),
        membership.state() == State.SUSPENDED || membership.state() == State.REFUSED);
  }
}
