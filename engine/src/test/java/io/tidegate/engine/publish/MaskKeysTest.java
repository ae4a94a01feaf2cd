package io.tidegate.engine.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.identifier.ContainerNumber;
import io.tidegate.route.identifier.IdentityNumber;
import io.tidegate.route.identifier.UnifiedSocialCreditCode;
import io.tidegate.rules.mask.CompiledMask;
import io.tidegate.rules.mask.MaskKey;
import io.tidegate.rules.mask.MaskKind;
import io.tidegate.rules.mask.MaskSpec;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys of receivers, and surrogates made with them. */
class MaskKeysTest {
  private static final String ALPHABET = UnifiedSocialCreditCode.ALPHABET;

  /** The key within whose scope the published surrogates were computed. */
  private static final MaskKey VECTORS =
      new MaskKeys.ScopeKey(HexFormat.of().parseHex("0123456789abcdeffedcba9876543210"));

  private static CompiledMask surrogate(String of, String mode) {
    return CompiledMask.compile(
        new MaskSpec("M-TEST", MaskKind.SURROGATE, new TreeMap<>(Map.of("of", of, "mode", mode))));
  }

  @ParameterizedTest
  @CsvSource({
    "mobile-number, 13800138000, 13832347606",
    "identity-number, 11010519491231002X, 110105195211222689",
    "payment-card, 6222021234567890128, 6222023139927093909",
    "container-number, CSQU3054383, CSQU6231517",
    "entry-id, 370120261000000123, 370120261526573397"
  })
  void givesTheRealisticSurrogatesThatAreKnown(String of, String value, String expected) {
    CompiledMask mask = surrogate(of, "realistic");
    assertThat(mask.apply(value, VECTORS)).isEqualTo(expected);
    assertThat(mask.restore(expected, VECTORS)).contains(value);
  }

  /** The known one of nine symbols breaks the check digit within; ours has eight and keeps both. */
  @Test
  void permutesCreditCodesAsKnownAndKeepsBothDigitsInSurrogates() {
    int[] symbols = "M000100Y4".chars().map(ALPHABET::indexOf).toArray();
    StringBuilder permuted = new StringBuilder();
    for (int symbol : VECTORS.encipher("cn.uscc", ALPHABET.length(), symbols)) {
      permuted.append(ALPHABET.charAt(symbol));
    }
    assertThat(permuted).hasToString("70HQKD6UD");

    Object surrogate = surrogate("credit-code", "realistic").apply("91350100M000100Y43", VECTORS);
    assertThat(surrogate).asString().startsWith("91350100").isNotEqualTo("91350100M000100Y43");
    assertThat(UnifiedSocialCreditCode.isValid((String) surrogate)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"marked", "realistic"})
  void makesDifferentValidIdentityNumbersOfDifferentOnes(String mode) {
    tryOut(
        surrogate("identity-number", mode),
        i -> IdentityNumber.sample(LocalDate.of(1930, 1, 1).plusDays(i * 7L), i % 1_000),
        IdentityNumber::isValid);
  }

  @Test
  void makesDifferentValidContainersAndCreditCodesOfDifferentOnes() {
    tryOut(
        surrogate("container-number", "realistic"),
        i -> ContainerNumber.complete("TDGU", i),
        ContainerNumber::isValid);
    tryOut(
        surrogate("credit-code", "realistic"),
        i -> UnifiedSocialCreditCode.sample(String.format("MAT%05d", i)),
        UnifiedSocialCreditCode::isValid);
  }

  private static void tryOut(
      CompiledMask mask, IntFunction<String> value, Predicate<String> valid) {
    int cases = 5_000;
    Set<String> surrogates = new HashSet<>();
    for (int i = 0; i < cases; i++) {
      String surrogate = (String) mask.apply(value.apply(i), VECTORS);
      assertThat(valid.test(surrogate)).as(surrogate).isTrue();
      assertThat(mask.restore(surrogate, VECTORS)).contains(value.apply(i));
      surrogates.add(surrogate);
    }
    assertThat(surrogates).hasSize(cases);
  }

