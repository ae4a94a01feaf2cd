package io.tidegate.engine.impact;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.catalog.FieldType;
import io.tidegate.rules.mask.CompiledMask;
import io.tidegate.rules.mask.MaskKey;
import io.tidegate.rules.mask.MaskKind;
import io.tidegate.rules.mask.MaskSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An example is of use only where the mask does with it what it does with real values. */
class SyntheticValuesTest {
  private static final MaskKey KEY = (purpose, input) -> new byte[MaskKey.MIN_BYTES];

  @ParameterizedTest
  @CsvSource({
    "person-name, FAMILY_NAME, ",
    "address, DISTRICT, ",
    "vehicle-plate, PLATE, ",
    "container-no, SURROGATE, container-number",
    "party-code, PARTY_SURROGATE, ",
    "party-name, PARTY_SURROGATE, "
  })
  void aTextIsOneTheMaskRecognises(String category, MaskKind kind, String of) {
    Object value = SyntheticValues.of(FieldType.STRING, List.of(category));
    Object masked =
        CompiledMask.compile(
                new MaskSpec(
                    "M-X", kind, of == null ? new TreeMap<>() : new TreeMap<>(Map.of("of", of))))
            .apply(value, KEY);

    assertThat((String) masked).isNotEqualTo(value).doesNotMatch("\\*+");
  }

  @ParameterizedTest
  @CsvSource({"STRING", "INTEGER", "NUMBER", "BOOLEAN", "DATE", "DATE_TIME", "OBJECT"})
  void everyTypeHasAValue(FieldType type) {
    assertThat(SyntheticValues.of(type, List.of())).isNotNull();
  }
}
