package io.tidegate.rules.mask;

import io.tidegate.route.identifier.AirWaybillNumber;
import io.tidegate.route.identifier.ArticleNumber;
import io.tidegate.route.identifier.ContainerNumber;
import io.tidegate.route.identifier.Digits;
import io.tidegate.route.identifier.EntryId;
import io.tidegate.route.identifier.ImoNumber;
import io.tidegate.route.identifier.MobileNumber;
import io.tidegate.route.identifier.PaymentCardNumber;
import io.tidegate.route.identifier.UnifiedSocialCreditCode;
import io.tidegate.route.identifier.VehicleIdentificationNumber;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Identifiers that have surrogates, each in two modes. A marked surrogate lies in a range that is
 * nobody's; a realistic one keeps the part that groups and can be somebody's.
 */
public enum Identifier {
  /** GB 11643; marked in a province that does not exist. */
  IDENTITY_NUMBER(IdentityRecipe.MARKED, IdentityRecipe.REALISTIC),
  /** GB 32100, both check digits; marked in the region 000000, which is no place. */
  CREDIT_CODE(
      new DrawRecipe(
          "cn.uscc",
          UnifiedSocialCreditCode::isValid,
          BigInteger.valueOf(UnifiedSocialCreditCode.ALPHABET.length()).pow(8),
          (drawn, code) ->
              UnifiedSocialCreditCode.complete(
                  PartySurrogate.NOBODY,
                  Surrogate.symbols(drawn, UnifiedSocialCreditCode.ALPHABET, 8))),
      new PartRecipe(
          "cn.uscc",
          UnifiedSocialCreditCode::isValid,
          UnifiedSocialCreditCode.ALPHABET,
          8,
          2,
          code -> UnifiedSocialCreditCode.complete(code.substring(0, 8), code.substring(8, 16)))),
  /** ISO/IEC 7812; marked with the issuer 0, which no bank has. */
  PAYMENT_CARD(
      new DrawRecipe(
          "bank.card",
          PaymentCardNumber::isValid,
          BigInteger.TEN.pow(PaymentCardNumber.LONGEST - 2),
          (drawn, number) -> {
            int free = number.length() - 2;
            String body = "0" + Surrogate.symbols(drawn, PartRecipe.DECIMAL, free);
            return body + PaymentCardNumber.expectedCheckDigit(body);
          }),
      decimals(
          "bank.card",
          PaymentCardNumber::isValid,
          6,
          1,
          number -> {
            String body = number.substring(0, number.length() - 1);
            return body + PaymentCardNumber.expectedCheckDigit(body);
          })),
  /** Mobile telephones of the mainland; marked with 100, which no operator has. */
  MOBILE_NUMBER(
      new DrawRecipe(
          "cn.mobile",
          number -> MobileNumber.isValid(number) || MobileNumber.isSample(number),
          BigInteger.TEN.pow(8),
          (drawn, number) -> MobileNumber.sample(drawn.intValue())),
      decimals("cn.mobile", MobileNumber::isValid, 3, 0, UnaryOperator.identity())),
  /** ISO 6346; marked with the owners of the samples. */
  CONTAINER_NUMBER(
      new DrawRecipe(
          "iso.container",
          ContainerNumber::isValid,
          BigInteger.valueOf(2_000_000),
          (drawn, number) ->
              ContainerNumber.complete(
                  drawn.intValue() < 1_000_000 ? "TDGU" : "QZXU", drawn.intValue() % 1_000_000)),
      decimals(
          "iso.container",
          ContainerNumber::isValid,
          4,
          1,
          number -> number.substring(0, 10) + ContainerNumber.expectedCheckDigit(number))),
  /** IMO numbers of ships; marked from 2000000 to 3999999, which ships do not use. */
  SHIP_NUMBER(
      new DrawRecipe(
          "imo.ship",
          ImoNumber::isValid,
          BigInteger.valueOf(200_000),
          (drawn, number) -> ImoNumber.sample(200_000 + drawn.intValue())),
      decimals(
          "imo.ship",
          ImoNumber::isValid,
          0,
          1,
          number -> number.substring(0, 6) + ImoNumber.expectedCheckDigit(number))),
  /** Customs declarations; marked with the customs 3799, which is invented. */
  ENTRY_ID(
      new DrawRecipe(
          "customs.declaration",
          EntryId::isValid,
          BigInteger.TEN.pow(9),
          (drawn, id) -> "3799" + id.substring(4, 9) + Digits.padded(drawn.longValue(), 9)),
      decimals("customs.declaration", EntryId::isValid, 9, 0, UnaryOperator.identity())),
  /** GB 16735 and ISO 3779; marked with the maker 000, whose region is assigned to nobody. */
  VEHICLE_NUMBER(
      new DrawRecipe(
          "iso.vin",
          VehicleIdentificationNumber::isValid,
          BigInteger.valueOf(VehicleIdentificationNumber.ALPHABET.length())
              .pow(7)
              .multiply(BigInteger.TEN.pow(4)),
          (drawn, number) -> {
            BigInteger[] parts = drawn.divideAndRemainder(BigInteger.TEN.pow(4));
            String free = Surrogate.symbols(parts[0], VehicleIdentificationNumber.ALPHABET, 7);
            return VehicleIdentificationNumber.complete(
                "000"
                    + free.substring(0, 5)
                    + "0"
                    + number.substring(9, 11)
                    + free.substring(5)
                    + Digits.padded(parts[1].intValue(), 4));
          }),
      new VehicleRecipe()),
  /** Master air waybills; marked with the airline 000, which there is not. */
  AIR_WAYBILL(
      new DrawRecipe(
          "iata.waybill",
          AirWaybillNumber::isValid,
          BigInteger.TEN.pow(7),
          (drawn, number) -> {
            String marked = AirWaybillNumber.sample(drawn.intValue());
            return number.indexOf('-') < 0 ? marked.replace("-", "") : marked;
          }),
      new WaybillRecipe()),
  /** EAN-13; marked with the prefixes 20 to 29, which stores use inside. */
  ARTICLE_NUMBER(
      new DrawRecipe(
          "gs1.article",
          ArticleNumber::isValid,
          BigInteger.TEN.pow(11),
          (drawn, number) -> {
            long free = drawn.longValue();
            return ArticleNumber.sample(
                20 + (int) (free / 10_000_000_000L), free % 10_000_000_000L);
          }),
      decimals(
          "gs1.article",
          ArticleNumber::isValid,
          3,
          1,
          number -> number.substring(0, 12) + ArticleNumber.expectedCheckDigit(number)));

  /** Whose range the surrogates lie in. */
  public enum Mode {
    /** Nobody's. */
    MARKED,
    /** Somebody's, perhaps; never for people to call, to pay or to look somebody up with. */
    REALISTIC;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Mode ofWord(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }

    static List<String> words() {
      return Arrays.stream(values()).map(Mode::word).toList();
    }
  }

  private final Recipe marked;
  private final Recipe realistic;

  Identifier(Recipe marked, Recipe realistic) {
    this.marked = marked;
    this.realistic = realistic;
  }

  private static Recipe decimals(
      String domain,
      Predicate<String> valid,
      int from,
      int behind,
      UnaryOperator<String> completed) {
    return new PartRecipe(domain, valid, PartRecipe.DECIMAL, from, behind, completed);
  }

  Recipe recipe(Mode mode) {
    return mode == Mode.MARKED ? marked : realistic;
  }

  /** What surrogates keep, in the order of the enum. */
  public Set<Promise> promises(Mode mode) {
    return Collections.unmodifiableSet(recipe(mode).promises());
  }

  /** The word for it in a rule pack, such as {@code identity-number}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Identifier ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Identifier::word).toList();
  }
}
