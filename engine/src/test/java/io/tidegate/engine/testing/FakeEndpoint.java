package io.tidegate.engine.testing;

import io.tidegate.engine.plan.Certificate;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.publish.Answer;
import io.tidegate.engine.publish.Call;
import io.tidegate.engine.publish.LiveEndpoint;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An endpoint that answers as it is told and remembers the calls it got. */
public final class FakeEndpoint implements LiveEndpoint {
  private final GovernedPlan plan;
  private final Giving giving;
  private final Probe probe;
  private volatile int epoch;
  private final Queue<Call> calls = new ConcurrentLinkedQueue<>();

  /** What all of them have for the fingerprint of their plan. */
  public static final String FINGERPRINT = "f1".repeat(32);

  public FakeEndpoint(GovernedPlan plan, Behaviour behaviour) {
    this(plan, behaviour, () -> {});
  }

  public FakeEndpoint(GovernedPlan plan, Behaviour behaviour, Probe probe) {
    this(plan, (Giving) call -> Answer.of(behaviour.answer(call)), probe);
  }

  private FakeEndpoint(GovernedPlan plan, Giving giving, Probe probe) {
    this.plan = plan;
    this.giving = giving;
    this.probe = probe;
  }

  /** One that answers with more than a body. */
  public static FakeEndpoint giving(GovernedPlan plan, Giving giving) {
    return new FakeEndpoint(plan, giving, () -> {});
  }

  /** One that answers a text. */
  public static FakeEndpoint answering(GovernedPlan plan, String json) {
    return new FakeEndpoint(plan, call -> json.getBytes(StandardCharsets.UTF_8));
  }

  /** What it does with a call. */
  @FunctionalInterface
  public interface Behaviour {
    byte[] answer(Call call) throws CallProblem;
  }

  /** What it does with a call, headers and all. */
  @FunctionalInterface
  public interface Giving {
    Answer answer(Call call) throws CallProblem;
  }

  /** What it does when it is probed. */
  @FunctionalInterface
  public interface Probe {
    void run() throws CallProblem;
  }

  /** The calls that came through, in their order. */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  @Override
  public GovernedPlan plan() {
    return plan;
  }

  @Override
  public Certificate certificate() {
    return new Certificate(
        plan.service(),
        plan.version().toString(),
        FINGERPRINT,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  @Override
  public String state() {
    return FINGERPRINT + "@" + epoch;
  }

  /** As if the same plan had come in force anew. */
  public void comesInForce() {
    epoch++;
  }

  @Override
  public Answer answer(Call call) throws CallProblem {
    calls.add(call);
    return giving.answer(call);
  }

  @Override
  public void probe() throws CallProblem {
    probe.run();
  }
}
