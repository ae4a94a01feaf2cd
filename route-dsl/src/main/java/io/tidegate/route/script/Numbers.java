package io.tidegate.route.script;

import io.tidegate.route.text.Span;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Arithmetic of scripts. Integers are 64 bits and never wrap around; decimals are exact, except
 * that a quotient has ten decimals more at most than what it is made from, a half going away from
 * zero.
 */
final class Numbers {
  /** Most digits of a decimal that is used or made, and most places behind the point. */
  static final int MAX_DIGITS = 200;

  private static final int QUOTIENT_SCALE = 10;
  private static final int MAX_ROUND = 30;
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,19}");
  private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,40}(\\.[0-9]{1,40})?");

  private Numbers() {}

  static Optional<Long> integer(String text) {
    String stripped = text.strip();
    if (!INTEGER.matcher(stripped).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Long.parseLong(stripped));
    } catch (NumberFormatException beyondRange) {
      return Optional.empty();
    }
  }

  static Optional<BigDecimal> decimal(String text) {
    String stripped = text.strip();
    return DECIMAL.matcher(stripped).matches()
        ? Optional.of(new BigDecimal(stripped))
        : Optional.empty();
  }

  static int sign(Object number) {
    return number instanceof Long whole ? Long.signum(whole) : ((BigDecimal) number).signum();
  }

  /** A number as a decimal that is not too long to compute with. */
  static BigDecimal decimal(Evaluation e, Span at, Object number) throws ScriptFault {
    return number instanceof Long whole
        ? BigDecimal.valueOf(whole)
        : checked(e, at, (BigDecimal) number);
  }

  static Object checked(Evaluation e, Span at, Object number) throws ScriptFault {
    return number instanceof BigDecimal decimal ? checked(e, at, decimal) : number;
  }

  private static BigDecimal checked(Evaluation e, Span at, BigDecimal number) throws ScriptFault {
    if (Math.abs((long) number.scale()) > MAX_DIGITS || number.precision() > MAX_DIGITS) {
      throw e.fault(ScriptFault.Kind.SIZE, at);
    }
    return number;
  }

  /** What is chosen of two; a decimal when one of them is. */
  static Object same(Object one, Object other, Object chosen) {
    return chosen instanceof Long whole && !(one instanceof Long && other instanceof Long)
        ? BigDecimal.valueOf(whole)
        : chosen;
  }

  static int compare(Evaluation e, Span at, Object one, Object other) throws ScriptFault {
    return one instanceof Long a && other instanceof Long b
        ? Long.compare(a, b)
        : decimal(e, at, one).compareTo(decimal(e, at, other));
  }

  static Object negate(Evaluation e, Span at, Object number) throws ScriptFault {
    try {
      return number instanceof Long whole
          ? (Object) Math.negateExact(whole)
          : decimal(e, at, number).negate();
    } catch (ArithmeticException beyondRange) {
      throw e.fault(ScriptFault.Kind.ARITHMETIC, at);
    }
  }

  static Object add(Evaluation e, Span at, Object one, Object other) throws ScriptFault {
    try {
      return one instanceof Long a && other instanceof Long b
          ? (Object) Math.addExact(a, b)
          : checked(e, at, decimal(e, at, one).add(decimal(e, at, other)));
    } catch (ArithmeticException beyondRange) {
      throw e.fault(ScriptFault.Kind.ARITHMETIC, at);
    }
  }

  static Object subtract(Evaluation e, Span at, Object one, Object other) throws ScriptFault {
    try {
      return one instanceof Long a && other instanceof Long b
          ? (Object) Math.subtractExact(a, b)
          : checked(e, at, decimal(e, at, one).subtract(decimal(e, at, other)));
    } catch (ArithmeticException beyondRange) {
      throw e.fault(ScriptFault.Kind.ARITHMETIC, at);
    }
  }

  static Object multiply(Evaluation e, Span at, Object one, Object other) throws ScriptFault {
    try {
      return one instanceof Long a && other instanceof Long b
          ? (Object) Math.multiplyExact(a, b)
          : checked(e, at, decimal(e, at, one).multiply(decimal(e, at, other)));
    } catch (ArithmeticException beyondRange) {
      throw e.fault(ScriptFault.Kind.ARITHMETIC, at);
    }
  }

  /** Always a decimal, with no zeros at its end. */
  static BigDecimal divide(Evaluation e, Span at, Object one, Object other) throws ScriptFault {
    BigDecimal dividend = decimal(e, at, one);
    BigDecimal divisor = decimal(e, at, other);
    if (divisor.signum() == 0) {
      throw e.fault(ScriptFault.Kind.ARITHMETIC, at);
    }
    int scale = QUOTIENT_SCALE + Math.max(0, Math.max(dividend.scale(), divisor.scale()));
    BigDecimal quotient = dividend.divide(divisor, scale, RoundingMode.HALF_UP);
    BigDecimal stripped = quotient.stripTrailingZeros();
    return checked(e, at, stripped.scale() < 0 ? stripped.setScale(0) : stripped);
  }

  static Object remainder(Evaluation e, Span at, Object one, Object other) throws ScriptFault {
    if (sign(other) == 0) {
      throw e.fault(ScriptFault.Kind.ARITHMETIC, at);
    }
    return one instanceof Long a && other instanceof Long b
        ? (Object) (a % b)
        : checked(e, at, decimal(e, at, one).remainder(decimal(e, at, other)));
  }

  static Long whole(Evaluation e, Span at, long one, long other) throws ScriptFault {
    if (other == 0 || one == Long.MIN_VALUE && other == -1) {
      throw e.fault(ScriptFault.Kind.ARITHMETIC, at);
    }
    return one / other;
  }

  static Long rounded(Evaluation e, Span at, Object number) throws ScriptFault {
    return exact(e, at, decimal(e, at, number).setScale(0, RoundingMode.HALF_UP));
  }

  static BigDecimal rounded(Evaluation e, Span at, Object number, long scale) throws ScriptFault {
    if (scale < 0 || scale > MAX_ROUND) {
      throw e.fault(ScriptFault.Kind.ARITHMETIC, at);
    }
    return decimal(e, at, number).setScale((int) scale, RoundingMode.HALF_UP);
  }

  static Long truncated(Evaluation e, Span at, Object number) throws ScriptFault {
    return exact(e, at, decimal(e, at, number).setScale(0, RoundingMode.DOWN));
  }

  private static Long exact(Evaluation e, Span at, BigDecimal number) throws ScriptFault {
    try {
      return number.longValueExact();
    } catch (ArithmeticException beyondRange) {
      throw e.fault(ScriptFault.Kind.ARITHMETIC, at);
    }
  }
}
