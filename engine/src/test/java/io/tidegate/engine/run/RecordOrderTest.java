package io.tidegate.engine.run;

import static io.tidegate.engine.run.Composition.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.data.DataRecord;
import io.tidegate.route.data.MaskedText;
import io.tidegate.route.flow.Flow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordOrderTest {
  private static List<Object> sorted(boolean descending, Object... values) {
    List<Object> records = new ArrayList<>();
    for (Object value : values) {
      records.add(record("x", "v", value));
    }
    records.sort(new RecordOrder(List.of(new Flow.Sort.Key("v", descending))));
    List<Object> sorted = new ArrayList<>();
    records.forEach(r -> sorted.add(((DataRecord) r).value("v")));
    return sorted;
  }

  @Test
  void valuesAreOrderedByWhatTheyAre() {
    assertThat(sorted(false, 10L, 9L, new BigDecimal("9.5")))
        .containsExactly(9L, new BigDecimal("9.5"), 10L);
    assertThat(sorted(true, "a", "b", "B")).containsExactly("b", "a", "B");
    assertThat(sorted(false, true, false)).containsExactly(false, true);
    assertThat(sorted(false, LocalDate.of(2024, 2, 1), LocalDate.of(2024, 1, 31)))
        .containsExactly(LocalDate.of(2024, 1, 31), LocalDate.of(2024, 2, 1));
    OffsetDateTime early = OffsetDateTime.parse("2024-01-01T09:00:00+08:00");
    OffsetDateTime late = OffsetDateTime.parse("2024-01-01T02:00:00Z");
    assertThat(sorted(true, early, late)).containsExactly(late, early);
  }

  @Test
  void whatHasNoValueComesLastInEitherDirection() {
    assertThat(sorted(false, null, 1L)).containsExactly(1L, null);
    assertThat(sorted(true, null, 1L)).containsExactly(1L, null);
  }

  @Test
  void whatAMaskLeftComesBetweenValuesAndNothing() {
    MaskedText a = new MaskedText("a");
    MaskedText b = new MaskedText("b");
    assertThat(sorted(false, null, b, 1L, a)).containsExactly(1L, a, b, null);
    assertThat(sorted(true, null, a, 1L, b)).containsExactly(1L, b, a, null);
  }

  @Test
  void equalRecordsKeepTheirOrderAndTheNextKeyDecides() {
    List<Object> records =
        new ArrayList<>(
            List.of(
                record("x", "v", 1L, "w", 1L, "n", "a"),
                record("x", "v", 1L, "w", 2L, "n", "b"),
                record("x", "v", 1L, "w", 2L, "n", "c")));
    records.sort(
        new RecordOrder(List.of(new Flow.Sort.Key("v", false), new Flow.Sort.Key("w", true))));
    assertThat(records).extracting(r -> ((DataRecord) r).value("n")).containsExactly("b", "c", "a");
  }

  /** An order that contradicts itself makes sorting fail in the middle of a call. */
  @Test
  void everyMixtureHasOneOrder() {
    List<Object> values =
        new ArrayList<>(
            Arrays.asList(
                null,
                2L,
                10L,
                new BigDecimal("9"),
                new MaskedText("1"),
                new MaskedText("11"),
                new MaskedText("3")));
    for (int i = 0; i < 30; i++) {
      values.add((long) i);
      values.add(new MaskedText(String.valueOf(i * 7)));
    }
    List<Object> expected = sorted(false, values.toArray());
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      Collections.shuffle(values, random);
      assertThat(sorted(false, values.toArray()))
          .usingElementComparator((a, b) -> String.valueOf(a).compareTo(String.valueOf(b)))
          .isEqualTo(expected);
    }
  }
}
