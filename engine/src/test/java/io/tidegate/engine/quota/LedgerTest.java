package io.tidegate.engine.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.engine.quota.LeaseRequest.Settlement;
import io.tidegate.engine.quota.Ledger.Answer;
import io.tidegate.engine.quota.Ledger.Decision;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one ledger does with requests, moment by moment. */
class LedgerTest {
  private static final String ACCOUNT = Account.of("app", "service").text();
  private static final Limits DAY = new Limits(0, 0, 0, 1_000, 0);
  private static final long NOON = micros("2026-02-28T12:00:00+08:00");

  private static long micros(String time) {
    return OffsetDateTime.parse(time).toInstant().toEpochMilli() * 1000;
  }

  private static LeaseRequest request(
      Limits limits, long number, long wanted, Settlement... settlements) {
    return new LeaseRequest(ACCOUNT, limits, "node", number, wanted, List.of(settlements));
  }

  private static long used(Ledger ledger, Bucket bucket) {
    return ledger.windows().get(bucket).used();
  }

  @Test
  void daysAndMonthsBeginInShanghai() {
    long evening = micros("2026-02-28T15:59:59Z");

    assertThat(Bucket.DAY.end(evening)).isEqualTo(micros("2026-02-28T16:00:00Z"));
    assertThat(Bucket.MONTH.end(evening)).isEqualTo(micros("2026-02-28T16:00:00Z"));
    assertThat(Bucket.MONTH.start(micros("2026-02-28T16:00:00Z")))
        .isEqualTo(micros("2026-03-01T00:00:00+08:00"));
    assertThat(Bucket.MINUTE.end(NOON)).isEqualTo(NOON + 60_000_000);
  }

  @Test
  void aLeaseLapsesBeforeItsMinuteEnds() {
    long late = NOON + 59_500_000;

    Answer answer = Ledger.OPENING.answer(request(DAY, 1, 3), late);

    assertThat(answer.decision())
        .isInstanceOfSatisfying(
            Decision.Lent.class,
            lent -> assertThat(lent.lease().until()).isEqualTo(NOON + 60_000_000));
  }

  @Test
  void theSameRequestIsAnsweredWithTheSameLease() {
    Answer first = Ledger.OPENING.answer(request(DAY, 1, 3), NOON);

    Answer again = first.ledger().answer(request(DAY, 1, 3), NOON + 10);

    assertThat(again.ledger()).isSameAs(first.ledger());
    assertThat(((Decision.Lent) again.decision()).lease())
        .isEqualTo(((Decision.Lent) first.decision()).lease());
  }

  @Test
  void whatIsHandedBackIsTakenBackOnceAndNeverMoreThanWasLent() {
    Ledger lent = Ledger.OPENING.answer(request(DAY, 1, 5), NOON).ledger();
    Settlement settlement = new Settlement(1, 400, 400, true);

    Ledger settled = lent.answer(request(DAY, 2, 0, settlement), NOON + 10).ledger();
    Ledger twice = settled.answer(request(DAY, 3, 0, settlement), NOON + 20).ledger();

    assertThat(used(lent, Bucket.DAY)).isEqualTo(5);
    assertThat(used(settled, Bucket.DAY)).isZero();
    assertThat(used(twice, Bucket.DAY)).isZero();
  }

  @Test
  void whatFailedHereComesBackToDaysAndMonthsOnly() {
    Ledger lent = Ledger.OPENING.answer(request(DAY, 1, 5), NOON).ledger();

    Ledger settled =
        lent.answer(request(DAY, 2, 0, new Settlement(1, 1, 2, true)), NOON + 10).ledger();

    assertThat(used(settled, Bucket.MINUTE)).isEqualTo(4);
    assertThat(used(settled, Bucket.DAY)).isEqualTo(2);
    assertThat(used(settled, Bucket.MONTH)).isEqualTo(2);
  }

  @Test
  void whatIsHandedBackLateDoesNotLessenTheNextWindow() {
    long late = NOON + 59_000_000;
    Ledger lent = Ledger.OPENING.answer(request(DAY, 1, 5), late).ledger();
    Ledger next = lent.answer(request(DAY, 2, 3), late + 2_000_000).ledger();

    Ledger settled =
        next.answer(request(DAY, 3, 0, new Settlement(1, 5, 0, true)), late + 2_100_000).ledger();

    assertThat(used(settled, Bucket.MINUTE)).isEqualTo(3);
    assertThat(used(settled, Bucket.DAY)).isEqualTo(3);
  }

  @Test
  void timeNeverGoesBack() {
    Ledger ledger = Ledger.OPENING.answer(request(DAY, 1, 5), NOON).ledger();

    Ledger before = ledger.answer(request(DAY, 2, 5), NOON - 3_600_000_000L).ledger();

    assertThat(before.at()).isEqualTo(NOON);
    assertThat(used(before, Bucket.DAY)).isEqualTo(10);
  }

  @Test
  void theEmptyBucketThatTakesLongestIsNamed() {
    Limits limits = new Limits(1, 1, 1, 1, 0);
    Ledger ledger = Ledger.OPENING.answer(request(limits, 1, 5), NOON).ledger();

    Decision decision = ledger.answer(request(limits, 2, 5), NOON).decision();

    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Nothing.class,
            nothing -> {
              assertThat(nothing.bucket()).isEqualTo(Bucket.DAY);
              assertThat(nothing.resetAt()).isEqualTo(micros("2026-03-01T00:00:00+08:00"));
            });
  }

  @Test
  void aLedgerIsKeptAsItIsAndSoAreRequestsAndReplies() {
    Limits limits = new Limits(5, 9, 100, 1_000, 10_000);
    LeaseRequest request = request(limits, 2, 3, new Settlement(1, 1, 0, false));
    Answer answer =
        Ledger.OPENING.answer(request(limits, 1, 4), NOON).ledger().answer(request, NOON + 5);
    Standing standing = answer.ledger().standing(limits, NOON + 6);
    List<LeaseReply> replies =
        List.of(
            new LeaseReply.Granted(1, 4, NOON, NOON + 7, standing),
            new LeaseReply.Refused(2, Bucket.MONTH, NOON, NOON + 8, standing),
            new LeaseReply.Settled(3),
            new LeaseReply.Unavailable(4));

    assertThat(LedgerText.read(LedgerText.write(answer.ledger()))).isEqualTo(answer.ledger());
    assertThat(LedgerText.read("")).isEqualTo(Ledger.OPENING);
    assertThatThrownBy(() -> LedgerText.read("{\"week\":[1,2]}"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Wire.requests(Wire.requests(List.of(request)))).containsExactly(request);
    assertThat(Wire.replies(Wire.replies(replies))).isEqualTo(replies);
  }
}
