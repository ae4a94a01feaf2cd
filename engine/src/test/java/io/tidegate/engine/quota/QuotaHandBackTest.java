package io.tidegate.engine.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.quota.Standing.Part;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of borrowed quota when a node ends. */
class QuotaHandBackTest {
  private static final Limits LIMITS = new Limits(0, 0, 0, 1_000, 0);
  private static final Account ACCOUNT = Account.of("app", "service");
  private static final Charge CHARGE = new Charge(ACCOUNT, LIMITS, 0);

  private final QuotaFixture fixture = new QuotaFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private Ticket call() {
    Verdict verdict = fixture.quota().ask(List.of(CHARGE));
    assertThat(verdict).isInstanceOf(Verdict.Admitted.class);
    return ((Verdict.Admitted) verdict).ticket();
  }

  private Part day() {
    return fixture.standing(Map.of(ACCOUNT, LIMITS)).get(ACCOUNT).parts().getFirst();
  }

  @Test
  void aNodeThatIsEndedInOrderHandsBackAllItDidNotSpend() {
    call().end(false);
    assertThat(day().lent()).isPositive();
    assertThat(day().left()).isLessThan(999);

    fixture.quota().handBack();

    assertThat(day().left()).isEqualTo(999);
    assertThat(day().lent()).isZero();
  }

  @Test
  void callsThatAreUnderWayAreSpentAndTheRestIsHandedBack() {
    call();
    call();

    fixture.quota().handBack();

    assertThat(day().left()).isEqualTo(998);
  }

  @Test
  void aNodeThatIsKilledHandsNothingBack() {
    call().end(false);

    fixture.quota().close();

    assertThat(day().left()).isLessThan(999);
  }

  @Test
  void afterwardsNothingIsAdmittedAndNothingBorrowed() {
    call().end(false);
    fixture.quota().handBack();

    assertThat(fixture.quota().ask(List.of(CHARGE))).isInstanceOf(Verdict.OutOfReach.class);
    assertThat(fixture.quota().atHand(List.of(CHARGE))).isInstanceOf(Verdict.OutOfReach.class);
    assertThat(day().left()).isEqualTo(999);
  }

  @Test
  void aNodeThatReachesNobodyEndsAllTheSame() {
    call().end(false);
    fixture.takeAway(true);

    fixture.quota().handBack();

    fixture.takeAway(false);
    assertThat(day().left()).isLessThan(999);
  }
}
