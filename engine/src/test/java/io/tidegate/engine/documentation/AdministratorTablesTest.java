package io.tidegate.engine.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.crypto.HmacSm3;
import io.tidegate.route.catalog.Categories;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.rules.detect.Detector;
import io.tidegate.rules.mask.CompiledMask;
import io.tidegate.rules.mask.MaskKind;
import io.tidegate.rules.mask.MaskParameter;
import io.tidegate.rules.mask.MaskSpec;
import io.tidegate.rules.pack.ConditionColumn;
import io.tidegate.rules.pack.Stage;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the administrator's page lists is what the rule pack reader and the masks do. */
class AdministratorTablesTest {
  private static final String GUIDE = "docs/administrator/README.md";

  private record Example(Map<String, String> parameters, Object value, String what) {}

  @Test
  void theDetectorsAreThoseOfTheTable() throws IOException {
    StringBuilder table =
        new StringBuilder("| Detector | Finds | Proposed | Least | Category | Check digit |\n")
            .append("|---|---|---|---|---|---|\n");
    for (Detector detector : Detector.values()) {
      table.append(
          "| `%s` | %s, %s | %s | %s | `%s` | %s |\n"
              .formatted(
                  detector.word(),
                  detector.title().zh(),
                  detector.title().en(),
                  detector.sensitivity(),
                  detector.least(),
                  detector.category(),
                  detector.checked() ? "yes" : ""));
    }
    GeneratedPart.check(GUIDE, "detectors", table.toString());
  }

  @Test
  void theMasksDoWhatTheTableShows() throws IOException {
    StringBuilder table =
        new StringBuilder(
                "| Kind | Rank | For fields of type | Parameters | Example | What it leaves |\n")
            .append("|---|---|---|---|---|---|\n");
    for (MaskKind kind : MaskKind.values()) {
      Example example = example(kind);
      table
          .append("| `")
          .append(kind.word())
          .append("` | ")
          .append(kind.rank())
          .append(" | ")
          .append(types(kind.accepts()))
          .append(" | ")
          .append(
              kind.parameters().stream()
                  .map(AdministratorTablesTest::parameter)
                  .collect(Collectors.joining("; ")))
          .append(" | `")
          .append(shown(example.value()))
          .append("` → ")
          .append(masked(kind, example))
          .append(" | ")
          .append(example.what())
          .append(" |\n");
    }
    GeneratedPart.check(GUIDE, "masks", table.toString());
  }

  private static String masked(MaskKind kind, Example example) {
    MaskSpec spec = new MaskSpec("M-EXAMPLE", kind, new TreeMap<>(example.parameters()));
    Object masked =
        CompiledMask.compile(spec)
            .apply(example.value(), (purpose, input) -> HmacSm3.code(new byte[32], input));
    assertThat(masked)
        .as(kind + " shows less than the value")
        .satisfies(m -> assertThat(kind == MaskKind.NONE || !example.value().equals(m)).isTrue());
    return masked == null ? "nothing (`null`)" : "`" + shown(masked) + "`";
  }

  private static String shown(Object value) {
    return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }

  private static String types(Set<FieldType> accepted) {
    return accepted.size() == FieldType.values().length
        ? "any"
        : accepted.stream().map(FieldType::word).collect(Collectors.joining(", "));
  }

  private static String parameter(MaskParameter parameter) {
    String range =
        switch (parameter.form()) {
          case MaskParameter.Form.Whole whole -> whole.least() + " to " + whole.most();
          case MaskParameter.Form.Thresholds ignored -> "rising whole numbers";
        };
    return "`"
        + parameter.name()
        + "` "
        + range
        + parameter.otherwise().map(value -> ", " + value + " when left out").orElse("");
  }

  /** A new kind does not compile before it has an example. */
  private static Example example(MaskKind kind) {
    return switch (kind) {
      case NONE -> new Example(Map.of(), "TDGL00083334", "the value as it is");
      case MONTH -> new Example(Map.of(), LocalDate.of(2024, 1, 11), "year and month");
      case PREFIX ->
          new Example(Map.of("keep", "4"), "9403200000", "the first characters, a heading");
      case BAND ->
          new Example(
              Map.of("thresholds", "1000,10000,50000,100000"),
              new BigDecimal("61680.00"),
              "the band the number lies in, as text");
      case DISTRICT -> new Example(Map.of(), "福建省厦门市湖里区象屿路93号", "the address down to the district");
      case KEEP ->
          new Example(
              Map.of("first", "3", "last", "4"),
              "10012345678",
              "first and last characters, stars between");
      case PLATE -> new Example(Map.of(), "闽D12341", "place of registration and last character");
      case FAMILY_NAME -> new Example(Map.of(), "王甲子", "the family name");
      case CONTAINER_SURROGATE ->
          new Example(
              Map.of(), "TDGU1234568", "another box of the same owner, its check digit valid");
      case PARTY_SURROGATE ->
          new Example(
              Map.of(),
              "潮汐示例国际贸易有限公司",
              "a stand-in that stays the same for one receiver; for a credit code another valid one");
      case COVER ->
          new Example(Map.of(), "TDGL00083334", "that there is a value; `null` when it is no text");
      case DROP -> new Example(Map.of(), "TDGL00083334", "nothing");
    };
  }

  @Test
  void theColumnsAreThoseTheReaderKnows() throws IOException {
    StringBuilder table = new StringBuilder("| Column | In the stages | Words |\n|---|---|---|\n");
    for (ConditionColumn column : ConditionColumn.values()) {
      String stages =
          Arrays.stream(Stage.values())
              .filter(stage -> stage.conditionColumns().contains(column))
              .map(Stage::word)
              .collect(Collectors.joining(", "));
      boolean everywhere =
          Arrays.stream(Stage.values()).allMatch(s -> s.conditionColumns().contains(column));
      String words =
          column == ConditionColumn.CATEGORY
              ? "the categories below"
              : column
                  .words()
                  .map(w -> w.stream().map(x -> "`" + x + "`").collect(Collectors.joining(" ")))
                  .orElse("any text");
      table
          .append("| `")
          .append(column.word())
          .append("` | ")
          .append(everywhere ? "all" : stages)
          .append(" | ")
          .append(words)
          .append(" |\n");
    }
    GeneratedPart.check(GUIDE, "columns", table.toString());
  }

  @Test
  void theDecisionsAreThoseOfTheStages() throws IOException {
    StringBuilder table = new StringBuilder("| Stage | Under `then` |\n|---|---|\n");
    for (Stage stage : Stage.values()) {
      table
          .append("| `")
          .append(stage.word())
          .append("` | ")
          .append(
              stage.decisionColumns().stream()
                  .map(c -> "`" + c + "`")
                  .collect(Collectors.joining(", ")))
          .append(" |\n");
    }
    GeneratedPart.check(GUIDE, "decisions", table.toString());
  }

  @Test
  void theCategoriesAreTheVocabulary() throws IOException {
    GeneratedPart.check(
        GUIDE,
        "categories",
        Categories.ALL.stream().map(c -> "`" + c + "`").collect(Collectors.joining(" ")) + "\n");
  }
}
