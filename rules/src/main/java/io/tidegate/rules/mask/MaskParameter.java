package io.tidegate.rules.mask;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

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
  }

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
          thresholds(value).isEmpty()
              ? Optional.of("must be rising positive whole numbers separated by commas")
              : Optional.empty();
    };
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
