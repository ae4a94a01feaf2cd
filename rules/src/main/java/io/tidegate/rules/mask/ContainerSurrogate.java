package io.tidegate.rules.mask;

import io.tidegate.route.identifier.ContainerNumber;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Another container number of the same owner. Serials whose remainder is 10 are left out, as ISO
 * 6346 recommends to owners.
 */
final class ContainerSurrogate implements Masking {
  private static final Pattern SHAPE = Pattern.compile("[A-Z]{3}[UJZ][0-9]{7}");
  private static final BigInteger SERIALS = BigInteger.valueOf(1_000_000);
  private static final int OWNER = 4;

  /** One draw in eleven is left out, so that so many in a row cannot be met. */
  private static final int MOST_TURNS = 64;

  @Override
  public Optional<String> mask(Object value, MaskKey key) {
    if (!(value instanceof String number) || !SHAPE.matcher(number).matches()) {
      return Optional.empty();
    }
    for (int turn = 0; turn < MOST_TURNS; turn++) {
      int serial = Surrogate.draw(key, "container-no", turn, number, SERIALS).intValue();
      String surrogate = ContainerNumber.complete(number.substring(0, OWNER), serial);
      if (!ContainerNumber.hasRemainderTen(surrogate)
          && !number.regionMatches(0, surrogate, 0, surrogate.length() - 1)) {
        return Optional.of(surrogate);
      }
    }
    return Optional.empty();
  }
}
