package io.tidegate.rules.mask;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * The band between two thresholds that a number lies in, the lower one included. Numbers are
 * written as people in China say them: {@code 10万–50万}, {@code 1亿以上}.
 */
record Band(List<BigDecimal> thresholds) implements Masking {
  private static final BigDecimal WAN = BigDecimal.valueOf(10_000);
  private static final BigDecimal YI = BigDecimal.valueOf(100_000_000);

  Band {
    thresholds = List.copyOf(thresholds);
  }

  @Override
  public Optional<String> mask(Object value, MaskKey key) {
    return Numbers.of(value).filter(number -> number.signum() >= 0).map(this::band);
  }

  private String band(BigDecimal number) {
    BigDecimal lower = BigDecimal.ZERO;
    for (BigDecimal upper : thresholds) {
      if (number.compareTo(upper) < 0) {
        return spoken(lower) + "–" + spoken(upper);
      }
      lower = upper;
    }
    return spoken(lower) + "以上";
  }

  private static String spoken(BigDecimal number) {
    if (number.compareTo(YI) >= 0 && number.remainder(WAN).signum() == 0) {
      return plain(number.divide(YI)) + "亿";
    }
    if (number.compareTo(WAN) >= 0) {
      return plain(number.divide(WAN)) + "万";
    }
    return plain(number);
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
