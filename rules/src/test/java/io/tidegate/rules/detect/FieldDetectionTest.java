package io.tidegate.rules.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tidegate.route.catalog.Categories;
import io.tidegate.route.catalog.Detections;
import io.tidegate.route.identifier.MobileNumber;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldDetectionTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 6, 30);
  private static final String IDENTITY = "35029919840822012X";

  private static List<Detector> found(String name, String title, String value) {
    return found(new FieldContext(name, title, List.of()), value);
  }

  private static List<Detector> found(FieldContext context, String value) {
    return new FieldDetection(context, TODAY)
        .hits(value).stream().map(DetectorHit::detector).toList();
  }

  @ParameterizedTest
  @EnumSource
  void everyDetectorHasACategoryOfTheListAndAWordOfItsOwn(Detector detector) {
    assertThat(Categories.ALL).contains(detector.category());
    assertThat(Detector.ofWord(detector.word())).contains(detector);
  }

  /** Catalogs confirm by these words and know no detectors. */
  @Test
  void theWordsOfDetectorsAreTheListOfTheCatalog() {
    assertThat(Detections.ALL)
        .containsExactlyElementsOf(
            Arrays.stream(Detector.values()).map(Detector::word).sorted().toList());
  }

  @Nested
  class ByContext {
    @Test
    void identityNumbersNeedNone() {
      assertThat(found("", "", IDENTITY)).containsExactly(Detector.ID_CARD);
      assertThat(found("order_no", "订单号", IDENTITY)).containsExactly(Detector.ID_CARD);
    }

    @Test
    void aDateOfBirthToComeIsNone() {
      FieldDetection then = new FieldDetection(FieldContext.NONE, LocalDate.of(1984, 8, 21));
      assertThat(then.hits(IDENTITY)).isEmpty();
    }

    @Test
    void cardsNeedSome() {
      assertThat(found("", "", "4111111111111111")).isEmpty();
      assertThat(found("card_no", "", "4111111111111111")).containsExactly(Detector.BANK_CARD);
      assertThat(found(new FieldContext("c1", "", List.of("bank_name")), "4111111111111111"))
          .containsExactly(Detector.BANK_CARD);
      assertThat(found("batch_no", "批次号", "4111111111111111")).isEmpty();
    }

    @Test
    void aTitleIsAsGoodAsAName() {
      assertThat(found("f1", "联系人手机", MobileNumber.sample(12345678)))
          .containsExactly(Detector.MOBILE);
    }

    @Test
    void aNeighbourMakesANameLikely() {
      FieldContext beside = new FieldContext("f1", "", List.of("f1", "mobile"));
      assertThat(found(beside, "王甲子")).containsExactly(Detector.PERSON_NAME);
      assertThat(found("f1", "", "王甲子")).isEmpty();
    }

    @Test
    void goodsThatBeginWithAFamilyNameAreNone() {
      FieldContext goods = new FieldContext("goods_name", "商品名称", List.of("mobile"));
      assertThat(found(goods, "金属丝")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"typistIdCard", "TYPIST_ID_CARD", "typist-id-card", "ｔｙｐｉｓｔ id card"})
    void howANameIsJoinedDoesNotMatter(String name) {
      assertThat(FieldWords.bearings(new FieldContext(name, "", List.of())))
          .containsEntry(Detector.ID_CARD, Bearing.NAMED)
          .containsEntry(Detector.BANK_CARD, Bearing.CONTRARY);
    }
  }

  @Nested
  class InText {
    @Test
    void whatIsWrittenBesideWordsIsFound() {
      assertThat(found("remark", "备注", "货主王先生 10012345678，请提前联系")).containsExactly(Detector.MOBILE);
    }

    @Test
    void aNumberThatIsCalledOtherwiseIsNone() {
      assertThat(found("remark", "备注", "订单号10012345678")).isEmpty();
      assertThat(found("remark", "备注", "order no: 10012345678")).isEmpty();
    }

    @Test
    void severalThingsAreFoundAtOnce() {
      assertThat(found("remark", "备注", "收件人：王甲子，手机10012345678"))
          .containsExactlyInAnyOrder(Detector.PERSON_NAME, Detector.MOBILE);
    }

    @Test
    void aPartOfALongerNumberIsNone() {
      assertThat(found("remark", "备注", "编码 9" + IDENTITY + "7 完")).isEmpty();
    }
  }

  @Test
  void whatAFieldIsCalledByIsToldTheStrictestFirst() {
    FieldDetection cards = new FieldDetection(new FieldContext("x", "联系电话", List.of()), TODAY);
    assertThat(cards.called()).containsExactly(Detector.MOBILE, Detector.LANDLINE);
    FieldDetection pass =
        new FieldDetection(new FieldContext("passport_no", "核放单号", List.of()), TODAY);
    assertThat(pass.called()).containsExactly(Detector.PASSPORT, Detector.GATE_PASS);
    assertThat(new FieldDetection(FieldContext.NONE, TODAY).called()).isEmpty();
  }

  @Test
  void theReasonSaysWhyAndNotWhat() {
    DetectorHit hit =
        new FieldDetection(new FieldContext("cert_no", "证件号", List.of()), TODAY)
            .hits(IDENTITY)
            .getFirst();
    assertThat(hit.confidence()).isEqualTo(0.99);
    assertThat(hit.reason().zh()).isEqualTo("18 位，省份、出生日期和校验位均相符；字段名称与之相符");
    assertThat(hit.reason().en())
        .isEqualTo(
            "18 characters whose province, date of birth and check digit all fit; the field is"
                + " called so");
  }

  /** A value is read up to a length, and no shape goes back over it: it cannot hold a thread. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1", "1-", "a@", "a.", "市", "市路1号", "(0", "1 ", "0:", "闽D", "联系人: ", "姓名：王", "\u3000", "😀"
      })
  void hostileValuesTakeLinearTime(String part) {
    String value = part.repeat(1_000_000 / part.length());
    FieldDetection field = new FieldDetection(new FieldContext("remark", "", List.of()), TODAY);
    assertTimeoutPreemptively(Duration.ofSeconds(15), () -> field.hits(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\ud800", "\u0000", "-", "+", "0", "（）", "🚢"})
  void oddValuesAreNothing(String value) {
    assertThat(found("phone", "电话", value)).isEmpty();
  }
}
