package io.tidegate.rules.mask;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Permutes the part of an identifier that names one thing and keeps the part that names a group:
 * the office, the owner, the issuer. Check digits are computed anew.
 *
 * @param domain what is permuted
 * @param valid which texts are such identifiers
 * @param alphabet the symbols of the part
 * @param from where the part begins, counted from 0
 * @param behind how many characters are behind it
 * @param completed the text with its check digits
 */
record PartRecipe(
    String domain,
    Predicate<String> valid,
    String alphabet,
    int from,
    int behind,
    UnaryOperator<String> completed)
    implements Recipe {
  static final String DECIMAL = "0123456789";

  @Override
  public Set<Promise> promises() {
    EnumSet<Promise> promises =
        EnumSet.of(
            Promise.SAME_IN_SAME_OUT, Promise.ONE_TO_ONE, Promise.FORMAT, Promise.REVERSIBLE);
    if (from > 0) {
      promises.add(Promise.PREFIX);
    }
    return promises;
  }

  @Override
  public Optional<String> surrogate(String identifier, MaskKey key) {
    return permuted(identifier, key, Direction.HIDE);
  }

  @Override
  public Optional<String> original(String surrogate, MaskKey key) {
    return permuted(surrogate, key, Direction.RESTORE);
  }

  private Optional<String> permuted(String text, MaskKey key, Direction direction) {
    if (!valid.test(text)) {
      return Optional.empty();
    }
    int end = text.length() - behind;
    int[] symbols = text.substring(from, end).chars().map(alphabet::indexOf).toArray();
    if (Arrays.stream(symbols).anyMatch(symbol -> symbol < 0)) {
      return Optional.empty();
    }
    StringBuilder permuted = new StringBuilder(text.substring(0, from));
    for (int symbol : direction.permute(key, domain, alphabet.length(), symbols)) {
      permuted.append(alphabet.charAt(symbol));
    }
    return Optional.of(completed.apply(permuted.append(text, end, text.length()).toString()));
  }
}
