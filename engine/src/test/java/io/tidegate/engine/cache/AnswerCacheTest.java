package io.tidegate.engine.cache;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.answer.AnswerForm;
import io.tidegate.engine.answer.AnswerTally;
import io.tidegate.engine.answer.Representation;
import io.tidegate.engine.cluster.Eventually;
import io.tidegate.engine.plan.PlannedCache;
import io.tidegate.engine.plan.PlannedCache.Audience;
import io.tidegate.engine.problem.CallProblem;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class AnswerCacheTest {
  private static final PlannedCache OPEN = terms(false, false);
  private static final PlannedCache SEALED = terms(false, true);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);
  private final AtomicInteger runs = new AtomicInteger();
  private final AnswerCache cache = cache(1 << 20);

  private static PlannedCache terms(boolean stale, boolean sealed) {
    return new PlannedCache(Duration.ofSeconds(30), stale, Audience.CALLER, sealed);
  }

  private AnswerCache cache(long bytes) {
    return new AnswerCache(
        new CacheSettings(bytes, 100_000, Duration.ofMinutes(5)), new SecureRandom(), nanos::get);
  }

  private static CacheKey key(String enterprise) {
    return new CacheKey(
        "f1@7",
        Optional.of("app-1"),
        Optional.of(enterprise),
        Optional.empty(),
        0,
        Optional.empty(),
        Map.of("entryId", "3791"),
        Optional.empty(),
        OptionalInt.empty(),
        AnswerForm.JSON,
        false);
  }

  private static Representation saying(String text) {
    return new Representation(
        "application/json; charset=utf-8",
        text.getBytes(UTF_8),
        false,
        "\"tag\"",
        false,
        new TreeMap<>(Map.of("X-Tidegate-Source", "terminal")),
        new AnswerTally(2, List.of("AGENT"), List.of("M-NAME")));
  }

  private Given give(CacheKey key, PlannedCache terms, String text) throws CallProblem {
    return cache.give(
        key,
        terms,
        making(
            () -> {
              runs.incrementAndGet();
              return saying(text);
            }));
  }

  private static AnswerCache.Making making(Supplier<Representation> representation) {
    return new AnswerCache.Making() {
      @Override
      public AnswerCache.Made make() {
        return new AnswerCache.Made(representation.get(), true);
      }

      @Override
      public void end(Thread worker) {
        worker.interrupt();
      }
    };
  }

  @Test
  void anAnswerIsGivenAgainUntilItsLifeIsOver() throws Exception {
    assertThat(cache.ready(key("a"), OPEN)).isEmpty();
    assertThat(give(key("a"), OPEN, "first").origin()).isEqualTo(Given.Origin.MADE);

    nanos.addAndGet(Duration.ofMillis(29_999).toNanos());
    Given kept = cache.ready(key("a"), OPEN).orElseThrow();
    assertThat(kept.origin()).isEqualTo(Given.Origin.KEPT);
    assertThat(kept.age()).isEqualTo(Duration.ofMillis(29_999));
    assertThat(kept.left()).isEqualTo(Duration.ofMillis(1));
    assertThat(give(key("a"), OPEN, "second").representation().content())
        .isEqualTo("first".getBytes(UTF_8));

    nanos.addAndGet(1_000_000);
    assertThat(cache.ready(key("a"), OPEN)).isEmpty();
    assertThat(give(key("a"), OPEN, "second").representation().content())
        .isEqualTo("second".getBytes(UTF_8));
    assertThat(runs).hasValue(2);
    assertThat(cache.given(Given.Origin.MADE)).isEqualTo(2);
    assertThat(cache.given(Given.Origin.KEPT)).isEqualTo(2);
    assertThat(cache.bytes()).isPositive();
  }

  @Test
  void whatIsOverIsForgotten() throws Exception {
    give(key("a"), OPEN, "open");
    give(key("b"), terms(true, false), "stale");
    assertThat(cache.size()).isEqualTo(2);

    nanos.addAndGet(Duration.ofSeconds(40).toNanos());
    assertThat(cache.size()).isEqualTo(1);
    nanos.addAndGet(Duration.ofMinutes(5).toNanos());
    assertThat(cache.size()).isZero();
  }

  @Test
  void anAnswerIsAsOldAsItsQuestion() throws Exception {
    cache.give(
        key("a"),
        OPEN,
        making(
            () -> {
              nanos.addAndGet(Duration.ofSeconds(29).toNanos());
              return saying("slow");
            }));

    assertThat(cache.ready(key("a"), OPEN).orElseThrow().age()).isEqualTo(Duration.ofSeconds(29));
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(cache.ready(key("a"), OPEN)).isEmpty();
  }

  @Test
  void noMoreIsKeptThanThereIsRoomFor() throws Exception {
    AnswerCache small = cache(50_000);
    for (int i = 0; i < 200; i++) {
      small.give(key("enterprise " + i), OPEN, making(() -> saying("x".repeat(1_000))));
    }
    assertThat(small.size()).isBetween(10L, 50L);
  }

  @Test
  void anAnswerThatIsTooLargeIsNotKept() throws Exception {
    give(key("a"), OPEN, "x".repeat(100_001));
    assertThat(cache.size()).isZero();
    give(key("a"), OPEN, "x".repeat(100_000));
    assertThat(cache.size()).isOne();
  }

  @Test
  void nothingIsKeptWhereThereIsNoRoom() throws Exception {
    AnswerCache none = cache(0);
    none.give(key("a"), OPEN, making(() -> saying("x")));
    assertThat(none.size()).isZero();
  }

  @Test
  void whatIsSealedIsGivenAsItWas() throws Exception {
    Representation made = give(key("a"), SEALED, "货主 13800138000").representation();
    Representation kept = cache.ready(key("a"), SEALED).orElseThrow().representation();

    assertThat(kept).usingRecursiveComparison().isEqualTo(made);
  }

  @Test
  void whatIsSealedCannotBeReadAndOpensUnderItsNameOnly() {
    Sealing sealing = new Sealing(new SecureRandom());
    byte[] sealed = sealing.seal(key("a"), saying("secret 13800138000"));

    assertThat(new String(sealed, ISO_8859_1)).doesNotContain("secret", "13800138000", "json");
    assertThat(sealing.open(key("a"), sealed)).isPresent();
    assertThat(sealing.open(key("b"), sealed)).isEmpty();
    assertThat(new Sealing(new SecureRandom()).open(key("a"), sealed)).isEmpty();
    sealed[sealed.length / 2] ^= 1;
    assertThat(sealing.open(key("a"), sealed)).isEmpty();
  }

  /** Deciphering much is no work for an event loop. */
  @Test
  void aLargeAnswerThatIsSealedIsNotReadyAtOnce() throws Exception {
    give(key("a"), SEALED, "x".repeat(20_000));

    assertThat(cache.ready(key("a"), SEALED)).isEmpty();
    assertThat(give(key("a"), SEALED, "y").origin()).isEqualTo(Given.Origin.KEPT);
    assertThat(runs).hasValue(1);
  }

  /** A second call opens nothing while what the first one opened is about. */
  @Test
  void whatWasOpenedIsGivenAgainUntilItIsCollected() throws Exception {
    give(key("a"), SEALED, "x".repeat(20_000));
    Representation opened = give(key("a"), SEALED, "y").representation();

    assertThat(cache.ready(key("a"), SEALED).orElseThrow().representation()).isSameAs(opened);
    assertThat(cache.ready(key("b"), SEALED)).isEmpty();

    opened = null;
    Eventually.holds(
        () -> {
          System.gc();
          return cache.ready(key("a"), SEALED).isEmpty();
        });
    assertThat(give(key("a"), SEALED, "z").origin()).isEqualTo(Given.Origin.KEPT);
    assertThat(runs).hasValue(1);
  }
}
