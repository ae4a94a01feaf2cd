package io.tidegate.engine.applying;

import io.tidegate.engine.access.SignatureKeys;
import io.tidegate.engine.agreement.AccessRequest;
import io.tidegate.engine.agreement.AccessRequest.Actor;
import io.tidegate.engine.agreement.AccessRequest.State;
import io.tidegate.engine.agreement.Agreement;
import io.tidegate.engine.agreement.Agreement.Ending;
import io.tidegate.engine.agreement.Clauses;
import io.tidegate.engine.agreement.Precheck;
import io.tidegate.engine.agreement.RefusedException;
import io.tidegate.engine.agreement.RefusedException.Kind;
import io.tidegate.engine.agreement.Signature;
import io.tidegate.engine.agreement.Stage;
import io.tidegate.engine.agreement.Terms;
import io.tidegate.engine.agreement.Wish;
import io.tidegate.engine.crypto.SigningKey;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.signature.SignatureScheme;
import io.tidegate.engine.store.AccessStore;
import io.tidegate.engine.store.AccessStore.ApplicationState;
import io.tidegate.engine.store.AgreementStore;
import io.tidegate.engine.store.AgreementStore.Holder;
import io.tidegate.engine.store.SignatureKeyStore.StoredKey;
import io.tidegate.route.data.ChinaTime;
import io.tidegate.rules.fact.OrganisationLevel;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Function;

/**
 * What enterprises and staff do about requests and agreements. An enterprise reaches its own and
 * nothing else: what is another's is answered like what is not there. Safe for any number of
 * threads.
 */
public final class Applying {
  /** Who signs where nobody had to agree. */
  private static final String PLATFORM = "tidegate";

