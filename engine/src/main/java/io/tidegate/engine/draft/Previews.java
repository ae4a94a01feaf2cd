package io.tidegate.engine.draft;

import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.demo.CastMember;
import io.tidegate.engine.governance.GovernanceException;
import io.tidegate.engine.governance.GovernanceException.Kind;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.publish.Answer;
import io.tidegate.engine.publish.Publisher;
import io.tidegate.engine.store.AuditStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

/**
 * Runs a checked plan that is not published, for a caller who does not exist. It is answered by the
 * very endpoint it would be live as, so that scope, relations, masks and guard are those of
 * production. Callers are the cast of the stories alone: their credit codes are of a range nobody
 * has, so the scope finds them no record of a real organisation. What needs an approval is shown
 * where all its sources are sample sources, and nowhere else. Safe for any number of threads.
 */
public final class Previews {
  /** The word for a caller without a key. */
  public static final String ANONYMOUS = "anonymous";

  private static final int AT_ONCE = 2;

  private final Publisher publisher;
  private final Predicate<String> sample;
  private final AuditStore audit;
  private final Clock clock;
  private final Semaphore places = new Semaphore(AT_ONCE);

  /**
   * @param sample whether a source, by its id, holds nothing but made-up records
   */
  public Previews(Publisher publisher, Predicate<String> sample, AuditStore audit, Clock clock) {
    this.publisher = Objects.requireNonNull(publisher, "publisher");
    this.sample = Objects.requireNonNull(sample, "sample");
    this.audit = Objects.requireNonNull(audit, "audit");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * Who a preview can be for.
   *
   * @param as its word
   */
  public record PreviewCaller(String as, String name) {}

  /** All there are, in the order of the cast. */
  public static List<PreviewCaller> callers() {
    List<PreviewCaller> callers =
        new ArrayList<>(
            Arrays.stream(CastMember.values())
                .map(member -> new PreviewCaller(member.word(), member.enterprise()))
                .toList());
    callers.add(new PreviewCaller(ANONYMOUS, ""));
    return List.copyOf(callers);
  }

  /**
   * What the caller would get.
   *
   * @param answer absent when the caller would get a problem
   * @param problem absent when there is an answer
   * @param traceId the name of this one call
   * @param steps how it ran, where that was wanted
   */
  public record Preview(
      String as,
      Optional<Answer> answer,
      Optional<CallProblem> problem,
      String traceId,
      Duration took,
      List<RanStep> steps) {
    public Preview {
      Objects.requireNonNull(as, "as");
      Objects.requireNonNull(answer, "answer");
      Objects.requireNonNull(problem, "problem");
      Objects.requireNonNull(traceId, "traceId");
      Objects.requireNonNull(took, "took");
      steps = List.copyOf(steps);
    }
  }

  /**
   * A step that ran for a preview.
   *
   * @param place its place among the steps of the plan's route
   * @param began after the beginning of the call
   * @param took absent when the step failed
   * @param records how many there were behind it
   * @param body the first of them as a JSON array, governed for the caller; empty when that is too
   *     large to show
   * @param masked members that are not shown as they are
   */
  public record RanStep(
      int place,
      Duration began,
      Optional<Duration> took,
      int records,
      String body,
      List<String> masked) {
    public RanStep {
      Objects.requireNonNull(began, "began");
      Objects.requireNonNull(took, "took");
      Objects.requireNonNull(body, "body");
      masked = List.copyOf(masked);
    }
  }

  /** What a source can be made to seem to do. */
  public enum Fault {
    /** It does not answer in time. */
    TIMEOUT(ProblemCode.SOURCE_TIMEOUT),
    /** It cannot be reached, or says 503. */
    UNAVAILABLE(ProblemCode.SOURCE_UNAVAILABLE),
    /** It asks to come back later, as by 429. */
    BUSY(ProblemCode.SOURCE_BUSY),
    /** What it sends is not what the catalog describes. */
    GARBAGE(ProblemCode.SOURCE_FAILED);

    private final ProblemCode code;

    Fault(ProblemCode code) {
      this.code = code;
    }

    /** Its word in requests. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How a preview is run.
   *
   * @param faults what sources seem to do, by their ids; they are not asked then
   * @param steps whether it is kept how it ran
   */
  public record Manner(Map<String, Fault> faults, boolean steps) {
    /** As a caller would have it. */
    public static final Manner PLAIN = new Manner(Map.of(), false);

    public Manner {
      faults = Map.copyOf(faults);
    }
  }

  /**
   * Runs a plan once.
   *
   * @param sent parameters by name, each as a caller would write it
   * @param as the word of a caller
   * @param actor who looks, by login
   * @throws GovernanceException INVALID for another caller or a source the plan does not read, BUSY
   *     when it is not its turn, STATE when the service does not start
   */
  public Preview preview(
      CheckedPlan checked, Map<String, String> sent, String as, Manner manner, String actor)
      throws GovernanceException {
    Optional<CastMember> caller = caller(as);
    Map<String, ProblemCode> faults = faults(checked, manner);
    Optional<StepRecorder> recorder =
        manner.steps() ? Optional.of(new StepRecorder(checked)) : Optional.empty();
    if (!places.tryAcquire()) {
      throw new GovernanceException(
          Kind.BUSY, "预览繁忙，请稍后重试", "other previews are running; try again in a moment");
    }
    try (TrialRun trial =
        TrialRun.of(publisher, checked, sample, clock, faults, recorder.map(r -> r))) {
      audit.add(
          actor,
          "service.preview",
          checked.plan().service() + " " + checked.plan().version(),
          "as "
              + as
              + ", plan "
              + checked.fingerprint()
              + (manner.steps() ? ", step by step" : "")
              + (faults.isEmpty()
                  ? ""
                  : ", as if these failed: " + new TreeSet<>(faults.keySet())));
      return run(trial, sent, as, caller, recorder);
    } catch (Publisher.TrialException e) {
      throw new GovernanceException(
          Kind.STATE, "服务无法启动：" + e.getMessage(), "the service does not start: " + e.getMessage());
    } finally {
      places.release();
    }
  }

  private static Optional<CastMember> caller(String as) throws GovernanceException {
    if (as.equals(ANONYMOUS)) {
      return Optional.empty();
    }
    return Optional.of(
        Arrays.stream(CastMember.values())
            .filter(member -> member.word().equals(as))
            .findFirst()
            .orElseThrow(
                () ->
                    new GovernanceException(
                        Kind.INVALID,
                        "预览只能以案例角色进行："
                            + String.join("、", callers().stream().map(PreviewCaller::as).toList()),
                        "a preview is for one of the cast of the stories: "
                            + String.join(
                                ", ", callers().stream().map(PreviewCaller::as).toList()))));
  }

  private static Map<String, ProblemCode> faults(CheckedPlan checked, Manner manner)
      throws GovernanceException {
    SortedSet<String> read = new TreeSet<>();
    checked.plan().reads().forEach(one -> read.add(one.source()));
    Map<String, ProblemCode> faults = new TreeMap<>();
    for (Map.Entry<String, Fault> fault : manner.faults().entrySet()) {
      if (!read.contains(fault.getKey())) {
        throw new GovernanceException(
            Kind.INVALID,
            "服务不读取数据源 " + fault.getKey() + "；可选：" + String.join("、", read),
            "the service does not read "
                + fault.getKey()
                + "; it reads "
                + String.join(", ", read));
      }
      faults.put(fault.getKey(), fault.getValue().code);
    }
    return faults;
  }

  private Preview run(
      TrialRun trial,
      Map<String, String> sent,
      String as,
      Optional<CastMember> caller,
      Optional<StepRecorder> recorder) {
    Instant begun = clock.instant();
    Optional<Answer> answer = Optional.empty();
    Optional<CallProblem> problem = Optional.empty();
    try {
      answer = Optional.of(trial.call(sent, caller));
    } catch (CallProblem e) {
      problem = Optional.of(e);
    }
    return new Preview(
        as,
        answer,
        problem,
        TrialRun.traceId(),
        Duration.between(begun, clock.instant()),
        recorder.map(StepRecorder::ran).orElse(List.of()));
  }
}
