package io.tidegate.rules.mask;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Province, place of registration and last character of a licence plate (GA 36): five characters
 * after the place, six for new energy, an optional dot between. The number of stars is always the
 * same, so that it does not tell the kind of vehicle.
 */
final class Plate implements Masking {
  private static final Pattern SHAPE =
      Pattern.compile("[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z]·?[0-9A-Z]{4,5}[0-9A-Z挂学警港澳]");

  @Override
  public Optional<String> mask(Object value, MaskKey key) {
    return value instanceof String plate && SHAPE.matcher(plate).matches()
        ? Optional.of(plate.substring(0, 2) + "****" + plate.charAt(plate.length() - 1))
        : Optional.empty();
  }
}
