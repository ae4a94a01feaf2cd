package io.tidegate.engine.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.answer.AnswerForm;
import io.tidegate.engine.answer.AnswerTally;
import io.tidegate.engine.answer.Representation;
import io.tidegate.engine.breaker.Breaker;
import io.tidegate.engine.breaker.BreakerNews;
import io.tidegate.engine.breaker.Breakers;
import io.tidegate.engine.cache.AnswerCache;
import io.tidegate.engine.cache.CacheKey;
import io.tidegate.engine.cache.CacheSettings;
import io.tidegate.engine.plan.PlannedCache;
import io.tidegate.engine.plan.PlannedCache.Audience;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.route.catalog.Reliability.Breaking;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallMetersTest {
  @TempDir Path folder;
  private CallJournal journal;
  private CallMeters meters;

  @BeforeEach
  void open() {
    journal = CallJournal.open(folder, 4096, 8192);
    meters = new CallMeters(journal);
  }

  @AfterEach
  void close() {
    meters.close();
  }

  @Test
  void callsAreCountedByWhatBecameOfThem() {
    JournaledAccount account = new JournaledAccount(journal, meters, call -> {});
    account.record(Calls.answered("a"));
    account.record(Calls.answered("b"));
    account.record(
        Calls.anonymous("declaration-details", CallRecord.Outcome.REFUSED, "TG-DATA-404"));
    account.refused(CallRecord.Outcome.REFUSED, "TG-AUTH-INVALID");

    assertThat(meters.scrape())
        .contains(
            "tidegate_calls_seconds_count{outcome=\"answered\",problem=\"none\","
                + "service=\"declaration-details\"} 2",
            "tidegate_calls_seconds_count{outcome=\"refused\",problem=\"TG-DATA-404\","
                + "service=\"declaration-details\"} 1",
            "tidegate_calls_seconds_bucket{outcome=\"answered\",problem=\"none\","
                + "service=\"declaration-details\",le=\"0.025\"} 2",
            "tidegate_answer_rows_total{service=\"declaration-details\"} 6.0",
            "tidegate_answer_bytes_total{service=\"declaration-details\"} 2048.0",
            "tidegate_calls_refused_total{outcome=\"refused\",problem=\"TG-AUTH-INVALID\"} 1.0",
            "tidegate_calls_waiting 3.0",
            "jvm_memory_used_bytes");
  }

  @Test
  void aRefusalForQuotaNamesItsBucket() {
    JournaledAccount account = new JournaledAccount(journal, meters, call -> {});
    account.record(
        Calls.anonymous("declaration-details", CallRecord.Outcome.REFUSED, "TG-QUOTA-DAY"));

    assertThat(meters.scrape())
        .contains(
            "tidegate_calls_seconds_count{outcome=\"refused\",problem=\"TG-QUOTA-DAY\","
                + "service=\"declaration-details\"} 1");
  }

  @Test
  void answersThatAreKeptAreCountedByWhereTheyCameFrom() throws Exception {
    AtomicLong nanos = new AtomicLong();
    AnswerCache cache =
        new AnswerCache(
            new CacheSettings(1 << 20, 100_000, Duration.ofMinutes(5)),
            new SecureRandom(),
            nanos::get);
    meters.with(cache);
    PlannedCache terms = new PlannedCache(Duration.ofSeconds(30), true, Audience.EVERYBODY, false);
    CacheKey key =
        new CacheKey(
            "f1@7",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0,
            Optional.empty(),
            Map.of("entryId", "37910001"),
            Optional.empty(),
            OptionalInt.empty(),
            AnswerForm.JSON,
            false);
    AtomicBoolean answers = new AtomicBoolean(true);
    for (int call = 0; call < 3; call++) {
      cache.give(key, terms, making(answers));
    }
    answers.set(false);
    nanos.addAndGet(Duration.ofSeconds(31).toNanos());
    cache.give(key, terms, making(answers));

    assertThat(meters.scrape())
        .contains(
            "tidegate_cache_answers_total{origin=\"made\"} 1.0",
            "tidegate_cache_answers_total{origin=\"kept\"} 2.0",
            "tidegate_cache_answers_total{origin=\"stale\"} 1.0",
            "tidegate_cache_entries 1.0")
        .containsPattern("tidegate_cache_bytes [1-9]")
        .doesNotContain("37910001");
  }

  private static AnswerCache.Making making(AtomicBoolean answers) {
    return new AnswerCache.Making() {
      @Override
      public AnswerCache.Made make() throws CallProblem {
        if (!answers.get()) {
          throw new CallProblem(ProblemCode.SOURCE_TIMEOUT);
        }
        return new AnswerCache.Made(
            new Representation(
                "application/json",
                "{}".getBytes(StandardCharsets.UTF_8),
                false,
                "\"x\"",
                false,
                new TreeMap<>(),
                AnswerTally.NOTHING),
            true);
      }

      @Override
      public void end(Thread worker) {}
    };
  }

  @Test
  void aBreakerIsSeenFromItsFirstReadOnAndItsOpeningsAreCounted() {
    Breakers breakers = new Breakers(BreakerNews.NOBODY);
    meters.with(breakers);
    assertThat(meters.scrape()).doesNotContain("tidegate_breaker");
    Breaking settings = new Breaking(50, 2, Optional.empty(), 50, Duration.ofMinutes(5), 2);
    Breaker breaker = breakers.of("terminal", settings);
    assertThat(meters.scrape())
        .contains(
            "tidegate_breaker_state{source=\"terminal\",state=\"closed\"} 1.0",
            "tidegate_breaker_state{source=\"terminal\",state=\"open\"} 0.0",
            "tidegate_breaker_openings_total{source=\"terminal\"} 0.0");

    for (int read = 0; read < 2; read++) {
      breaker.enter();
      breaker.failed(Duration.ofMillis(1), new IllegalStateException());
    }
    assertThat(meters.scrape())
        .contains(
            "tidegate_breaker_state{source=\"terminal\",state=\"closed\"} 0.0",
            "tidegate_breaker_state{source=\"terminal\",state=\"open\"} 1.0",
            "tidegate_breaker_openings_total{source=\"terminal\"} 1.0");

    // another one takes its place when the catalog says so; what was counted stays
    breakers.of("terminal", new Breaking(60, 2, Optional.empty(), 50, Duration.ofMinutes(5), 2));
    assertThat(meters.scrape())
        .contains(
            "tidegate_breaker_state{source=\"terminal\",state=\"closed\"} 1.0",
            "tidegate_breaker_openings_total{source=\"terminal\"} 1.0");
  }

  @Test
  void whatFoundNoRoomIsCountedAndNothingElseIs() {
    JournaledAccount account = new JournaledAccount(journal, meters, call -> {});
    int recorded = 0;
    while (account.record(Calls.answered("a"))) {
      recorded++;
    }

    assertThat(meters.scrape())
        .contains("tidegate_calls_unrecorded_total 1.0", "declaration-details\"} " + recorded);
  }
}
