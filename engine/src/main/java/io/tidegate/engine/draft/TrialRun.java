package io.tidegate.engine.draft;

import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.demo.CastMember;
import io.tidegate.engine.demo.DemoAccess;
import io.tidegate.engine.emit.StepWatch;
import io.tidegate.engine.gateway.CheckedParameters;
import io.tidegate.engine.gateway.HeldGrant;
import io.tidegate.engine.gateway.Identity;
import io.tidegate.engine.gateway.ParameterReader;
import io.tidegate.engine.gateway.TermsFinder;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.publish.Answer;
import io.tidegate.engine.publish.Call;
import io.tidegate.engine.publish.EndpointTable;
import io.tidegate.engine.publish.Publisher;
import io.tidegate.engine.read.RunningStatements;
import io.tidegate.route.definition.ParameterDefinition.Place;
import io.tidegate.route.text.Bilingual;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.StringJoiner;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/**
 * A checked plan that runs for the cast of the stories and is in force for nobody. What a call
 * passes on the way to the plan is what it passes at the gateway: who it is, on which terms, with
 * which parameters. Safe for any number of threads, until it is closed.
 */
final class TrialRun implements AutoCloseable {
  private static final int MOST_ROWS = 20;
  private static final int MOST_BYTES = 512 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Publisher.Trial trial;
  private final GovernedPlan plan;
  private final TermsFinder terms;
  private final ParameterReader parameters;
  private final Clock clock;

  private TrialRun(
      Publisher.Trial trial,
      GovernedPlan plan,
      boolean made,
      ParameterReader parameters,
      Clock clock) {
    this.trial = trial;
    this.plan = plan;
    // where every record is made up, the cast is taken as approved
    this.terms =
        new TermsFinder((application, service) -> made ? List.of(HeldGrant.UNSTATED) : List.of());
    this.parameters = parameters;
    this.clock = clock;
  }

  /**
   * Starts a plan.
   *
   * @param sample whether a source, by its id, holds nothing but made-up records
   */
  static TrialRun of(
      Publisher publisher, CheckedPlan checked, Predicate<String> sample, Clock clock)
      throws Publisher.TrialException {
    return of(publisher, checked, sample, clock, Map.of(), Optional.empty());
  }

  /**
   * Starts a plan.
   *
   * @param faults as {@link Publisher#tryOut(CheckedPlan, Map, Optional)} has them, and {@code
   *     watch} likewise
   */
  static TrialRun of(
      Publisher publisher,
      CheckedPlan checked,
      Predicate<String> sample,
      Clock clock,
      Map<String, ProblemCode> faults,
      Optional<StepWatch> watch)
      throws Publisher.TrialException {
    Objects.requireNonNull(clock, "clock");
    return new TrialRun(
        publisher.tryOut(checked, faults, watch),
        checked.plan(),
        isMadeUp(checked, sample),
        new ParameterReader(clock),
        clock);
  }

  /** Whether it reads nothing but made-up records. */
  static boolean isMadeUp(CheckedPlan checked, Predicate<String> sample) {
    return checked.certificate().sources().stream()
        .allMatch(source -> sample.test(source.source()));
  }

  /**
   * Calls it once.
   *
   * @param sent parameters by name, each as a caller would write it
   * @param caller empty for one without a key
   */
  Answer call(Map<String, String> sent, Optional<CastMember> caller) throws CallProblem {
    if (caller.isEmpty() && !plan.anonymous()) {
      throw new CallProblem(ProblemCode.AUTH_MISSING);
    }
    Optional<Identity> identity =
        caller.map(member -> new Identity(DemoAccess.applicationOf(member), member.usci()));
    terms.find(plan, EndpointTable.EMPTY, identity, Optional.empty());
    CheckedParameters typed = typed(sent);
    Duration patience = plan.timeout().compareTo(PATIENCE) < 0 ? plan.timeout() : PATIENCE;
    Answer answer =
        trial
            .endpoint()
            .answer(
                new Call(
                    identity.map(Identity::application),
                    identity.map(Identity::creditCode),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    typed.values(),
                    typed.cursor(),
                    plan.paging().isPresent()
                        ? OptionalInt.of(Math.min(MOST_ROWS, typed.limit().orElse(MOST_ROWS)))
                        : OptionalInt.empty(),
                    clock.instant().plus(patience),
                    traceId(),
                    new RunningStatements()));
    if (answer.body().length > MOST_BYTES) {
      throw new CallProblem(
          ProblemCode.ANSWER_TOO_LARGE,
          new Bilingual(
              "试运行最多返回 " + MOST_BYTES + " 字节，请用参数缩小范围",
              "a trial answers at most " + MOST_BYTES + " bytes; narrow it by its parameters"));
    }
    return answer;
  }

  private CheckedParameters typed(Map<String, String> sent) throws CallProblem {
    Map<String, String> inPath = new LinkedHashMap<>();
    StringJoiner query = new StringJoiner("&");
    for (Map.Entry<String, String> one : sent.entrySet()) {
      if (plan.parameter(one.getKey()).filter(p -> p.in() == Place.PATH).isPresent()) {
        inPath.put(one.getKey(), one.getValue());
      } else {
        query.add(encoded(one.getKey()) + "=" + encoded(one.getValue()));
      }
    }
    return parameters.read(plan, inPath, query.toString(), Optional.empty());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** A name for one call. */
  static String traceId() {
    HexFormat hex = HexFormat.of();
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }

  @Override
  public void close() {
    trial.close();
  }
}
