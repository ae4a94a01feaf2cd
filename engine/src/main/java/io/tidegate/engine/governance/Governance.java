package io.tidegate.engine.governance;

import io.tidegate.catalog.files.CatalogSnapshot;
import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.compile.ServiceCompiler;
import io.tidegate.engine.compile.ServiceLibrary;
import io.tidegate.engine.governance.GovernanceException.Kind;
import io.tidegate.engine.impact.Grade;
import io.tidegate.engine.impact.Impact;
import io.tidegate.engine.impact.ImpactRun;
import io.tidegate.engine.impact.ServiceImpact;
import io.tidegate.engine.impact.StandingGrant;
import io.tidegate.engine.publish.LiveEndpoints;
import io.tidegate.engine.publish.Publisher;
import io.tidegate.engine.release.ReleaseGate;
import io.tidegate.engine.release.ReleaseSeal;
import io.tidegate.engine.store.AuditStore;
import io.tidegate.engine.store.EpochStore.Served;
import io.tidegate.engine.store.ReleaseStore;
import io.tidegate.engine.store.RulePackStore;
import io.tidegate.engine.store.RulePackStore.Draft;
import io.tidegate.engine.store.RulePackStore.DraftState;
import io.tidegate.engine.store.RulePackStore.PackRelease;
import io.tidegate.engine.store.RulePackStore.StoredPack;
import io.tidegate.engine.store.StoreException;
import io.tidegate.route.definition.ServiceDefinition;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.parse.ServiceParser;
import io.tidegate.route.sql.PgGrammar;
import io.tidegate.route.text.Bilingual;
import io.tidegate.route.text.SourceText;
import io.tidegate.rules.decide.Decider;
import io.tidegate.rules.pack.RulePack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Rule packs of a running node. A pack comes into force with every live service or not at all:
 * everything is compiled and started first, then stored in one transaction, then switched over in
 * one step. Safe for any number of threads; releases come one after another.
 */
public final class Governance {
  /** The actor of what the start of the engine does. */
  public static final String START = "tidegate";

  private final RulePackStore packs;
  private final AuditStore audit;
  private final Publisher publisher;
  private final ReleaseSeal seal;
  private final PgGrammar grammar;
  private final Supplier<List<StandingGrant>> grants;
  private final Clock clock;
  private final ReleaseStore releases;
  private final Function<String, Optional<CatalogSnapshot>> catalogs;
  private final Agreement agreement;
  private final ReleaseGate gate;
  private final LiveEndpoints live;
  private final LiveDocuments documents;
  private volatile Optional<Library> library = Optional.empty();
  private volatile Optional<InForce> inForce = Optional.empty();
  private volatile Progress releaseProgress = ended();

  private static Progress ended() {
    Progress progress = new Progress();
    progress.begin(Progress.Phase.ENDED, 0);
    return progress;
  }

  /**
   * Knows no pack until one is opened.
   *
   * @param grants gives those that are live
   * @param catalogs every catalog that was ever in force or is about to be, by its fingerprint
   * @param agreement with the other nodes
   * @param gate asked before anything comes into force
   */
  public Governance(
      RulePackStore packs,
      ReleaseStore releases,
      AuditStore audit,
      Publisher publisher,
      LiveEndpoints live,
      ReleaseSeal seal,
      PgGrammar grammar,
      Supplier<List<StandingGrant>> grants,
      Function<String, Optional<CatalogSnapshot>> catalogs,
      Agreement agreement,
      ReleaseGate gate,
      Clock clock) {
    this.gate = Objects.requireNonNull(gate, "gate");
    this.live = Objects.requireNonNull(live, "live");
    this.releases = Objects.requireNonNull(releases, "releases");
    this.catalogs = Objects.requireNonNull(catalogs, "catalogs");
    this.agreement = Objects.requireNonNull(agreement, "agreement");
    this.packs = Objects.requireNonNull(packs, "packs");
    this.audit = Objects.requireNonNull(audit, "audit");
    this.publisher = Objects.requireNonNull(publisher, "publisher");
    this.seal = Objects.requireNonNull(seal, "seal");
    this.grammar = Objects.requireNonNull(grammar, "grammar");
    this.grants = Objects.requireNonNull(grants, "grants");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.documents = new LiveDocuments(live, releases);
  }

  private record InForce(StoredPack pack, ServiceCompiler compiler, String catalog) {}

  /** A compiler that knows the services of an epoch. */
  private record Library(long epoch, InForce rules, ServiceCompiler compiler) {}

  /** A candidate that was built, and what it would do. */
  private record Judged(Decider candidate, Impact impact) {
    RulePack pack() {
      return candidate.pack();
    }
  }

