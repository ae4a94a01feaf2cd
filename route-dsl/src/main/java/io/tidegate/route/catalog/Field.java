package io.tidegate.route.catalog;

import io.tidegate.route.text.Bilingual;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A place in the records of a resource, with the metadata the standard asks for (clause 8.3.1 d).
 *
 * @param name canonical name, which is also the column's
 * @param official element name in the national messages, verbatim
 * @param sic whether the official name is misspelt and must stay so on the wire
 * @param sqlType PostgreSQL's own name of the column's type, such as {@code varchar} or {@code
 *     timestamptz}
 * @param length largest length in characters or digits; 0 when it has none
 * @param format such as {@code iso6346}, empty when it has none
 * @param codeSet the code set its values come from
 * @param sensitivity what the provider declared; absent means unknown, which is fully covered
 * @param categories what the field is: {@code identity}, {@code party}, {@code price}, {@code
 *     person-name}…
 * @param detected what detectors found its values to be and a person confirmed, words of {@link
 *     Detections#ALL}; sorted, without doubles
 * @param openness the tier for callers who are no party to the record
 * @param example a synthetic value
 * @param meaning what the number or text means, in words
 */
public record Field(
    String name,
    Bilingual title,
    Optional<String> official,
    boolean sic,
    FieldType type,
    String sqlType,
    int length,
    String format,
    boolean nullable,
    Optional<String> codeSet,
    Optional<Sensitivity> sensitivity,
    List<String> categories,
    List<String> detected,
    Openness openness,
    String example,
    Optional<Bilingual> meaning) {
  public Field {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(official, "official");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(sqlType, "sqlType");
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(codeSet, "codeSet");
    Objects.requireNonNull(sensitivity, "sensitivity");
    categories = categories.stream().sorted().distinct().toList();
    detected = detected.stream().sorted().distinct().toList();
    Objects.requireNonNull(openness, "openness");
    Objects.requireNonNull(example, "example");
    Objects.requireNonNull(meaning, "meaning");
  }

  /** A field in whose values nobody confirmed a detector's hit. */
  public Field(
      String name,
      Bilingual title,
      Optional<String> official,
      boolean sic,
      FieldType type,
      String sqlType,
      int length,
      String format,
      boolean nullable,
      Optional<String> codeSet,
      Optional<Sensitivity> sensitivity,
      List<String> categories,
      Openness openness,
      String example,
      Optional<Bilingual> meaning) {
    this(
        name,
        title,
        official,
        sic,
        type,
        sqlType,
        length,
        format,
        nullable,
        codeSet,
        sensitivity,
        categories,
        List.of(),
        openness,
        example,
        meaning);
  }
}
