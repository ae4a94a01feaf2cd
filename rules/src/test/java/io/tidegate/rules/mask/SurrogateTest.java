package io.tidegate.rules.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.tidegate.route.identifier.AirWaybillNumber;
import io.tidegate.route.identifier.ArticleNumber;
import io.tidegate.route.identifier.ContainerNumber;
import io.tidegate.route.identifier.Digits;
import io.tidegate.route.identifier.EntryId;
import io.tidegate.route.identifier.IdentityNumber;
import io.tidegate.route.identifier.ImoNumber;
import io.tidegate.route.identifier.MobileNumber;
import io.tidegate.route.identifier.PaymentCardNumber;
import io.tidegate.route.identifier.UnifiedSocialCreditCode;
import io.tidegate.route.identifier.VehicleIdentificationNumber;
import io.tidegate.rules.mask.Identifier.Mode;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each promise a surrogate makes, tried on many identifiers of each kind in both modes. */
class SurrogateTest {
  private static final int CASES = 100_000;
  private static final long SEED = 20_261_130;
  private static final MaskKey KEY = new TestKey("one");
  private static final MaskKey OTHER_KEY = new TestKey("other");
  private static final String DIGITS = "0123456789";

  /** Areas that are somebody's: provinces, and 9 with a province for foreigners who stay. */
  private static final Pattern PROVINCE =
      Pattern.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9[1-8]");

  static MaskSpec spec(Identifier identifier, Mode mode) {
    return new MaskSpec(
        "M-TEST",
        MaskKind.SURROGATE,
        new TreeMap<>(Map.of("of", identifier.word(), "mode", mode.word())));
  }

  private static CompiledMask mask(Identifier identifier, Mode mode) {
    return CompiledMask.compile(spec(identifier, mode));
  }

  static Stream<Arguments> all() {
    return Stream.of(Identifier.values())
        .flatMap(
            identifier -> Stream.of(Mode.values()).map(mode -> Arguments.of(identifier, mode)));
  }

  static Stream<Arguments> promising(Promise promise) {
    return all()
        .filter(
            arguments ->
                spec((Identifier) arguments.get()[0], (Mode) arguments.get()[1])
                    .promises()
                    .contains(promise));
  }

  static Stream<Arguments> oneToOne() {
    return promising(Promise.ONE_TO_ONE);
  }

  static Stream<Arguments> keepingPrefix() {
    return promising(Promise.PREFIX);
  }

  private static boolean isValid(Identifier identifier, String text) {
    return switch (identifier) {
      case IDENTITY_NUMBER -> IdentityNumber.isValid(text);
      case CREDIT_CODE -> UnifiedSocialCreditCode.isValid(text);
      case PAYMENT_CARD -> PaymentCardNumber.isValid(text);
      case MOBILE_NUMBER -> MobileNumber.isValid(text) || MobileNumber.isSample(text);
      case CONTAINER_NUMBER -> ContainerNumber.isValid(text);
      case SHIP_NUMBER -> ImoNumber.isValid(text);
      case ENTRY_ID -> EntryId.isValid(text);
      case VEHICLE_NUMBER -> VehicleIdentificationNumber.isValid(text);
      case AIR_WAYBILL -> AirWaybillNumber.isValid(text);
      case ARTICLE_NUMBER -> ArticleNumber.isValid(text);
    };
  }

  /** A random identifier of the kind that is not marked. */
  static String random(Identifier identifier, Random random) {
    return switch (identifier) {
      case IDENTITY_NUMBER -> {
        String body =
            IdentityRecipe.PROVINCES.get(random.nextInt(IdentityRecipe.PROVINCES.size()))
                + text(random, DIGITS, 4)
                + LocalDate.of(1930, 1, 1)
                    .plusDays(random.nextInt(40_000))
                    .toString()
                    .replace("-", "")
                + text(random, DIGITS, 3);
        yield body + IdentityNumber.expectedCheckDigit(body);
      }
      case CREDIT_CODE ->
          UnifiedSocialCreditCode.complete(
              "91" + (110_000 + random.nextInt(500_000)),
              text(random, UnifiedSocialCreditCode.ALPHABET, 8));
      case PAYMENT_CARD -> {
        String body = "62" + text(random, DIGITS, 10 + random.nextInt(7));
        yield body + PaymentCardNumber.expectedCheckDigit(body);
      }
      case MOBILE_NUMBER -> "1" + (3 + random.nextInt(7)) + text(random, DIGITS, 9);
      case CONTAINER_NUMBER ->
          ContainerNumber.complete(
              text(random, "ABCDEFGHIJKLMNOPQRS", 3) + text(random, "UJZ", 1),
              random.nextInt(1_000_000));
      case SHIP_NUMBER -> {
        String body = (5 + random.nextInt(5)) + text(random, DIGITS, 5);
        yield body + ImoNumber.expectedCheckDigit(body);
      }
      case ENTRY_ID ->
          EntryId.of(
              Digits.padded(100 + random.nextInt(3_000), 4),
              2000 + random.nextInt(27),
              random.nextBoolean(),
              random.nextInt(1_000_000_000));
      case VEHICLE_NUMBER ->
          VehicleIdentificationNumber.complete(
              "L"
                  + text(random, VehicleIdentificationNumber.ALPHABET, 12)
                  + text(random, DIGITS, 4));
      case AIR_WAYBILL -> {
        String serial = text(random, DIGITS, 7);
        yield (100 + random.nextInt(900))
            + (random.nextBoolean() ? "-" : "")
            + serial
            + AirWaybillNumber.expectedCheckDigit(serial);
      }
      case ARTICLE_NUMBER -> {
        String body = "69" + text(random, DIGITS, 10);
        yield body + ArticleNumber.expectedCheckDigit(body);
      }
    };
  }

