package io.tidegate.rules.fact;

import java.util.List;

/** The closed lists of words that rules may speak of. A word outside of them is refused. */
public final class Vocabulary {
  /** What a field can be, sorted. */
  public static final List<String> CATEGORIES =
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
          "entry-no",
          "fee",
          "flag",
          "free-text",
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

  /** The ways a column can influence an answer without being in it. */
  public static final List<String> INFLUENCES =
      List.of(
          "WHERE",
          "JOIN",
          "GROUP",
          "HAVING",
          "ORDER",
          "DISTINCT",
          "LIMIT",
          "SET_OPERATION",
          "CONTROL",
          "ROWS");

  private Vocabulary() {}
}