  // ---- at the start

  /**
   * What services are compiled by from now on.
   *
   * @param folderDiffers whether the folder holds another pack than the one in force, which counts
   */
  public record Opened(ServiceCompiler compiler, boolean folderDiffers) {
    public Opened {
      Objects.requireNonNull(compiler, "compiler");
    }
  }

  /**
   * Opens the pack in force. At the first start there is none, and the folder is imported.
   *
   * @param follow whether a folder that holds another pack is imported as well, as in a
   *     demonstration, where nobody but its user is asked
   * @return the compiler; refused when the folder to import holds no sound pack
   */
  public synchronized Outcome<Opened> open(CatalogSnapshot catalog, Path folder, boolean follow) {
    Optional<StoredPack> stored = packs.inForce();
    PackFiles files;
    try {
      files = PackFiles.read(folder);
    } catch (IOException e) {
      if (stored.isEmpty() || follow) {
        throw new UncheckedIOException("the folder of the rule pack cannot be read", e);
      }
      // what is in force does not depend on a folder any more
      return stored(catalog, stored.get(), false);
    }
    Outcome<RulePack> pack = files.pack();
    boolean differs =
        pack.value()
            .map(p -> stored.map(s -> !s.fingerprint().equals(p.fingerprint())).orElse(true))
            .orElse(true);
    if (stored.isPresent() && !(follow && differs)) {
      return stored(catalog, stored.get(), differs);
    }
    Outcome<Decider> decider =
        pack.isRefused() ? Outcome.refused(all(pack)) : Decider.build(pack.value().orElseThrow());
    if (decider.isRefused()) {
      Diagnostics found = all(pack);
      found.addAll(decider.diagnostics());
      return Outcome.refused(found);
    }
    RulePack sound = pack.value().orElseThrow();
    StoredPack added =
        packs.add(sound.id(), sound.version(), sound.fingerprint(), START, files.files());
    packs.release(
        added.number(), START, Optional.empty(), Optional.empty(), List.of(), OptionalLong.empty());
    return opened(catalog, added, decider.value().orElseThrow(), false);
  }

  private static Diagnostics all(Outcome<?> outcome) {
    Diagnostics found = new Diagnostics();
    found.addAll(outcome.diagnostics());
    return found;
  }

  private Outcome<Opened> stored(CatalogSnapshot catalog, StoredPack stored, boolean differs) {
    Outcome<RulePack> pack = new PackFiles(packs.packFiles(stored.number())).pack();
    if (pack.isRefused()) {
      return Outcome.refused(all(pack));
    }
    if (!pack.value().orElseThrow().fingerprint().equals(stored.fingerprint())) {
      throw new IllegalStateException(
          "the stored rule pack " + stored.number() + " is not what its fingerprint says");
    }
    Outcome<Decider> decider = Decider.build(pack.value().orElseThrow());
    return decider.isRefused()
        ? Outcome.refused(all(decider))
        : opened(catalog, stored, decider.value().orElseThrow(), differs);
  }

  private Outcome<Opened> opened(
      CatalogSnapshot catalog, StoredPack stored, Decider decider, boolean differs) {
    ServiceCompiler compiler = new ServiceCompiler(grammar, catalog, decider);
    inForce = Optional.of(new InForce(stored, compiler, catalog.fingerprint()));
    return Outcome.of(new Opened(compiler, differs), new Diagnostics());
  }

  // ---- what there is

  /** The pack in force. */
  public StoredPack inForce() throws GovernanceException {
    return now().pack();
  }

  private InForce now() throws GovernanceException {
    return inForce.orElseThrow(
        () -> new GovernanceException(Kind.STATE, "尚无生效的规则包", "no rule pack is in force"));
  }

  /**
   * Compiles by the catalog, the rules and among the services that are in force.
   *
   * @throws GovernanceException when nothing is in force to compile by
   */
  public ServiceCompiler compiler() throws GovernanceException {
    InForce rules = now();
    long epoch = live.current().epoch();
    Optional<Library> known = library;
    if (known.isPresent() && known.get().epoch() == epoch && known.get().rules() == rules) {
      return known.get().compiler();
    }
    // read after the epoch: when services come meanwhile, the next one who asks looks again
    ServiceCompiler compiler = rules.compiler().among(ServiceLibrary.of(documents.texts()));
    library = Optional.of(new Library(epoch, rules, compiler));
    return compiler;
  }

  public StoredPack pack(long number) throws GovernanceException {
    return packs.pack(number).orElseThrow(() -> unknown("规则包", "rule pack", number));
  }

