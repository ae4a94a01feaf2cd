package io.tidegate.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.publish.Call;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CacheKeyTest {
  /** What a call brings to a plan, and what stands for it in the name of its answer. */
  private static final Map<String, String> NAMED =
      Map.of(
          "application", "application",
          "caller", "enterprise",
          "agreement", "agreement",
          "fields", "fields",
          "parameters", "parameters",
          "cursor", "cursor",
          "limit", "limit");

  /** What no answer can depend on: when it is due, what it is called, what runs for it. */
  private static final Set<String> OF_THE_RUN = Set.of("deadline", "traceId", "running");

  /** What makes that no answer is kept at all, as {@code KeptAnswersHttpTest} sees. */
  private static final Set<String> NEVER_KEPT = Set.of("owner");

  /**
   * Whoever gives a call something more that an answer can depend on, such as what it is called
   * under, has to give it to the name as well.
   */
  @Test
  void everythingACallBringsToAPlanIsInTheNameOfItsAnswer() {
    assertThat(names(CacheKey.class)).containsAll(NAMED.values());
    assertThat(names(Call.class))
        .allSatisfy(
            part ->
                assertThat(
                        NAMED.containsKey(part)
                            || OF_THE_RUN.contains(part)
                            || NEVER_KEPT.contains(part))
                    .isTrue());
  }

  private static Stream<String> names(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName);
  }
}
