package io.tidegate.catalog.files;

import java.util.List;

/** The closed lists of words a catalog file may use. */
public final class Vocabulary {
  /** The business areas (industry standard, clause 5). */
  public static final List<String> AREAS =
      List.of(
          "declaration",
          "transport",
          "manifest",
          "cross-border",
          "express",
          "bonded",
          "parameters");

  /** What a field can be; the rules decide by these. */
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

  private Vocabulary() {}
}
