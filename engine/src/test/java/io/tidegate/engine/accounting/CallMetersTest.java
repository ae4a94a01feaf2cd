package io.tidegate.engine.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
