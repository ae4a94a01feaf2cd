package io.tidegate.engine.draft;

import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.demo.CastMember;
import io.tidegate.engine.demo.DemoAccess;
import io.tidegate.engine.gateway.CheckedParameters;
import io.tidegate.engine.gateway.HeldGrant;
import io.tidegate.engine.gateway.Identity;
import io.tidegate.engine.gateway.ParameterReader;
import io.tidegate.engine.gateway.TermsFinder;
import io.tidegate.engine.governance.GovernanceException;
import io.tidegate.engine.governance.GovernanceException.Kind;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.publish.Answer;
import io.tidegate.engine.publish.Call;
import io.tidegate.engine.publish.Publisher;
import io.tidegate.engine.read.RunningStatements;
import io.tidegate.engine.store.AuditStore;
import io.tidegate.route.definition.ParameterDefinition.Place;
import io.tidegate.route.text.Bilingual;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.StringJoiner;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
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

  private static final int MOST_ROWS = 20;
  private static final int MOST_BYTES = 512 * 1024;
  private static final int AT_ONCE = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Publisher publisher;
  private final Predicate<String> sample;
  private final ParameterReader parameters;
  private final AuditStore audit;
  private final Clock clock;
  private final Semaphore places = new Semaphore(AT_ONCE);

  /**
   * @param sample whether a source, by its id, holds nothing but made-up records
   */
  public Previews(Publisher publisher, Predicate<String> sample, AuditStore audit, Clock clock) {
    this.publisher = Objects.requireNonNull(publisher, "publisher");
    this.sample = Objects.requireNonNull(sample, "sample");
    this.parameters = new ParameterReader(clock);
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
   */
  public record Preview(
      String as,
      Optional<Answer> answer,
      Optional<CallProblem> problem,
      String traceId,
      Duration took) {
    public Preview {
      Objects.requireNonNull(as, "as");
      Objects.requireNonNull(answer, "answer");
      Objects.requireNonNull(problem, "problem");
      Objects.requireNonNull(traceId, "traceId");
      Objects.requireNonNull(took, "took");
    }
  }

  /**
   * Runs a plan once.
   *
   * @param sent parameters by name, each as a caller would write it
   * @param as the word of a caller
   * @param actor who looks, by login
   * @throws GovernanceException INVALID for another caller, BUSY when it is not its turn, STATE
   *     when the service does not start
   */
  public Preview preview(CheckedPlan checked, Map<String, String> sent, String as, String actor)
      throws GovernanceException {
    Optional<Identity> caller = caller(as);
    if (!places.tryAcquire()) {
      throw new GovernanceException(
          Kind.BUSY, "预览繁忙，请稍后重试", "other previews are running; try again in a moment");
    }
    try (Publisher.Trial trial = publisher.tryOut(checked)) {
      audit.add(
          actor,
          "service.preview",
          checked.plan().service() + " " + checked.plan().version(),
          "as " + as + ", plan " + checked.fingerprint());
      return run(trial, checked, sent, as, caller);
    } catch (Publisher.TrialException e) {
      throw new GovernanceException(
          Kind.STATE, "服务无法启动：" + e.getMessage(), "the service does not start: " + e.getMessage());
    } finally {
      places.release();
    }
  }

  private static Optional<Identity> caller(String as) throws GovernanceException {
    if (as.equals(ANONYMOUS)) {
      return Optional.empty();
    }
    return Optional.of(
        Arrays.stream(CastMember.values())
            .filter(member -> member.word().equals(as))
            .map(member -> new Identity(DemoAccess.applicationOf(member), member.usci()))
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

  private Preview run(
      Publisher.Trial trial,
      CheckedPlan checked,
      Map<String, String> sent,
      String as,
      Optional<Identity> caller) {
    HexFormat hex = HexFormat.of();
    ThreadLocalRandom random = ThreadLocalRandom.current();
    String traceId = hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    Instant begun = clock.instant();
    Optional<Answer> answer = Optional.empty();
    Optional<CallProblem> problem = Optional.empty();
    try {
      answer = Optional.of(answer(trial, checked, sent, caller, begun, traceId));
    } catch (CallProblem e) {
      problem = Optional.of(e);
    }
    return new Preview(as, answer, problem, traceId, Duration.between(begun, clock.instant()));
  }

  private Answer answer(
      Publisher.Trial trial,
      CheckedPlan checked,
      Map<String, String> sent,
      Optional<Identity> caller,
      Instant begun,
      String traceId)
      throws CallProblem {
    GovernedPlan plan = checked.plan();
    if (caller.isEmpty() && !plan.anonymous()) {
      throw new CallProblem(ProblemCode.AUTH_MISSING);
    }
    boolean made =
        checked.certificate().sources().stream().allMatch(source -> sample.test(source.source()));
    new TermsFinder((application, service) -> made ? List.of(HeldGrant.UNSTATED) : List.of())
        .find(plan, caller);
    CheckedParameters typed = typed(plan, sent);
    Duration patience = plan.timeout().compareTo(PATIENCE) < 0 ? plan.timeout() : PATIENCE;
    Answer answer =
        trial
            .endpoint()
            .answer(
                new Call(
                    caller.map(Identity::application),
                    caller.map(Identity::creditCode),
                    Optional.empty(),
                    typed.values(),
                    typed.cursor(),
                    plan.paging().isPresent()
                        ? OptionalInt.of(Math.min(MOST_ROWS, typed.limit().orElse(MOST_ROWS)))
                        : OptionalInt.empty(),
                    begun.plus(patience),
                    traceId,
                    new RunningStatements()));
    if (answer.body().length > MOST_BYTES) {
      throw new CallProblem(
          ProblemCode.ANSWER_TOO_LARGE,
          new Bilingual(
              "预览最多 " + MOST_BYTES + " 字节，请用参数缩小范围",
              "a preview has at most " + MOST_BYTES + " bytes; narrow it by its parameters"));
    }
    return answer;
  }

  private CheckedParameters typed(GovernedPlan plan, Map<String, String> sent) throws CallProblem {
    Map<String, String> inPath = new LinkedHashMap<>();
    StringJoiner query = new StringJoiner("&");
    for (Map.Entry<String, String> one : sent.entrySet()) {
      if (plan.parameter(one.getKey()).filter(p -> p.in() == Place.PATH).isPresent()) {
        inPath.put(one.getKey(), one.getValue());
      } else {
        query.add(encoded(one.getKey()) + "=" + encoded(one.getValue()));
      }
    }
    return parameters.read(plan, inPath, query.toString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
