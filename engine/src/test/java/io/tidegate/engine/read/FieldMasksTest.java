package io.tidegate.engine.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.answer.AnswerTally;
import io.tidegate.engine.answer.AnswerWriter;
import io.tidegate.engine.answer.ResponseGuard;
import io.tidegate.engine.plan.AnswerShape;
import io.tidegate.engine.plan.Certificate;
import io.tidegate.engine.plan.PlannedAccess;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedLabel;
import io.tidegate.engine.plan.PlannedMask;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.data.DataRecord;
import io.tidegate.route.data.Layout;
import io.tidegate.route.data.MaskedText;
import io.tidegate.route.data.Provenance;
import io.tidegate.route.shape.Lineage;
import io.tidegate.route.sql.ColumnUse;
import io.tidegate.route.sql.PrintedQuery;
import io.tidegate.rules.mask.CompiledMask;
import io.tidegate.rules.mask.MaskKey;
import io.tidegate.rules.mask.MaskKind;
import io.tidegate.rules.mask.MaskSpec;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A text that a mask made of a value that is none is told from a value, up to the answer. */
class FieldMasksTest {
  private static final MaskKey KEY = (purpose, input) -> new byte[MaskKey.MIN_BYTES];
  private static final MaskSpec BAND =
      new MaskSpec("M-AMT", MaskKind.BAND, new TreeMap<>(Map.of("thresholds", "1000,10000")));
  private static final MaskSpec MONTH =
      new MaskSpec("M-DATE", MaskKind.DATE_TO, new TreeMap<>(Map.of("unit", "month")));
  private static final MaskSpec SHORT =
      new MaskSpec("M-SHORT", MaskKind.KEEP, new TreeMap<>(Map.of("first", "1", "last", "1")));

  private static PlannedField field(String name, FieldType type, MaskSpec mask) {
    return field(name, type, mask, Optional.empty());
  }

  private static PlannedField field(
      String name, FieldType type, MaskSpec mask, Optional<ColumnUse> copyOf) {
    return new PlannedField(
        name,
        type,
        "text",
        true,
        List.of(),
        List.of(),
        copyOf,
        copyOf.stream().toList(),
        new PlannedLabel(Optional.empty(), List.of(), List.of()),
        new TreeMap<>(),
        new PlannedMask(mask, Optional.empty(), List.of()));
  }

  private static FieldMasks masks(PlannedField... fields) {
    return new FieldMasks(
        new PlannedRead(
            "read",
            "customs",
            true,
            new PlannedAccess.Statements(
                new PrintedQuery("select 1", List.of(), List.of(), List.of()), Optional.empty()),
            100,
            List.of(),
            List.of(fields),
            List.of(),
            List.of(),
            1));
  }

  private static Object shown(FieldType type, MaskSpec mask, Object value) {
    return masks(field("f", type, mask))
        .choose(List.of(), Set.of(), List.of())
        .shown(0, new Object[] {value}, KEY);
  }

  private static Optional<ColumnUse> copy(int table, String column) {
    return Optional.of(new ColumnUse(table, new ColumnId("customs", "dec", "crew", column)));
  }

  /** A shift by the subject `person`, of a record that joins two people. */
  @Test
  void aMaskOfARecordLooksAtItsCompanionAsTheSourceGaveIt() {
    MaskSpec shift =
        new MaskSpec("M-SHIFT", MaskKind.DATE_SHIFT, new TreeMap<>(Map.of("subject", "person")));
    FieldMasks.Choice choice =
        masks(
                field("other", FieldType.STRING, MaskSpec.NONE, copy(1, "person")),
                field("who", FieldType.STRING, MaskSpec.COVER, copy(0, "person")),
                field("born", FieldType.DATE, shift, copy(0, "born")),
                field("signed", FieldType.DATE, shift, copy(0, "signed")),
                field("computed", FieldType.DATE, shift))
            .choose(List.of(), Set.of(), List.of());
    LocalDate born = LocalDate.of(1984, 8, 22);
    Object[] record = {"乙", "甲", born, born.plusDays(9_000), born};
    MaskKey byInput = (purpose, input) -> Arrays.copyOf(input, MaskKey.MIN_BYTES);

    LocalDate shifted = (LocalDate) choice.shown(2, record, byInput);

    assertThat(choice.shown(1, record, byInput)).isEqualTo("***");
    assertThat(shifted)
        .isNotEqualTo(born)
        .isEqualTo(CompiledMask.compile(shift).apply(born, "甲", byInput));
    assertThat(choice.shown(3, record, byInput)).isEqualTo(shifted.plusDays(9_000));
    assertThat(choice.shown(4, record, byInput)).isNull();
  }

