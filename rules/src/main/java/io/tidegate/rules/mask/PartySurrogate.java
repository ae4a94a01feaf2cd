package io.tidegate.rules.mask;

import io.tidegate.route.identifier.UnifiedSocialCreditCode;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A stand-in for an enterprise. A text that looks like a credit code becomes another one: kind 91
 * in the region 000000, which GB/T 2260 gives to no place, so that it can be nobody's. Any other
 * code or name becomes a token of hexadecimal digits.
 *
 * @param digits how many digits a token has
 */
record PartySurrogate(int digits) implements Masking {
  /** Kind 91 in a region that is no place. */
  static final String NOBODY = "91000000";

  private static final int FREE = 8;
  private static final BigInteger FREE_VALUES =
      BigInteger.valueOf(UnifiedSocialCreditCode.ALPHABET.length()).pow(FREE);

  @Override
  public Optional<String> mask(Object value, MaskKey key) {
    if (!(value instanceof String party) || !isName(party)) {
      return Optional.empty();
    }
    return Optional.of(looksLikeCode(party) ? code(party, key) : token(party, key));
  }

  private static String code(String code, MaskKey key) {
    BigInteger drawn = Surrogate.draw(key, "party-code", 0, code, FREE_VALUES);
    return UnifiedSocialCreditCode.complete(
        NOBODY, Surrogate.symbols(drawn, UnifiedSocialCreditCode.ALPHABET, FREE));
  }

  private static boolean looksLikeCode(String text) {
    return text.length() == UnifiedSocialCreditCode.LENGTH
        && text.chars().allMatch(c -> UnifiedSocialCreditCode.ALPHABET.indexOf(c) >= 0);
  }

  private String token(String name, MaskKey key) {
    BigInteger drawn =
        Surrogate.draw(key, "party-name", 0, name, BigInteger.ONE.shiftLeft(4 * digits));
    return "企业 #" + HexFormat.of().withUpperCase().toHexDigits(drawn.longValue(), digits);
  }

  /** Letters, digits, punctuation and blanks inside; what else there is makes the text odd. */
  private static boolean isName(String text) {
    return !text.isEmpty()
        && text.strip().equals(text)
        && text.codePoints()
            .allMatch(
                c ->
                    Character.isLetterOrDigit(c)
                        || c == ' '
                        || ".,'&/()-_+#（）·、，。－".indexOf(c) >= 0);
  }
}
