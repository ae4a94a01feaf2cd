package io.tidegate.engine.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.access.GrantIndex;
import io.tidegate.engine.agreement.AgreedCalls;
import io.tidegate.engine.agreement.Grant;
import io.tidegate.engine.agreement.Grant.State;
import io.tidegate.engine.gateway.Identity;
import io.tidegate.engine.quota.Account;
import io.tidegate.engine.quota.Charge;
import io.tidegate.engine.quota.Limits;
import io.tidegate.engine.testing.Grants;
import io.tidegate.rules.fact.LimitClass;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a call is counted in: the class that was decided, and what an agreement says. */
class QuotaPartsTest {
  private static final Instant NOW = Instant.parse("2026-07-01T08:00:00Z");
  private static final Identity TRADER = new Identity("app-1", "91350299MAT0000182");
  private static final LimitClass PLATFORM = new LimitClass("PLATFORM", 5, 10, 20_000);

  private static QuotaParts.Terms terms(Grant... grants) {
    GrantIndex index = new GrantIndex(() -> List.of(grants), Clock.fixed(NOW, ZoneOffset.UTC));
    index.refresh();
    return new QuotaParts.Terms(index, 3);
  }

  private static Grant grant(AgreedCalls calls, Instant from, Instant to) {
    return Grants.of("app-1", "vessel-calls", from, to, State.ACTIVE, calls);
  }

  @Test
  void theNumbersOfTheDecidedClassAreCountedAndNoOthers() {
    assertThat(terms().charges("vessel-calls", PLATFORM, Optional.of(TRADER), Optional.empty()))
        .containsExactly(
            new Charge(Account.of("app-1", "vessel-calls"), new Limits(5, 10, 0, 20_000, 0), 3));
  }

  @Test
  void callersWithoutAKeyShareAnAccount() {
    assertThat(
            terms().charges("vessel-calls", LimitClass.LEAST, Optional.empty(), Optional.empty()))
        .containsExactly(
            new Charge(Account.anonymous("vessel-calls"), new Limits(1, 1, 0, 1_000, 0), 3));
  }

  @Test
  void anAgreementTakesThePlaceOfTheClassBucketByBucket() {
    AgreedCalls agreed =
        new AgreedCalls(
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalLong.empty(),
            OptionalLong.of(50_000),
            OptionalLong.of(900_000));
    Instant from = NOW.minusSeconds(60);

    assertThat(
            terms(grant(agreed, from, NOW.plusSeconds(60)))
                .charges("vessel-calls", PLATFORM, Optional.of(TRADER), Optional.empty()))
        .containsExactly(
            new Charge(
                new Account("TG-A-1", "vessel-calls", "app-1"),
                new Limits(0, 0, 0, 50_000, 900_000),
                3),
            new Charge(Account.of("app-1", "vessel-calls"), new Limits(5, 10, 0, 0, 0), 3));
    assertThat(
            terms(grant(agreed, from, NOW))
                .charges("vessel-calls", PLATFORM, Optional.of(TRADER), Optional.empty()))
        .as("an agreement that is over")
        .extracting(Charge::account)
        .containsExactly(Account.of("app-1", "vessel-calls"));
  }
}