  public Draft draft(long id) throws GovernanceException {
    return packs.draft(id).orElseThrow(() -> unknown("草稿", "draft", id));
  }

  private static GovernanceException unknown(String zh, String en, long number) {
    return new GovernanceException(
        Kind.UNKNOWN, "没有" + zh + " " + number, "there is no " + en + " " + number);
  }

  // ---- drafts

  /** Begins a draft of a pack; of the one in force when none is named. */
  public Draft begin(Optional<Long> basedOn, String actor) throws GovernanceException {
    long number = basedOn.isPresent() ? pack(basedOn.get()).number() : inForce().number();
    return packs.begin(number, actor);
  }

  /**
   * Writes a file of a draft, or takes it away. What it holds is judged only when the draft is, for
   * on the way from one pack to another it may be broken.
   */
  public Draft write(long id, long revision, String name, Optional<byte[]> content, String actor)
      throws GovernanceException {
    Draft draft = current(id, revision);
    if (!PackFiles.isName(name)
        || content.map(bytes -> bytes.length > PackFiles.MAX_BYTES).orElse(false)) {
      throw new GovernanceException(
          Kind.INVALID,
          "规则包的文件名以 .yaml 或 .drl 结尾，大小不超过 " + PackFiles.MAX_BYTES + " 字节",
          "a file of a pack ends in .yaml or .drl and has at most "
              + PackFiles.MAX_BYTES
              + " bytes");
    }
    return packs
        .write(draft.id(), revision, name, content, actor)
        .orElseThrow(Governance::changedMeanwhile);
  }

  /**
   * Writes all files of a draft from a workbook, which replaces those it had. Nothing is written
   * when anything is wrong with the workbook; what the pack says is judged only when the draft is.
   */
  public Draft readWorkbook(long id, long revision, byte[] workbook, String actor)
      throws GovernanceException {
    Draft draft = current(id, revision);
    Outcome<PackFiles> files = PackFiles.ofWorkbook("workbook.xlsx", workbook);
    if (files.isRefused()) {
      throw new GovernanceException(
          Kind.INVALID,
          new Bilingual("工作簿有误，未作任何更改", "the workbook is not sound; nothing was changed"),
          files.diagnostics());
    }
    return packs
        .replace(draft.id(), revision, files.value().orElseThrow().files(), actor)
        .orElseThrow(Governance::changedMeanwhile);
  }

  /** What is wrong with a draft; nothing when it could be judged. */
  public Outcome<RulePack> check(long id) throws GovernanceException {
    Outcome<RulePack> pack = new PackFiles(packs.draftFiles(draft(id).id())).pack();
    if (pack.isRefused()) {
      return pack;
    }
    Outcome<Decider> decider = Decider.build(pack.value().orElseThrow());
    return decider.isRefused() ? Outcome.refused(all(decider)) : pack;
  }

