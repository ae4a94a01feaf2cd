package io.tidegate.route.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors were computed and checked with an independent library before they came here. */
class IdentifierTest {

  /** Every other digit or capital in every place; what is still accepted is returned. */
  private static String[] acceptedNeighbours(String valid, Predicate<String> check) {
    return IntStream.range(0, valid.length())
        .boxed()
        .flatMap(
            at ->
                Characters.DIGITS_AND_CAPITALS
                    .chars()
                    .filter(c -> c != valid.charAt(at))
                    .mapToObj(c -> valid.substring(0, at) + (char) c + valid.substring(at + 1)))
        .filter(check)
        .toArray(String[]::new);
  }

  @Nested
  class OfAnEnterprise {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "91350299MAT0000182",
          "91350299MAT000026W",
          "91350299MAT000034P",
          "91350299MAT000042J",
          "91350299MAT000050D",
          "91350299MAT000069A",
          "91350299MAT0000775",
          "91350299MAT0000850",
          "91350299013WR5NP0B",
          "9135029903BQDH678X"
        })
    void aCreditCodeWithBothCheckDigitsIsValid(String code) {
      assertThat(UnifiedSocialCreditCode.isValid(code)).isTrue();
    }

    @Test
    void aCreditCodeWithAnyOneCharacterChangedIsRefused() {
      assertThat(acceptedNeighbours("91350299MAT0000182", UnifiedSocialCreditCode::isValid))
          .isEmpty();
    }

    @Test
    void aCreditCodeWithOnlyItsLastDigitRightIsRefused() {
      String wrongWithin = "91350299MAT000019";
      String code = wrongWithin + UnifiedSocialCreditCode.expectedCheckDigit(wrongWithin);

      assertThat(OrganisationCode.expectedCheckDigit("MAT00001")).isEqualTo('8');
      assertThat(UnifiedSocialCreditCode.isValid(code)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
      "MAT00001, 91350299MAT0000182",
      "MAT00002, 91350299MAT000026W",
      "013WR5NP, 91350299013WR5NP0B",
      "03BQDH67, 9135029903BQDH678X"
    })
    void aSampleCreditCodeIsCompletedWithBothDigits(String organisation, String code) {
      assertThat(UnifiedSocialCreditCode.sample(organisation)).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "91350299MAT000018", "91350299MAT00001822", "91350299mat0000182"})
    void aCreditCodeOfAnotherLengthOrCaseIsRefused(String code) {
      assertThat(UnifiedSocialCreditCode.isValid(code)).isFalse();
    }

    @Test
    void aLetterOutsideTheAlphabetCannotBeCompleted() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> UnifiedSocialCreditCode.sample("MAT0000O"));
    }

    @Test
    void sampleRegistrationsCountOnThroughTheLetters() {
      assertThat(CustomsRegistrationCode.sample(6, 1)).isEqualTo("350296T001");
      assertThat(CustomsRegistrationCode.sample(8, 1002)).isEqualTo("350298U002");
      assertThat(CustomsRegistrationCode.isValid("350296T001")).isTrue();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> CustomsRegistrationCode.sample(6, 7000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"350296T00", "350296T0011", "35O296T001", "350296t001"})
    void aRegistrationOfAnotherFormIsRefused(String code) {
      assertThat(CustomsRegistrationCode.isValid(code)).isFalse();
    }
  }

  @Nested
  class OfAPerson {
    @ParameterizedTest
    @ValueSource(strings = {"35029919840822012X", "350299199310190078", "350299200101252485"})
    void anIdentityNumberWithTheRightDigitIsValid(String number) {
      assertThat(IdentityNumber.isValid(number)).isTrue();
    }

    @Test
    void anIdentityNumberWithAnyOneCharacterChangedIsRefused() {
      assertThat(acceptedNeighbours("35029919840822012X", IdentityNumber::isValid)).isEmpty();
    }

    @Test
    void anIdentityNumberOfADayThatNeverWasIsRefused() {
      String body = "35029920010229001";

      assertThat(IdentityNumber.isValid(body + IdentityNumber.expectedCheckDigit(body))).isFalse();
    }

    @Test
    void aSampleIdentityNumberIsMadeFromADateAndASerial() {
      assertThat(IdentityNumber.sample(LocalDate.of(1984, 8, 22), 12))
          .isEqualTo("35029919840822012X");
    }
  }

  @Nested
  class OfADeclaration {
    @ParameterizedTest
    @ValueSource(strings = {"379120241000000001", "379120240000000003", "37912024I000000001"})
    void anEntryIdOfTheKnownFormIsValid(String id) {
      assertThat(EntryId.isValid(id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "37912024100000000",
          "379120242000000001",
          "379112341000000001",
          "3791202410000000O1"
        })
    void anEntryIdOfAnotherFormIsRefused(String id) {
      assertThat(EntryId.isValid(id)).isFalse();
    }

    @Test
    void anEntryIdIsMadeOfItsParts() {
      assertThat(EntryId.of("3791", 2024, false, 3)).isEqualTo("379120240000000003");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> EntryId.of("3791", 2024, true, 1_000_000_000L));
    }
  }

  @Nested
  class OfTransport {
    @ParameterizedTest
    @ValueSource(strings = {"TDGU1234568", "TDGU7000016", "QZXU0000420", "TDGU1000030"})
    void aContainerNumberWithTheRightDigitIsValid(String number) {
      assertThat(ContainerNumber.isValid(number)).isTrue();
    }

    @Test
    void aContainerNumberWithAWrongDigitIsToldTheRightOne() {
      assertThat(ContainerNumber.isValid("TDGU1234560")).isFalse();
      assertThat(ContainerNumber.expectedCheckDigit("TDGU1234560")).isEqualTo('8');
    }

    @Test
    void aContainerNumberWithRemainderTenHasTheDigitZero() {
      assertThat(ContainerNumber.hasRemainderTen("TDGU1000030")).isTrue();
      assertThat(ContainerNumber.hasRemainderTen("TDGU1234568")).isFalse();
      assertThat(ContainerNumber.complete("TDGU", 100_003)).isEqualTo("TDGU1000030");
    }

    @ParameterizedTest
    @CsvSource({"A, 10", "B, 12", "K, 21", "L, 23", "U, 32", "V, 34", "Z, 38", "0, 0", "9, 9"})
    void theValuesOfTheLettersLeaveOutTheMultiplesOfEleven(char letter, int value) {
      assertThat(ContainerNumber.value(letter)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"tdgu1234568", "TDGU 1234568", "TDGX1234568", "TDGU123456", "TDGUI234568"})
    void aContainerNumberOfAnotherFormIsRefused(String number) {
      assertThat(ContainerNumber.isValid(number)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2300014", "3123451"})
    void aShipNumberWithTheRightDigitIsValid(String number) {
      assertThat(ImoNumber.isValid(number)).isTrue();
      assertThat(ImoNumber.sample(Integer.parseInt(number.substring(0, 6)))).isEqualTo(number);
    }

    @Test
    void aShipNumberWithAWrongDigitOrInTheRealRangeIsRefused() {
      assertThat(ImoNumber.isValid("2300015")).isFalse();
      assertThatIllegalArgumentException().isThrownBy(() -> ImoNumber.sample(912_345));
    }

    @ParameterizedTest
    @ValueSource(strings = {"000-12345675", "000-76543213", "00012345675"})
    void aWaybillNumberIsValidWithAndWithoutHyphen(String number) {
      assertThat(AirWaybillNumber.isValid(number)).isTrue();
    }

    @Test
    void aWaybillNumberWithAWrongDigitOrAHyphenElsewhereIsRefused() {
      assertThat(AirWaybillNumber.isValid("000-12345676")).isFalse();
      assertThat(AirWaybillNumber.isValid("0001-2345675")).isFalse();
      assertThat(AirWaybillNumber.sample(1_234_567)).isEqualTo("000-12345675");
    }
  }

  @Nested
  class OfAnArticle {
    @ParameterizedTest
    @ValueSource(strings = {"2000000000015", "2100202312289"})
    void anArticleNumberWithTheRightDigitIsValid(String number) {
      assertThat(ArticleNumber.isValid(number)).isTrue();
    }

    @Test
    void anArticleNumberWithAnyOneDigitChangedIsRefused() {
      assertThat(acceptedNeighbours("2100202312289", ArticleNumber::isValid)).isEmpty();
    }

    @Test
    void aSampleArticleNumberKeepsToThePrefixesOfAStore() {
      assertThat(ArticleNumber.sample(20, 1)).isEqualTo("2000000000015");
      assertThatIllegalArgumentException().isThrownBy(() -> ArticleNumber.sample(69, 1));
    }
  }

  /** Numbers that standards and registers publish, and the same with one thing wrong. */
  @Nested
  class AsPublished {
    @Test
    void areValid() {
      assertThat(IdentityNumber.isValid("11010519491231002X")).isTrue();
      assertThat(List.of("91350100M000100Y43", "91110000802100433B", "914403001922038216"))
          .allMatch(UnifiedSocialCreditCode::isValid);
      assertThat(OrganisationCode.isValid("D2143569X")).isTrue();
      assertThat(List.of("4111111111111111", "6222021234567890128"))
          .allMatch(PaymentCardNumber::isValid);
      assertThat(List.of("CSQU3054383", "MSKU6011672", "TOLU4734787"))
          .allMatch(ContainerNumber::isValid);
      assertThat(List.of("9074729", "9321483")).allMatch(ImoNumber::isValid);
      assertThat(List.of("1M8GDM9AXKP042788", "11111111111111111"))
          .allMatch(VehicleIdentificationNumber::isValid);
      assertThat(AirWaybillNumber.isValid("999-12345675")).isTrue();
      assertThat(ArticleNumber.isValid("6901234567892")).isTrue();
    }

    @Test
    void areRefusedWithAWrongDigitOrADateOfNobody() {
      assertThat(List.of("440524188001010014", "110105194912310021"))
          .noneMatch(IdentityNumber::isValid);
      assertThat(UnifiedSocialCreditCode.isValid("91350100M000100Y44")).isFalse();
      assertThat(ContainerNumber.isValid("CSQU3054384")).isFalse();
      assertThat(ImoNumber.isValid("9074728")).isFalse();
      assertThat(VehicleIdentificationNumber.isValid("1M8GDM9A1KP042788")).isFalse();
    }
  }

  @Nested
  class OfAPaymentCard {
    @Test
    void aNumberWithAnyOneDigitChangedIsRefused() {
      assertThat(acceptedNeighbours("6222021234567890128", PaymentCardNumber::isValid)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "0",
          "411111111111",
          "62220212345678901280",
          "4111 1111 1111 1111",
          "４１１１１１１１１１１１１１１１"
        })
    void aNumberOfAnotherFormIsRefused(String number) {
      assertThat(PaymentCardNumber.isValid(number)).isFalse();
    }

    @Test
    void nothingButDigitsHasACheckDigit() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> PaymentCardNumber.expectedCheckDigit(""));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> PaymentCardNumber.expectedCheckDigit("41x"));
    }
  }

  @Nested
  class OfAVehicle {
    @Test
    void theNinthCharacterIsCompleted() {
      assertThat(VehicleIdentificationNumber.complete("1M8GDM9A0KP042788"))
          .isEqualTo("1M8GDM9AXKP042788");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1M8GDM9AXKP04278", "IM8GDM9AXKP042788", "1m8gdm9axkp042788"})
    void aNumberOfAnotherFormIsRefused(String number) {
      assertThat(VehicleIdentificationNumber.isValid(number)).isFalse();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> VehicleIdentificationNumber.expectedCheckDigit(number));
    }
  }

  @Nested
  class OfATelephone {
    @Test
    void theRangesOfOperatorsAndOfNobodyAreApart() {
      assertThat(MobileNumber.isValid("13800138000")).isTrue();
      assertThat(MobileNumber.isSample("13800138000")).isFalse();
      assertThat(MobileNumber.sample(12_345_678)).isEqualTo("10012345678");
      assertThat(MobileNumber.isSample("10012345678")).isTrue();
      assertThat(MobileNumber.isValid("10012345678")).isFalse();
      assertThat(MobileNumber.isValid("1380013800")).isFalse();
    }
  }
}
