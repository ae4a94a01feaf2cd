package io.tidegate.rules.mask;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Numbers of the types values have. */
final class Numbers {
  /** Digits before and behind the point that are looked at; a wider number is odd. */
  private static final int WIDEST = 64;

  private Numbers() {}

  /** The value as a number; empty when it is none, or one no business has. */
  static Optional<BigDecimal> of(Object value) {
    return switch (value) {
      case Integer whole -> Optional.of(BigDecimal.valueOf(whole));
      case Long whole -> Optional.of(BigDecimal.valueOf(whole));
      case BigDecimal decimal
          when Math.abs((long) decimal.scale()) <= WIDEST && decimal.precision() <= WIDEST ->
          Optional.of(decimal);
      default -> Optional.empty();
    };
  }

  /** The number a function makes of a value, in the value's type; empty when it does not fit. */
  static Optional<Object> map(Object value, UnaryOperator<BigDecimal> function) {
    return of(value).map(function).flatMap(number -> like(value, number));
  }

  private static Optional<Object> like(Object value, BigDecimal number) {
    try {
      return Optional.of(
          switch (value) {
            case Integer whole -> (Object) number.intValueExact();
            case Long whole -> number.longValueExact();
            default -> number;
          });
    } catch (ArithmeticException tooLarge) {
      return Optional.empty();
    }
  }
}
