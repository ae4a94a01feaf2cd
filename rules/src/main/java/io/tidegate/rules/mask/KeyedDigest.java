package io.tidegate.rules.mask;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/**
 * A keyed digest of a value in hexadecimal: equal values have equal digests within one domain, and
 * who has not the key cannot try values.
 *
 * @param domain columns of one domain can be joined by their digests
 * @param digits how many hexadecimal digits are shown
 */
record KeyedDigest(String domain, int digits) implements Masking {
  @Override
  public Optional<String> mask(Object value, MaskKey key) {
    return canonical(value)
        .map(
            text ->
                String.format(
                    "%0" + digits + "x",
                    Surrogate.draw(
                        key, "hmac/" + domain, 0, text, BigInteger.ONE.shiftLeft(4 * digits))));
  }

  /** Equal numbers are equal whatever their type and scale. */
  private static Optional<String> canonical(Object value) {
    return switch (value) {
      case String text -> Optional.of(text);
      case Integer whole -> Optional.of(whole.toString());
      case Long whole -> Optional.of(whole.toString());
      case BigDecimal decimal ->
          Numbers.of(decimal).map(number -> number.stripTrailingZeros().toPlainString());
      default -> Optional.empty();
    };
  }
}
