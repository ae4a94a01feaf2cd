package io.tidegate.engine.draft;

import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.contract.ContractCode;
import io.tidegate.engine.governance.Governance;
import io.tidegate.engine.governance.Governance.ServiceChange;
import io.tidegate.engine.governance.GovernanceException;
import io.tidegate.engine.governance.GovernanceException.Kind;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.publish.LiveEndpoint;
import io.tidegate.engine.publish.LiveEndpoints;
import io.tidegate.engine.publish.Publisher;
import io.tidegate.engine.store.AuditStore;
import io.tidegate.engine.store.ContractStore;
import io.tidegate.engine.store.ReleaseStore;
import io.tidegate.engine.store.ReleaseStore.Release;
import io.tidegate.engine.store.ServiceDraftStore;
import io.tidegate.engine.store.ServiceDraftStore.DraftState;
import io.tidegate.engine.store.ServiceDraftStore.Named;
import io.tidegate.engine.store.ServiceDraftStore.ServiceDraft;
import io.tidegate.engine.store.ServiceLifeStore;
import io.tidegate.engine.store.ServiceLifeStore.Act;
import io.tidegate.engine.store.ServiceLifeStore.ServiceEvent;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.definition.Version;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.parse.ServiceParser;
import io.tidegate.route.text.Bilingual;
import io.tidegate.route.text.SourceText;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Service documents from the first text to what is in force: written, submitted with what the
 * machine found out, approved by somebody who did not write them, and published on all nodes or on
 * none. Safe for any number of threads; of two who change a draft at once the second is told.
 */
public final class ServiceDrafts {
  private static final Comparator<Version> ORDER =
      Comparator.comparingInt(Version::major)
          .thenComparingInt(Version::minor)
          .thenComparingInt(Version::patch);
  private static final int LONGEST_REASON = 2000;

  private final ServiceDraftStore drafts;
  private final ServiceLifeStore lives;
  private final ReleaseStore releases;
  private final ContractStore contracts;
  private final AuditStore audit;
  private final Supplier<Governance> governance;
  private final TextChecks checks;
  private final Publisher publisher;
  private final LiveEndpoints live;
  private final Predicate<String> sample;
  private final Clock clock;
  private final LongSupplier nanoTime;

  /**
   * @param governance asked when somebody acts, for it needs what is there only after the start
   * @param contracts keeps what waits for the contract registry
   * @param sample whether a source, by its id, holds nothing but made-up records
   * @param nanoTime a clock that never goes back, such as {@link System#nanoTime}
   */
  public ServiceDrafts(
      ServiceDraftStore drafts,
      ServiceLifeStore lives,
      ReleaseStore releases,
      ContractStore contracts,
      AuditStore audit,
      Supplier<Governance> governance,
      TextChecks checks,
      Publisher publisher,
      LiveEndpoints live,
      Predicate<String> sample,
      Clock clock,
      LongSupplier nanoTime) {
    this.drafts = Objects.requireNonNull(drafts, "drafts");
    this.lives = Objects.requireNonNull(lives, "lives");
    this.releases = Objects.requireNonNull(releases, "releases");
    this.contracts = Objects.requireNonNull(contracts, "contracts");
    this.audit = Objects.requireNonNull(audit, "audit");
    this.governance = Objects.requireNonNull(governance, "governance");
    this.checks = Objects.requireNonNull(checks, "checks");
    this.publisher = Objects.requireNonNull(publisher, "publisher");
    this.live = Objects.requireNonNull(live, "live");
    this.sample = Objects.requireNonNull(sample, "sample");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
  }

  // ---- writing

  public ServiceDraft draft(long id) throws GovernanceException {
    return drafts
        .draft(id)
        .orElseThrow(
            () ->
                new GovernanceException(
                    Kind.UNKNOWN, "没有服务草稿 " + id, "there is no service draft " + id));
  }

  /** Begins a draft, of whatever text: what it says is judged when it is submitted. */
  public ServiceDraft begin(String text, String actor) throws GovernanceException {
    bounded(text);
    return drafts.begin(named(text), text, actor);
  }

