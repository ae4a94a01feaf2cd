package io.tidegate.rules.mask;

import io.tidegate.route.identifier.Digits;
import io.tidegate.route.identifier.VehicleIdentificationNumber;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Another vehicle of the same maker, model, year and plant: two characters and four digits of the
 * serial are permuted together, for the last four of a number must be digits.
 */
final class VehicleRecipe implements Recipe {
  private static final int SERIAL = 11;
  private static final int DIGITS = 13;
  private static final long NUMBERS = 10_000;
  private static final int RADIX = VehicleIdentificationNumber.ALPHABET.length();
  private static final Permutation PERMUTATION =
      Permutation.tight("iso.vin", RADIX * RADIX * NUMBERS);

  @Override
  public Set<Promise> promises() {
    return EnumSet.of(
        Promise.SAME_IN_SAME_OUT,
        Promise.ONE_TO_ONE,
        Promise.FORMAT,
        Promise.PREFIX,
        Promise.REVERSIBLE);
  }

  @Override
  public Optional<String> surrogate(String identifier, MaskKey key) {
    return permuted(identifier, key, Direction.HIDE);
  }

  @Override
  public Optional<String> original(String surrogate, MaskKey key) {
    return permuted(surrogate, key, Direction.RESTORE);
  }

  private static Optional<String> permuted(String number, MaskKey key, Direction direction) {
    if (!VehicleIdentificationNumber.isValid(number)
        || !number.substring(DIGITS).chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    long serial =
        (symbol(number, SERIAL) * (long) RADIX + symbol(number, SERIAL + 1)) * NUMBERS
            + Integer.parseInt(number.substring(DIGITS));
    return PERMUTATION
        .apply(serial, key, direction)
        .map(
            permuted ->
                VehicleIdentificationNumber.complete(
                    number.substring(0, SERIAL)
                        + character(permuted / NUMBERS / RADIX)
                        + character(permuted / NUMBERS % RADIX)
                        + Digits.padded(permuted % NUMBERS, 4)));
  }

  private static int symbol(String number, int place) {
    return VehicleIdentificationNumber.ALPHABET.indexOf(number.charAt(place));
  }

  private static char character(long symbol) {
    return VehicleIdentificationNumber.ALPHABET.charAt((int) symbol);
  }
}
