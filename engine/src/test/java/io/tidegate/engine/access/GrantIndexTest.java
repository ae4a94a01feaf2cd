package io.tidegate.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.agreement.AgreedCalls;
import io.tidegate.engine.agreement.Grant;
import io.tidegate.engine.agreement.Grant.State;
import io.tidegate.engine.testing.Grants;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrantIndexTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final List<Grant> stored = new ArrayList<>();
  private final GrantIndex index =
      new GrantIndex(() -> List.copyOf(stored), Clock.fixed(NOW, ZoneOffset.UTC));

  private void grant(String application, String service, State state) {
    stored.add(
        Grants.of(
            application,
            service,
            NOW.minusSeconds(60),
            NOW.plusSeconds(60),
            state,
            AgreedCalls.NONE));
  }

  @Test
  void theVersionOfAnApplicationChangesWithItsGrantsAndNotWithThoseOfOthers() {
    grant("app-1", "vessel-calls", State.ACTIVE);
    index.refresh();
    long first = index.version("app-1");
    index.refresh();
    assertThat(index.version("app-1")).isEqualTo(first);

    grant("app-2", "vessel-calls", State.ACTIVE);
    index.refresh();
    assertThat(index.version("app-1")).isEqualTo(first);

    stored.removeFirst();
    index.refresh();
    long without = index.version("app-1");
    assertThat(without).isNotEqualTo(first);
    assertThat(index.live("app-1", "vessel-calls")).isEmpty();

    grant("app-1", "vessel-calls", State.ACTIVE);
    index.refresh();
    // the same as at first, and yet another time
    assertThat(index.version("app-1")).isNotIn(first, without);
    assertThat(index.live("app-1", "vessel-calls")).isNotEmpty();
  }
}