  /**
   * Begins a draft of a resource of the catalog: the most useful text that compiles. Where none
   * does, the most useful is kept to be mended.
   */
  public ServiceDraft begin(Resource resource, String actor) throws GovernanceException {
    List<String> texts = ResourceText.of(resource);
    for (String text : texts) {
      if (!checks.check("service.yaml", text).isRefused()) {
        return begin(text, actor);
      }
    }
    return begin(texts.getFirst(), actor);
  }

  /** Writes another text; whatever was found out or approved before counts no more. */
  public ServiceDraft write(long id, long revision, String text, String actor)
      throws GovernanceException {
    bounded(text);
    current(id, revision);
    return drafts
        .write(id, revision, named(text), text, actor)
        .orElseThrow(ServiceDrafts::changedMeanwhile);
  }

  /** Gives a draft up. Its texts stay on record. */
  public ServiceDraft withdraw(long id, long revision, String actor) throws GovernanceException {
    current(id, revision);
    return drafts.withdraw(id, revision, actor).orElseThrow(ServiceDrafts::changedMeanwhile);
  }

  private static void bounded(String text) throws GovernanceException {
    if (TextChecks.isTooLarge(text)) {
      throw TextChecks.tooLarge();
    }
  }

  private static Named named(String text) {
    return ServiceParser.parse(new SourceText("service.yaml", text))
        .value()
        .map(d -> new Named(d.service().value(), d.version().value().toString(), d.department()))
        .orElse(new Named("", "", ""));
  }

  private ServiceDraft current(long id, long revision) throws GovernanceException {
    ServiceDraft draft = draft(id);
    if (draft.state() == DraftState.PUBLISHED || draft.state() == DraftState.WITHDRAWN) {
      throw new GovernanceException(
          Kind.STATE,
          draft.state() == DraftState.PUBLISHED ? "草稿 " + id + " 已发布，请另建草稿" : "草稿 " + id + " 已撤回",
          draft.state() == DraftState.PUBLISHED
              ? "draft " + id + " was published; begin another"
              : "draft " + id + " was withdrawn");
    }
    if (draft.revision() != revision) {
      throw changedMeanwhile();
    }
    return draft;
  }

  private static GovernanceException changedMeanwhile() {
    return new GovernanceException(
        Kind.STALE, "内容已被他人修改，请重新读取", "somebody changed it meanwhile; read it again");
  }

  // ---- review

  /**
   * Compiles a draft, has it examined, and binds what was found out to the plan it compiled to. A
   * report that did not pass is submitted as well: the reviewer decides, and sees it.
   */
  public ServiceDraft submit(long id, long revision, String actor) throws GovernanceException {
    ServiceDraft draft = current(id, revision);
    CheckedPlan checked = compiled(draft);
    higher(draft, checked.plan());
    AdmissionReport report = examined(checked);
    return drafts
        .submit(id, revision, checked.fingerprint(), report.json(), actor)
        .orElseThrow(ServiceDrafts::changedMeanwhile);
  }

  private AdmissionReport examined(CheckedPlan checked) throws GovernanceException {
    try (TrialRun trial = TrialRun.of(publisher, checked, sample, clock)) {
      return new AdmissionReport(
          checked.fingerprint(),
          clock.instant(),
          new Examination(checked, trial, nanoTime).sections());
    } catch (Publisher.TrialException e) {
      throw new GovernanceException(
          Kind.STATE, "服务无法启动：" + e.getMessage(), "the service does not start: " + e.getMessage());
    }
  }

  /** What the draft compiles to now, by what is in force now. */
  private CheckedPlan compiled(ServiceDraft draft) throws GovernanceException {
    Outcome<CheckedPlan> outcome = checks.check("service.yaml", draft.document());
    if (outcome.isRefused()) {
      throw new GovernanceException(
          Kind.INVALID,
          new Bilingual("服务文档未通过编译", "the service document does not compile"),
          outcome.diagnostics());
    }
    return outcome.value().orElseThrow();
  }

