package io.tidegate.rules.mask;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A parameter a kind of mask takes.
 *
 * @param otherwise its value when none is given; absent when one must be
 */
public record MaskParameter(String name, Form form, Optional<String> otherwise) {
  public MaskParameter {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(form, "form");
    Objects.requireNonNull(otherwise, "otherwise");
  }

  /** Which texts a parameter accepts. */
  public sealed interface Form {
    /** A whole number. */
    record Whole(int least, int most) implements Form {}

    /** Positive whole numbers in rising order, separated by commas. */
    record Thresholds() implements Form {}

    /** A positive number with at most nine digits before and six behind the point. */
    record Positive() implements Form {}

    /** One of some words. */
    record Word(List<String> words) implements Form {
      public Word {
        words = List.copyOf(words);
      }
    }

    /** One visible ASCII character that is no letter, digit or star. */
    record Mark() implements Form {}

    /** A column or field of the same record. */
    record Column() implements Form {}

    /** What may be joined: small letters and digits, with dots or hyphens between. */
    record Domain() implements Form {}

    /** A day, {@code 2026-01-01}. */
    record Day() implements Form {}

    /** Several texts without commas; what is drawn from is none the same as another. */
    record Texts(boolean distinct) implements Form {}
  }

  /** Within what stand-ins are equal; of every kind that makes them with a key. */
  static final MaskParameter SCOPE =
      new MaskParameter("scope", new Form.Word(Scope.words()), Optional.of(Scope.RECEIVER.word()));

  /** Most texts of a list. */
  private static final int MOST_TEXTS = 10_000;

  /** Longest of the texts of a list, in characters. */
  private static final int LONGEST_TEXT = 64;

  /** What is wrong with a value, as the end of a sentence that begins with its name. */
  Optional<String> problem(String value) {
    return switch (form) {
      case Form.Whole whole ->
          value.matches("\\d{1,6}")
                  && Integer.parseInt(value) >= whole.least()
                  && Integer.parseInt(value) <= whole.most()
              ? Optional.empty()
              : Optional.of("must be a whole number from " + whole.least() + " to " + whole.most());
      case Form.Thresholds ignored ->
          unless(
              !thresholds(value).isEmpty(),
              "must be rising positive whole numbers separated by commas");
      case Form.Positive ignored ->
          unless(
              value.matches("\\d{1,9}(\\.\\d{1,6})?") && new BigDecimal(value).signum() > 0,
              "must be a positive number");
      case Form.Word word ->
          unless(word.words().contains(value), "must be one of " + String.join(", ", word.words()));
      case Form.Mark ignored ->
          unless(
              value.matches("[!-/:-@\\[-`{-~&&[^*]]"),
              "must be one character such as @ or -, no letter, digit or star");
      case Form.Column ignored ->
          unless(value.matches("[A-Za-z_][A-Za-z0-9_]{0,63}"), "must be the name of a column");
      case Form.Domain ignored ->
          unless(
              value.length() <= 64 && value.matches("[a-z0-9]+(?:[.-][a-z0-9]+)*"),
              "must be small letters and digits, with dots or hyphens between");
      case Form.Day ignored -> unless(isDay(value), "must be a day such as 2026-01-01");
      case Form.Texts texts ->
          unless(
              areTexts(texts(value), texts.distinct()),
              "must be 2 to "
                  + MOST_TEXTS
                  + (texts.distinct() ? " different" : "")
                  + " texts of at most "
                  + LONGEST_TEXT
                  + " characters, without commas");
    };
  }

  private static Optional<String> unless(boolean right, String problem) {
    return right ? Optional.empty() : Optional.of(problem);
  }

  private static boolean isDay(String value) {
    try {
      LocalDate.parse(value);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static boolean areTexts(List<String> texts, boolean distinct) {
    return texts.size() >= 2
        && texts.size() <= MOST_TEXTS
        && texts.stream().allMatch(text -> !text.isBlank() && text.length() <= LONGEST_TEXT)
        && (!distinct || Set.copyOf(texts).size() == texts.size());
  }

  /** The texts of a list. */
  static List<String> texts(String value) {
    return List.of(value.split(",", -1));
  }

  /** The numbers of a list of thresholds; none when the text is no such list. */
  static List<BigDecimal> thresholds(String value) {
    List<BigDecimal> thresholds = new ArrayList<>();
    for (String part : value.split(",", -1)) {
      String text = part.strip();
      if (!text.matches("[1-9]\\d{0,17}")) {
        return List.of();
      }
      BigDecimal next = new BigDecimal(text);
      if (!thresholds.isEmpty() && next.compareTo(thresholds.getLast()) <= 0) {
        return List.of();
      }
      thresholds.add(next);
    }
    return thresholds;
  }
}