  private final AgreementStore store;
  private final Function<String, Optional<GovernedPlan>> plans;
  private final SignatureKeys keys;
  private final SigningKey platformKey;
  private final Runnable accessChanged;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param plans gives the plan of a service in force
   * @param keys of applications, by which enterprises sign
   * @param platformKey by which the platform signs
   * @param accessChanged puts grants in force
   */
  public Applying(
      AgreementStore store,
      Function<String, Optional<GovernedPlan>> plans,
      SignatureKeys keys,
      SigningKey platformKey,
      Runnable accessChanged,
      Clock clock) {
    this.store = Objects.requireNonNull(store, "store");
    this.plans = Objects.requireNonNull(plans, "plans");
    this.keys = Objects.requireNonNull(keys, "keys");
    this.platformKey = Objects.requireNonNull(platformKey, "platformKey");
    this.accessChanged = Objects.requireNonNull(accessChanged, "accessChanged");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  // ---- what an enterprise does

  /** What would become of a wish, without asking for it. */
  public Precheck check(String usci, Wish wish) throws RefusedException {
    return checked(holder(usci, wish.application()), wish, today());
  }

  /**
   * Asks for data.
   *
   * @throws RefusedException when something stands against it, or the same is under way
   */
  public AccessRequest ask(String usci, Wish wish, String login) throws RefusedException {
    owner(usci, wish);
    Precheck checked = check(usci, wish);
    Optional<Precheck.Finding> bar =
        checked.findings().stream().filter(Precheck.Finding::bars).findFirst();
    if (bar.isPresent()) {
      throw new RefusedException(
          Kind.INVALID, bar.get().said().zh(), bar.get().about() + ": " + bar.get().said().en());
    }
    renews(usci, wish);
    return store.add(checked.wish(), checked.route(), actor(login, Set.of()), this::terms);
  }

  /** Whose records are asked for has to be there to be asked. */
  private void owner(String usci, Wish wish) throws RefusedException {
    if (wish.owner().isEmpty()) {
      return;
    }
    if (wish.owner().get().equals(usci)) {
      throw new RefusedException(
          Kind.INVALID,
          "本企业的数据无需授权，请不要填写 owner",
          "owner: your own records need nobody's consent; leave it out");
    }
    if (store.owner(wish.owner().get()).isEmpty()) {
      throw new RefusedException(
          Kind.INVALID,
          "owner 所指企业尚未在平台注册并核验，无法征求其同意",
          "owner: no verified enterprise of the platform has this credit code, so it cannot be asked");
    }
  }

  /** A second agreement follows the first or changes it; it does not stand beside it. */
  private void renews(String usci, Wish wish) throws RefusedException {
    Optional<Agreement> former =
        store.agreements(Optional.of(usci), Long.MAX_VALUE, Integer.MAX_VALUE).stream()
            .filter(a -> a.terms().application().equals(wish.application()))
            .filter(a -> a.terms().service().equals(wish.service()))
            .filter(a -> a.terms().owner().map(Terms.Owner::usci).equals(wish.owner()))
            .filter(a -> a.state() == Agreement.State.IN_FORCE)
            .filter(a -> clock.instant().isBefore(a.until()))
            .findFirst();
    if (wish.renews().isEmpty()) {
      if (former.isPresent()) {
        throw new RefusedException(
            Kind.STATE,
            "该应用已有协议 "
                + former.get().name()
                + "（至 "
                + former.get().terms().to()
                + "）；续期或变更请填写 renews: "
                + former.get().number(),
            former.get().name()
                + " is in force up to "
                + former.get().terms().to()
                + "; say renews: "
                + former.get().number()
                + " to follow or change it");
      }
      return;
    }
    Agreement renewed =
        former
            .filter(a -> a.number() == wish.renews().getAsLong())
            .orElseThrow(
                () ->
                    new RefusedException(
                        Kind.INVALID,
                        "renews 所指协议未生效或不属于该应用与服务",
                        "renews names no agreement in force of this application for this service"));
    if (!wish.from().equals(today()) && !wish.from().equals(renewed.terms().to().plusDays(1))) {
      throw new RefusedException(
          Kind.INVALID,
          "续期自今天或 " + renewed.terms().to().plusDays(1) + " 起",
          "what follows it begins today or on " + renewed.terms().to().plusDays(1));
    }
  }

  public List<AccessRequest> requests(String usci, long before, int most) {
    return store.requestsOf(usci, before, most);
  }

  /** A request of an enterprise. */
  public AccessRequest request(String usci, long number) throws RefusedException {
    AccessRequest request = request(number);
    holder(usci, request.wish().application());
    return request;
  }

  /** Gives a request up, and with it what was offered. */
  public AccessRequest withdraw(String usci, long number, long revision, String login)
      throws RefusedException {
    request(usci, number);
    return store.change(
        number,
        revision,
        login,
        request -> request.withdrawn(actor(login, Set.of()), now()),
        this::terms);
  }

  /** Answers what was asked back. */
  public AccessRequest answer(String usci, long number, long revision, String answer, String login)
      throws RefusedException {
    request(usci, number);
    return store.change(
        number,
        revision,
        login,
        request -> request.answered(actor(login, Set.of()), answer, now()),
        this::terms);
  }

  /**
   * Signs an agreement for an enterprise. Where nobody had to agree, the platform signs at once.
   *
   * @param keyId a key of the application for {@code TG1-SM2-SM3}, in use
   * @param value the signature over the text in DER, in hexadecimal
   */
  public Agreement sign(String usci, long number, String keyId, String value, String login)
      throws RefusedException {
    Agreement agreement = agreement(Optional.of(usci), number);
    String key = key(agreement.terms().application(), keyId);
    Agreement signed =
        store.change(
            number,
            actor(login, Set.of()),
            "sign",
            offered -> offered.signed(new Signature(login, key, value, now())));
    return request(signed.request()).route().isEmpty() ? countersign(number, PLATFORM) : signed;
  }

  private String key(String application, String keyId) throws RefusedException {
    Instant now = clock.instant();
    return keys.keys().stream()
        .filter(key -> key.keyId().equals(keyId) && key.applicationId().equals(application))
        .filter(key -> key.scheme() == SignatureScheme.SM2_SM3)
        .filter(key -> key.state() == AccessStore.State.ACTIVE)
        .filter(key -> key.applicationState() == ApplicationState.ACTIVE)
        .filter(key -> now.isBefore(key.expiresAt()))
        .map(StoredKey::material)
        .map(HexFormat.of()::formatHex)
        .findFirst()
        .orElseThrow(
            () ->
                new RefusedException(
                    Kind.INVALID,
                    "该应用没有此编号的有效 SM2 密钥；请先登记公钥",
                    "the application has no SM2 key of this id in use; enrol its public key first"));
  }

  // ---- what the owner of records does

  /** Requests about the records of an enterprise, the last first. */
  public List<AccessRequest> requestsAbout(String owner, long before, int most) {
    return store.requestsAbout(owner, before, most);
  }

  /** Whose application a request is of. */
  public Optional<Holder> applicant(AccessRequest request) {
    return store.holder(request.wish().application());
  }

  /** A request about the records of an enterprise. */
  public AccessRequest requestAbout(String owner, long number) throws RefusedException {
    AccessRequest request = request(number);
    if (!request.wish().owner().equals(Optional.of(owner))) {
      throw unknown();
    }
    return request;
  }

  /** Consents, to all fields or some. */
  public AccessRequest consent(
      String owner, long number, long revision, SortedSet<String> fields, String note, String login)
      throws RefusedException {
    requestAbout(owner, number);
    return approve(number, revision, forOwner(login), fields, note);
  }

  /** Refuses, or takes back a consent nothing has come of yet. */
  public AccessRequest refuse(String owner, long number, long revision, String reason, String login)
      throws RefusedException {
    requestAbout(owner, number);
    return reject(number, revision, forOwner(login), reason);
  }

  /** Asks the applicant something before it consents. */
  public AccessRequest askFor(
      String owner, long number, long revision, String question, String login)
      throws RefusedException {
    requestAbout(owner, number);
    return question(number, revision, forOwner(login), question);
  }

  /** The agreements about the records of an enterprise, the last first. */
  public List<Agreement> agreementsAbout(String owner, long before, int most) {
    return store.agreementsAbout(owner, before, most);
  }

  /** Takes a consent back; the next call by it is refused, on any node. */
  public Agreement revoke(String owner, long number, String login) throws RefusedException {
    Agreement agreement = agreement(Optional.empty(), number);
    if (agreement.terms().owner().filter(o -> o.usci().equals(owner)).isEmpty()) {
      throw unknown();
    }
    return end(Optional.empty(), number, "数据所属企业撤销同意 / consent revoked by the owner", login);
  }

  private Actor forOwner(String login) {
    return actor(login, Set.of(Stage.OWNER));
  }

  // ---- what staff does

  public List<AccessRequest> inbox(Set<State> states, long after, int most) {
    return store.requestsIn(states, after, most);
  }

  public AccessRequest request(long number) throws RefusedException {
    return store.request(number).orElseThrow(Applying::unknown);
  }

  /** Whose application asks. */
  public Holder holder(String application) throws RefusedException {
    return store.holder(application).orElseThrow(Applying::unknown);
  }

  /** What is known of a request as the service is now. */
  public Precheck check(AccessRequest request) throws RefusedException {
    return checked(
        holder(request.wish().application()),
        request.wish(),
        ChinaTime.of(request.events().getFirst().at()).toLocalDate());
  }

  /**
   * Agrees to a request.
   *
   * @param fields those that are agreed to; all that are left when empty
   */
  public AccessRequest approve(
      long number, long revision, Actor actor, SortedSet<String> fields, String note)
      throws RefusedException {
    return store.change(
        number,
        revision,
        actor.login(),
        request -> {
          holds(request);
          return request.approved(actor, fields, note, now());
        },
        this::terms);
  }

  public AccessRequest reject(long number, long revision, Actor actor, String reason)
      throws RefusedException {
    return store.change(
        number,
        revision,
        actor.login(),
        request -> request.rejected(actor, reason, now()),
        this::terms);
  }

  /** Asks the applicant something; the request waits for the answer. */
  public AccessRequest question(long number, long revision, Actor actor, String question)
      throws RefusedException {
    return store.change(
        number,
        revision,
        actor.login(),
        request -> request.asked(actor, question, now()),
        this::terms);
  }

  /** Signs for the platform, which puts the grant in force on all nodes. */
  public Agreement countersign(long number, String login) throws RefusedException {
    Agreement before = agreement(Optional.empty(), number);
    GovernedPlan plan = holds(request(before.request()));
    if (plan.openness() != before.terms().rows()) {
      throw changed();
    }
    Agreement signed =
        store.change(
            number,
            actor(login, Set.of()),
            "countersign",
            agreement -> agreement.countersigned(platformKey, random, login, now()));
    accessChanged.run();
    return signed;
  }

  // ---- what both do

  /**
   * Agreements, the last first.
   *
   * @param usci of one enterprise; of all when empty
   */
  public List<Agreement> agreements(Optional<String> usci, long before, int most) {
    return store.agreements(usci, before, most);
  }

  /**
   * Agreements in force whose last day comes within some days, the soonest first.
   *
   * @param after number of the agreement they come after; 0 for the first of them
   */
  public List<Agreement> agreementsEnding(long days, long after, int most) {
    LocalDate today = today();
    return store.agreementsEnding(today, today.plusDays(days), after, most);
  }

  /**
   * An agreement.
   *
   * @param usci whose it has to be; anybody's when empty
   */
  public Agreement agreement(Optional<String> usci, long number) throws RefusedException {
    return store
        .agreement(number)
        .filter(agreement -> usci.map(agreement.terms().usci()::equals).orElse(true))
        .orElseThrow(Applying::unknown);
  }

  /** The agreement that came of a request. */
  public Optional<Agreement> agreementOf(AccessRequest request) {
    return store.agreementOf(request.number());
  }

  /** Ends an agreement; the next call by it is refused, on any node. */
  public Agreement end(Optional<String> usci, long number, String reason, String login)
      throws RefusedException {
    agreement(usci, number);
    if (reason.isBlank() || reason.length() > 1000) {
      throw new RefusedException(
          Kind.INVALID, "请用 1 至 1000 字说明理由", "give a reason in 1 to 1000 characters");
    }
    Agreement ended =
        store.change(
            number,
            actor(login, Set.of()),
            "end",
            agreement -> agreement.ended(new Ending(login, reason, now())));
    accessChanged.run();
    return ended;
  }

  /** Whether both signatures are over the text, and the grant says what the text says. */
  public boolean holds(Agreement agreement) {
    return agreement
        .grant(platformKey.verifyingKey())
        .map(grant -> Clauses.difference(agreement.text(), grant).isEmpty())
        .orElse(false);
  }

  /** Somebody of the staff or of an enterprise. */
  public Actor actor(String login, Set<Stage> may) {
    return new Actor(login, store.person(login), may);
  }

  // ---- what all of it needs

  private Holder holder(String usci, String application) throws RefusedException {
    return store
        .holder(application)
        .filter(holder -> holder.usci().equals(usci))
        .orElseThrow(Applying::unknown);
  }

  private Precheck checked(Holder holder, Wish wish, LocalDate today) throws RefusedException {
    return Precheck.of(
        plan(wish.service()), wish, OrganisationLevel.valueOf(holder.level()), today);
  }

  private GovernedPlan plan(String service) throws RefusedException {
    return plans
        .apply(service)
        .orElseThrow(
            () ->
                new RefusedException(
                    Kind.UNKNOWN, "没有在线服务 " + service, "there is no service " + service));
  }

  /**
   * What was agreed holds for the service as it was; when it asks for more now, it is asked anew.
   */
  private GovernedPlan holds(AccessRequest request) throws RefusedException {
    Precheck now = check(request);
    if (!now.passes() || !request.route().containsAll(now.route())) {
      throw changed();
    }
    return plan(request.wish().service());
  }

  private static RefusedException changed() {
    return new RefusedException(
        Kind.STATE,
        "申请之后服务或规则已变更，需重新申请",
        "the service or its rules have changed since; it has to be asked for anew");
  }

  private Terms terms(AccessRequest agreed) throws RefusedException {
    Wish wish = agreed.wish();
    Holder holder = holder(wish.application());
    GovernedPlan plan = plan(wish.service());
    return new Terms(
        wish.application(),
        holder.usci(),
        holder.enterprise(),
        wish.service(),
        wish.major(),
        plan.title(),
        plan.openness(),
        wish.owner().isPresent()
            ? Optional.of(store.owner(wish.owner().get()).orElseThrow(Applying::unknown))
            : Optional.empty(),
        agreed.fields(),
        wish.purpose(),
        wish.from(),
        wish.to(),
        wish.calls());
  }

  private static RefusedException unknown() {
    return new RefusedException(Kind.UNKNOWN, "没有该对象", "there is no such thing");
  }

  private LocalDate today() {
    return ChinaTime.of(clock.instant()).toLocalDate();
  }

  /** As the database keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
