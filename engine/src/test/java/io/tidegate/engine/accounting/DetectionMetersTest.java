package io.tidegate.engine.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.answer.AnswerWatch;
import io.tidegate.engine.cluster.Eventually;
import io.tidegate.engine.detect.LiveSampling;
import io.tidegate.engine.testing.SampledAnswer;
import io.tidegate.route.catalog.Sensitivity;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What detectors find in live answers is counted, and never told. */
class DetectionMetersTest {
  private static final String PLANTED = "货主王先生 10012345678，请提前联系";

  @TempDir Path folder;
  private CallMeters meters;
  private LiveSampling sampling;

  @BeforeEach
  void open() {
    meters = new CallMeters(CallJournal.open(folder, 4096, 8192));
    sampling = new LiveSampling(1, true, meters.detections(), Clock.systemUTC());
  }

  @AfterEach
  void close() {
    sampling.close();
    meters.close();
  }

  private void lookedAt(long answers) {
    Eventually.holds(() -> sampling.looked() == answers);
  }

  @Test
  void aNumberInAFreeTextIsAHitAnAlarmAndAClosing() {
    SampledAnswer.of("remark").leave(sampling, PLANTED);
    lookedAt(1);

    assertThat(meters.scrape())
        .contains(
            "tidegate_detection_looked_total 1.0",
            "tidegate_detection_skipped_total 0.0",
            "tidegate_detection_hits_total{covered=\"false\",detector=\"mobile\","
                + "service=\"notes/1\"} 1.0",
            "tidegate_detection_alarms_total{detector=\"mobile\",service=\"notes/1\"} 1.0",
            "tidegate_detection_closings_total{detector=\"mobile\",service=\"notes/1\"} 1.0")
        .doesNotContain("10012345678", "王先生");
  }

  @Test
  void whatItsLabelCoversIsAHitAndNoAlarm() {
    SampledAnswer.of("remark", Optional.of(Sensitivity.S3)).leave(sampling, PLANTED);
    lookedAt(1);

    assertThat(meters.scrape())
        .contains(
            "tidegate_detection_hits_total{covered=\"true\",detector=\"mobile\","
                + "service=\"notes/1\"} 1.0")
        .doesNotContain("tidegate_detection_alarms", "tidegate_detection_closings");
  }

  @Test
  void anAlarmThatIsRaisedAgainIsOne() {
    LiveSampling open = new LiveSampling(1, false, meters.detections(), Clock.systemUTC());
    SampledAnswer remarks = SampledAnswer.of("remark");
    AnswerWatch watch = open.of(remarks.plan());
    remarks.leave(watch, PLANTED);
    remarks.leave(watch, PLANTED);
    Eventually.holds(() -> open.looked() == 2);

    assertThat(meters.scrape())
        .contains(
            "detector=\"mobile\",service=\"notes/1\"} 2.0",
            "tidegate_detection_alarms_total{detector=\"mobile\",service=\"notes/1\"} 1.0")
        .doesNotContain("tidegate_detection_closings");
    open.close();
  }
}