  /**
   * What is in force and what a draft would put in its place.
   *
   * @param before absent when nothing is in force by its key
   * @param text the document that is in force
   */
  public record Compared(Optional<LiveEndpoint> before, Optional<String> text, CheckedPlan after) {
    public Compared {
      Objects.requireNonNull(before, "before");
      Objects.requireNonNull(text, "text");
      Objects.requireNonNull(after, "after");
    }
  }

  /** Compiles a draft and finds what it would replace. */
  public Compared compared(long id) throws GovernanceException {
    CheckedPlan after = compiled(draft(id));
    String key = after.plan().key();
    return new Compared(endpoint(key), inForce(key).map(Release::document), after);
  }

  private Optional<LiveEndpoint> endpoint(String key) {
    return live.current().endpoints().stream()
        .filter(endpoint -> endpoint.plan().key().equals(key))
        .findFirst();
  }

  /** Consumers tell revisions by their version, so another text needs a higher one. */
  private void higher(ServiceDraft draft, GovernedPlan plan) throws GovernanceException {
    Optional<Release> before = inForce(plan.key());
    if (before.isEmpty() || before.get().document().equals(draft.document())) {
      return;
    }
    Version was = Version.of(before.get().version()).orElseThrow();
    if (ORDER.compare(plan.version(), was) <= 0) {
      throw new GovernanceException(
          Kind.INVALID,
          "版本须高于生效的 " + was + "，例如 " + new Version(was.major(), was.minor() + 1, 0),
          "the version has to be higher than "
              + was
              + ", which is in force; for example "
              + new Version(was.major(), was.minor() + 1, 0));
    }
  }

  /** The release of a key that is live. */
  private Optional<Release> inForce(String key) {
    return endpoint(key)
        .map(LiveEndpoint::certificate)
        .flatMap(certificate -> release(certificate.fingerprint()));
  }

  private Optional<Release> release(String fingerprint) {
    return releases.withFingerprints(List.of(fingerprint)).stream().findFirst();
  }

  /**
   * Approves what was submitted.
   *
   * @param fingerprint of the plan the approver has seen
   */
  public ServiceDraft approve(
      long id, long revision, String fingerprint, String reason, String actor)
      throws GovernanceException {
    ServiceDraft draft = current(id, revision);
    if (draft.state() != DraftState.SUBMITTED) {
      throw new GovernanceException(
          Kind.STATE, "只能批准已提交的草稿", "only a submitted draft can be approved");
    }
    if (drafts.wrote(id, actor)) {
      audit.add(
          actor, "service-draft.approve.refused", "draft " + id, "author and approver are one");
      throw new GovernanceException(
          Kind.PERSON, "不能批准自己写过的草稿", "nobody approves a draft they wrote to, by any login");
    }
    if (!draft.fingerprint().equals(Optional.of(fingerprint))) {
      throw new GovernanceException(
          Kind.STALE, "批准的指纹与提交的不符", "the fingerprint is not the one that was submitted");
    }
    if (!compiled(draft).fingerprint().equals(fingerprint)) {
      throw submitAgain();
    }
    return drafts
        .approve(id, revision, fingerprint, bounded(reason, false), actor)
        .orElseThrow(ServiceDrafts::changedMeanwhile);
  }

  private static GovernanceException submitAgain() {
    return new GovernanceException(
        Kind.STATE,
        "提交之后目录、规则或被调用的服务已变，请重新提交",
        "the catalog, the rules or a service it calls changed since it was submitted; submit it"
            + " again");
  }

  /** Sends a draft back to its author, with a reason. */
  public ServiceDraft reject(long id, long revision, String reason, String actor)
      throws GovernanceException {
    ServiceDraft draft = current(id, revision);
    if (draft.state() != DraftState.SUBMITTED && draft.state() != DraftState.APPROVED) {
      throw new GovernanceException(
          Kind.STATE, "只能退回已提交的草稿", "only a submitted draft can be sent back");
    }
    return drafts
        .reject(id, revision, bounded(reason, true), actor)
        .orElseThrow(ServiceDrafts::changedMeanwhile);
  }

