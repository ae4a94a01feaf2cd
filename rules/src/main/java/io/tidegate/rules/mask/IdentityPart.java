package io.tidegate.rules.mask;

import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A field that tells what an identity number tells as well, derived from the surrogate of the
 * identity number in the same record, so that the masked record does not contradict itself.
 *
 * @param day the day that ages are counted on; a record must come out the same every day
 */
record IdentityPart(Part part, Identifier.Mode mode, LocalDate day) implements RecordMasking {
  /** What an identity number tells. */
  enum Part {
    BIRTH_DATE,
    SEX,
    AGE;

    static List<String> words() {
      return Arrays.stream(values())
          .map(part -> part.name().toLowerCase(Locale.ROOT).replace('_', '-'))
          .toList();
    }

    static Part ofWord(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  /** For each word for a sex the pair it belongs to, men first; 1 and 2 are of GB/T 2261.1. */
  private static final Map<String, List<String>> WORDS =
      Map.of(
          "男", List.of("男", "女"),
          "女", List.of("男", "女"),
          "M", List.of("M", "F"),
          "F", List.of("M", "F"),
          "1", List.of("1", "2"),
          "2", List.of("1", "2"));

  private static final DateTimeFormatter COMPACT = DateTimeFormatter.ofPattern("uuuuMMdd");

  @Override
  public Optional<?> mask(Object value, Object companion, MaskKey key) {
    return companion instanceof String number
        ? Identifier.IDENTITY_NUMBER
            .recipe(mode)
            .surrogate(number, key)
            .flatMap(surrogate -> derived(value, surrogate))
        : Optional.empty();
  }

  private Optional<?> derived(Object value, String surrogate) {
    return switch (part) {
      case BIRTH_DATE -> birth(value, IdentityRecipe.birth(surrogate));
      case SEX ->
          value instanceof String word
              ? Optional.ofNullable(WORDS.get(word))
                  .map(pair -> pair.get(IdentityRecipe.isMale(surrogate) ? 0 : 1))
              : Optional.empty();
      case AGE -> age(value, IdentityRecipe.birth(surrogate));
    };
  }

  /** Written as the value is. */
  private static Optional<?> birth(Object value, LocalDate birth) {
    return switch (value) {
      case LocalDate date -> Optional.of(birth);
      case String text when text.matches("\\d{4}-\\d\\d-\\d\\d") -> Optional.of(birth.toString());
      case String text when text.matches("\\d{8}") -> Optional.of(birth.format(COMPACT));
      default -> Optional.empty();
    };
  }

  /** Nobody has an age on a day before birth. */
  private Optional<?> age(Object value, LocalDate birth) {
    if (birth.isAfter(day)) {
      return Optional.empty();
    }
    int years = Period.between(birth, day).getYears();
    return switch (value) {
      case Integer whole -> Optional.of(years);
      case Long whole -> Optional.of((long) years);
      default -> Optional.empty();
    };
  }
}
