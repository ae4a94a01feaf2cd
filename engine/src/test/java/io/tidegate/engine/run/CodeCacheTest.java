package io.tidegate.engine.run;

import static io.tidegate.engine.run.Composition.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidegate.engine.compile.BenignSamples;
import io.tidegate.engine.compile.Samples;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CodeCacheTest {
  private static final CodeTable TABLE =
      new CodeTable(List.of(record("codes", "code", "1", "name", "one")));

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final AtomicInteger loads = new AtomicInteger();
  private final CodeCache cache = new CodeCache(Duration.ofNanos(10), now::get);

  private CodeTable load() {
    loads.incrementAndGet();
    return TABLE;
  }

  @Test
  void aCodeSetIsReadOnceUntilItIsTooOld() throws CallProblem {
    cache.table(this::load);
    now.addAndGet(9);
    cache.table(this::load);
    assertThat(loads).hasValue(1);

    now.addAndGet(1);
    cache.table(this::load);
    assertThat(loads).hasValue(2);
  }

  @Test
  void aFailureIsToldAndNotKept() throws CallProblem {
    cache.table(this::load);
    now.addAndGet(10);

    CallProblem problem =
        catchThrowableOfType(
            CallProblem.class,
            () ->
                cache.table(
                    () -> {
                      throw new CallProblem(ProblemCode.SOURCE_UNAVAILABLE);
                    }));
    assertThat(problem.code()).isEqualTo(ProblemCode.SOURCE_UNAVAILABLE);
    assertThat(cache.table(this::load)).isSameAs(TABLE);
    assertThat(loads).hasValue(2);
  }

  @Test
  void manyCallsAtOnceReadItOnce() throws Exception {
    CountDownLatch begin = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<CodeTable>> calls = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        calls.add(
            threads.submit(
                () -> {
                  begin.await();
                  return cache.table(this::load);
                }));
      }
      begin.countDown();
      for (Future<CodeTable> call : calls) {
        assertThat(call.get()).isSameAs(TABLE);
      }
    }

    assertThat(loads).hasValue(1);
  }

  @Test
  void onlyWhatIsTheSameForEverybodyIsKept() throws IOException {
    PlannedRead codes =
        BenignSamples.outcomes().get("code-name.yaml").value().orElseThrow().plan().reads().stream()
            .filter(r -> r.fields().getFirst().name().equals("code"))
            .findFirst()
            .orElseThrow();
    List<PlannedRead> own =
        Samples.compiler()
            .compile(
                "declaration-goods.yaml",
                Files.readAllBytes(
                    Samples.FOLDERS.root().resolve("tutorial/declaration-goods.yaml")))
            .value()
            .orElseThrow()
            .plan()
            .reads();

    assertThat(CodeCache.isSameForAll(codes)).isTrue();
    assertThat(own).noneMatch(CodeCache::isSameForAll);
  }
}
