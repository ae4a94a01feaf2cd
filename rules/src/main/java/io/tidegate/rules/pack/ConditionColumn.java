package io.tidegate.rules.pack;

import io.tidegate.route.catalog.Categories;
import io.tidegate.route.catalog.Detections;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.rules.fact.OrganisationLevel;
import io.tidegate.rules.fact.Purpose;
import io.tidegate.rules.fact.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a row can ask about. A column that a row leaves out is true of everything. */
public enum ConditionColumn {
  /** The column's name in its table. */
  FIELD,
  /** The field's Chinese title. */
  LABEL,
  /** The catalog's code of the resource. */
  RESOURCE,
  /** The database schema. */
  SCHEMA,
  /** The business area of the resource. */
  AREA,
  TYPE(Arrays.stream(FieldType.values()).map(FieldType::word)),
  FORMAT,
  /** True when the field has one of the categories named. */
  CATEGORY(Categories.ALL.stream()),
  /** True when a detector found one of these in the values and a person confirmed it. */
  DETECTOR(Detections.ALL.stream()),
  /** {@code unknown} is a word of it, and at least as strict as any. */
  SENSITIVITY(
      Stream.concat(
          Arrays.stream(Sensitivity.values()).map(Sensitivity::name),
          Stream.of(ConditionColumn.UNKNOWN))),
  /** The tier for callers who are no party to the record. */
  OPENNESS(words(Openness.values())),
  /** What the caller is to the record; only where masks are decided. */
  RELATION(words(Relation.values())),
  /** Where in a statement a column influences the answer; only where influences are decided. */
  WHERE(Vocabulary.INFLUENCES.stream().map(ConditionColumn::word)),
  /** Whether the caller chooses what is compared; only where influences are decided. */
  PROBE(Stream.of("true", "false")),
  /** The id of the service that is compiled. */
  SERVICE,
  /** What the data are wanted for; only where masks, or the terms of who is served, are decided. */
  PURPOSE(Arrays.stream(Purpose.values()).map(Purpose::word)),
  /** What the caller's organisation is; only where its purpose can be asked for too. */
  ORGANISATION_LEVEL(Arrays.stream(OrganisationLevel.values()).map(OrganisationLevel::word));

  /** The word for a sensitivity that nobody declared. */
  public static final String UNKNOWN = "unknown";

  private final Optional<List<String>> words;

  ConditionColumn() {
    this.words = Optional.empty();
  }

  ConditionColumn(Stream<String> words) {
    this.words = Optional.of(words.toList());
  }

  private static Stream<String> words(Enum<?>[] values) {
    return Arrays.stream(values).map(value -> word(value.name()));
  }

  /** How the name of an enum's value is written in a pack. */
  static String word(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The words its cells are made of; absent when they hold any text. */
  public Optional<List<String>> words() {
    return words;
  }

  /** Whether a field can have any number of its words at once. */
  public boolean isOfMany() {
    return this == CATEGORY || this == DETECTOR;
  }

  boolean isOf(Stage stage) {
    return switch (this) {
      case RELATION -> stage == Stage.MASK;
      case WHERE, PROBE -> stage == Stage.INFLUENCE;
      case PURPOSE, ORGANISATION_LEVEL ->
          stage == Stage.OPEN || stage == Stage.MASK || stage == Stage.LIMIT;
      case FIELD,
          LABEL,
          RESOURCE,
          SCHEMA,
          AREA,
          TYPE,
          FORMAT,
          CATEGORY,
          DETECTOR,
          SENSITIVITY,
          OPENNESS,
          SERVICE ->
          true;
    };
  }

  /** The word for it in a rule pack, such as {@code field}. */
  public String word() {
    return word(name());
  }

  public static Optional<ConditionColumn> ofWord(String word) {
    return Arrays.stream(values()).filter(column -> column.word().equals(word)).findFirst();
  }
}