  /** On every node and after every start, for the platform's key is all there is to it. */
  @Test
  void givesOneReceiverOneSurrogateEverywhereAndTwoReceiversTwo() {
    byte[] platform = HexFormat.of().parseHex("42".repeat(32));
    MaskKey one = new MaskKeys(platform).of(Optional.of("91350299MAT0000182"));
    MaskKey again = new MaskKeys(platform).of(Optional.of("91350299MAT0000182"));
    MaskKey other = new MaskKeys(platform).of(Optional.of("91350299MAT000026W"));
    MaskKey nobody = new MaskKeys(platform).of(Optional.empty());
    MaskKey elsewhere =
        new MaskKeys(HexFormat.of().parseHex("43".repeat(32)))
            .of(Optional.of("91350299MAT0000182"));
    CompiledMask mask = surrogate("container-number", "realistic");
    int met = 0;
    for (int serial = 0; serial < 500; serial++) {
      String number = ContainerNumber.complete("TDGU", serial);
      Object surrogate = mask.apply(number, one);
      assertThat(mask.apply(number, again)).isEqualTo(surrogate);
      for (MaskKey key : new MaskKey[] {other, nobody, elsewhere}) {
        met += surrogate.equals(mask.apply(number, key)) ? 1 : 0;
      }
    }
    assertThat(met).isLessThanOrEqualTo(1);
  }

  private static CompiledMask scoped(String of, String scope) {
    return CompiledMask.compile(
        new MaskSpec(
            "M-TEST",
            MaskKind.SURROGATE,
            new TreeMap<>(Map.of("of", of, "mode", "realistic", "scope", scope))));
  }

  /** Containers of two services, a third of which are in both, as one receiver gets them. */
  private static Set<Object> masked(CompiledMask mask, MaskKey key, int from, int to) {
    Set<Object> masked = new HashSet<>();
    for (int serial = from; serial < to; serial++) {
      masked.add(mask.apply(ContainerNumber.complete("TDGU", serial), key));
    }
    assertThat(masked).hasSize(to - from);
    return masked;
  }

  private static long joined(Set<Object> some, Set<Object> others) {
    return some.stream().filter(others::contains).count();
  }

  /** The promises of both scopes: within it a join counts what it counts raw, across it nothing. */
  @ParameterizedTest
  @CsvSource({"receiver, 4000", "agreement, 0"})
  void joinsCountAsOnRawDataWithinTheScopeOnly(String scope, int acrossAgreements) {
    MaskKeys keys = new MaskKeys(HexFormat.of().parseHex("42".repeat(32)));
    Optional<String> trader = Optional.of("91350299MAT0000182");
    CompiledMask mask = scoped("container-number", scope);
    MaskKey first = keys.of(trader, Optional.of("A-1"));
    Set<Object> declared = masked(mask, first, 0, 8_000);

    assertThat(joined(declared, masked(mask, keys.of(trader, Optional.of("A-1")), 4_000, 12_000)))
        .as("within one agreement")
        .isEqualTo(4_000);
    long across =
        joined(declared, masked(mask, keys.of(trader, Optional.of("A-2")), 4_000, 12_000));
    long none = joined(declared, masked(mask, keys.of(trader), 4_000, 12_000));
    long other =
        joined(
            declared,
            masked(
                mask,
                keys.of(Optional.of("91350299MAT000026W"), Optional.of("A-1")),
                4_000,
                12_000));
    // of a million serials 8,000 are met by 8,000 others 64 times by chance, with a deviation of 8
    assertThat(other).as("another receiver").isBetween(16L, 112L);
    if (acrossAgreements == 0) {
      assertThat(across).as("across agreements").isBetween(16L, 112L);
      assertThat(none).as("under no agreement").isBetween(16L, 112L);
    } else {
      assertThat(across).isEqualTo(acrossAgreements);
      assertThat(none).isEqualTo(acrossAgreements);
    }
  }

  /** What goes with a stand-in of another field is of the same scope as that. */
  @Test
  void aRecipeOfARecordIsOfItsScopeToo() {
    MaskKeys keys = new MaskKeys(HexFormat.of().parseHex("42".repeat(32)));
    MaskKey one = keys.of(Optional.of("91350299MAT0000182"), Optional.of("A-1"));
    MaskKey two = keys.of(Optional.of("91350299MAT0000182"), Optional.of("A-2"));
    CompiledMask shift =
        CompiledMask.compile(
            new MaskSpec(
                "M-DAY",
                MaskKind.DATE_SHIFT,
                new TreeMap<>(
                    Map.of("subject", "trade_usci", "days", "3650", "scope", "agreement"))));
    LocalDate day = LocalDate.of(2024, 1, 11);
    int same = 0;
    for (int subject = 0; subject < 200; subject++) {
      Object shifted = shift.apply(day, "subject " + subject, one);
      assertThat(shift.apply(day, "subject " + subject, one)).isEqualTo(shifted);
      same += shifted.equals(shift.apply(day, "subject " + subject, two)) ? 1 : 0;
    }
    assertThat(same).isLessThan(5);
  }

  @Test
  void permutesEachDomainInItsOwnWay() {
    int[] digits = {0, 1, 2, 3, 4, 5, 6, 7};
    assertThat(VECTORS.encipher("cn.mobile", 10, digits))
        .isNotEqualTo(VECTORS.encipher("iso.container", 10, digits));
  }
}
