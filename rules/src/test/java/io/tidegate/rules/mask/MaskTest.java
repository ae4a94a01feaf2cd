package io.tidegate.rules.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.identifier.UnifiedSocialCreditCode;
import io.tidegate.rules.pack.RulePack;
import io.tidegate.rules.pack.RulePackReader;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each mask shows, and that it never shows more. */
class MaskTest {
  private static final int CASES = 100_000;
  private static final long SEED = 20_260_101;

  private static final MaskKey KEY = new TestKey("one");

  private static final MaskKey OTHER_KEY = new TestKey("other");

  private static final RulePack PACK =
      RulePackReader.read(Path.of("..", "samples", "rules")).value().orElseThrow();

  private static Object masked(String mask, Object value) {
    return CompiledMask.compile(PACK.mask(mask).orElseThrow()).apply(value, KEY);
  }

  private static CompiledMask mask(MaskKind kind, String... parameters) {
    TreeMap<String, String> map = new TreeMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      map.put(parameters[i], parameters[i + 1]);
    }
    return CompiledMask.compile(new MaskSpec("M-TEST", kind, map));
  }

  /** Masks of every kind that hides something. */
  static Stream<CompiledMask> hiding() {
    return Stream.of(
        mask(MaskKind.TOP_CODE, "most", "1000"),
        mask(MaskKind.ROUND, "to", "0.05"),
        mask(MaskKind.GEO_TO, "decimals", "1"),
        mask(MaskKind.DATE_TO, "unit", "month"),
        mask(MaskKind.DATE_TO, "unit", "hour"),
        mask(MaskKind.DATE_SHIFT, "subject", "companion"),
        mask(MaskKind.PREFIX, "keep", "4"),
        mask(MaskKind.TRUNCATE, "keep", "2"),
        mask(MaskKind.BAND, "thresholds", "1000,10000,500000"),
        mask(MaskKind.DISTRICT),
        mask(MaskKind.COVER_RANGE, "from", "3", "to", "6"),
        mask(MaskKind.COVER_AFTER, "mark", "-"),
        mask(MaskKind.COVER_BEFORE, "mark", "@"),
        mask(MaskKind.KEEP, "first", "3", "last", "4"),
        mask(MaskKind.KEEP, "first", "0", "last", "0"),
        mask(MaskKind.PLATE),
        mask(MaskKind.FAMILY_NAME),
        mask(MaskKind.SURROGATE, "of", "container-number"),
        mask(MaskKind.SURROGATE, "of", "identity-number", "mode", "realistic"),
        mask(MaskKind.IDENTITY_PART, "part", "age", "identity", "companion"),
        mask(MaskKind.IDENTITY_PART, "part", "birth-date", "identity", "companion"),
        mask(MaskKind.IDENTITY_PART, "part", "sex", "identity", "companion"),
        mask(MaskKind.PARTY_SURROGATE),
        mask(MaskKind.HMAC_SM3),
        mask(
            MaskKind.LOOKUP_ROW, "keys", "CNXMN,SGSIN", "subject", "companion", "values", "中国,新加坡"),
        mask(MaskKind.LOOKUP, "values", "甲港,乙港,丙港"),
        mask(MaskKind.COVER),
        mask(MaskKind.DROP));
  }

  /** Those that show a part of the value, or take it for an identifier, and cover what is odd. */
  static Stream<CompiledMask> recognising() {
    return hiding()
        .filter(
            mask ->
                switch (mask.spec().kind()) {
                  case DATE_TO,
                      PREFIX,
                      BAND,
                      DISTRICT,
                      COVER_RANGE,
                      COVER_AFTER,
                      COVER_BEFORE,
                      KEEP,
                      PLATE,
                      FAMILY_NAME,
                      SURROGATE ->
                      true;
                  // numbers and dates, or null; texts with blanks; stand-ins for anything
                  case TOP_CODE,
                      ROUND,
                      GEO_TO,
                      DATE_SHIFT,
                      IDENTITY_PART,
                      TRUNCATE,
                      NONE,
                      PARTY_SURROGATE,
                      HMAC_SM3,
                      LOOKUP_ROW,
                      LOOKUP,
                      COVER,
                      DROP ->
                      false;
                });
  }

  /** Those that show something else whatever the value, so that nothing they show can be it. */
  static Stream<CompiledMask> neverShowing() {
    return hiding().filter(mask -> !mask.spec().kind().canLeaveAsIs());
  }

  static Stream<CompiledMask> keepingTheType() {
    return hiding()
        .filter(mask -> mask.spec().kind() != MaskKind.COVER)
        .filter(mask -> mask.spec().kind() != MaskKind.DROP)
        .filter(mask -> mask.spec().kind().leavesNull(FieldType.NUMBER));
  }

  @Test
  void triesEveryKindThatHides() {
    assertThat(hiding().map(mask -> mask.spec().kind()).distinct())
        .containsExactlyElementsOf(
            Arrays.stream(MaskKind.values()).filter(kind -> kind != MaskKind.NONE).toList());
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "M-NAME, 王甲子, 王**",
    "M-NAME, 李乙, 李*",
    "M-NAME, 欧阳甲子, 欧阳**",
    "M-NAME, 司马丁, 司马*",
    "M-NAME, 司马, 司*",
    "M-NAME, 𠮷田, 𠮷*",
    "M-ID, 35029919840822012X, 350299***********X",
    "M-TEL, 10012345678, 100****5678",
    "M-ADDR, 福建省厦门市示例区潮汐路1号, 福建省厦门市示例区***",
    "M-ADDR, 北京市朝阳区某街2号, 北京市朝阳区***",
    "M-ADDR, 湖北省荆州市沙市区某路3号, 湖北省荆州市沙市区***",
    "M-ADDR, 新疆维吾尔自治区喀什地区莎车县某乡, 新疆维吾尔自治区喀什地区莎车县***",
    "M-ADDR, 福建省王甲子小区5栋, 福建省***",
    "M-ADDR, 王甲子家旁边的小区, ***",
    "M-BILL, TDGL00083334, TDGL******34",
    "M-HS, 9403200000, 9403",
    "M-PLATE, 闽D·I0001, 闽D****1",
    "M-PLATE, 闽DD12345, 闽D****5"
  })
  void keepsTheExamplesOfTheMaskTable(String mask, String value, String expected) {
    assertThat(masked(mask, value)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "0, 0–1000",
    "999.99, 0–1000",
    "1000, 1000–1万",
    "61680.00, 5万–10万",
    "128400, 10万–50万",
    "100000, 10万–50万",
    "9999999, 500万–1000万",
    "10000000, 1000万以上",
    "1e30, 1000万以上",
    "-1, ***"
  })
  void tellsTheBandOfANumber(BigDecimal number, String band) {
    assertThat(masked("M-AMT", number)).isEqualTo(band);
  }

  @Test
  void tellsTheBandOfEveryKindOfNumberAndNamesHundredMillions() {
    CompiledMask band = mask(MaskKind.BAND, "thresholds", "15000,100000000,250000000");
    assertThat(band.apply(20_000, KEY)).isEqualTo("1.5万–1亿");
    assertThat(band.apply(200_000_000L, KEY)).isEqualTo("1亿–2.5亿");
    assertThat(band.apply(new BigDecimal("3e8"), KEY)).isEqualTo("2.5亿以上");
  }

  @Test
  void tellsTheMonthOfDatesAndOfMomentsByOneClock() {
    assertThat(masked("M-DATE", LocalDate.of(2024, 1, 11))).isEqualTo("2024-01");
    assertThat(masked("M-DATE", OffsetDateTime.parse("2024-01-31T16:00:00Z")))
        .isEqualTo(masked("M-DATE", OffsetDateTime.parse("2024-02-01T00:00:00+08:00")))
        .isEqualTo("2024-02");
    assertThat(masked("M-DATE", LocalDate.MAX)).isEqualTo("***");
    assertThat(masked("M-DATE", OffsetDateTime.MAX)).isEqualTo("***");
    assertThat(masked("M-DATE", OffsetDateTime.MIN)).isEqualTo("***");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "year, 2024",
    "quarter, 2024-Q1",
    "month, 2024-01",
    "day, 2024-01-31",
    "hour, 2024-01-31T23"
  })
  void tellsTheUnitOfAMomentByTheClocksOfChina(String unit, String expected) {
    CompiledMask mask = mask(MaskKind.DATE_TO, "unit", unit);
    assertThat(mask.apply(OffsetDateTime.parse("2024-01-31T15:59:59Z"), KEY)).isEqualTo(expected);
  }

  @Test
  void coversADateOfWhichAUnitWouldHideNothing() {
    assertThat(mask(MaskKind.DATE_TO, "unit", "day").apply(LocalDate.of(2024, 1, 31), KEY))
        .isEqualTo("***");
  }

  @Test
  void coversPartsOfCodes() {
    assertThat(mask(MaskKind.COVER_RANGE, "from", "3", "to", "6").apply("TDGL00083334", KEY))
        .isEqualTo("TD****083334");
    assertThat(mask(MaskKind.COVER_RANGE, "from", "1", "to", "12").apply("TDGL00083334", KEY))
        .isEqualTo("************");
    assertThat(mask(MaskKind.COVER_RANGE, "from", "3", "to", "13").apply("TDGL00083334", KEY))
        .isEqualTo("***");
    CompiledMask before = mask(MaskKind.COVER_BEFORE, "mark", "@");
    assertThat(before.apply("zhang.san@example.com", KEY)).isEqualTo("***@example.com");
    assertThat(before.apply("a@b", KEY)).isEqualTo("***@b");
    CompiledMask after = mask(MaskKind.COVER_AFTER, "mark", "-");
    assertThat(after.apply("TDGL-00083334", KEY)).isEqualTo("TDGL-***");
    for (String odd : List.of("@", "a@", "@b", "ab", "a@b@c", "a＠b", "***@b", "张三@b")) {
      assertThat(before.apply(odd, KEY)).isIn("***", "****");
    }
  }

  @Test
  void showsTheBeginningOfTextsThatAreLongEnough() {
    CompiledMask mask = mask(MaskKind.TRUNCATE, "keep", "2");
    assertThat(mask.apply("金属家具", KEY)).isEqualTo("金属…");
    assertThat(mask.apply("金属家", KEY)).isEqualTo("***");
    assertThat(mask.apply("𠮷𠮷𠮷𠮷", KEY)).isEqualTo("𠮷𠮷…");
    for (String odd : List.of("", " 金属家具", "金属家具 ", "金属\u0000家具", "１２３４５６", "😀😀😀😀", "家\n具家具")) {
      assertThat(mask.apply(odd, KEY)).isEqualTo("***");
    }
  }

  @Test
  void roundsCapsAndCoarsensNumbersInTheirType() {
    CompiledMask round = mask(MaskKind.ROUND, "to", "1000");
    assertThat(round.apply(61_499, KEY)).isEqualTo(61_000);
    assertThat(round.apply(-61_500L, KEY)).isEqualTo(-62_000L);
    assertThat(round.apply(new BigDecimal("61680.55"), KEY)).isEqualTo(new BigDecimal("62000"));
    assertThat(round.apply(Integer.MAX_VALUE, KEY)).isNull();
    assertThat(round.apply(new BigDecimal("1e999999999"), KEY)).isNull();
    assertThat(mask(MaskKind.ROUND, "to", "0.05").apply(new BigDecimal("1.03"), KEY))
        .isEqualTo(new BigDecimal("1.05"));
    CompiledMask top = mask(MaskKind.TOP_CODE, "most", "90");
    assertThat(top.apply(89, KEY)).isEqualTo(89);
    assertThat(top.apply(101L, KEY)).isEqualTo(90L);
    assertThat(top.apply(new BigDecimal("90.01"), KEY)).isEqualTo(new BigDecimal("90"));
    CompiledMask geo = mask(MaskKind.GEO_TO, "decimals", "1");
    assertThat(geo.apply(new BigDecimal("118.0894"), KEY)).isEqualTo(new BigDecimal("118.0"));
    assertThat(geo.apply(new BigDecimal("-24.48"), KEY)).isEqualTo(new BigDecimal("-24.5"));
    assertThat(geo.apply(new BigDecimal("180.1"), KEY)).isNull();
    assertThat(geo.apply("24.4798, 118.0894", KEY)).isEqualTo("24.4,118.0");
    assertThat(geo.apply("24.4798 118.0894", KEY)).isEqualTo("***");
  }

  @Test
  void digestsEqualValuesOfADomainToOneText() {
    CompiledMask mask = mask(MaskKind.HMAC_SM3, "domain", "bill");
    assertThat((String) mask.apply("TDGL00083334", KEY)).matches("[0-9a-f]{32}");
    assertThat(mask.apply(new BigDecimal("7.00"), KEY))
        .isEqualTo(mask.apply(7, KEY))
        .isEqualTo(mask.apply("7", KEY));
    assertThat(mask(MaskKind.HMAC_SM3, "domain", "other").apply("TDGL00083334", KEY))
        .isNotEqualTo(mask.apply("TDGL00083334", KEY));
    assertThat((String) mask(MaskKind.HMAC_SM3, "digits", "64").apply("x", KEY)).hasSize(64);
  }

  @Test
  void drawsFromAListButNeverTheValueItself() {
    List<String> list = List.of("甲港", "乙港", "丙港");
    CompiledMask mask = mask(MaskKind.LOOKUP, "values", String.join(",", list));
    for (String value : List.of("甲港", "乙港", "丙港", "厦门港", "")) {
      assertThat(mask.apply(value, KEY)).isIn(list).isNotEqualTo(value);
    }
  }

  @Test
  void leavesOutTextsAndShowsWhatIsNotHidden() {
    assertThat(masked("M-TEXT", "anything")).isNull();
    assertThat(masked("none", "anything")).isEqualTo("anything");
    assertThat(masked("none", new BigDecimal("1.50"))).isEqualTo(new BigDecimal("1.50"));
  }

  @Test
  void coversTextsAndLeavesOutCoveredNumbers() {
    assertThat(masked("M-COVER", "anything")).isEqualTo("***");
    assertThat(masked("M-COVER", "")).isEqualTo("***");
    assertThat(masked("M-COVER", "***")).isEqualTo("****");
    assertThat(masked("M-COVER", 5)).isNull();
    assertThat(masked("M-COVER", true)).isNull();
    assertThat(masked("M-COVER", LocalDate.EPOCH)).isNull();
  }

  @ParameterizedTest
  @MethodSource("hiding")
  void keepsNull(CompiledMask mask) {
    assertThat(mask.apply(null, KEY)).isNull();
  }

  @ParameterizedTest
  @MethodSource("recognising")
  void coversOddTextsCompletely(CompiledMask mask) {
    List<String> odd =
        List.of(
            "",
            " ",
            "1",
            "１００１２３４５６７８",
            " 10012345678",
            "10012345678 ",
            "100 1234 5678",
            "100\t12345678",
            "😀😀😀",
            "王\u0000",
            "\uD800\uD800\uD800\uD800\uD800\uD800\uD800\uD800",
            "\u202e10012345678",
            "x".repeat(CompiledMask.LONGEST + 1),
            "9".repeat(10 * 1024 * 1024));
    for (String value : odd) {
      assertThat(mask.apply(value, KEY)).isEqualTo("***");
    }
  }

  @ParameterizedTest
  @MethodSource("hiding")
  void looksIntoNoTextThatIsTooLong(CompiledMask mask) {
    String huge = "9".repeat(10 * 1024 * 1024);
    assertThat(mask.apply(huge, KEY)).isIn("***", null);
    assertThat(mask.apply("35029919840822012X", huge, KEY)).isIn("***", null);
  }

  @ParameterizedTest
  @MethodSource("recognising")
  void coversValuesOfAnotherType(CompiledMask mask) {
    assertThat(mask.apply(true, KEY)).isEqualTo("***");
    assertThat(mask.apply(List.of("王甲子"), KEY)).isEqualTo("***");
  }

  @ParameterizedTest
  @MethodSource("hiding")
  void neverThrows(CompiledMask mask) {
    Random random = new Random(SEED);
    for (int i = 0; i < CASES; i++) {
      Object value = randomValue(random);
      Object companion = randomValue(random);
      Object masked = mask.apply(value, companion, KEY);
      if (!Objects.equals(mask.apply(value, companion, KEY), masked)) {
        assertThat(mask.apply(value, companion, KEY)).isEqualTo(masked);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("neverShowing")
  void neverReturnsItsInput(CompiledMask mask) {
    Random random = new Random(SEED);
    for (int i = 0; i < CASES; i++) {
      Object value = randomValue(random);
      if (value.equals(mask.apply(value, value, KEY))) {
        assertThat(mask.apply(value, value, KEY)).isNotEqualTo(value);
      }
    }
  }

  /** So that a consumer who expects a number or a date is not sent a text. */
  @ParameterizedTest
  @MethodSource("keepingTheType")
  void keepsTheTypeOrLeavesTheValueOut(CompiledMask mask) {
    Random random = new Random(SEED);
    for (int i = 0; i < CASES; i++) {
      Object value = randomValue(random);
      Object masked = mask.apply(value, randomValue(random), KEY);
      if (masked != null && masked.getClass() != value.getClass()) {
        assertThat(masked).hasSameClassAs(value);
      }
    }
    assertThat(mask.apply(true, "35029919840822012X", KEY)).isNull();
  }

  private static final List<String> ALPHABETS =
      List.of(
          "0123456789",
          "0123456789ABCDEFGHJKLMNPQRTUWXY",
          "*",
          "*0",
          "王李欧阳甲乙丙丁子丑省市区县路号",
          "０１２３ＡＢ",
          "😀🚢𠮷",
          " \t\u00a0\u3000",
          "abc-/_.·#*王１ 😀");

  private static final List<String> WELL_FORMED =
      List.of(
          "王甲子",
          "35029919840822012X",
          "福建省厦门市示例区",
          "91350299MAT0000182",
          "TDGU1234568",
          "闽D12345",
          "9403200000",
          "潮汐示例国际贸易有限公司",
          "企业 #8F3A");

  private static Object randomValue(Random random) {
    switch (random.nextInt(10)) {
      case 0:
        return random.nextInt();
      case 1:
        return BigDecimal.valueOf(random.nextLong(), random.nextInt(20) - 5);
      case 2:
        return LocalDate.ofEpochDay(random.nextInt(2_000_000) - 1_000_000);
      case 3:
        return random.nextLong();
      case 4:
        StringBuilder changed =
            new StringBuilder(WELL_FORMED.get(random.nextInt(WELL_FORMED.size())));
        int at = random.nextInt(changed.length());
        changed.setCharAt(at, (char) random.nextInt(0x10000));
        return random.nextBoolean() ? changed.toString() : changed.substring(0, at) + "x";
      default:
        int[] alphabet = ALPHABETS.get(random.nextInt(ALPHABETS.size())).codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int length = 1 + random.nextInt(24); length > 0; length--) {
          text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
        }
        return text.toString();
    }
  }

  @Test
  void keepsNoMoreThanItIsAskedTo() {
    Random random = new Random(SEED);
    CompiledMask keep = mask(MaskKind.KEEP, "first", "3", "last", "4");
    for (int i = 0; i < CASES; i++) {
      if (randomValue(random) instanceof String value) {
        String masked = (String) keep.apply(value, KEY);
        if (!masked.matches("\\*{3,4}")) {
          assertThat(masked).hasSize(value.length());
          assertThat(value.length()).isGreaterThanOrEqualTo(11);
          assertThat(masked.substring(3, masked.length() - 4)).matches("\\*{4,}");
        }
      }
    }
  }

  @Test
  void givesCreditCodesOfNobodyWithBothDigitsValid() {
    CompiledMask mask = mask(MaskKind.PARTY_SURROGATE);
    Random random = new Random(SEED);
    for (int i = 0; i < CASES; i++) {
      StringBuilder code = new StringBuilder("91350299");
      while (code.length() < 18) {
        code.append(CREDIT_ALPHABET.charAt(random.nextInt(31)));
      }
      String surrogate = (String) mask.apply(code.toString(), KEY);
      assertThat(surrogate).startsWith("91000000");
      assertThat(isCreditCode(surrogate)).isTrue();
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "91350299MAT0000182",
        "91350299MAT000026W",
        "91350299MAT0000775",
        "91350299013WR5NP0B",
        "9135029903BQDH678X"
      })
  void knowsTheCheckSymbolsOfPublishedCreditCodes(String code) {
    assertThat(isCreditCode(code)).isTrue();
    assertThat(UnifiedSocialCreditCode.isValid(code)).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "HMAC_SM3, TDGU1234568",
    "PARTY_SURROGATE, 91350299MAT0000182",
    "PARTY_SURROGATE, 潮汐示例国际贸易有限公司"
  })
  void givesOneSurrogateForOneValueAndKey(MaskKind kind, String value) {
    Object surrogate = mask(kind).apply(value, KEY);
    assertThat(mask(kind).apply(value, KEY)).isEqualTo(surrogate);
    assertThat(mask(kind).apply(value, OTHER_KEY)).isNotEqualTo(surrogate);
    assertThat(promising(Promise.SAME_IN_SAME_OUT)).contains(kind);
  }

  @Test
  void givesNamesATokenOfTheDigitsAskedFor() {
    String name = "SAMPLE TRADING PTE. LTD";
    assertThat(mask(MaskKind.PARTY_SURROGATE).apply(name, KEY))
        .asString()
        .matches("企业 #[0-9A-F]{4}");
    assertThat(mask(MaskKind.PARTY_SURROGATE, "digits", "16").apply(name, KEY))
        .asString()
        .matches("企业 #[0-9A-F]{16}");
    assertThat(mask(MaskKind.PARTY_SURROGATE).apply("公司😀", KEY)).isEqualTo("***");
    assertThat(mask(MaskKind.PARTY_SURROGATE).apply(" 公司", KEY)).isEqualTo("***");
  }

  @Test
  void keepsTheOrderItPromises() {
    CompiledMask band = mask(MaskKind.BAND, "thresholds", "1000,10000,500000");
    List<Object> bands = List.of("0–1000", "1000–1万", "1万–50万", "50万以上");
    Random random = new Random(SEED);
    CompiledMask month = mask(MaskKind.DATE_TO, "unit", "month");
    CompiledMask round = mask(MaskKind.ROUND, "to", "1000");
    CompiledMask top = mask(MaskKind.TOP_CODE, "most", "500000");
    CompiledMask shift = mask(MaskKind.DATE_SHIFT, "subject", "companion");
    for (int i = 0; i < CASES; i++) {
      int a = random.nextInt(1_000_000);
      int b = a + random.nextInt(1_000_000);
      assertThat(bands.indexOf(band.apply(a, KEY)))
          .isNotNegative()
          .isLessThanOrEqualTo(bands.indexOf(band.apply(b, KEY)));
      LocalDate first = LocalDate.of(1900, 1, 1).plusDays(random.nextInt(80_000));
      LocalDate second = first.plusDays(random.nextInt(80_000));
      assertThat((String) month.apply(first, KEY))
          .isLessThanOrEqualTo((String) month.apply(second, KEY));
      assertThat((Integer) round.apply(a, KEY)).isLessThanOrEqualTo((Integer) round.apply(b, KEY));
      assertThat((Integer) top.apply(a, KEY)).isLessThanOrEqualTo((Integer) top.apply(b, KEY));
      String subject = "subject " + a;
      LocalDate shifted = (LocalDate) shift.apply(first, subject, KEY);
      assertThat(ChronoUnit.DAYS.between(shifted, (LocalDate) shift.apply(second, subject, KEY)))
          .isEqualTo(ChronoUnit.DAYS.between(first, second));
      assertThat(Math.abs(ChronoUnit.DAYS.between(first, shifted))).isBetween(1L, 180L);
    }
    assertThat(promising(Promise.ORDER))
        .containsExactly(
            MaskKind.NONE,
            MaskKind.TOP_CODE,
            MaskKind.ROUND,
            MaskKind.DATE_TO,
            MaskKind.DATE_SHIFT,
            MaskKind.BAND);
  }

  @Test
  void promisesNothingItDoesNotKeep() {
    assertThat(promising(Promise.ONE_TO_ONE)).containsExactly(MaskKind.NONE);
    assertThat(promising(Promise.ARITHMETIC)).containsExactly(MaskKind.NONE);
    assertThat(promising(Promise.CROSS_FIELD))
        .containsExactly(MaskKind.NONE, MaskKind.IDENTITY_PART, MaskKind.LOOKUP_ROW);
    assertThat(promising(Promise.REVERSIBLE)).isEmpty();
    assertThat(MaskKind.COVER.promises()).isEmpty();
    assertThat(MaskKind.DROP.promises()).isEmpty();
  }

  private static List<MaskKind> promising(Promise promise) {
    return Arrays.stream(MaskKind.values())
        .filter(kind -> kind.promises().contains(promise))
        .toList();
  }

  @Test
  void ranksKindsFromShowingToHidingWithoutTies() {
    List<Integer> ranks = new ArrayList<>();
    for (MaskKind kind : MaskKind.values()) {
      ranks.add(kind.rank());
    }
    assertThat(ranks).isSorted().doesNotHaveDuplicates();
    assertThat(MaskKind.NONE.rank()).isZero();
    assertThat(MaskKind.values()[MaskKind.values().length - 1]).isEqualTo(MaskKind.DROP);
  }

  @Test
  void saysWhatItAcceptsAndYields() {
    assertThat(MaskKind.BAND.yields(FieldType.NUMBER)).contains(FieldType.STRING);
    assertThat(MaskKind.BAND.yields(FieldType.STRING)).isEmpty();
    assertThat(MaskKind.DATE_TO.yields(FieldType.DATE_TIME)).contains(FieldType.STRING);
    for (FieldType type : FieldType.values()) {
      assertThat(MaskKind.NONE.yields(type)).contains(type);
      assertThat(MaskKind.COVER.yields(type)).contains(type);
      assertThat(MaskKind.DROP.yields(type)).contains(type);
    }
  }

  @Test
  void isMadeOfRightParametersOnly() {
    assertThat(MaskSpec.problems(MaskKind.KEEP, Map.of("first", "3")))
        .containsExactly("`last` is missing");
    assertThat(MaskSpec.problems(MaskKind.KEEP, Map.of("first", "-1", "last", "99", "mid", "1")))
        .containsExactly(
            "`first` must be a whole number from 0 to 32",
            "`last` must be a whole number from 0 to 32",
            "`mid` is no parameter of `keep`");
    assertThat(MaskSpec.problems(MaskKind.BAND, Map.of("thresholds", "10,10"))).hasSize(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MaskSpec("M-X", MaskKind.PREFIX, new TreeMap<>()));
    assertThat(MaskSpec.problems(MaskKind.COVER_RANGE, Map.of("from", "3", "to", "5")))
        .containsExactly("`from` to `to` must be at least 4 characters");
    assertThat(
            MaskSpec.problems(
                MaskKind.LOOKUP_ROW, Map.of("subject", "port", "keys", "a,b", "values", "a,b,c")))
        .containsExactly("`keys` and `values` must be equally many");
    assertThat(
            MaskSpec.problems(
                MaskKind.IDENTITY_PART,
                Map.of("part", "name", "identity", "id no", "at", "2026-13-01", "mode", "any")))
        .containsExactly(
            "`at` must be a day such as 2026-01-01",
            "`identity` must be the name of a column",
            "`mode` must be one of marked, realistic",
            "`part` must be one of birth-date, sex, age");
    for (String mark : List.of("*", "a", "7", "@@", "", "＠", " ")) {
      assertThat(MaskSpec.problems(MaskKind.COVER_BEFORE, Map.of("mark", mark))).hasSize(1);
    }
    for (String values : List.of("a", "a,a", "a,", "a, ")) {
      assertThat(MaskSpec.problems(MaskKind.LOOKUP, Map.of("values", values))).hasSize(1);
    }
    for (String step : List.of("0", "0.0", "-1", "1e3", "many")) {
      assertThat(MaskSpec.problems(MaskKind.ROUND, Map.of("to", step))).hasSize(1);
    }
    assertThat(MaskSpec.problems(MaskKind.HMAC_SM3, Map.of("domain", "Bill", "digits", "8")))
        .hasSize(2);
    assertThat(new MaskSpec("M-X", MaskKind.PARTY_SURROGATE, new TreeMap<>()))
        .isEqualTo(
            new MaskSpec("M-X", MaskKind.PARTY_SURROGATE, new TreeMap<>(Map.of("digits", "4"))));
  }

  /** A key that gives little would give surrogates that can be guessed; there is no value then. */
  @Test
  void givesNoSurrogateFromAKeyThatIsTooShort() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                mask(MaskKind.SURROGATE, "of", "container-number")
                    .apply("TDGU1234568", (purpose, input) -> new byte[8]));
  }

  private static final String CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

  /** Written from the standards' tables, apart from the code under test. */
  private static boolean isCreditCode(String code) {
    int[] outer = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
    int[] inner = {3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      sum += CREDIT_ALPHABET.indexOf(code.charAt(i)) * outer[i];
    }
    int organisation = 0;
    for (int i = 0; i < 8; i++) {
      char c = code.charAt(8 + i);
      organisation += (c <= '9' ? c - '0' : c - 'A' + 10) * inner[i];
    }
    return "0X987654321".charAt(organisation % 11) == code.charAt(16)
        && CREDIT_ALPHABET.charAt((31 - sum % 31) % 31) == code.charAt(17);
  }
}
