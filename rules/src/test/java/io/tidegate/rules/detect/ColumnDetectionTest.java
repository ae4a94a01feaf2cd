package io.tidegate.rules.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.identifier.Digits;
import io.tidegate.route.identifier.IdentityNumber;
import io.tidegate.route.identifier.ImoNumber;
import io.tidegate.route.identifier.MobileNumber;
import io.tidegate.rules.detect.ColumnFinding.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ColumnDetectionTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 6, 30);
  private static final FieldContext UNCALLED = new FieldContext("f_01", "", List.of());

  private static List<String> values(int count, IntFunction<String> value) {
    return new ArrayList<>(IntStream.range(0, count).mapToObj(value).toList());
  }

  private static String identity(int i) {
    return IdentityNumber.sample(LocalDate.of(1970, 1, 1).plusDays(17L * i), i % 1000);
  }

  private static ColumnFinding decide(FieldContext context, List<String> values) {
    return ColumnDetection.decide(context, values, TODAY);
  }

  @Test
  void fewerThanTwentyValuesAreUnknownAndSensitive() {
    ColumnFinding few = decide(UNCALLED, values(19, ColumnDetectionTest::identity));
    assertThat(few.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(few.sensitivity()).contains(Sensitivity.S4);
    assertThat(few.reason().zh()).contains("19");
    assertThat(few.hits()).extracting(DetectorHit::detector).containsExactly(Detector.ID_CARD);
    assertThat(decide(UNCALLED, values(20, ColumnDetectionTest::identity)).verdict())
        .isEqualTo(Verdict.FOUND);
  }

  @Test
  void blankValuesDoNotCount() {
    List<String> values = values(19, ColumnDetectionTest::identity);
    values.addAll(List.of("", " ", "\u3000", "\t"));
    assertThat(decide(UNCALLED, values).values()).isEqualTo(19);
    assertThat(decide(UNCALLED, values).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void whatIsFoundHasItsClassItsCategoryAndAReason() {
    ColumnFinding found = decide(UNCALLED, values(50, ColumnDetectionTest::identity));
    assertThat(found.sensitivity()).contains(Sensitivity.S4);
    assertThat(found.category()).contains("person-id");
    assertThat(found.reason().zh()).contains("居民身份证号", "50 个值中 50 个相符");
    assertThat(found.reason().en()).contains("identity number", "50 of 50 values fit");
  }

  @Test
  void manyRowsTellWhatOneDoesNot() {
    List<String> ships = values(40, i -> ImoNumber.sample(200_000 + 37 * i));
    assertThat(new FieldDetection(UNCALLED, TODAY).hits(ships.getFirst())).isEmpty();
    assertThat(decide(UNCALLED, ships).category()).contains("vessel");
    List<String> phones = values(40, i -> MobileNumber.sample(12_345 * i));
    assertThat(decide(UNCALLED, phones).category()).contains("phone");
  }

  @Test
  void theSameRowManyTimesTellsNoMore() {
    List<String> same = Collections.nCopies(40, ImoNumber.sample(200_001));
    assertThat(decide(UNCALLED, same).verdict()).isEqualTo(Verdict.NOTHING);
  }

  @Test
  void numbersThatPassByChanceAreNothing() {
    FieldContext orders = new FieldContext("order_no", "订单号", List.of());
    List<String> numbers = values(200, i -> "62" + Digits.padded(7_919L * i, 14));
    assertThat(decide(orders, numbers).verdict()).isEqualTo(Verdict.NOTHING);
    assertThat(decide(UNCALLED, numbers).verdict()).isEqualTo(Verdict.NOTHING);
  }

  @Test
  void halfOfTheOneAndHalfOfTheOtherIsUnknown() {
    FieldContext both = new FieldContext("contact", "联系人电话", List.of());
    List<String> values = values(30, ColumnDetectionTest::identity);
    values.addAll(values(30, i -> MobileNumber.sample(99_991 * i)));
    ColumnFinding conflict = decide(both, values);
    assertThat(conflict.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(conflict.sensitivity()).contains(Sensitivity.S4);
  }

  @Test
  void aSingleNumberOfAPersonAmongTextMakesTheColumnUnknown() {
    FieldContext remarks = new FieldContext("remark", "备注", List.of());
    List<String> texts = values(300, i -> "第" + i + "批货物已验");
    assertThat(decide(remarks, texts).verdict()).isEqualTo(Verdict.NOTHING);
    texts.set(150, "货主电话10012345678");
    ColumnFinding scattered = decide(remarks, texts);
    assertThat(scattered.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(scattered.hits()).extracting(DetectorHit::detector).contains(Detector.MOBILE);
    assertThat(scattered.hits().getFirst().reason().zh()).contains("300 个值中 1 个相符");
  }

  @Test
  void someStricterValuesAmongTheFoundMakeTheColumnUnknown() {
    FieldContext bills = new FieldContext("bill_no", "提运单号", List.of());
    List<String> values = values(60, i -> "TDGL" + Digits.padded(i, 9));
    assertThat(decide(bills, values).category()).contains("bill-no");
    values.set(3, identity(3));
    assertThat(decide(bills, values).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void valuesThatAreTooLongToBeReadMakeTheColumnUnknown() {
    List<String> texts = values(30, i -> "第" + i + "批");
    texts.set(7, "好".repeat(Plain.LONGEST) + identity(7));
    assertThat(decide(UNCALLED, texts).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void onlyALooserLabelIsTooLoose() {
    ColumnFinding phones = decide(UNCALLED, values(40, i -> MobileNumber.sample(12_345 * i)));
    assertThat(phones.isTooLoose(Optional.of(Sensitivity.S1))).isTrue();
    assertThat(phones.isTooLoose(Optional.of(Sensitivity.S3))).isFalse();
    // nobody sees a field that is not declared
    assertThat(phones.isTooLoose(Optional.empty())).isFalse();
    ColumnFinding nothing = decide(UNCALLED, values(40, i -> "已放行"));
    assertThat(nothing.isTooLoose(Optional.of(Sensitivity.S0))).isFalse();
  }
}
