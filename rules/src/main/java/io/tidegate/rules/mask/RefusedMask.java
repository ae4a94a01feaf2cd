package io.tidegate.rules.mask;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Masks other products have and this one has not, because they hide too little. */
public enum RefusedMask {
  /** Of identity numbers, telephones and plates all can be tried in minutes, salt or no salt. */
  UNKEYED_HASH(
      "a hash without a key is undone by trying all values",
      "use `hmac-sm3`, whose key nobody outside has",
      List.of(
          "md5",
          "sha",
          "sha1",
          "sha-1",
          "sha224",
          "sha256",
          "sha-256",
          "sha384",
          "sha512",
          "sha-512",
          "sm3",
          "crc32",
          "hash",
          "salted-hash",
          "mask-hash")),
  /** The draft of February 2025 of NIST SP 800-38G leaves FF3 and FF3-1 out. */
  BROKEN_CIPHER(
      "this cipher is broken or withdrawn",
      "use `surrogate`, which permutes by FF1 with SM4",
      List.of("ff3", "ff3-1", "ff31", "des", "3des", "rc4", "ecb", "base64", "rot13")),
  /** Records that belong together come apart, and asking often tells the value. */
  RANDOM(
      "a stand-in that differs from call to call joins nothing, and noise is averaged away",
      "use `surrogate` or `lookup`, which give equal values equal stand-ins",
      List.of("random", "random-replace", "random-digits", "noise", "shuffle"));

  private final String reason;
  private final String help;
  private final List<String> words;

  RefusedMask(String reason, String help, List<String> words) {
    this.reason = reason;
    this.help = help;
    this.words = words;
  }

  /** Why it is refused, a clause. */
  public String reason() {
    return reason;
  }

  /** What to use instead, a clause. */
  public String help() {
    return help;
  }

  /** The one a word means, however it is written. */
  public static Optional<RefusedMask> ofWord(String word) {
    String plain = word.toLowerCase(Locale.ROOT).replace('_', '-');
    return Arrays.stream(values()).filter(mask -> mask.words.contains(plain)).findFirst();
  }
}
