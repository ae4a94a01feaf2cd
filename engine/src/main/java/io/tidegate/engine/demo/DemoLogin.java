package io.tidegate.engine.demo;

import io.tidegate.engine.store.AccountStore.MemberRole;
import io.tidegate.engine.store.AccountStore.Membership;
import io.tidegate.engine.store.AccountStore.Person;
import io.tidegate.engine.store.AccountStore.Role;
import io.tidegate.engine.store.OrganisationStore.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Somebody who can sign in to a demo.
 *
 * @param membership for whom they act; staff act for nobody
 */
record DemoLogin(
    String login, Role role, Optional<Membership> membership, Optional<Person> person) {
  /** Who approves what the other administrator wrote. */
  private static final String SECOND_ADMINISTRATOR = "approver";

  /** Staff of every role, who looks after each enterprise of the cast, and one who only asks. */
  static List<DemoLogin> all() {
    List<DemoLogin> all = new ArrayList<>();
    for (Role role : Role.values()) {
      String login = role.name().toLowerCase(Locale.ROOT);
      all.add(
          role == Role.CONSUMER
              ? member(login, CastMember.PRINCIPAL, MemberRole.MEMBER)
              : staff(login, role));
    }
    all.add(staff(SECOND_ADMINISTRATOR, Role.ADMINISTRATOR));
    for (CastMember member : CastMember.values()) {
      all.add(member(member.word(), member, MemberRole.ADMINISTRATOR));
    }
    return all;
  }

  private static DemoLogin staff(String login, Role role) {
    return new DemoLogin(login, role, Optional.empty(), Optional.of(new Person(login, login)));
  }

  private static DemoLogin member(String login, CastMember member, MemberRole role) {
    return new DemoLogin(
        login,
        Role.CONSUMER,
        Optional.of(
            new Membership(member.usci(), member.enterprise(), State.VERIFIED, role, login)),
        Optional.empty());
  }
}
