package io.tidegate.engine.draft;

import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.compile.ServiceCompiler;
import io.tidegate.engine.governance.Governance;
import io.tidegate.engine.governance.GovernanceException;
import io.tidegate.engine.governance.GovernanceException.Kind;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.resolve.StepShapes;
import io.tidegate.route.text.SourceText;
import io.tidegate.route.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Compiles texts that may be anything, by what is in force on this node: the same as {@code
 * ./tidegate check}. Bounded in size, in number and in the time that is waited. A text that takes
 * longer keeps its place until its compilation ends, so that slow ones cannot pile up. Safe for any
 * number of threads.
 */
public final class TextChecks {
  /** Most bytes of a document. */
  public static final int MAX_BYTES = YamlReader.MAX_BYTES;

  /** Texts are checked while they are typed, beside calls that must not notice. */
  private static final int AT_ONCE = 2;

  private static final Duration TURN = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Supplier<Governance> governance;
  private final Semaphore places = new Semaphore(AT_ONCE, true);

  /**
   * @param governance asked when something is checked, for it needs what is there only after the
   *     start
   */
  public TextChecks(Supplier<Governance> governance) {
    this.governance = Objects.requireNonNull(governance, "governance");
  }

  /**
   * Compiles one text. Nothing is stored.
   *
   * @param name what its diagnostics call it
   * @throws GovernanceException INVALID when it is too large, BUSY when it is not its turn or takes
   *     too long, STATE when nothing is in force to compile by
   */
  public Outcome<CheckedPlan> check(String name, String text) throws GovernanceException {
    if (isTooLarge(text)) {
      throw tooLarge();
    }
    return inTurn(compiler -> compiler.compile(new SourceText(name, text)));
  }

  /**
   * What there is at each step of a text, as far as it is understood. In the same bounds as {@link
   * #check}.
   *
   * @throws GovernanceException as there
   */
  public List<StepShapes> shapes(String name, String text) throws GovernanceException {
    if (isTooLarge(text)) {
      throw tooLarge();
    }
    return inTurn(compiler -> compiler.shapes(new SourceText(name, text)));
  }

  private <T> T inTurn(Function<ServiceCompiler, T> work) throws GovernanceException {
    take();
    FutureTask<T> task;
    try {
      ServiceCompiler compiler = governance.get().compiler();
      task = new FutureTask<>(() -> work.apply(compiler));
    } catch (GovernanceException | RuntimeException e) {
      places.release();
      throw e;
    }
    Thread.ofPlatform()
        .name("check-text")
        .daemon()
        .start(
            () -> {
              try {
                task.run();
              } finally {
                places.release();
              }
            });
    return await(task);
  }

  static boolean isTooLarge(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
  }

  static GovernanceException tooLarge() {
    return new GovernanceException(
        Kind.INVALID,
        "服务文档不得超过 " + MAX_BYTES + " 字节",
        "a service document has at most " + MAX_BYTES + " bytes");
  }

  private void take() throws GovernanceException {
    try {
      if (!places.tryAcquire(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
        throw busy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy();
    }
  }

  private static <T> T await(Future<T> task) throws GovernanceException {
    try {
      return task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw busy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the compiler never throws", e.getCause());
    }
  }

  private static GovernanceException busy() {
    return new GovernanceException(
        Kind.BUSY, "编译繁忙，请稍后重试", "other texts are being compiled; try again in a moment");
  }
}
