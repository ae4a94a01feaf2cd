package io.tidegate.engine.organisation;

import io.tidegate.engine.organisation.OrganisationException.Kind;
import io.tidegate.engine.staff.Members;
import io.tidegate.engine.staff.StaffException;
import io.tidegate.engine.store.AccountStore.Account;
import io.tidegate.engine.store.AccountStore.MemberRole;
import io.tidegate.engine.store.AccountStore.Membership;
import io.tidegate.engine.store.OrganisationStore;
import io.tidegate.engine.store.OrganisationStore.Conflict;
import io.tidegate.engine.store.OrganisationStore.Organisation;
import io.tidegate.engine.store.OrganisationStore.State;
import io.tidegate.route.definition.ParameterFormat;
import io.tidegate.route.definition.ParameterForms;
import io.tidegate.route.text.Bilingual;
import io.tidegate.rules.fact.OrganisationLevel;
import io.tidegate.rules.fact.Purpose;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Signs organisations up, and keeps what staff decides about them. Safe for any number of threads.
 */
public final class Organisations {
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_TEXT = 500;

  private final OrganisationStore store;
  private final Members members;
  private final Clock clock;

  public Organisations(OrganisationStore store, Members members, Clock clock) {
    this.store = Objects.requireNonNull(store, "store");
    this.members = Objects.requireNonNull(members, "members");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * Who signs up.
   *
   * @param code unified social credit code of the organisation
   * @param contact how it is reached
   * @param login of the first of its people, who looks after it
   * @param person what they are called
   */
  public record Wish(
      String code, String name, String contact, String login, String person, String password) {
    public Wish {
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(contact, "contact");
      Objects.requireNonNull(login, "login");
      Objects.requireNonNull(person, "person");
      Objects.requireNonNull(password, "password");
    }

    @Override
    public String toString() {
      return "sign-up of " + code + " by " + login;
    }
  }

  /** Signs an organisation up; staff has to verify it before it gets real data. */
  public Organisation signUp(Wish wish) throws OrganisationException, StaffException {
    Optional<Bilingual> wrong =
        ParameterForms.problem(ParameterFormat.USCI, wish.code(), OptionalInt.empty());
    if (wrong.isPresent()) {
      throw new OrganisationException(
          Kind.INVALID,
          "统一社会信用代码 " + wish.code() + " " + wrong.get().zh(),
          "the credit code " + wish.code() + " " + wrong.get().en());
    }
    String name = text(wish.name(), LONGEST_NAME, "组织名称", "the name of the organisation");
    String contact = text(wish.contact(), LONGEST_TEXT, "联系方式", "the contact");
    Account first =
        members.chosen(
            wish.login(),
            wish.password(),
            new Membership(
                wish.code(), name, State.PENDING, MemberRole.ADMINISTRATOR, wish.person().strip()));
    Optional<Conflict> conflict = store.signUp(wish.code(), name, contact, first);
    if (conflict.isPresent()) {
      throw switch (conflict.get()) {
        case CODE_TAKEN ->
            new OrganisationException(
                Kind.STATE,
                "统一社会信用代码 " + wish.code() + " 已注册，请联系本组织的管理员开通账号",
                "the credit code "
                    + wish.code()
                    + " has signed up already; ask the administrator of your organisation for an"
                    + " account");
        case LOGIN_TAKEN ->
            new OrganisationException(
                Kind.STATE,
                "账号 " + wish.login() + " 已存在，请换一个",
                "there is an account " + wish.login() + " already; choose another");
      };
    }
    return organisation(wish.code());
  }

  private static String text(String text, int longest, String zh, String en)
      throws OrganisationException {
    String stripped = text.strip();
    if (stripped.isEmpty() || stripped.length() > longest) {
      throw new OrganisationException(
          Kind.INVALID,
          zh + "应为 1 至 " + longest + " 个字符",
          en + " has 1 to " + longest + " characters");
    }
    return stripped;
  }

  public Organisation organisation(String code) throws OrganisationException {
    return store
        .organisation(code)
        .orElseThrow(
            () ->
                new OrganisationException(
                    Kind.UNKNOWN, "没有组织 " + code, "there is no organisation " + code));
  }

  /** Organisations whose code comes after one, in order. */
  public List<Organisation> after(String code, String search, Optional<State> state, int most) {
    return store.after(code, search, state, most);
  }

  // ---- what staff decides

  /** Staff has seen that it is who it says; its programs may call from now on. */
  public Organisation verify(String code, long revision, String actor)
      throws OrganisationException {
    return decide(
        code, revision, Set.of(State.PENDING, State.REFUSED), State.VERIFIED, "", "verify", actor);
  }

  /** Staff has seen that it is not, and says why. */
  public Organisation refuse(String code, long revision, String reason, String actor)
      throws OrganisationException {
    String why = text(reason, LONGEST_TEXT, "理由", "the reason");
    return decide(code, revision, Set.of(State.PENDING), State.REFUSED, why, "refuse", actor);
  }

  /** None of its programs may call from now on. */
  public Organisation suspend(String code, long revision, String reason, String actor)
      throws OrganisationException {
    String why = text(reason, LONGEST_TEXT, "理由", "the reason");
    return decide(code, revision, Set.of(State.VERIFIED), State.SUSPENDED, why, "suspend", actor);
  }

  /** Its programs may call again. */
  public Organisation resume(String code, long revision, String actor)
      throws OrganisationException {
    return decide(code, revision, Set.of(State.SUSPENDED), State.VERIFIED, "", "resume", actor);
  }

  private Organisation decide(
      String code,
      long revision,
      Set<State> from,
      State to,
      String reason,
      String act,
      String actor)
      throws OrganisationException {
    Organisation before = current(code, revision);
    if (!from.contains(before.state())) {
      throw new OrganisationException(
          Kind.STATE,
          "该组织当前状态为 " + before.state() + "，不能进行此操作",
          "the organisation is " + before.state() + ", from where this is not done");
    }
    Optional<String> why = Optional.of(reason).filter(text -> !text.isEmpty());
    return changed(before.decided(to, why, actor, clock.instant()), "organisation." + act, actor);
  }

  /** Notes how far it is trusted, and what it may ask for data for. */
  public Organisation rate(
      String code, long revision, OrganisationLevel level, Set<Purpose> purposes, String actor)
      throws OrganisationException {
    if (level == OrganisationLevel.ANONYMOUS || purposes.contains(Purpose.UNSTATED)) {
      throw new OrganisationException(
          Kind.INVALID,
          "组织不能为无密钥级别，用途须明确",
          "an organisation is not anonymous, and a purpose says what for");
    }
    return changed(
        current(code, revision).rated(level, purposes, actor, clock.instant()),
        "organisation.rate",
        actor);
  }

  private Organisation current(String code, long revision) throws OrganisationException {
    Organisation organisation = organisation(code);
    if (organisation.revision() != revision) {
      throw stale();
    }
    return organisation;
  }

  private Organisation changed(Organisation organisation, String act, String actor)
      throws OrganisationException {
    if (!store.change(organisation, act, actor)) {
      throw stale();
    }
    return organisation;
  }

  private static OrganisationException stale() {
    return new OrganisationException(
        Kind.STALE, "内容已被他人修改，请重新读取", "somebody changed it meanwhile; read it again");
  }
}
