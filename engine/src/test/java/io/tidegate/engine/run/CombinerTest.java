package io.tidegate.engine.run;

import static io.tidegate.engine.run.Composition.marks;
import static io.tidegate.engine.run.Composition.record;
import static io.tidegate.engine.run.Composition.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.data.DataRecord;
import io.tidegate.route.data.MaskedText;
import io.tidegate.route.definition.Combination;
import io.tidegate.route.definition.Combination.Key;
import io.tidegate.route.definition.Combination.Strategy;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CombinerTest {
  private static Combiner combiner(Strategy strategy, Key... keys) {
    return new Combiner(
        new Combination(strategy, List.of(keys)),
        List.of("one", "two"),
        List.of(List.of("a"), List.of("b", "c")));
  }

  private static Map<String, Object> map(Object... entries) {
    Map<String, Object> map = new TreeMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put((String) entries[i], entries[i + 1]);
    }
    return map;
  }

  @Test
  void nestPutsResultsUnderTheNamesOfTheirBranches() {
    List<Object> rows = List.of(record("y", "b", 1L));
    Object nested =
        combiner(Strategy.NEST).branches(Arrays.asList(record("x", "a", "1"), rows), false);

    assertThat(values(nested)).isEqualTo(map("a", "1", "two", rows));
    assertThat(marks(nested)).as("a nested list carries its own marks").containsExactly("x");
    assertThat(
            values(
                combiner(Strategy.NEST).branches(Arrays.asList(record("x", "a", "1"), null), true)))
        .isEqualTo(map("a", "1", "two", null));
    assertThat(combiner(Strategy.NEST).branches(Arrays.asList(null, rows), true))
        .as("without the first record there is none")
        .isNull();
  }

  @Test
  void mergePutsMembersTogetherAndMarksToo() {
    Object one = record("x", "a", "1");
    Object two = record("y", "b", 2L, "c", null);

    Object merged = combiner(Strategy.MERGE).branches(List.of(one, two), false);
    assertThat(values(merged)).isEqualTo(map("a", "1", "b", 2L, "c", null));
    assertThat(marks(merged)).containsExactly("x", "y");
    assertThat(combiner(Strategy.MERGE).branches(Arrays.asList(one, null), false)).isNull();
    assertThat(values(combiner(Strategy.MERGE).branches(Arrays.asList(one, null), true)))
        .isEqualTo(map("a", "1", "b", null, "c", null));
    assertThat(combiner(Strategy.MERGE).branches(Arrays.asList(null, two), true)).isNull();
  }

  @Test
  void concatKeepsTheOrderOfTheBranches() {
    assertThat(combiner(Strategy.CONCAT).branches(Arrays.asList(List.of(1L, 2L), null), true))
        .isEqualTo(List.of(1L, 2L));
    assertThat(combiner(Strategy.CONCAT).branches(List.of(List.of(2L), List.of(1L)), false))
        .isEqualTo(List.of(2L, 1L));
  }

  @Test
  void joinTakesTheFirstRecordWithEqualKeys() {
    List<Object> own = List.of(record("x", "a", "k"), record("x", "a", "m"), noKey());
    List<Object> other =
        List.of(
            record("y", "b", "k", "c", 1L),
            record("z", "b", "k", "c", 2L),
            record("z", "b", "n", "c", 3L));

    List<?> joined = (List<?>) combiner(Strategy.JOIN, new Key("a", "b")).added(own, other);

    assertThat(joined)
        .extracting(Composition::values)
        .containsExactly(
            map("a", "k", "c", 1L), map("a", "m", "c", null), map("a", null, "c", null));
    assertThat(marks(joined.get(0))).containsExactly("x", "y");
    assertThat(marks(joined.get(1))).containsExactly("x");
    assertThat((List<?>) combiner(Strategy.JOIN, new Key("a", "b")).added(own, null))
        .extracting(Composition::values)
        .containsExactly(
            map("a", "k", "c", null), map("a", "m", "c", null), map("a", null, "c", null));
  }

  private static DataRecord noKey() {
    return record("x", "a", null);
  }

  @Test
  void groupTakesEveryRecordWithEqualKeys() {
    DataRecord first = record("y", "b", "k", "c", 1L);
    DataRecord second = record("z", "b", "k", "c", 2L);

    List<?> grouped =
        (List<?>)
            combiner(Strategy.GROUP, new Key("a", "b"))
                .added(List.of(record("x", "a", "k"), noKey()), List.of(first, second));

    assertThat(((DataRecord) grouped.get(0)).value("two")).isEqualTo(List.of(first, second));
    assertThat(((DataRecord) grouped.get(1)).value("two")).isEqualTo(List.of());
    assertThat(marks(grouped.get(0))).containsExactly("x");
  }

  @Test
  void numbersMatchByWhatTheyAreAndHiddenValuesNeverMatch() {
    Combiner join = combiner(Strategy.JOIN, new Key("a", "b"));

    assertThat(
            values(
                ((List<?>)
                        join.added(
                            List.of(record("x", "a", new BigDecimal("1.0"))),
                            List.of(record("y", "b", new BigDecimal("1.00"), "c", 5L))))
                    .getFirst()))
        .containsEntry("c", 5L);
    assertThat(
            values(
                ((List<?>)
                        join.added(
                            List.of(record("x", "a", new MaskedText("0–10万"))),
                            List.of(record("y", "b", new MaskedText("0–10万"), "c", 5L))))
                    .getFirst()))
        .containsEntry("c", null);
  }
}
