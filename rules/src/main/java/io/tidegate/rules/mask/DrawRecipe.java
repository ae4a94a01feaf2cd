package io.tidegate.rules.mask;

import java.math.BigInteger;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Draws an identifier from a range that is nobody's by a keyed digest. Such ranges are smaller than
 * what they stand for, so two identifiers can have one surrogate, and there is no way back.
 *
 * @param domain what is drawn for
 * @param valid which texts are such identifiers
 * @param size how many surrogates there are
 * @param made the surrogate with a number below the size, written as the identifier is
 */
record DrawRecipe(
    String domain,
    Predicate<String> valid,
    BigInteger size,
    BiFunction<BigInteger, String, String> made)
    implements Recipe {
  /** One draw in the size meets the identifier itself, so that so many in a row cannot be met. */
  private static final int MOST_TURNS = 16;

  @Override
  public Set<Promise> promises() {
    return EnumSet.of(Promise.SAME_IN_SAME_OUT, Promise.FORMAT);
  }

  @Override
  public Optional<String> surrogate(String identifier, MaskKey key) {
    if (!valid.test(identifier)) {
      return Optional.empty();
    }
    for (int turn = 0; turn < MOST_TURNS; turn++) {
      BigInteger drawn = Surrogate.draw(key, domain + ".marked", turn, identifier, size);
      String surrogate = made.apply(drawn, identifier);
      if (!surrogate.equals(identifier)) {
        return Optional.of(surrogate);
      }
    }
    return Optional.empty();
  }
}
