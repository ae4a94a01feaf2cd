package io.tidegate.engine.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.cluster.Eventually;
import io.tidegate.route.catalog.Reliability.Breaking;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BreakersTest {
  private static final Duration MOMENT = Duration.ofMillis(60);
  private static final Duration LONG = Duration.ofMinutes(5);

  private final List<String> told = new ArrayList<>();
  private final Breakers breakers =
      new Breakers(
          new BreakerNews() {
            @Override
            public void opened(String name, Duration time) {
              told.add("opened " + name + " " + time.toMillis());
            }

            @Override
            public void closed(String name) {
              told.add("closed " + name);
            }
          });

  private static Breaking settings(Duration open) {
    return new Breaking(50, 4, Optional.of(Duration.ofMillis(500)), 50, open, 2);
  }

  private static void fail(Breaker breaker, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(breaker.enter()).isTrue();
      breaker.failed(Duration.ofMillis(1), new IllegalStateException());
    }
  }

  @Test
  void itOpensAtItsShareOfFailuresAndTellsHowLong() {
    Breaker breaker = breakers.of("terminal", settings(LONG));
    fail(breaker, 3);
    assertThat(breaker.isOpen()).as("too few to tell").isFalse();
    breaker.enter();
    breaker.answered(Duration.ofMillis(1));

    assertThat(breaker.isOpen()).isTrue();
    assertThat(breaker.enter()).isFalse();
    assertThat(breaker.untilTrial()).isBetween(LONG.minusSeconds(30), LONG.plusSeconds(1));
    assertThat(told).containsExactly("opened terminal 300000");
  }

  @Test
  void itIsToldHowEachStands() {
    fail(breakers.of("few", settings(LONG)), 3);
    fail(breakers.of("broken", settings(LONG)), 4);

    assertThat(breakers.standings().keySet()).containsExactly("broken", "few");
    Breaker.Standing few = breakers.standings().get("few");
    assertThat(few.state()).isEqualTo(Breaker.State.CLOSED);
    assertThat(few.calls()).isEqualTo(3);
    assertThat(few.failureRate()).as("too few to tell").isNegative();
    assertThat(few.untilTrial()).isZero();
    Breaker.Standing broken = breakers.standings().get("broken");
    assertThat(broken.state()).isEqualTo(Breaker.State.OPEN);
    assertThat(broken.failureRate()).isEqualTo(100);
    assertThat(broken.untilTrial()).isPositive();
  }

  @Test
  void itOpensAtItsShareOfSlowReads() {
    Breaker breaker = breakers.of("slow", settings(LONG));
    for (int i = 0; i < 4; i++) {
      breaker.enter();
      breaker.answered(Duration.ofMillis(i < 2 ? 501 : 1));
    }
    assertThat(breaker.isOpen()).isTrue();
  }

  @Test
  void ofASourceThatDoesNotSayWhatIsSlowNothingIs() {
    Breaker breaker = breakers.of("any", new Breaking(50, 4, Optional.empty(), 1, LONG, 2));
    for (int i = 0; i < 8; i++) {
      breaker.enter();
      breaker.answered(Duration.ofSeconds(50));
    }
    assertThat(breaker.isOpen()).isFalse();
  }

  @Test
  void afterItsTimeOnlyTheTrialsAreLetThroughAndTheyDecide() {
    Breaker breaker = breakers.of("terminal", settings(MOMENT));
    fail(breaker, 4);
    Eventually.holds(breaker::enter);

    assertThat(breaker.enter()).isTrue();
    assertThat(breaker.enter()).as("there are two trials").isFalse();
    breaker.failed(Duration.ofMillis(1), new IllegalStateException());
    breaker.failed(Duration.ofMillis(1), new IllegalStateException());
    assertThat(breaker.isOpen()).isTrue();

    Eventually.holds(breaker::enter);
    breaker.answered(Duration.ofMillis(1));
    assertThat(breaker.enter()).isTrue();
    breaker.answered(Duration.ofMillis(1));
    assertThat(told).containsExactly("opened terminal 60", "opened terminal 60", "closed terminal");
  }

  @Test
  void whatSaysNothingOfTheSourceDoesNotCount() {
    Breaker breaker = breakers.of("terminal", settings(LONG));
    fail(breaker, 3);
    for (int i = 0; i < 10; i++) {
      assertThat(breaker.enter()).isTrue();
      breaker.neither();
    }
    assertThat(breaker.isOpen()).isFalse();
  }

  @Test
  void whatAnotherNodeTellsIsFollowedAndNotToldOn() {
    Breaker known = breakers.of("known", settings(LONG));
    breakers.openedElsewhere("known", LONG);
    breakers.openedElsewhere("later", LONG);
    Breaker later = breakers.of("later", settings(LONG));

    assertThat(known.enter()).isFalse();
    assertThat(later.enter()).isFalse();
    assertThat(known.untilTrial()).as("who found it tries it first").isGreaterThan(LONG);

    breakers.closedElsewhere("known");
    breakers.closedElsewhere("later");
    assertThat(known.enter()).isTrue();
    assertThat(later.enter()).isTrue();
    assertThat(told).isEmpty();
  }

  @Test
  void othersThatSayNothingMoreAreNotWaitedForForEver() throws InterruptedException {
    Breaker breaker = breakers.of("terminal", settings(MOMENT));
    breakers.openedElsewhere("terminal", MOMENT);
    Thread.sleep(MOMENT.multipliedBy(2));

    assertThat(breaker.enter()).isTrue();
  }

  @Test
  void otherSettingsMakeAnotherBreaker() {
    Breaker before = breakers.of("terminal", settings(LONG));

    assertThat(breakers.of("terminal", settings(LONG))).isSameAs(before);
    assertThat(breakers.of("terminal", settings(MOMENT))).isNotSameAs(before);
  }
}
