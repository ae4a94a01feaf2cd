package io.tidegate.route.catalog;

import java.util.List;

/** What a field can be: the closed list that catalogs name and rules decide by. */
public final class Categories {
  /** What people write as they like, which may hold anything. */
  public static final String FREE_TEXT = "free-text";

  /** All of them, sorted. */
  public static final List<String> ALL =
      List.of(
          "account-no",
          "address",
          "amount",
          "bill-no",
          "brand",
          "code",
          "container-no",
          "contract-no",
          "country",
          "currency",
          "date",
          "declaration-no",
          "device-no",
          "email",
          "entry-no",
          "fee",
          "flag",
          FREE_TEXT,
          "goods-model",
          "goods-name",
          "hs-code",
          "key",
          "licence-no",
          "manufacturer",
          "marks",
          "overseas-party",
          "packages",
          "parameter",
          "party-code",
          "party-name",
          "person-code",
          "person-id",
          "person-name",
          "phone",
          "place",
          "port",
          "price",
          "quantity",
          "rate",
          "status",
          "tax",
          "time",
          "vehicle-plate",
          "vessel",
          "voyage",
          "weight");

  private Categories() {}
}
