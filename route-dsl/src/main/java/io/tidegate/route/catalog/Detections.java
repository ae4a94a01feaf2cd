package io.tidegate.route.catalog;

import java.util.List;

/**
 * What values of a field can be found to be: the closed list that detectors speak in, catalogs
 * confirm and rules decide by.
 */
public final class Detections {
  /** All of them, sorted. */
  public static final List<String> ALL =
      List.of(
          "address",
          "air-waybill",
          "bank-card",
          "bill-no",
          "bond-account",
          "bond-inventory",
          "container",
          "coordinates",
          "credit-code",
          "customs-registration",
          "driving-licence",
          "email",
          "entry-id",
          "gate-pass",
          "hong-kong-macau-pass",
          "hs-code",
          "id-card",
          "imei",
          "imo",
          "ip-address",
          "landline",
          "mac-address",
          "mobile",
          "officer-card",
          "organisation-code",
          "passport",
          "person-name",
          "plate",
          "vin");

  private Detections() {}
}
