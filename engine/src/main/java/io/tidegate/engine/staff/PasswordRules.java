package io.tidegate.engine.staff;

import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Locale;

/** What a password of staff has to be, and one-time passwords that are so. */
final class PasswordRules {
  static final int LEAST = 10;
  static final int MOST = 128;
  static final int KINDS = 3;

  /** How many of the passwords before must not come again. */
  static final int FORMER = 5;

  /** Without characters that look alike. */
  private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  /** 56 to the power of 20: more than a key of 112 bits. */
  private static final int ONE_TIME_LENGTH = 20;

  private PasswordRules() {}

  /** Whether a password can be taken for an account. */
  static boolean accept(String login, String password) {
    int kinds = 0;
    for (String kind : new String[] {"[a-z]", "[A-Z]", "[0-9]", "[^a-zA-Z0-9]"}) {
      kinds += password.matches("(?s).*" + kind + ".*") ? 1 : 0;
    }
    return password.length() >= LEAST
        && password.length() <= MOST
        && kinds >= KINDS
        && !folded(password).contains(folded(login));
  }

  static StaffException refused() {
    return new StaffException(
        StaffException.Kind.INVALID,
        "密码须有 10 至 128 个字符，含大写字母、小写字母、数字、其他字符中的三类，且不含账号名",
        "a password has 10 to 128 characters of three of the four kinds (capital and small"
            + " letters, digits, others) and does not contain the login");
  }

  private static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  /** A password that nobody has chosen. */
  static String oneTime(SecureRandom random) {
    StringBuilder password = new StringBuilder(ONE_TIME_LENGTH);
    for (int i = 0; i < ONE_TIME_LENGTH; i++) {
      password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return password.toString();
  }
}
