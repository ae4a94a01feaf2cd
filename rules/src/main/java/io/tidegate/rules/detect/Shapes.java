package io.tidegate.rules.detect;

import java.time.LocalDate;
import java.util.Optional;

/** Which shape belongs to which detector. */
final class Shapes {
  /** No value of any detector is longer, but an address in which there are blanks. */
  static final int LONGEST = 256;

  private Shapes() {}

  /**
   * What shape and check digit say of a whole value.
   *
   * @param plain as {@link Plain} writes it
   * @param today no date of a document is later
   */
  static Optional<Evidence> examine(Detector detector, String plain, LocalDate today) {
    if (plain.isEmpty() || plain.length() > LONGEST) {
      return Optional.empty();
    }
    return switch (detector) {
      case ID_CARD -> PersonShapes.idCard(plain, today);
      case PASSPORT -> PersonShapes.passport(plain);
      case HONG_KONG_MACAU_PASS -> PersonShapes.pass(plain);
      case OFFICER_CARD -> PersonShapes.officerCard(plain);
      case DRIVING_LICENCE -> PersonShapes.drivingLicence(plain);
      case BANK_CARD -> PersonShapes.bankCard(plain);
      case MOBILE -> ContactShapes.mobile(plain);
      case LANDLINE -> ContactShapes.landline(plain);
      case PERSON_NAME -> PersonShapes.name(plain);
      case ADDRESS -> ContactShapes.address(plain);
      case EMAIL -> ContactShapes.email(plain);
      case PLATE -> PersonShapes.plate(plain);
      case VIN -> PersonShapes.vin(plain);
      case IP_ADDRESS -> ContactShapes.ipAddress(plain);
      case MAC_ADDRESS -> ContactShapes.macAddress(plain);
      case IMEI -> ContactShapes.imei(plain);
      case CREDIT_CODE -> TradeShapes.creditCode(plain);
      case ORGANISATION_CODE -> TradeShapes.organisationCode(plain);
      case CUSTOMS_REGISTRATION -> TradeShapes.customsRegistration(plain);
      case BILL_NO -> TradeShapes.billNo(plain);
      case AIR_WAYBILL -> TradeShapes.airWaybill(plain);
      case BOND_ACCOUNT -> TradeShapes.bondAccount(plain);
      case BOND_INVENTORY -> TradeShapes.bondInventory(plain);
      case GATE_PASS -> TradeShapes.gatePass(plain);
      case ENTRY_ID -> TradeShapes.entryId(plain, today);
      case HS_CODE -> TradeShapes.hsCode(plain);
      case CONTAINER -> TradeShapes.container(plain);
      case IMO -> TradeShapes.imo(plain);
      case COORDINATES -> ContactShapes.coordinates(plain);
    };
  }
}