  private Draft current(long id, long revision) throws GovernanceException {
    Draft draft = draft(id);
    if (draft.state() == DraftState.RELEASED) {
      throw new GovernanceException(
          Kind.STATE, "草稿 " + id + " 已发布", "draft " + id + " was released");
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

  // ---- what a candidate would do

  /** Makes ready to tell what a draft would do; the run itself is left to the caller. */
  ImpactRun impact(long id, Progress progress) throws GovernanceException {
    return run(built(new PackFiles(packs.draftFiles(draft(id).id()))), progress);
  }

  /** Tells what a draft would do. */
  Impact judge(long id, Progress progress) throws GovernanceException {
    return judge(impact(id, progress), progress);
  }

  private static Impact judge(ImpactRun run, Progress progress) {
    progress.begin(Progress.Phase.JUDGING, run.total());
    return run.run(progress::one);
  }

  private Decider built(PackFiles files) throws GovernanceException {
    Outcome<RulePack> pack = files.pack();
    if (pack.isRefused()) {
      throw invalid(pack);
    }
    Outcome<Decider> decider = Decider.build(pack.value().orElseThrow());
    if (decider.isRefused()) {
      throw invalid(decider);
    }
    return decider.value().orElseThrow();
  }

  private static GovernanceException invalid(Outcome<?> refused) {
    return new GovernanceException(
        Kind.INVALID, new Bilingual("规则包有误", "the rule pack is not sound"), refused.diagnostics());
  }

  private ImpactRun run(Decider candidate, Progress progress) throws GovernanceException {
    List<SourceText> texts = documents.texts();
    ServiceCompiler compiler = now().compiler().among(ServiceLibrary.of(texts));
    return new ImpactRun(
        compiler,
        compiler.judgingBy(candidate),
        documents.standing(compiler, now().catalog(), texts, progress),
        grants.get());
  }

  private Judged judged(PackFiles files, Progress progress) throws GovernanceException {
    progress.begin(Progress.Phase.BUILDING, 0);
    Decider candidate = built(files);
    ImpactRun run = run(candidate, progress);
    return new Judged(candidate, judge(run, progress));
  }

  /** Judges a draft and binds the outcome to it: what is approved and released is this. */
  public Draft submit(long id, long revision, String actor) throws GovernanceException {
    Draft draft = current(id, revision);
    Judged judged = judged(new PackFiles(packs.draftFiles(draft.id())), new Progress());
    return packs
        .submit(
            draft.id(),
            revision,
            judged.impact().candidate(),
            judged.impact().against(),
            judged.impact().grade().name(),
            actor)
        .orElseThrow(Governance::changedMeanwhile);
  }

  /**
   * Approves what was judged.
   *
   * @param fingerprint of the candidate the approver has seen
   */
  public Draft approve(long id, long revision, String fingerprint, String actor)
      throws GovernanceException {
    Draft draft = current(id, revision);
    if (draft.state() != DraftState.SUBMITTED) {
      throw new GovernanceException(
          Kind.STATE, "只能批准已提交的草稿", "only a submitted draft can be approved");
    }
    if (packs.wrote(id, actor)) {
      audit.add(actor, "rule-draft.approve.refused", "draft " + id, "author and approver are one");
      throw new GovernanceException(
          Kind.PERSON, "不能批准自己写过的草稿", "nobody approves a draft they wrote to, by any login");
    }
    if (!draft.fingerprint().equals(Optional.of(fingerprint))) {
      throw new GovernanceException(
          Kind.STALE, "批准的指纹与提交的不符", "the fingerprint is not the one that was submitted");
    }
    return packs
        .approve(id, revision, fingerprint, actor)
        .orElseThrow(Governance::changedMeanwhile);
  }

  // ---- release

  /**
   * What came of a release.
   *
   * @param refused services that were live and are refused by the new pack
   */
  public record Released(PackRelease release, StoredPack pack, int live, List<String> refused) {
    public Released {
      Objects.requireNonNull(release, "release");
      Objects.requireNonNull(pack, "pack");
      refused = List.copyOf(refused);
    }
  }

  /** Puts a submitted draft in force. */
  public synchronized Released release(long id, long revision, String actor)
      throws GovernanceException {
    return told(progress -> release(id, revision, actor, progress));
  }

  /** A release that tells how far it is. */
  @FunctionalInterface
  private interface Releasing {
    Released go(Progress progress) throws GovernanceException;
  }

  private Released told(Releasing releasing) throws GovernanceException {
    Progress progress = new Progress();
    releaseProgress = progress;
    try {
      return releasing.go(progress);
    } finally {
      progress.begin(Progress.Phase.ENDED, 0);
    }
  }

  /** How far the release has come that is under way, or was last. */
  public Progress.Step releaseProgress() {
    return releaseProgress.now();
  }

  private Released release(long id, long revision, String actor, Progress progress)
      throws GovernanceException {
    Draft draft = current(id, revision);
    if (draft.state() == DraftState.OPEN) {
      throw new GovernanceException(Kind.STATE, "请先提交草稿", "submit the draft first");
    }
    PackFiles files = new PackFiles(packs.draftFiles(id));
    Judged judged = judged(files, progress);
    if (!draft.fingerprint().equals(Optional.of(judged.pack().fingerprint()))) {
      throw changedMeanwhile();
    }
    if (!draft.against().equals(Optional.of(inForce().fingerprint()))) {
      throw new GovernanceException(
          Kind.STATE,
          "提交后生效的规则包已变，请重新提交",
          "another pack came into force since; submit the draft again");
    }
    // services can have come since it was judged, so that it is judged anew
    if (judged.impact().grade().needsApproval() && draft.state() != DraftState.APPROVED) {
      throw needsAnother();
    }
    StoredPack pack =
        packs.add(
            judged.pack().id(),
            judged.pack().version(),
            judged.pack().fingerprint(),
            draft.author(),
            files.files());
    return put(pack, judged, actor, draft.approver(), Optional.of(draft), progress);
  }

  private static GovernanceException needsAnother() {
    return new GovernanceException(
        Kind.PERSON, "放宽须由另一名管理员批准", "a loosening needs another administrator's approval");
  }

  /**
   * Puts an earlier pack in force again. Back to the one before is always possible at once, since
   * that was approved and in force; farther back only where nothing is loosened by it.
   */
  public synchronized Released rollBack(long number, String actor) throws GovernanceException {
    return told(progress -> rollBack(number, actor, progress));
  }

  private Released rollBack(long number, String actor, Progress progress)
      throws GovernanceException {
    StoredPack pack = pack(number);
    List<PackRelease> latest = packs.releases(2);
    if (latest.getFirst().number() == number) {
      throw new GovernanceException(Kind.STATE, "该规则包正在生效", "this pack is in force already");
    }
    Judged judged = judged(new PackFiles(packs.packFiles(number)), progress);
    boolean before = latest.size() > 1 && latest.get(1).number() == number;
    if (!before && judged.impact().grade().compareTo(Grade.LOOSENING) >= 0) {
      throw needsAnother();
    }
    return put(pack, judged, actor, Optional.empty(), Optional.empty(), progress);
  }

  private Released put(
      StoredPack pack,
      Judged judged,
      String actor,
      Optional<String> approver,
      Optional<Draft> draft,
      Progress progress)
      throws GovernanceException {
    List<SourceText> texts = documents.texts();
    ServiceCompiler compiler =
        now().compiler().among(ServiceLibrary.of(texts)).judgingBy(judged.candidate());
    progress.begin(Progress.Phase.COMPILING, texts.size());
    List<Outcome<CheckedPlan>> outcomes =
        texts.parallelStream()
            .map(
                text -> {
                  Outcome<CheckedPlan> outcome = compiler.compile(text);
                  progress.one();
                  return outcome;
                })
            .toList();
    List<CheckedPlan> plans = new ArrayList<>();
    List<ReleaseStore.Release> sealed = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      Optional<CheckedPlan> plan = outcomes.get(i).value();
      if (plan.isPresent()) {
        plans.add(plan.get());
        sealed.add(seal.seal(plan.get(), texts.get(i).text(), clock.instant()));
      } else {
        refused.add(service(texts.get(i)));
      }
    }
    asJudged(pack, judged.impact(), texts, outcomes, actor);
    ReleaseGate.Coming coming = coming(actor, texts, outcomes);
    admit(coming);
    progress.begin(Progress.Phase.STARTING, plans.size());
    // the others compile what is stored
    releases.save(sealed);
    Served served =
        new Served(
            now().catalog(), pack.number(), plans.stream().map(CheckedPlan::fingerprint).toList());
    boolean settled = false;
    try (Agreement.Change change = agreement.begin(served)) {
      PackRelease release =
          bring(
              change,
              plans,
              progress,
              () ->
                  packs
                      .release(
                          pack.number(),
                          actor,
                          approver,
                          draft,
                          sealed,
                          OptionalLong.of(change.epoch()))
                      .orElseThrow(StaleDraft::new));
      inForce =
          Optional.of(
              new InForce(pack, now().compiler().judgingBy(judged.candidate()), now().catalog()));
      settled = true;
      change.inForce();
      return new Released(release, pack, plans.size(), refused);
    } catch (StaleDraft e) {
      throw changedMeanwhile();
    } catch (NotBroughtException e) {
      audit.add(actor, "rule-pack.release.failed", "pack " + pack.number(), "nothing was changed");
      throw new GovernanceException(Kind.STATE, e.what.zh(), e.what.en());
    } finally {
      gate.settled(coming, settled);
    }
  }

  private static String service(SourceText document) {
    return document.name().replaceFirst("\\.yaml$", "");
  }

  /**
   * Sees that the compiler refuses just the services of which the judgement said so. A compiler
   * that ran out of its time refuses what was judged to stay, and a judgement that did has not
   * looked at what a service would show: neither was approved by anybody.
   *
   * @throws GovernanceException when they part; nothing was changed
   */
  private void asJudged(
      StoredPack pack,
      Impact impact,
      List<SourceText> texts,
      List<Outcome<CheckedPlan>> outcomes,
      String actor)
      throws GovernanceException {
    // of two majors of a service each counts
    SortedMap<String, Integer> parted = new TreeMap<>();
    List<Diagnostic> reasons = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      if (outcomes.get(i).isRefused()) {
        parted.merge(service(texts.get(i)), 1, Integer::sum);
      }
    }
    impact.services().stream()
        .filter(told -> told.fate() == ServiceImpact.Fate.NEWLY_REFUSED)
        .forEach(told -> parted.merge(told.service(), -1, Integer::sum));
    parted.values().removeIf(count -> count == 0);
    if (parted.isEmpty()) {
      return;
    }
    for (int i = 0; i < texts.size(); i++) {
      if (parted.containsKey(service(texts.get(i)))) {
        outcomes.get(i).diagnostics().stream().filter(Diagnostic::isError).forEach(reasons::add);
      }
    }
    String services = String.join(", ", parted.keySet());
    audit.add(
        actor, "rule-pack.release.failed", "pack " + pack.number(), "not as judged: " + services);
    throw new GovernanceException(
        Kind.STATE,
        new Bilingual(
            "编译结果与评估不一致，未作任何更改，请重试：" + services,
            "what the compiler came to is not what was judged, so nothing was changed; try again: "
                + services),
        reasons);
  }

