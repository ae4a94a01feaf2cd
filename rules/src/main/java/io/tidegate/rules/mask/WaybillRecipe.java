package io.tidegate.rules.mask;

import io.tidegate.route.identifier.AirWaybillNumber;
import java.util.Optional;
import java.util.Set;

/** Another waybill of the same airline, with a hyphen when the given one has it. */
final class WaybillRecipe implements Recipe {
  private static final int AIRLINE = 3;

  private static final Recipe OF_DIGITS =
      new PartRecipe(
          "iata.waybill",
          AirWaybillNumber::isValid,
          PartRecipe.DECIMAL,
          AIRLINE,
          1,
          digits -> digits.substring(0, 10) + check(digits));

  private static char check(String digits) {
    return AirWaybillNumber.expectedCheckDigit(digits.substring(AIRLINE, 10));
  }

  @Override
  public Set<Promise> promises() {
    return OF_DIGITS.promises();
  }

  @Override
  public Optional<String> surrogate(String identifier, MaskKey key) {
    return OF_DIGITS.surrogate(digits(identifier), key).map(number -> like(identifier, number));
  }

  @Override
  public Optional<String> original(String surrogate, MaskKey key) {
    return OF_DIGITS.original(digits(surrogate), key).map(number -> like(surrogate, number));
  }

  /** Only a hyphen behind the airline is taken out, so that no other text becomes valid. */
  private static String digits(String number) {
    return hasHyphen(number)
        ? number.substring(0, AIRLINE) + number.substring(AIRLINE + 1)
        : number;
  }

  private static String like(String given, String number) {
    return hasHyphen(given)
        ? number.substring(0, AIRLINE) + "-" + number.substring(AIRLINE)
        : number;
  }

  private static boolean hasHyphen(String number) {
    return number.length() == AirWaybillNumber.LENGTH + 1 && number.charAt(AIRLINE) == '-';
  }
}
