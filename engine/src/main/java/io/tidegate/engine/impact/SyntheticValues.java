package io.tidegate.engine.impact;

import io.tidegate.engine.plan.PlannedField;
import io.tidegate.route.catalog.FieldType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Made-up values that look like those of a field, so that a mask does with them what it does with
 * real ones. Companies, people, boxes and numbers do not exist: the region of the credit code, the
 * owner of the container and the numbers of telephones and identities are of reserved ranges.
 */
final class SyntheticValues {
  /** What a text of a category looks like; the first category of a field that is here counts. */
  private static final Map<String, String> TEXTS =
      Map.ofEntries(
          Map.entry("account-no", "T37990000001"),
          Map.entry("address", "福建省厦门市湖里区象屿路93号"),
          Map.entry("bill-no", "TDGL00083334"),
          Map.entry("brand", "潮汐牌"),
          Map.entry("container-no", "TDGU1234568"),
          Map.entry("contract-no", "TD2024-0001187"),
          Map.entry("country", "CHN"),
          Map.entry("currency", "USD"),
          Map.entry("declaration-no", "I20240000012345678"),
          Map.entry("entry-no", "379120241000000004"),
          Map.entry("free-text", "示例文字"),
          Map.entry("goods-model", "示例型号 A-100"),
          Map.entry("goods-name", "金属家具"),
          Map.entry("hs-code", "9403200000"),
          Map.entry("licence-no", "24-AB-100001"),
          Map.entry("manufacturer", "潮汐示例制造有限公司"),
          Map.entry("marks", "N/M"),
          Map.entry("overseas-party", "TIDE EXAMPLE TRADING LTD"),
          Map.entry("party-code", "91350299MAT0000182"),
          Map.entry("party-name", "潮汐示例国际贸易有限公司"),
          Map.entry("person-code", "3799000000012"),
          Map.entry("person-id", "350299199001010018"),
          Map.entry("person-name", "王甲子"),
          Map.entry("phone", "10012345678"),
          Map.entry("vehicle-plate", "闽D12341"));

  private static final LocalDate DAY = LocalDate.of(2024, 1, 11);

  private SyntheticValues() {}

  /** The value of a field; never null. */
  static Object of(PlannedField field) {
    return of(field.type(), field.label().categories());
  }

  static Object of(FieldType type, List<String> categories) {
    return switch (type) {
      case STRING -> text(categories).orElse("示例 0001");
      case INTEGER -> 61_680L;
      case NUMBER -> new BigDecimal("61680.00");
      case BOOLEAN -> true;
      case DATE -> DAY;
      case DATE_TIME -> OffsetDateTime.of(DAY.atTime(9, 30), ZoneOffset.ofHours(8));
      case OBJECT -> "{}";
    };
  }

  private static Optional<String> text(List<String> categories) {
    return categories.stream().filter(TEXTS::containsKey).map(TEXTS::get).findFirst();
  }
}
