package io.tidegate.engine.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.catalog.Categories;
import io.tidegate.route.catalog.FieldType;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownNameTest {
  private static Leaf leaf(String name, FieldType type, String format, String pattern) {
    return new Leaf(name, type, 0, format, pattern, Map.of(), "", "", "");
  }

  private static String label(Leaf leaf) {
    return KnownName.label(leaf, Writing.of(leaf))
        .map(label -> label.sensitivity() + " " + label.category())
        .orElse("none");
  }

  @ParameterizedTest
  @CsvSource({
    "idNo,S4 person-id",
    "PassportNo,S4 person-id",
    "driverPhone,S3 phone",
    "ConsigneeTel,S3 phone",
    "ship_to_address,S3 address",
    "DriverName,S3 person-name",
    "name,S3 person-name",
    "vesselName,S1 vessel",
    "goodsName,S2 goods-name",
    "TotalAmount,S2 amount",
    "unit_price,S2 price",
    "traderUSCI,S2 party-code",
    "BillNo,S2 bill-no",
    "containerNo,S1 container-no",
    "customsCode,S1 code",
    "eventType,S1 status"
  })
  void aNameThatIsKnownIsLabelled(String name, String label) {
    assertThat(label(leaf(name, FieldType.STRING, "", ""))).isEqualTo(label);
  }

  private static Leaf told(String name, String title, String example) {
    return new Leaf(name, FieldType.STRING, 0, "", "", Map.of(), title, "", example);
  }

  @Test
  void anExampleOrATitleTellsMoreThanAName() {
    assertThat(label(told("x7", "", "35029919840822012X"))).isEqualTo("S4 person-id");
    assertThat(label(told("remark", "", "货主电话10012345678"))).isEqualTo("S3 phone");
    assertThat(label(told("x7", "收件人手机", ""))).isEqualTo("S3 phone");
    assertThat(label(told("x7", "内容", "第一批"))).isEqualTo("none");
  }

  /** What is found makes a label stricter and never looser. */
  @Test
  void theStricterOfNameAndExampleIsTaken() {
    assertThat(label(told("idNo", "", "TDGU1234568"))).isEqualTo("S4 person-id");
    assertThat(label(told("containerNo", "", "35029919840822012X"))).isEqualTo("S4 person-id");
    assertThat(label(told("accessToken", "", "TDGU1234568"))).isEqualTo("none");
  }

  /** No label means unknown, and that is covered. */
  @ParameterizedTest
  @ValueSource(strings = {"shoeSize", "laden", "PinCode", "healthStatus", "maritalStatus", "x", ""})
  void whatIsNotKnownGetsNone(String name) {
    assertThat(label(leaf(name, FieldType.STRING, "", ""))).isEqualTo("none");
  }

  @Test
  void aDateIsOneUnlessItTellsWhenSomebodyWasBorn() {
    assertThat(label(leaf("since", FieldType.DATE_TIME, "", ""))).isEqualTo("S1 time");
    assertThat(label(leaf("arrived", FieldType.DATE, "", ""))).isEqualTo("S1 date");
    assertThat(label(leaf("birthDate", FieldType.DATE, "", ""))).isEqualTo("none");
  }

  @Test
  void theFormatCountsBeforeTheName() {
    assertThat(label(leaf("owner", FieldType.STRING, "uscc", ""))).isEqualTo("S2 party-code");
    assertThat(label(leaf("code", FieldType.STRING, "", "^[0-9A-HJ-NPQRTUWXY]{18}$")))
        .isEqualTo("S2 party-code");
    assertThat(label(leaf("box", FieldType.STRING, "iso6346", ""))).isEqualTo("S1 container-no");
  }

  @Test
  void everyCategoryIsOneOfTheVocabulary() {
    for (KnownName known : KnownName.values()) {
      assertThat(Categories.ALL).contains(known.category());
    }
  }

  @Test
  void digitsThatAreCalledATimeAreReadAsOne() {
    Writing moment = Writing.of(leaf("EnteredTime", FieldType.STRING, "", "([0-9]{14})?"));
    assertThat(moment)
        .isEqualTo(new Writing(FieldType.DATE_TIME, "yyyyMMddHHmmss", "Asia/Shanghai", true, true));
    assertThat(Writing.of(leaf("valid_day", FieldType.STRING, "", "^\\d{8}$")))
        .isEqualTo(new Writing(FieldType.DATE, "yyyyMMdd", "", false, true));
    assertThat(Writing.of(leaf("serial", FieldType.STRING, "", "^\\d{14}$")).type())
        .isEqualTo(FieldType.STRING);
  }
}
