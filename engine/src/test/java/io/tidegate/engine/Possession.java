package io.tidegate.engine;

import io.tidegate.route.identifier.ContainerNumber;
import java.util.stream.Stream;

/**
 * Something one enterprise has.
 *
 * @param template of the endpoint
 * @param had an id that its owner gets an answer for
 * @param nobodys an id of the same form that does not exist
 * @param fault a source that can be made to fail; empty when none can
 */
record Possession(
    String template, String had, String nobodys, String owner, String stranger, String fault) {
  private static final String CHANGES = "/api/dec/v1/declarations";

  /** One for each closed service that is asked for a single thing. */
  static Stream<Possession> all() {
    String entry = "379120241000000004";
    String noEntry = "379120241999999999";
    String bill = "TDGL00083334";
    String noBill = "TDGL99999999";
    String box = "TDGU1234568";
    String noBox = ContainerNumber.complete("TDGU", 999_998);
    return Stream.of(
        new Possession(CHANGES + "/{entryId}", entry, noEntry, "principal", "bank", ""),
        new Possession(CHANGES + "/{entryId}/status", entry, noEntry, "principal", "other", ""),
        new Possession(CHANGES + "/{entryId}/goods", entry, noEntry, "principal", "other", ""),
        new Possession(CHANGES + "/{entryId}/duties", entry, noEntry, "principal", "other", ""),
        new Possession(CHANGES + "/{entryId}/worth", entry, noEntry, "principal", "other", ""),
        new Possession(CHANGES + "/{entryId}/release", entry, noEntry, "principal", "other", ""),
        new Possession(
            "/api/manifest/v1/bills/{billNo}/status",
            bill,
            noBill,
            "principal",
            "other",
            "manifest-ws"),
        new Possession(
            "/api/manifest/v1/bills/{billNo}/track", bill, noBill, "principal", "other", ""),
        new Possession(
            "/api/manifest/v1/bills/{billNo}/reconciliation",
            bill,
            noBill,
            "principal",
            "other",
            ""),
        new Possession(
            "/api/manifest/v1/containers/{containerNo}/events",
            box,
            noBox,
            "principal",
            "other",
            "terminal"),
        new Possession(
            "/api/manifest/v1/containers/{containerNo}/release",
            box,
            noBox,
            "principal",
            "other",
            "terminal"),
        new Possession(
            "/api/express/v1/parcels/{houseBillNo}",
            "TDX0000000001",
            "TDX9999999999",
            "express",
            "bank",
            ""),
        new Possession(
            "/api/bond/v1/accounts/{accountNo}/balance",
            "T3791W000001",
            "T3791W999999",
            "other",
            "bank",
            "ledger-ws"),
        new Possession(
            "/api/bond/v1/inventories/{bondInvtNo}",
            "QD379124I000000001",
            "QD379124I999999999",
            "other",
            "principal",
            ""));
  }

  String path(String id) {
    return template.replaceAll("\\{[^}]*}", id);
  }

  /** The name of the parameter in the path. */
  String parameter() {
    return template.replaceAll(".*\\{([^}]*)}.*", "$1");
  }

  @Override
  public String toString() {
    return template;
  }
}
