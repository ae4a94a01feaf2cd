package io.tidegate.rules.fact;

import static io.tidegate.rules.fact.OrganisationLevel.ANONYMOUS;
import static io.tidegate.rules.fact.OrganisationLevel.CERTIFIED;
import static io.tidegate.rules.fact.OrganisationLevel.DISCREDITED;
import static io.tidegate.rules.fact.Purpose.FINANCE;
import static io.tidegate.rules.fact.Purpose.RESEARCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everybody is of exactly one part, and a part is never of two minds. */
class AudienceTest {
  @Test
  void nobodyToldApartIsEverybody() {
    assertThat(Audience.parts(List.of())).containsExactly(Audience.EVERYBODY);
    assertThat(Audience.parts(List.of(Audience.EVERYBODY))).containsExactly(Audience.EVERYBODY);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void everybodyIsOfOnePartAndPartsAreOfOneMind(int seed) {
    Random random = new Random(seed);
    List<Audience> told = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      told.add(
          new Audience(some(Purpose.values(), random), some(OrganisationLevel.values(), random)));
    }
    List<Audience> parts = Audience.parts(told);
    Collections.shuffle(told, random);
    assertThat(Audience.parts(told)).isEqualTo(parts);
    assertThat(Audience.together(parts)).containsExactly(Audience.EVERYBODY);
    for (Purpose purpose : Purpose.values()) {
      for (OrganisationLevel level : OrganisationLevel.values()) {
        List<Audience> some = parts.subList(0, 1 + parts.size() / 2);
        assertThat(Audience.together(some).stream().filter(p -> p.has(purpose, level)).count())
            .isEqualTo(some.stream().filter(p -> p.has(purpose, level)).count());
        List<Audience> own = parts.stream().filter(p -> p.has(purpose, level)).toList();
        assertThat(own).hasSize(1);
        for (Audience audience : told) {
          assertThat(own.getFirst().overlaps(audience)).isEqualTo(audience.has(purpose, level));
        }
      }
    }
  }

  private static <W> List<W> some(W[] words, Random random) {
    List<W> some = new ArrayList<>(List.of(words));
    Collections.shuffle(some, random);
    return some.subList(0, 1 + random.nextInt(words.length));
  }

  @Test
  void isToldByTheFewerWords() {
    assertThat(new Audience(List.of(RESEARCH, FINANCE), List.of(CERTIFIED)).text())
        .isEqualTo("finance|research, certified");
    List<OrganisationLevel> most = new ArrayList<>(List.of(OrganisationLevel.values()));
    most.removeAll(List.of(DISCREDITED, ANONYMOUS));
    assertThat(new Audience(List.of(Purpose.values()), most).text())
        .isEqualTo("not anonymous|discredited");
    assertThat(Audience.EVERYBODY.text()).isEqualTo("everybody");
  }

  @Test
  void isSomebody() {
    assertThatThrownBy(() -> new Audience(List.of(), List.of(CERTIFIED)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