  @Test
  void aMaskOfARecordWhoseCompanionIsNotReadCovers() {
    MaskSpec shift =
        new MaskSpec("M-SHIFT", MaskKind.DATE_SHIFT, new TreeMap<>(Map.of("subject", "person")));
    FieldMasks.Choice choice =
        masks(
                field("other", FieldType.STRING, MaskSpec.NONE, copy(1, "person")),
                field("born", FieldType.DATE, shift, copy(0, "born")))
            .choose(List.of(), Set.of(), List.of());

    assertThat(choice.shown(1, new Object[] {"乙", LocalDate.EPOCH}, KEY)).isNull();
  }

  @Test
  void aBandAndAMonthAreNoValues() {
    assertThat(shown(FieldType.NUMBER, BAND, new BigDecimal("1234")))
        .isInstanceOf(MaskedText.class);
    assertThat(shown(FieldType.DATE, MONTH, LocalDate.of(2024, 1, 31)))
        .isEqualTo(new MaskedText("2024-01"));
    assertThat(shown(FieldType.OBJECT, SHORT, "{\"a\": 1}")).isInstanceOf(MaskedText.class);
  }

  @Test
  void whatIsShownOrATextOrNothingStaysWhatItIs() {
    assertThat(shown(FieldType.NUMBER, MaskSpec.NONE, new BigDecimal("1234")))
        .isEqualTo(new BigDecimal("1234"));
    assertThat(shown(FieldType.OBJECT, MaskSpec.NONE, "{\"a\": 1}")).isEqualTo("{\"a\": 1}");
    assertThat(shown(FieldType.STRING, SHORT, "abcdef")).isInstanceOf(String.class);
    assertThat(shown(FieldType.NUMBER, MaskSpec.DROP, new BigDecimal("1"))).isNull();
    assertThat(shown(FieldType.NUMBER, BAND, null)).isNull();
  }

  @Test
  void theAnswerHoldsItsTextAsAText() throws CallProblem {
    AnswerShape shape =
        new AnswerShape(
            false,
            List.of(
                value("amount", FieldType.NUMBER),
                value("document", FieldType.OBJECT),
                value("whole", FieldType.OBJECT)),
            false);
    AnswerWriter writer =
        new AnswerWriter(
            shape,
            false,
            new ResponseGuard(
                new Certificate(
                    "s", "1.0.0", "f", List.of(), List.of(), List.of(), List.of(), List.of(),
                    List.of(), List.of(), List.of()),
                List.of()));
    DataRecord record =
        new DataRecord(
            Layout.of(List.of("amount", "document", "whole")),
            new Object[] {new MaskedText("1–5万"), new MaskedText("***"), "{\"a\": 1}"},
            Provenance.NONE);

    assertThat(
            new String(
                writer.write(record, List.of(), Optional.empty(), new AnswerTally.Counter()),
                StandardCharsets.UTF_8))
        .isEqualTo("{\"amount\":\"1–5万\",\"document\":\"***\",\"whole\":{\"a\": 1}}");
  }

  private static AnswerShape.Value value(String name, FieldType type) {
    return new AnswerShape.Value(name, type, false, true, Lineage.NONE, Optional.empty());
  }
}