  private static String text(Random random, String alphabet, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  /** Whether nobody can have the identifier; the ranges are written apart from the code. */
  private static boolean isNobodys(Identifier identifier, String text) {
    return switch (identifier) {
      case IDENTITY_NUMBER -> !PROVINCE.matcher(text).lookingAt();
      case CREDIT_CODE -> text.startsWith("91000000");
      case PAYMENT_CARD -> text.startsWith("0");
      case MOBILE_NUMBER -> text.startsWith("100");
      case CONTAINER_NUMBER -> text.startsWith("TDGU") || text.startsWith("QZXU");
      case SHIP_NUMBER -> text.startsWith("2") || text.startsWith("3");
      case ENTRY_ID -> text.startsWith("3799");
      case VEHICLE_NUMBER, AIR_WAYBILL -> text.startsWith("000");
      case ARTICLE_NUMBER -> text.startsWith("2");
    };
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("all")
  void passesTheValidatorsAndKeepsTheLength(Identifier identifier, Mode mode) {
    CompiledMask mask = mask(identifier, mode);
    Random random = new Random(SEED);
    for (int i = 0; i < CASES; i++) {
      String value = random(identifier, random);
      String surrogate = (String) mask.apply(value, KEY);
      if (!isValid(identifier, surrogate) || surrogate.length() != value.length()) {
        fail(value + " → " + surrogate);
      }
    }
    assertThat(spec(identifier, mode).promises()).contains(Promise.FORMAT);
  }

  @ParameterizedTest
  @EnumSource
  void isMarkedUnlessAskedForOtherwiseAndThenNobodys(Identifier identifier) {
    MaskSpec left =
        new MaskSpec("M-X", MaskKind.SURROGATE, new TreeMap<>(Map.of("of", identifier.word())));
    assertThat(left.mode()).isEqualTo(Mode.MARKED);
    CompiledMask mask = CompiledMask.compile(left);
    Random random = new Random(SEED);
    for (int i = 0; i < CASES; i++) {
      String value = random(identifier, random);
      String surrogate = (String) mask.apply(value, KEY);
      if (isNobodys(identifier, value) || !isNobodys(identifier, surrogate)) {
        fail(value + " → " + surrogate);
      }
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("all")
  void isTheSameForOneValueAndKeyOnly(Identifier identifier, Mode mode) {
    CompiledMask mask = mask(identifier, mode);
    Random random = new Random(SEED);
    int met = 0;
    for (int i = 0; i < 1_000; i++) {
      String value = random(identifier, random);
      Object surrogate = mask.apply(value, KEY);
      assertThat(mask(identifier, mode).apply(value, KEY)).isEqualTo(surrogate);
      met += surrogate.equals(mask.apply(value, OTHER_KEY)) ? 1 : 0;
    }
    // one in 200,000 of ships, which are the fewest
    assertThat(met).isLessThanOrEqualTo(2);
    assertThat(spec(identifier, mode).promises()).contains(Promise.SAME_IN_SAME_OUT);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("oneToOne")
  void isOneToOneAndLeadsBackForWhoHasTheKey(Identifier identifier, Mode mode) {
    CompiledMask mask = mask(identifier, mode);
    Random random = new Random(SEED);
    int met = 0;
    Set<String> values = new HashSet<>();
    Set<Object> surrogates = new HashSet<>();
    for (int i = 0; i < CASES; i++) {
      String value = random(identifier, random);
      String surrogate = (String) mask.apply(value, KEY);
      values.add(value);
      surrogates.add(surrogate);
      if (!mask.restore(surrogate, KEY).equals(Optional.of(value))) {
        fail(value + " → " + surrogate);
      }
      met += mask.restore(surrogate, OTHER_KEY).equals(Optional.of(value)) ? 1 : 0;
    }
    // one in a million of those with six digits
    assertThat(met).isLessThanOrEqualTo(3);
    assertThat(surrogates).hasSameSizeAs(values);
    assertThat(spec(identifier, mode).promises()).contains(Promise.REVERSIBLE);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("all")
  void leadsBackOnlyWhereThatIsPromised(Identifier identifier, Mode mode) {
    CompiledMask mask = mask(identifier, mode);
    String surrogate = (String) mask.apply(random(identifier, new Random(SEED)), KEY);
    assertThat(mask.restore(surrogate, KEY).isPresent())
        .isEqualTo(spec(identifier, mode).promises().contains(Promise.REVERSIBLE));
    assertThat(mask.restore("no surrogate", KEY)).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("keepingPrefix")
  void keepsThePartThatGroups(Identifier identifier, Mode mode) {
    int kept =
        switch (identifier) {
          case IDENTITY_NUMBER, PAYMENT_CARD -> 6;
          case CREDIT_CODE -> 8;
          case MOBILE_NUMBER, AIR_WAYBILL, ARTICLE_NUMBER -> 3;
          case CONTAINER_NUMBER -> 4;
          case ENTRY_ID -> 9;
          case VEHICLE_NUMBER -> 8;
          case SHIP_NUMBER -> throw new AssertionError("a ship's number has no such part");
        };
    CompiledMask mask = mask(identifier, mode);
    Random random = new Random(SEED);
    for (int i = 0; i < CASES; i++) {
      String value = random(identifier, random);
      String surrogate = (String) mask.apply(value, KEY);
      if (!surrogate.startsWith(value.substring(0, kept))) {
        fail(value + " → " + surrogate);
      }
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("all")
  void coversWhatIsNoSuchIdentifier(Identifier identifier, Mode mode) {
    CompiledMask mask = mask(identifier, mode);
    Random random = new Random(SEED);
    String valid = random(identifier, random);
    char[] wide = valid.toCharArray();
    for (int i = 0; i < wide.length; i++) {
      wide[i] = wide[i] >= '0' && wide[i] <= '9' ? (char) (wide[i] + 0xFEE0) : wide[i];
    }
    for (String odd :
        List.of(
            "",
            valid.substring(1),
            valid + "0",
            " " + valid,
            valid + " ",
            valid + "\n",
            new String(wide),
            "😀" + valid.substring(2),
            valid.repeat(100),
            "9".repeat(10 * 1024 * 1024))) {
      assertThat(mask.apply(odd, KEY)).isEqualTo("***");
    }
  }

  @Test
  void coversIdentifiersWhoseCheckDigitIsWrong() {
    for (Mode mode : Mode.values()) {
      assertThat(mask(Identifier.IDENTITY_NUMBER, mode).apply("110105194912310021", KEY))
          .isEqualTo("***");
      assertThat(mask(Identifier.CREDIT_CODE, mode).apply("91350100M000100Y44", KEY))
          .isEqualTo("***");
      assertThat(mask(Identifier.CONTAINER_NUMBER, mode).apply("CSQU3054384", KEY))
          .isEqualTo("***");
    }
  }

  /**
   * Everyone of an area that is no province's would be one who cannot be told from a marked one.
   */
  @Test
  void coversIdentityNumbersThatAreMarkedAlready() {
    CompiledMask mask = mask(Identifier.IDENTITY_NUMBER, Mode.MARKED);
    String marked = (String) mask.apply("11010519491231002X", KEY);
    assertThat(mask.apply(marked, KEY)).isEqualTo("***");
  }

  @Test
  void hardlyMakesPeopleWhoAreBornInTheFuture() {
    CompiledMask mask = mask(Identifier.IDENTITY_NUMBER, Mode.MARKED);
    Random random = new Random(SEED);
    for (int i = 0; i < CASES; i++) {
      String value = random(Identifier.IDENTITY_NUMBER, random);
      int born = Integer.parseInt(value.substring(6, 10));
      int shown = Integer.parseInt(((String) mask.apply(value, KEY)).substring(6, 10));
      if (born < 2020 ? shown >= 2020 : shown / 10 != born / 10) {
        fail(value + " is born in " + shown);
      }
    }
  }

  @Test
  void givesNothingWithAKeyThatPermutesNothing() {
    CompiledMask mask = mask(Identifier.SHIP_NUMBER, Mode.REALISTIC);
    assertThatThrownBy(() -> mask.apply("9074729", (purpose, input) -> new byte[32]))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void permutesRangesOfAnySize() {
    for (long size : new long[] {1_000_000, 73_049_000, 10_890_000, 15_340_150_000_000L}) {
      for (Permutation permutation :
          List.of(Permutation.decimal("d", size), Permutation.tight("t", size))) {
        Random random = new Random(SEED);
        for (int i = 0; i < 1_000; i++) {
          long number = random.nextLong(size);
          long permuted = permutation.apply(number, KEY, Direction.HIDE).orElseThrow();
          assertThat(permuted).isBetween(0L, size - 1);
          assertThat(permutation.apply(permuted, KEY, Direction.RESTORE)).contains(number);
        }
        assertThat(permutation.apply(size, KEY, Direction.HIDE)).isEmpty();
        assertThat(permutation.apply(-1, KEY, Direction.HIDE)).isEmpty();
      }
    }
  }

  @Test
  void permutesAWholeRangeOntoItself() {
    Permutation permutation = Permutation.tight("whole", 1_000_003);
    boolean[] met = new boolean[1_000_003];
    for (int number = 0; number < met.length; number++) {
      int permuted = permutation.apply(number, KEY, Direction.HIDE).orElseThrow().intValue();
      if (met[permuted]) {
        fail("two numbers have the place " + permuted);
      }
      met[permuted] = true;
    }
  }
}
