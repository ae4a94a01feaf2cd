package io.tidegate.bench;

import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.compile.ServiceCompiler;
import io.tidegate.engine.compile.ServiceLibrary;
import io.tidegate.engine.impact.FieldChange;
import io.tidegate.engine.impact.Impact;
import io.tidegate.engine.impact.ImpactRun;
import io.tidegate.engine.impact.ServiceImpact;
import io.tidegate.engine.impact.Standing;
import io.tidegate.engine.plan.Certificate;
import io.tidegate.engine.plan.PlannedTerms;
import io.tidegate.engine.workspace.SampleFolders;
import io.tidegate.engine.workspace.Workspace;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.resolve.ResolvedService;
import io.tidegate.route.sql.PgGrammar;
import io.tidegate.route.text.SourceText;
import io.tidegate.rules.decide.Decider;
import io.tidegate.rules.decide.Verdict;
import io.tidegate.rules.fact.LimitClass;
import io.tidegate.rules.fact.OrganisationLevel;
import io.tidegate.rules.fact.Purpose;
import io.tidegate.rules.mask.MaskSpec;
import io.tidegate.rules.pack.RulePack;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Holds what is predicted of random edits against what comes of them: every sample service is
 * decided about anew by a decider that remembers nothing, planned and checked, and the certificates
 * of before and after, made by the checker that knows nothing of the prediction, are compared.
 *
 * <p>A plan follows from the document and the decisions. So a document is resolved once, and one
 * that is decided alike is not planned again, but in every {@value #WHOLE_EVERY}th edit: there each
 * document is compiled from its text, whatever was decided.
 */
final class EditSoak {
  private static final int WHOLE_EVERY = 10;
  private static final int TOLD_EVERY = 100;

  /** On a machine that is busy otherwise a statement must not be refused for the time it takes. */
  private static final Duration PARSE_DEADLINE = Duration.ofMinutes(5);

  private final RulePack pack;
  private final ServiceCompiler inForce;
  private final List<SourceText> documents = new ArrayList<>();
  private final List<Standing> standing = new ArrayList<>();
  private final Map<String, CheckedPlan> before = new TreeMap<>();
  private final Map<String, Verdict> decided = new TreeMap<>();

  private EditSoak(RulePack pack, ServiceCompiler inForce) {
    this.pack = pack;
    this.inForce = inForce;
  }

  /** Reads and compiles the samples. */
  static EditSoak open(SampleFolders samples) throws IOException {
    Workspace workspace =
        Workspace.open(samples.catalogs(), samples.rules(), new PgGrammar(PARSE_DEADLINE))
            .value()
            .orElseThrow();
    List<SourceText> texts = new ArrayList<>();
    for (Path file : samples.services()) {
      texts.add(new SourceText(file.getFileName().toString(), Files.readString(file)));
    }
    ServiceCompiler compiler = workspace.compiler().among(ServiceLibrary.of(texts));
    EditSoak soak = new EditSoak(workspace.rules(), compiler);
    for (SourceText text : texts) {
      ResolvedService resolved = compiler.resolve(text).value().orElseThrow();
      CheckedPlan checked = compiler.compile(text).value().orElseThrow();
      soak.documents.add(text);
      Standing kept = Standing.of(resolved);
      soak.standing.add(kept);
      soak.decided.put(kept.service(), compiler.decide(kept.facts()));
      soak.before.put(checked.plan().service(), checked);
    }
    return soak;
  }

  RulePack pack() {
    return pack;
  }

  /**
   * A prediction, and what came of the edit.
   *
   * @param after what each service compiles to; a refused one is missing
   */
  record Outcomes(
      RulePack packBefore,
      RulePack candidate,
      Impact predicted,
      Map<String, CheckedPlan> before,
      Map<String, CheckedPlan> after) {}

  /**
   * Judges one candidate in both ways; empty when the pack itself is refused.
   *
   * @param whole whether every document is compiled from its text
   */
  Optional<Outcomes> judge(RulePack candidate, boolean whole) {
    Outcome<Decider> decider = Decider.build(candidate);
    if (decider.isRefused()) {
      return Optional.empty();
    }
    ServiceCompiler compiler = inForce.judgingBy(decider.value().orElseThrow());
    Impact predicted = new ImpactRun(inForce, compiler, standing).run();
    Map<String, CheckedPlan> after = new TreeMap<>();
    for (int i = 0; i < documents.size(); i++) {
      observed(compiler, i, whole).ifPresent(c -> after.put(c.plan().service(), c));
    }
    return Optional.of(new Outcomes(pack, candidate, predicted, before, after));
  }

  private Optional<CheckedPlan> observed(ServiceCompiler compiler, int number, boolean whole) {
    Standing service = standing.get(number);
    if (whole || service.calls()) {
      return compiler.compile(documents.get(number)).value();
    }
    Verdict verdict = compiler.decide(service.facts());
    return same(decided.get(service.service()), verdict)
        ? Optional.of(before.get(service.service()))
        : compiler.compile(service.resolved(), verdict).value();
  }

  private static boolean same(Verdict was, Verdict is) {
    return was instanceof Verdict.Decided before
        && is instanceof Verdict.Decided after
        && before.decisions().service().equals(after.decisions().service())
        && before.decisions().fields().equals(after.decisions().fields());
  }

  /** Where prediction and outcome part, one sentence each; nothing when they agree. */
  static List<String> differences(Outcomes outcomes) {
    List<String> found = new ArrayList<>();
    Map<String, ServiceImpact> predicted = new TreeMap<>();
    outcomes.predicted().services().forEach(s -> predicted.put(s.service(), s));
    outcomes
        .before()
        .forEach(
            (service, was) -> {
              Optional<CheckedPlan> is = Optional.ofNullable(outcomes.after().get(service));
              Optional<ServiceImpact> told = Optional.ofNullable(predicted.get(service));
              boolean toldRefused =
                  told.map(t -> t.fate() == ServiceImpact.Fate.NEWLY_REFUSED).orElse(false);
              if (is.isEmpty() != toldRefused) {
                found.add(service + (is.isEmpty() ? " is" : " is not") + " refused, unlike told");
              } else if (is.isPresent()) {
                fields(service, outcomes, was, is.get(), told, found);
                access(service, was, is.get(), told, found);
              }
            });
    return found;
  }

  private static void access(
      String service,
      CheckedPlan was,
      CheckedPlan is,
      Optional<ServiceImpact> told,
      List<String> found) {
    boolean same =
        was.plan().openness() == is.plan().openness()
            && terms(was).equals(terms(is))
            && was.plan().anonymous() == is.plan().anonymous()
            && scopes(was).equals(scopes(is));
    boolean toldSame = told.map(t -> t.access().isEmpty()).orElse(true);
    if (same != toldSame) {
      found.add(service + " is served to others, unlike told");
    }
  }

  /** What each purpose and level meets, whatever parts the plan puts them in. */
  private static List<String> terms(CheckedPlan checked) {
    List<String> terms = new ArrayList<>();
    for (Purpose purpose : Purpose.values()) {
      for (OrganisationLevel level : OrganisationLevel.values()) {
        PlannedTerms own = checked.plan().terms(purpose, level);
        LimitClass limit = own.limit();
        terms.add(
            own.served()
                ? own.approval()
                    + " "
                    + limit.perSecond()
                    + " "
                    + limit.burst()
                    + " "
                    + limit.perDay()
                : "not served");
      }
    }
    return terms;
  }

  private static List<String> scopes(CheckedPlan checked) {
    return checked.plan().reads().stream()
        .flatMap(read -> read.tables().stream().map(t -> read.id() + t.index() + t.scope()))
        .toList();
  }

  private static void fields(
      String service,
      Outcomes outcomes,
      CheckedPlan was,
      CheckedPlan is,
      Optional<ServiceImpact> told,
      List<String> found) {
    Map<String, String> toldBefore = new TreeMap<>();
    Map<String, String> toldAfter = new TreeMap<>();
    for (FieldChange change : told.map(ServiceImpact::fields).orElse(List.of())) {
      if (change.relations().size() == 1) {
        String key = key(change.read(), change.output(), change.relations().first());
        toldBefore.put(key, change.before());
        toldAfter.put(key, change.after());
      }
    }
    Map<String, String> masksBefore = masks(was.certificate());
    Map<String, String> masksAfter = masks(is.certificate());
    // a tier that changes makes the public of one plan the approved of the other
    Map<String, String> all = new LinkedHashMap<>(masksBefore);
    all.putAll(masksAfter);
    for (String key : all.keySet()) {
      boolean here = masksBefore.containsKey(key) && masksAfter.containsKey(key);
      if (here) {
        boolean same =
            effect(masksBefore.get(key), outcomes.packBefore())
                .equals(effect(masksAfter.get(key), outcomes.candidate()));
        if (!same && !toldAfter.containsKey(key)) {
          found.add(service + " " + key + " changes and it is not told");
        }
        if (toldAfter.containsKey(key)
            && !(toldBefore.get(key).equals(masksBefore.get(key))
                && toldAfter.get(key).equals(masksAfter.get(key)))) {
          found.add(service + " " + key + " is told with other masks than it has");
        }
      } else if (masksAfter.containsKey(key)
          && !toldAfter.containsKey(key)
          && !swapped(key, masksBefore)) {
        found.add(service + " " + key + " appears and it is not told");
      } else if (masksBefore.containsKey(key)
          && !toldBefore.containsKey(key)
          && !swapped(key, masksAfter)) {
        found.add(service + " " + key + " vanishes and it is not told");
      }
    }
    toldAfter.keySet().stream()
        .filter(key -> !all.containsKey(key))
        .forEach(key -> found.add(service + " " + key + " is told and not there"));
  }

  private static boolean swapped(String key, Map<String, String> others) {
    return key.endsWith(Relation.PUBLIC.name())
            && others.containsKey(key.replace(Relation.PUBLIC.name(), Relation.APPROVED.name()))
        || key.endsWith(Relation.APPROVED.name())
            && others.containsKey(key.replace(Relation.APPROVED.name(), Relation.PUBLIC.name()));
  }

  private static Map<String, String> masks(Certificate certificate) {
    Map<String, String> masks = new TreeMap<>();
    for (Certificate.CertifiedOutput output : certificate.outputs()) {
      output
          .proof()
          .masks()
          .forEach(
              (relation, mask) -> masks.put(key(output.read(), output.name(), relation), mask));
    }
    return masks;
  }

  private static String key(String read, String output, Relation relation) {
    return read + "." + output + " " + relation;
  }

  /** What a mask of a pack does, whatever it is called: two names may stand for one effect. */
  private static String effect(String text, RulePack pack) {
    String name = text.split(" ")[0];
    MaskSpec mask = pack.mask(name).orElseThrow();
    return mask.kind() + " " + mask.parameters() + text.substring(name.length());
  }

  /** An edit of known kinds, judged. */
  private record Judged(int number, RandomEdits.Edit edit, Outcomes outcomes) {}

  /** Judges so many random edits with all processors, and tells what parted. */
  boolean report(int edits, long seed, PrintStream out) throws InterruptedException {
    RandomEdits random = new RandomEdits(seed);
    int processors = Runtime.getRuntime().availableProcessors();
    int judged = 0;
    int parted = 0;
    int drawn = 0;
    long begin = System.nanoTime();
    Map<String, Integer> grades = new TreeMap<>();
    Map<RandomEdits.Kind, Integer> kinds = new EnumMap<>(RandomEdits.Kind.class);
    try (ExecutorService threads = Executors.newFixedThreadPool(processors)) {
      while (judged < edits) {
        int wanted = Math.min(TOLD_EVERY, edits - judged);
        List<Future<Optional<Judged>>> batch = new ArrayList<>();
        for (int i = 0; i < wanted; i++) {
          int number = ++drawn;
          RandomEdits.Edit edit = random.edit(pack);
          batch.add(
              threads.submit(
                  () ->
                      judge(edit.pack(), number % WHOLE_EVERY == 0)
                          .map(outcomes -> new Judged(number, edit, outcomes))));
        }
        for (Future<Optional<Judged>> future : batch) {
          Optional<Judged> one = future.get();
          if (one.isEmpty()) {
            continue;
          }
          judged++;
          grades.merge(one.get().outcomes().predicted().grade().word(), 1, Integer::sum);
          one.get().edit().kinds().forEach(kind -> kinds.merge(kind, 1, Integer::sum));
          List<String> differences = differences(one.get().outcomes());
          if (!differences.isEmpty()) {
            parted++;
            out.println("edit " + one.get().number() + ": " + differences);
          }
        }
        out.printf(
            "%d edits in %d s, %d parted%n",
            judged, (System.nanoTime() - begin) / 1_000_000_000, parted);
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("an edit could not be judged", e.getCause());
    }
    out.printf(
        "%d edits over %d services: predicted and observed part in %d; grades %s; changes %s%n",
        judged, documents.size(), parted, grades, kinds);
    return parted == 0;
  }
}