  /** What is not in force yet with the very plan it was compiled to, and what leaves. */
  private ReleaseGate.Coming coming(
      String actor, List<SourceText> texts, List<Outcome<CheckedPlan>> outcomes) {
    Map<String, String> before = new TreeMap<>();
    live.current()
        .endpoints()
        .forEach(e -> before.put(e.plan().key(), e.certificate().fingerprint()));
    Set<String> leaving = new TreeSet<>(before.keySet());
    List<ReleaseGate.Arrival> arrivals = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      Optional<CheckedPlan> checked = outcomes.get(i).value();
      if (checked.isPresent()) {
        leaving.remove(checked.get().plan().key());
        if (!checked.get().fingerprint().equals(before.get(checked.get().plan().key()))) {
          arrivals.add(new ReleaseGate.Arrival(texts.get(i), checked.get()));
        }
      }
    }
    return new ReleaseGate.Coming(actor, arrivals, List.copyOf(leaving));
  }

  private void admit(ReleaseGate.Coming coming) throws GovernanceException {
    List<Diagnostic> refused = gate.admit(coming);
    if (!refused.isEmpty()) {
      throw new GovernanceException(
          Kind.INVALID,
          new Bilingual(
              "发布前的检查未通过，未作任何更改", "what has to be so before a release is not; nothing was changed"),
          refused);
    }
  }

  // ---- services

  /**
   * What is to change among the services that are live.
   *
   * @param arriving documents that come, instead of what is live by the key of their plans
   * @param fingerprints what each of them has to compile to, in their order; empty where whatever
   *     it compiles to may come
   * @param leaving the keys of the plans that leave
   */
  public record ServiceChange(
      List<SourceText> arriving, List<Optional<String>> fingerprints, Set<String> leaving) {
    public ServiceChange {
      arriving = List.copyOf(arriving);
      fingerprints = List.copyOf(fingerprints);
      leaving = Set.copyOf(leaving);
      if (arriving.size() != fingerprints.size()) {
        throw new IllegalArgumentException("each document has something it has to compile to");
      }
    }

    /** One document comes as the plan that was approved. */
    public static ServiceChange of(SourceText document, String fingerprint) {
      return new ServiceChange(List.of(document), List.of(Optional.of(fingerprint)), Set.of());
    }

    /** One service leaves. */
    public static ServiceChange leaving(String key) {
      return new ServiceChange(List.of(), List.of(), Set.of(key));
    }
  }

  /** Stores that a change came into force, at the one moment that decides. */
  @FunctionalInterface
  public interface Storing<T> {
    /**
     * @param epoch the change that is committed with it, or it throws
     * @param arrived what came into force, sealed; the callers of what changed among them
     * @return what was stored; empty when somebody else was first, and then nothing is
     */
    Optional<T> store(long epoch, List<ReleaseStore.Release> arrived);
  }

  /**
   * Puts a change of the services in force on all nodes, or on none. Whatever calls a service that
   * changes is compiled anew with it; where one of these is refused, so is the change.
   *
   * @throws GovernanceException when it is not in force; then nothing was changed
   */
  public synchronized <T> T change(ServiceChange wanted, String actor, Storing<T> storing)
      throws GovernanceException {
    Set<String> replaced = new TreeSet<>(wanted.leaving());
    for (SourceText document : wanted.arriving()) {
      Outcome<ServiceDefinition> parsed = ServiceParser.parse(document);
      ServiceDefinition definition =
          parsed.value().orElseThrow(() -> refused(parsed.diagnostics()));
      replaced.add(definition.service().value() + "/" + definition.version().value().major());
    }
    List<SourceText> texts = new ArrayList<>(documents.texts(replaced));
    texts.addAll(wanted.arriving());
    ServiceCompiler compiler = now().compiler().among(ServiceLibrary.of(texts));
    List<Outcome<CheckedPlan>> outcomes =
        texts.parallelStream().map(text -> compiler.compile(text)).toList();
    List<CheckedPlan> plans = plans(outcomes);
    int first = texts.size() - wanted.arriving().size();
    for (int i = first; i < texts.size(); i++) {
      Optional<String> expected = wanted.fingerprints().get(i - first);
      if (expected.isPresent() && !expected.get().equals(plans.get(i).fingerprint())) {
        throw new GovernanceException(
            Kind.STATE,
            "批准之后目录、规则或被调用的服务已变，请重新提交",
            "the catalog, the rules or a service it calls changed since it was approved; submit it"
                + " again");
      }
    }
    return putInForce(now(), texts, outcomes, actor, storing);
  }

  private static List<CheckedPlan> plans(List<Outcome<CheckedPlan>> outcomes)
      throws GovernanceException {
    List<Diagnostic> found =
        outcomes.stream()
            .filter(Outcome::isRefused)
            .flatMap(outcome -> outcome.diagnostics().stream())
            .toList();
    if (!found.isEmpty()) {
      throw refused(found);
    }
    return outcomes.stream().map(o -> o.value().orElseThrow()).toList();
  }

  /**
   * Puts everything that is to be served in force on all nodes, or on none.
   *
   * @param rules what it was compiled by
   */
  private <T> T putInForce(
      InForce rules,
      List<SourceText> texts,
      List<Outcome<CheckedPlan>> outcomes,
      String actor,
      Storing<T> storing)
      throws GovernanceException {
    List<CheckedPlan> plans = plans(outcomes);
    ReleaseGate.Coming coming = coming(actor, texts, outcomes);
    admit(coming);
    List<ReleaseStore.Release> sealed =
        coming.arrivals().stream()
            .map(a -> seal.seal(a.checked(), a.document().text(), clock.instant()))
            .toList();
    // the others compile what is stored
    releases.save(sealed);
    boolean settled = false;
    try (Agreement.Change change =
        agreement.begin(
            new Served(
                rules.catalog(),
                rules.pack().number(),
                plans.stream().map(CheckedPlan::fingerprint).toList()))) {
      T stored =
          bring(
              change,
              plans,
              new Progress(),
              () -> storing.store(change.epoch(), sealed).orElseThrow(StaleDraft::new));
      inForce = Optional.of(rules);
      settled = true;
      change.inForce();
      return stored;
    } catch (StaleDraft e) {
      throw changedMeanwhile();
    } catch (NotBroughtException e) {
      throw new GovernanceException(Kind.STATE, e.what.zh(), e.what.en());
    } finally {
      gate.settled(coming, settled);
    }
  }

  // ---- the catalog

  /**
   * Puts another catalog in force on all nodes, or on none. Every live service is compiled anew by
   * it; where one would be another plan than it is, or none, nothing is changed: labels that
   * somebody is served by do not change behind the back of those who agreed to them.
   *
   * @param next stored already
   * @throws GovernanceException when it is not in force; then nothing was changed
   */
  public synchronized <T> T change(CatalogSnapshot next, String actor, Storing<T> storing)
      throws GovernanceException {
    List<SourceText> texts = documents.texts();
    ServiceCompiler reading = now().compiler().reading(next);
    ServiceCompiler compiler = reading.among(ServiceLibrary.of(texts));
    List<Outcome<CheckedPlan>> outcomes =
        texts.parallelStream().map(text -> compiler.compile(text)).toList();
    Map<String, CheckedPlan> byKey = new TreeMap<>();
    plans(outcomes).forEach(plan -> byKey.put(plan.plan().key(), plan));
    List<String> touched =
        live.current().endpoints().stream()
            .filter(e -> !byKey.get(e.plan().key()).differsByCatalogOnly(e.plan()))
            .map(e -> e.plan().key())
            .toList();
    if (!touched.isEmpty()) {
      throw new GovernanceException(
          Kind.STATE,
          "正在提供的服务使用该资源，未作任何更改：" + String.join("、", touched),
          "live services would become others, so nothing was changed: "
              + String.join(", ", touched));
    }
    InForce rules = new InForce(now().pack(), reading, next.fingerprint());
    return putInForce(rules, texts, outcomes, actor, storing);
  }

  private static GovernanceException refused(List<Diagnostic> diagnostics) {
    return new GovernanceException(
        Kind.INVALID,
        new Bilingual("服务文档未通过编译", "a service document does not compile"),
        diagnostics);
  }

  /**
   * Brings plans into force on all nodes, or gives the change up.
   *
   * @param store stores the release, at the one moment that decides
   */
  private <T> T bring(
      Agreement.Change change, List<CheckedPlan> plans, Progress progress, Supplier<T> store)
      throws NotBroughtException {
    List<T> stored = new ArrayList<>();
    List<Publisher.Publication> publications;
    try {
      publications =
          publisher.publishWhole(
              plans,
              progress::at,
              () -> {
                change.awaitPrepared();
                stored.add(store.get());
                return change.epoch();
              });
    } catch (Agreement.NotPreparedException | StoreException e) {
      throw new NotBroughtException(
          "各节点未能就绪，未作任何更改：" + e.getMessage(),
          "the nodes are not ready, so nothing was changed: " + e.getMessage());
    } finally {
      if (stored.isEmpty()) {
        change.abandon();
      }
    }
    if (stored.isEmpty()) {
      String reasons = reasons(publications);
      throw new NotBroughtException(
          "有服务无法启动，未作任何更改：" + reasons,
          "a service does not start, so nothing was changed: " + reasons);
    }
    return stored.getFirst();
  }

  /** A change that was given up. */
  private static final class NotBroughtException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Bilingual what;

    private NotBroughtException(String zh, String en) {
      super(en);
      this.what = new Bilingual(zh, en);
    }
  }

  // ---- what other nodes or earlier runs have put in force

  /** Services that are ready to come into force with their pack. */
  public final class Prepared {
    private final Publisher.Prepared services;
    private final InForce rules;

    private Prepared(Publisher.Prepared services, InForce rules) {
      this.services = services;
      this.rules = rules;
    }

    /** Switches over to them. */
    public void putInForce(long epoch) {
      services.putInForce(epoch);
      inForce = Optional.of(rules);
    }

    /** Stops what was never put in force. */
    public void discard() {
      services.discard();
    }
  }

  /**
   * Compiles, verifies and starts what is to be served, on a node that did not decide it. It has to
   * come to the very plans that were signed.
   *
   * @throws GovernanceException when this node cannot serve it, all of it
   */
  public Prepared prepare(Served served) throws GovernanceException {
    InForce rules = rules(served);
    List<ReleaseStore.Release> stored = releases.withFingerprints(served.services());
    if (stored.size() != served.services().size()) {
      throw cannot("a release is not stored");
    }
    List<SourceText> texts = new ArrayList<>();
    for (ReleaseStore.Release release : stored) {
      Optional<String> tampered = seal.tampered(release);
      if (tampered.isPresent()) {
        throw cannot(release.service() + ": " + tampered.get());
      }
      texts.add(new SourceText(release.service() + ".yaml", release.document()));
    }
    ServiceCompiler compiler = rules.compiler().among(ServiceLibrary.of(texts));
    List<Outcome<CheckedPlan>> outcomes =
        texts.parallelStream().map(text -> compiler.compile(text)).toList();
    List<CheckedPlan> plans = new ArrayList<>();
    for (int i = 0; i < stored.size(); i++) {
      ReleaseStore.Release release = stored.get(i);
      Optional<CheckedPlan> plan = outcomes.get(i).value();
      if (plan.isEmpty()) {
        throw cannot(release.service() + " is refused here");
      }
      Optional<String> changed = seal.changed(release, plan.get());
      if (changed.isPresent()) {
        throw cannot(release.service() + ": " + changed.get());
      }
      plans.add(plan.get());
    }
    Publisher.Prepared prepared = publisher.prepareWhole(plans, done -> {});
    if (prepared.failed()) {
      throw cannot(reasons(prepared.publications()));
    }
    return new Prepared(prepared, rules);
  }

  private InForce rules(Served served) throws GovernanceException {
    Optional<InForce> known = inForce;
    if (known.isPresent()
        && known.get().pack().number() == served.pack()
        && known.get().catalog().equals(served.catalog())) {
      return known.get();
    }
    CatalogSnapshot catalog =
        catalogs.apply(served.catalog()).orElseThrow(() -> cannot("its catalog is not stored"));
    StoredPack pack = pack(served.pack());
    Decider decider = built(new PackFiles(packs.packFiles(pack.number())));
    if (!decider.pack().fingerprint().equals(pack.fingerprint())) {
      throw cannot("rule pack " + pack.number() + " is not what its fingerprint says");
    }
    return new InForce(pack, new ServiceCompiler(grammar, catalog, decider), served.catalog());
  }

  private static GovernanceException cannot(String reason) {
    return new GovernanceException(Kind.STATE, "本节点无法提供服务：" + reason, reason);
  }

  private static String reasons(List<Publisher.Publication> publications) {
    return publications.stream()
        .map(
            p -> p instanceof Publisher.Publication.Failed f ? f.service() + ": " + f.reason() : "")
        .collect(Collectors.joining("; "));
  }

  /** Somebody changed the draft between the judgement and the release. */
  private static final class StaleDraft extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
