package io.tidegate.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.answer.AnswerWatch;
import io.tidegate.engine.testing.SampledAnswer;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.data.MaskedText;
import io.tidegate.rules.detect.Detector;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A telephone number is planted in a free text (SEC-DM-13). */
class LiveSamplingTest {
  private static final String PLANTED = "货主王先生 10012345678，请提前联系";
  private static final Duration SOON = Duration.ofSeconds(5);

  private final SampledAnswer remarks = SampledAnswer.of("remark");
  private LiveSampling sampling;

  @AfterEach
  void stop() {
    sampling.close();
  }

  private AnswerWatch watch(int every, boolean strict) {
    sampling = new LiveSampling(every, strict, DetectionCounts.NONE, Clock.systemUTC());
    return sampling.of(remarks.plan());
  }

  private void lookedAt(long answers) throws InterruptedException {
    Instant end = Instant.now().plus(SOON);
    while (sampling.looked() < answers && Instant.now().isBefore(end)) {
      Thread.sleep(5);
    }
    assertThat(sampling.looked()).isEqualTo(answers);
  }

  @Test
  void raisesAnAlarmAndLeavesTheFieldOpen() throws InterruptedException {
    AnswerWatch watch = watch(1, false);
    remarks.leave(watch, PLANTED);
    lookedAt(1);
    LiveSampling.Alarm alarm = sampling.alarms().getFirst();
    assertThat(alarm.service()).isEqualTo("notes/1");
    assertThat(alarm.member()).isEqualTo("remark");
    assertThat(alarm.detector()).isEqualTo(Detector.MOBILE);
    assertThat(alarm.closed()).isFalse();
    assertThat(remarks.leave(watch, PLANTED)).contains("10012345678");
    lookedAt(2);
    assertThat(sampling.alarms()).hasSize(1);
    assertThat(sampling.alarms().getFirst().count()).isEqualTo(2);
  }

  @Test
  void closesTheFieldInStrictModeWithinFiveSeconds() throws InterruptedException {
    AnswerWatch watch = watch(1, true);
    assertThat(remarks.leave(watch, PLANTED)).contains("10012345678");
    lookedAt(1);
    assertThat(remarks.leave(watch, PLANTED)).isEqualTo("{\"remark\":null}");
    assertThat(remarks.leave(watch, "无")).isEqualTo("{\"remark\":null}");
  }

  @Test
  void aFieldStaysClosedWhenItsServiceIsPublishedAgainUntilItsLabelIsStrictEnough()
      throws InterruptedException {
    remarks.leave(watch(1, true), PLANTED);
    lookedAt(1);
    SampledAnswer again = SampledAnswer.of("remark");
    assertThat(again.leave(sampling, PLANTED)).isEqualTo("{\"remark\":null}");
    SampledAnswer mended = SampledAnswer.of("remark", Optional.of(Sensitivity.S3));
    assertThat(mended.leave(sampling, PLANTED)).contains("10012345678");
  }

  @Test
  void whatIsLabelledOrMaskedOrUnknownRaisesNone() throws InterruptedException {
    watch(1, true);
    SampledAnswer.of("remark", Optional.of(Sensitivity.S3)).leave(sampling, PLANTED);
    SampledAnswer.of("remark", Optional.empty()).leave(sampling, PLANTED);
    remarks.leave(sampling, new MaskedText(PLANTED));
    remarks.leave(sampling, "第一批货物已验");
    remarks.leave(sampling, null);
    lookedAt(5);
    assertThat(sampling.alarms()).isEmpty();
  }

  @Test
  void oneInSoManyIsLookedAt() throws InterruptedException {
    AnswerWatch watch = watch(1000, true);
    int answers = 40_000;
    for (int i = 0; i < answers; i++) {
      if (watch.isDrawn()) {
        watch.leaves(null);
      }
    }
    Thread.sleep(200);
    long drawn = sampling.looked() + sampling.skipped();
    // the chance to be outside of this is less than one in a million
    assertThat(drawn).isBetween(10L, 80L);
  }

  @Test
  void nothingIsLookedAtWhenItIsOff() {
    AnswerWatch watch = watch(0, true);
    for (int i = 0; i < 10_000; i++) {
      remarks.leave(watch, PLANTED);
    }
    assertThat(sampling.looked() + sampling.skipped()).isZero();
    assertThat(sampling.alarms()).isEmpty();
  }

  @Test
  void theLogHasTheFieldAndNeverTheValue() throws InterruptedException {
    List<String> lines = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            lines.add(record.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger log = Logger.getLogger(LiveSampling.class.getName());
    log.addHandler(handler);
    try {
      remarks.leave(watch(1, true), PLANTED);
      lookedAt(1);
    } finally {
      log.removeHandler(handler);
    }
    assertThat(lines)
        .singleElement()
        .satisfies(
            line ->
                assertThat(line)
                    .contains("ALARM", "notes/1", "remark", "mobile number", "S3")
                    .doesNotContain("10012345678", "王先生"));
  }
}
