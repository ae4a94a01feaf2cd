package io.tidegate.rules.drools;

import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.rules.fact.FieldFact;
import io.tidegate.rules.fact.ServiceFact;
import io.tidegate.rules.pack.ConditionColumn;
import io.tidegate.rules.pack.Stage;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A field as the conditions of one stage see it. Immutable; the getters are the properties a rule
 * can ask about, in the words of the pack.
 */
public final class Subject {
  /** Unknown is stricter than anything that is known. */
  private static final int UNKNOWN_STRICTNESS = Sensitivity.values().length;

  private final String stage;
  private final String service;
  private final FieldFact fact;
  private final List<String> categories;
  private final String sensitivity;
  private final int strictness;
  private final String openness;

  /**
   * @param sensitivity as declared before the field was classified, as decided after
   * @param categories likewise
   * @param openness the tier as known at this stage
   */
  public Subject(
      Stage stage,
      ServiceFact service,
      FieldFact fact,
      Optional<Sensitivity> sensitivity,
      List<String> categories,
      Openness openness) {
    this.stage = stage.word();
    this.service = service.service();
    this.fact = Objects.requireNonNull(fact, "fact");
    this.categories = List.copyOf(categories);
    this.sensitivity = sensitivity.map(Sensitivity::name).orElse(ConditionColumn.UNKNOWN);
    this.strictness = sensitivity.map(Sensitivity::ordinal).orElse(UNKNOWN_STRICTNESS);
    this.openness = openness.name().toLowerCase(Locale.ROOT);
  }

  /** The column this is about; no property of rules. */
  public ColumnId column() {
    return fact.column();
  }

  public String getStage() {
    return stage;
  }

  public String getService() {
    return service;
  }

  public String getField() {
    return fact.column().column();
  }

  public String getLabel() {
    return fact.title().zh();
  }

  public String getResource() {
    return fact.resource();
  }

  public String getSchema() {
    return fact.column().schema();
  }

  public String getArea() {
    return fact.area();
  }

  /** The word of a {@link FieldType}. */
  public String getType() {
    return fact.type().word();
  }

  public String getFormat() {
    return fact.format();
  }

  public List<String> getCategories() {
    return categories;
  }

  /** What detectors found in its values and a person confirmed. */
  public List<String> getDetectors() {
    return fact.detected();
  }

  public String getSensitivity() {
    return sensitivity;
  }

  /** The sensitivity as a number, so that it can be compared. */
  public int getStrictness() {
    return strictness;
  }

  public String getOpenness() {
    return openness;
  }
}