  static String bounded(String reason, boolean needed) throws GovernanceException {
    String text = reason.strip();
    if (needed && text.isEmpty() || text.length() > LONGEST_REASON) {
      throw new GovernanceException(
          Kind.INVALID,
          "请说明理由，不超过 " + LONGEST_REASON + " 个字符",
          "say why, in at most " + LONGEST_REASON + " characters");
    }
    return text;
  }

  // ---- in force

  /** Puts an approved draft in force, as the plan that was approved, on all nodes or on none. */
  public ServiceEvent publish(long id, long revision, String actor) throws GovernanceException {
    ServiceDraft draft = current(id, revision);
    if (draft.state() != DraftState.APPROVED) {
      throw new GovernanceException(
          Kind.STATE, "请先由他人批准", "it has to be approved by somebody else first");
    }
    String fingerprint = draft.fingerprint().orElseThrow();
    CheckedPlan checked = compiled(draft);
    if (!checked.fingerprint().equals(fingerprint)) {
      throw submitAgain();
    }
    higher(draft, checked.plan());
    try {
      ServiceEvent published =
          governance
              .get()
              .change(
                  ServiceChange.of(
                      document(draft.named().service(), draft.document()), fingerprint),
                  actor,
                  (epoch, arrived) ->
                      lives.publish(
                          draft,
                          checked.plan().version().major(),
                          own(fingerprint, arrived),
                          arrived,
                          epoch,
                          actor));
      contracts.waitsNoMore(id);
      return published;
    } catch (GovernanceException e) {
      throw waiting(draft, actor, e);
    }
  }

  /** What could not be asked of the contract registry is asked when it is back. */
  private GovernanceException waiting(
      ServiceDraft draft, String actor, GovernanceException refused) {
    boolean waits =
        !refused.diagnostics().isEmpty()
            && refused.diagnostics().stream().allMatch(d -> d.code() == ContractCode.WAITS);
    if (!waits) {
      return refused;
    }
    contracts.await(draft.id(), draft.revision(), actor);
    return new GovernanceException(
        Kind.STATE,
        new Bilingual(
            "契约登记处暂不可用，发布已排队，恢复后自动继续；要取消请退回或撤回草稿",
            "the contract registry is away; the publication waits and is taken up when it is back."
                + " To call it off, send the draft back or withdraw it"),
        refused.diagnostics());
  }

  private static SourceText document(String service, String text) {
    return new SourceText(service + ".yaml", text);
  }

  private Release own(String fingerprint, List<Release> arrived) {
    return arrived.stream()
        .filter(release -> release.fingerprint().equals(fingerprint))
        .findFirst()
        .or(() -> release(fingerprint))
        .orElseThrow(() -> new IllegalStateException("what is published was not sealed"));
  }

  /**
   * Puts in force again what was in force before. Possible at once only where it still compiles to
   * the plan that was approved then.
   *
   * @param number of what happened then
   */
  public ServiceEvent rollBack(String service, long number, String actor)
      throws GovernanceException {
    ServiceEvent then =
        lives
            .event(number)
            .filter(event -> event.service().equals(service))
            .filter(event -> event.act() == Act.PUBLISHED || event.act() == Act.ROLLED_BACK)
            .orElseThrow(
                () ->
                    new GovernanceException(
                        Kind.UNKNOWN,
                        "服务 " + service + " 没有修订 " + number,
                        service + " has no revision " + number));
    if (inForce(service + "/" + then.major())
        .filter(release -> release.fingerprint().equals(then.fingerprint()))
        .isPresent()) {
      throw new GovernanceException(Kind.STATE, "该修订正在生效", "this revision is in force already");
    }
    return governance
        .get()
        .change(
            ServiceChange.of(document(service, then.document()), then.fingerprint()),
            actor,
            (epoch, arrived) ->
                lives.rollBack(
                    then.major(), own(then.fingerprint(), arrived), arrived, epoch, actor));
  }
}
