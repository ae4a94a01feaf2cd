package io.tidegate.engine.accounting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.engine.store.CallStore;
import io.tidegate.engine.store.CallStore.Counted;
import io.tidegate.engine.store.CallStore.Minute;
import io.tidegate.engine.store.CallStore.Outcomes;
import io.tidegate.engine.store.CallStore.Overview;
import io.tidegate.engine.store.CallStore.Question;
import io.tidegate.engine.store.CallStore.ServiceCalls;
import io.tidegate.engine.store.CallStore.StoredCall;
import io.tidegate.engine.store.PlatformDatabase;
import io.tidegate.engine.store.StoreFixture;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines as the journal has them, in a real database. */
class CallStoreIT {
  @TempDir static Path folder;
  private static PlatformDatabase database;
  private static CallStore store;

  private final UUID journal = UUID.randomUUID();

  @BeforeAll
  static void open() {
    database = StoreFixture.migrated(folder);
    store = new CallStore(database.dataSource());
  }

  @AfterAll
  static void close() {
    database.close();
  }

  private void post(long upTo, CallRecord... calls) {
    StringBuilder lines = new StringBuilder();
    for (CallRecord call : calls) {
      lines.append(new String(CallLine.of(call), UTF_8));
    }
    store.post(journal, upTo, lines.toString().getBytes(UTF_8));
  }

  private static List<StoredCall> byTrace(String trace) {
    return store.before(
        Long.MAX_VALUE, new Question(Optional.of(trace), Optional.empty(), Optional.empty()), 100);
  }

  @Test
  void aCallIsReadAsItWasPosted() {
    post(1, Calls.answered("whole"));

    assertThat(store.posted(journal)).isEqualTo(1);
    StoredCall call = byTrace("whole").getFirst();
    assertThat(call.at()).isEqualTo(Calls.NOON.minusNanos(789));
    assertThat(call.micros()).isEqualTo(12_345);
    assertThat(call.epoch()).isEqualTo(7);
    assertThat(call.service()).isEqualTo("declaration-details");
    assertThat(call.version()).isEqualTo("1.2.0");
    assertThat(call.fingerprint()).isEqualTo("f1".repeat(32));
    assertThat(call.application()).contains("trader");
    assertThat(call.enterprise()).contains("91350299MAT0000182");
    assertThat(call.outcome()).isEqualTo("ANSWERED");
    assertThat(call.status()).isEqualTo(200);
    assertThat(call.problem()).isEmpty();
    assertThat(call.rows()).isEqualTo(3);
    assertThat(call.relations()).containsExactly("AGENT", "PRINCIPAL");
    assertThat(call.masks()).containsExactly("M-DROP", "M-NAME(x)");
    assertThat(call.bytes()).isEqualTo(1024);
  }

  @Test
  void aJournalFromBeforeCallsToldWhoseRecordsTheyAskedForIsPosted() {
    UUID old = UUID.randomUUID();
    String line = new String(CallLine.of(Calls.answered("before-owners")), UTF_8);
    String without = line.substring(0, line.lastIndexOf('\t')) + "\n";

    store.post(old, 1, without.getBytes(UTF_8));

    assertThat(
            store.before(
                Long.MAX_VALUE,
                new Question(Optional.of("before-owners"), Optional.empty(), Optional.empty()),
                2))
        .singleElement()
        .satisfies(call -> assertThat(call.owner()).isEmpty());
  }

  @Test
  void whatIsOddInATextStaysInItsColumn() {
    post(1, Calls.anonymous("a\tb\\N\nc\rd\\", CallRecord.Outcome.GONE, null));

    assertThat(
            store.before(
                Long.MAX_VALUE,
                new Question(Optional.empty(), Optional.of("a\tb\\N\nc\rd\\"), Optional.empty()),
                100))
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.outcome()).isEqualTo("GONE");
              assertThat(call.application()).isEmpty();
              assertThat(call.problem()).isEmpty();
            });
  }

  @Test
  void linesAndTheirNumberAreThereTogetherOrNotAtAll() {
    post(1, Calls.answered("first"));
    byte[] broken =
        (new String(CallLine.of(Calls.answered("second")), UTF_8) + "not a call\n").getBytes(UTF_8);

    assertThatThrownBy(() -> store.post(journal, 3, broken)).isInstanceOf(RuntimeException.class);

    assertThat(byTrace("second")).isEmpty();
    assertThat(store.posted(journal)).isEqualTo(1);
  }

  @Test
  void pagesGoBackwards() {
    post(
        3,
        Calls.anonymous("paged", CallRecord.Outcome.REFUSED, "TG-DATA-404"),
        Calls.anonymous("paged", CallRecord.Outcome.REFUSED, "TG-PARAM-TYPE"),
        Calls.anonymous("paged", CallRecord.Outcome.FAILED, "TG-SRC-TIMEOUT"));
    Question paged = new Question(Optional.empty(), Optional.of("paged"), Optional.empty());

    List<StoredCall> first = store.before(Long.MAX_VALUE, paged, 2);
    List<StoredCall> second = store.before(first.getLast().number(), paged, 2);

    assertThat(first)
        .extracting(c -> c.problem().orElseThrow())
        .containsExactly("TG-SRC-TIMEOUT", "TG-PARAM-TYPE");
    assertThat(second).extracting(c -> c.problem().orElseThrow()).containsExactly("TG-DATA-404");
  }

  @Test
  void callsAreCountedByTheMinute() {
    Optional<String> counted = Optional.of("counted");
    post(
        3,
        Calls.anonymous("counted", CallRecord.Outcome.REFUSED, "TG-DATA-404"),
        Calls.anonymous("counted", CallRecord.Outcome.REFUSED, "TG-PARAM-TYPE"),
        Calls.anonymous("counted", CallRecord.Outcome.REFUSED, "TG-DATA-404"));
    post(4, Calls.anonymous("counted", CallRecord.Outcome.GONE, null));
    Instant minute = Calls.NOON.truncatedTo(ChronoUnit.MINUTES);

    Overview overview = store.overview(minute, minute.plusSeconds(60), counted, 1);

    assertThat(overview.minutes())
        .containsExactly(new Minute(minute, new Outcomes(0, 3, 0, 1), 0, 0, 1000, 1000));
    assertThat(overview.services())
        .containsExactly(new ServiceCalls("counted", new Outcomes(0, 3, 0, 1)));
    assertThat(overview.problems()).containsExactly(new Counted("TG-DATA-404", 2));
    assertThat(overview.masks()).isEmpty();
    assertThat(store.overview(minute.minusSeconds(60), minute, counted, 1).minutes()).isEmpty();
  }

  @Test
  void masksAreCountedByAnswers() {
    post(2, Calls.answered("masked"), Calls.answered("masked"));
    Instant minute = Calls.NOON.truncatedTo(ChronoUnit.MINUTES);

    assertThat(store.overview(minute, minute.plusSeconds(60), Optional.empty(), 5).masks())
        .extracting(Counted::word)
        .containsExactly("M-DROP", "M-NAME(x)");
  }

  @Test
  void onlyWhatIsOldIsRemoved() {
    post(2, Calls.answered("old"), Calls.answered("old"));

    assertThat(store.removeBefore(Calls.NOON.minusSeconds(1), 100)).isZero();
    assertThat(byTrace("old")).hasSize(2);
    assertThat(store.removeBefore(Calls.NOON.plusSeconds(1), 1)).isEqualTo(1);
  }
}
