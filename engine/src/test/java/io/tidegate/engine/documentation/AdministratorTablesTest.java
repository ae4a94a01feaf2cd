package io.tidegate.engine.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.publish.MaskKeys;
import io.tidegate.route.catalog.Categories;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.rules.detect.Detector;
import io.tidegate.rules.mask.CompiledMask;
import io.tidegate.rules.mask.Identifier;
import io.tidegate.rules.mask.MaskKey;
import io.tidegate.rules.mask.MaskKind;
import io.tidegate.rules.mask.MaskParameter;
import io.tidegate.rules.mask.MaskSpec;
import io.tidegate.rules.mask.Promise;
import io.tidegate.rules.pack.ConditionColumn;
import io.tidegate.rules.pack.Stage;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the administrator's page lists is what the rule pack reader and the masks do. */
class AdministratorTablesTest {
  private static final String GUIDE = "docs/administrator/README.md";

  private static final MaskKey EXAMPLE_KEY = new MaskKeys(new byte[32]).of(Optional.empty());

  /**
   * @param companion what stands beside the value in the record; null when it does not matter
   */
  private record Example(
      Map<String, String> parameters, Object value, Object companion, String what) {
    Example(Map<String, String> parameters, Object value, String what) {
      this(parameters, value, null, what);
    }
  }

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
                "| Kind | Rank | For fields of type | Parameters | Example | What it leaves | Keeps |\n")
            .append("|---|---|---|---|---|---|---|\n");
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
          .append(" | ")
          .append(promises(kind.promises()))
          .append(" |\n");
    }
    GeneratedPart.check(GUIDE, "masks", table.toString());
  }

  @Test
  void theSurrogatesAreThoseThatMasksMake() throws IOException {
    StringBuilder table =
        new StringBuilder("| `of` | Example | Marked | Marked keeps | Realistic keeps |\n")
            .append("|---|---|---|---|---|\n");
    for (Identifier identifier : Identifier.values()) {
      String value = identifier(identifier);
      MaskSpec spec =
          new MaskSpec(
              "M-EXAMPLE", MaskKind.SURROGATE, new TreeMap<>(Map.of("of", identifier.word())));
      Object surrogate = CompiledMask.compile(spec).apply(value, EXAMPLE_KEY);
      assertThat(surrogate).asString().hasSameSizeAs(value).isNotEqualTo(value);
      // a realistic one could be somebody's, so none is shown
      table
          .append("| `")
          .append(identifier.word())
          .append("` | `")
          .append(value)
          .append("` | `")
          .append(surrogate)
          .append("` | ")
          .append(promises(identifier.promises(Identifier.Mode.MARKED)))
          .append(" | ")
          .append(promises(identifier.promises(Identifier.Mode.REALISTIC)))
          .append(" |\n");
    }
    GeneratedPart.check(GUIDE, "surrogates", table.toString());
  }

  @Test
  void thePromisesAreThoseOfMasks() throws IOException {
    StringBuilder table = new StringBuilder("| Promise | What it means |\n|---|---|\n");
    for (Promise promise : Promise.values()) {
      table.append("| ").append(promise(promise)).append(" | ").append(meaning(promise));
      table.append(" |\n");
    }
    GeneratedPart.check(GUIDE, "promises", table.toString());
  }

  private static String meaning(Promise promise) {
    return switch (promise) {
      case SAME_IN_SAME_OUT -> "the same value has the same stand-in, so joins still work";
      case ONE_TO_ONE -> "different values stay different";
      case FORMAT -> "length, alphabet and check digits stay valid";
      case PREFIX -> "the leading part can still be grouped by";
      case ORDER ->
          "what was not greater does not become greater; of shifted dates, of one subject";
      case ARITHMETIC -> "totals still add up";
      case CROSS_FIELD -> "fields of one record that agreed still agree";
      case REVERSIBLE -> "there is a way back for who has the key";
    };
  }

  private static String promise(Promise promise) {
    return "P" + (promise.ordinal() + 1);
  }

  private static String promises(Set<Promise> promises) {
    return promises.stream().map(AdministratorTablesTest::promise).collect(Collectors.joining(" "));
  }

  /** Of no range that marked ones lie in. */
  private static String identifier(Identifier identifier) {
    return switch (identifier) {
      case IDENTITY_NUMBER -> "35029919840822012X";
      case CREDIT_CODE -> "91350299MAT0000182";
      case PAYMENT_CARD -> "6222021234567890128";
      case MOBILE_NUMBER -> "13800138000";
      case CONTAINER_NUMBER -> "CSQU3054383";
      case SHIP_NUMBER -> "9074729";
      case ENTRY_ID -> "379120241000000001";
      case VEHICLE_NUMBER -> "11111111111111111";
      case AIR_WAYBILL -> "999-12345675";
      case ARTICLE_NUMBER -> "6901234567892";
    };
  }

  private static String masked(MaskKind kind, Example example) {
    MaskSpec spec = new MaskSpec("M-EXAMPLE", kind, new TreeMap<>(example.parameters()));
    Object masked =
        CompiledMask.compile(spec).apply(example.value(), example.companion(), EXAMPLE_KEY);
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
          case MaskParameter.Form.Positive ignored -> "a positive number";
          case MaskParameter.Form.Word word ->
              parameter.name().equals("of") ? "see below" : String.join(", ", word.words());
          case MaskParameter.Form.Mark ignored -> "one character";
          case MaskParameter.Form.Column ignored -> "a column";
          case MaskParameter.Form.Domain ignored -> "a name";
          case MaskParameter.Form.Day ignored -> "a day";
          case MaskParameter.Form.Texts texts ->
              texts.distinct() ? "different texts" : "as many texts";
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
      case TOP_CODE ->
          new Example(Map.of("most", "90"), 101, "the number, but no more than the most");
      case ROUND ->
          new Example(
              Map.of("to", "1000"), new BigDecimal("61680.00"), "the nearest multiple of the step");
      case GEO_TO ->
          new Example(
              Map.of("decimals", "1"),
              "24.4798,118.0894",
              "the corner of the cell; one decimal is about 11 km");
      case DATE_SHIFT ->
          new Example(
              Map.of("subject", "trade_usci"),
              LocalDate.of(2024, 1, 11),
              "91350299MAT0000182",
              "another day; all dates of one subject are moved alike");
      case TRUNCATE -> new Example(Map.of("keep", "2"), "金属家具配件", "the beginning of a text");
      case COVER_RANGE ->
          new Example(Map.of("from", "5", "to", "10"), "TDGL00083334", "what is not between");
      case COVER_AFTER -> new Example(Map.of("mark", "-"), "TDGL-00083334", "what is before");
      case COVER_BEFORE ->
          new Example(Map.of("mark", "@"), "zhang.san@example.com", "what is behind");
      case SURROGATE ->
          new Example(
              Map.of("of", "container-number", "mode", "realistic"),
              "TDGU1234568",
              "another identifier, see below");
      case IDENTITY_PART ->
          new Example(
              Map.of("part", "birth-date", "identity", "id_no"),
              LocalDate.of(1984, 8, 22),
              "35029919840822012X",
              "what the surrogate of the identity number tells");
      case HMAC_SM3 ->
          new Example(
              Map.of("digits", "16"), "TDGL00083334", "whether two values are equal, else nothing");
      case LOOKUP_ROW ->
          new Example(
              Map.of("subject", "port", "keys", "SGSIN,NLRTM", "values", "新加坡,荷兰"),
              "中国",
              "CNXMN",
              "the text beside the stand-in of another field");
      case LOOKUP -> new Example(Map.of("values", "甲港,乙港,丙港"), "厦门港", "a text of the list");
      case NONE -> new Example(Map.of(), "TDGL00083334", "the value as it is");
      case DATE_TO ->
          new Example(
              Map.of("unit", "month"),
              LocalDate.of(2024, 1, 11),
              "the date down to the unit; day and hour are for moments");
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
