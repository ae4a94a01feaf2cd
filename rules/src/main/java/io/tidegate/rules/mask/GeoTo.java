package io.tidegate.rules.mask;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The south-west corner of the cell a place lies in, in degrees: of one coordinate, or of a text of
 * two with a comma between, latitude first.
 *
 * @param decimals how many decimals of a degree a cell is wide; one is about 11 km
 */
record GeoTo(int decimals) implements Masking {
  private static final BigDecimal GREATEST = BigDecimal.valueOf(180);
  private static final Pattern PAIR =
      Pattern.compile("(-?\\d{1,3}(?:\\.\\d{1,15})?), ?(-?\\d{1,3}(?:\\.\\d{1,15})?)");

  @Override
  public Optional<?> mask(Object value, MaskKey key) {
    if (value instanceof String text) {
      Matcher matcher = PAIR.matcher(text);
      return matcher.matches()
          ? corner(new BigDecimal(matcher.group(1)))
              .flatMap(
                  latitude ->
                      corner(new BigDecimal(matcher.group(2)))
                          .map(longitude -> latitude + "," + longitude))
          : Optional.empty();
    }
    return value instanceof BigDecimal degrees ? corner(degrees) : Optional.empty();
  }

  private Optional<BigDecimal> corner(BigDecimal degrees) {
    return Numbers.of(degrees)
        .filter(number -> number.abs().compareTo(GREATEST) <= 0)
        .map(number -> number.setScale(decimals, RoundingMode.FLOOR));
  }
}
