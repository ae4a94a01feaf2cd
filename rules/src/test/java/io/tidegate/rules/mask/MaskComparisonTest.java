package io.tidegate.rules.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MaskComparisonTest {
  private static final MaskKey KEY = (purpose, input) -> new byte[MaskKey.MIN_BYTES];

  private static MaskSpec mask(String name, MaskKind kind, String... parameters) {
    TreeMap<String, String> given = new TreeMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      given.put(parameters[i], parameters[i + 1]);
    }
    return new MaskSpec(name, kind, given);
  }

  private static final List<MaskSpec> MASKS =
      List.of(
          MaskSpec.NONE,
          MaskSpec.COVER,
          MaskSpec.DROP,
          mask("M-A", MaskKind.BAND, "thresholds", "1000,10000,100000"),
          mask("M-B", MaskKind.BAND, "thresholds", "10000"),
          mask("M-C", MaskKind.BAND, "thresholds", "2000"),
          mask("M-D", MaskKind.PREFIX, "keep", "4"),
          mask("M-E", MaskKind.PREFIX, "keep", "2"),
          mask("M-F", MaskKind.KEEP, "first", "0", "last", "0"),
          mask("M-G", MaskKind.KEEP, "first", "6", "last", "1"),
          mask("M-H", MaskKind.KEEP, "first", "3", "last", "1"),
          mask("M-I", MaskKind.FAMILY_NAME),
          mask("M-J", MaskKind.PARTY_SURROGATE),
          mask("M-K", MaskKind.DISTRICT));

  /** A field is of one type, so its values are compared among themselves. */
  private static final List<List<?>> VALUES =
      List.of(
          List.of(
              "王甲子", "王乙丑", "94", "940", "9403", "9403200000", "9404200000", "TDGU1234568", "甲"),
          IntStream.of(1, 999, 1000, 1999, 2000, 9999, 10000, 99999, 1000000)
              .mapToObj(BigDecimal::new)
              .toList());

  /** What is called stricter can be computed from what was shown before, for every value. */
  @Test
  void whatIsStricterTellsNothingNew() {
    int stricter = 0;
    for (MaskSpec first : MASKS) {
      for (MaskSpec second : MASKS) {
        if (MaskComparison.of(first, second) == MaskComparison.STRICTER) {
          stricter++;
          assertThat(tellsMore(first, second)).as(first + " to " + second).isFalse();
        }
      }
    }
    assertThat(stricter).isGreaterThan(20);
  }

  private static boolean tellsMore(MaskSpec first, MaskSpec second) {
    CompiledMask before = CompiledMask.compile(first);
    CompiledMask after = CompiledMask.compile(second);
    for (List<?> values : VALUES) {
      Map<Object, Object> shown = new HashMap<>();
      for (Object value : values) {
        Object was = before.apply(value, KEY);
        Object is = after.apply(value, KEY);
        if (shown.containsKey(was) && !Objects.equals(shown.get(was), is)) {
          return true;
        }
        shown.put(was, is);
      }
    }
    return false;
  }

  @Test
  void theTwoDirectionsAgree() {
    for (MaskSpec first : MASKS) {
      for (MaskSpec second : MASKS) {
        MaskComparison there = MaskComparison.of(first, second);
        MaskComparison back = MaskComparison.of(second, first);
        assertThat(back)
            .as(first + " and " + second)
            .isEqualTo(
                switch (there) {
                  case SAME -> MaskComparison.SAME;
                  case STRICTER -> MaskComparison.LOOSER;
                  case LOOSER -> MaskComparison.STRICTER;
                  case INCOMPARABLE -> MaskComparison.INCOMPARABLE;
                });
      }
    }
  }

  @Test
  void fewerThresholdsAreStricterAndOtherOnesAreNot() {
    assertThat(MaskComparison.of(MASKS.get(3), MASKS.get(4))).isEqualTo(MaskComparison.STRICTER);
    assertThat(MaskComparison.of(MASKS.get(3), MASKS.get(5)))
        .isEqualTo(MaskComparison.INCOMPARABLE);
  }

  /** A code of three is covered by the first and shows two characters by the second. */
  @Test
  void aShorterPrefixIsNotSurelyStricter() {
    MaskSpec four = MASKS.get(6);
    MaskSpec two = MASKS.get(7);

    assertThat(tellsMore(four, two)).isTrue();
    assertThat(MaskComparison.of(four, two)).isEqualTo(MaskComparison.INCOMPARABLE);
  }

  /** The rank rises, and yet a character shows that did not. */
  @Test
  void aHigherRankIsNotSurelyStricter() {
    MaskSpec stars = MASKS.get(8);
    MaskSpec family = MASKS.get(11);

    assertThat(family.kind().rank()).isGreaterThan(stars.kind().rank());
    assertThat(MaskComparison.of(stars, family)).isEqualTo(MaskComparison.INCOMPARABLE);
  }
}
