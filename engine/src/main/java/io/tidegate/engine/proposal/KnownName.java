package io.tidegate.engine.proposal;

import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.rules.detect.Detector;
import io.tidegate.rules.detect.DetectorHit;
import io.tidegate.rules.detect.FieldContext;
import io.tidegate.rules.detect.FieldDetection;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names whose meaning is known, the strictest first: of several that fit the first counts. What
 * fits none gets no label and so stays covered.
 */
enum KnownName {
  PERSON_ID(
      "id_card(_no)?|identity(_no|_number)?|id_(no|number)|passport(_no)?|cert_no",
      "S4",
      "person-id"),
  ACCOUNT("(bank_)?account(_no)?|card_no", "S4", "account-no"),
  PHONE("tel|tel_no|telephone|phone(_no)?|mobile(_no)?|fax", "S3", "phone"),
  ADDRESS("address|addr", "S3", "address"),
  PLATE("plate(_no)?|vehicle_no", "S3", "vehicle-plate"),
  PARTY("usci|uscc|credit_code", "S2", "party-code", "uscc"),
  GOODS("goods_name|commodity", "S2", "goods-name"),
  PARTY_NAME("(company|enterprise|trader|owner|agent|party|org)_name", "S2", "party-name"),
  VESSEL("vessel(_name)?|ship_name", "S1", "vessel"),
  PERSON_NAME("name|contact|linkman", "S3", "person-name"),
  BILL("bill_(no|number)|bl_no|waybill_no", "S2", "bill-no"),
  PRICE("price", "S2", "price"),
  FEE("fee|charge", "S2", "fee"),
  TAX("tax|duty", "S2", "tax"),
  AMOUNT("amount|amt|value|balance", "S2", "amount"),
  CURRENCY("currency|curr", "S2", "currency", "iso4217"),
  QUANTITY("quantity|qty", "S2", "quantity"),
  REMARK("remark|note|memo|comment", "S2", "free-text"),
  CONTAINER("(container|cont|ctn)_(no|number)", "S1", "container-no", "iso6346"),
  ENTRY("entry_(id|no)", "S1", "entry-no", "entry-id"),
  HS_CODE("hs_code|code_ts", "S1", "hs-code", "hs-code"),
  VOYAGE("voyage(_no)?", "S1", "voyage"),
  PACKAGES("pack_no|packages|pkgs?", "S1", "packages"),
  WEIGHT("(gross_|net_)?(weight|wt)", "S1", "weight"),
  PORT("port", "S1", "port"),
  PLACE("location|place|site", "S1", "place"),
  STATUS("status|state|(event|hold|move)_type", "S1", "status"),
  FLAG("flag", "S1", "flag"),
  KEY("(event|record|message|row)_id|uuid", "S1", "key"),
  CODE("code", "S1", "code");

  /** What looks like a date, a code or a state, and tells more of a person than these. */
  private static final Pattern COVERED =
      words(
          "birth|birthday|dob|birth_date|date_of_birth|password|secret|token"
              + "|(pin|pass|verification|auth|access)_code"
              + "|(health|marital|medical|religion|gender|sex)(_[a-z_]+)?");

  private final Pattern name;
  private final Sensitivity sensitivity;
  private final String category;
  private final String format;

  KnownName(String name, String sensitivity, String category) {
    this(name, sensitivity, category, "");
  }

  KnownName(String name, String sensitivity, String category, String format) {
    this.name = words(name);
    this.sensitivity = Sensitivity.valueOf(sensitivity);
    this.category = category;
    this.format = format;
  }

  private static Pattern words(String alternatives) {
    return Pattern.compile("(^|_)(" + alternatives + ")$");
  }

  /**
   * What a value is taken to be.
   *
   * @param format of the catalog; empty when it has none
   */
  record Label(Sensitivity sensitivity, String category, String format) {}

  /**
   * The label of a value, the stricter of what its name tells and what its title and its example
   * do; absent when nothing is known of it.
   */
  static Optional<Label> label(Leaf leaf, Writing writing) {
    String name = Words.snake(leaf.name());
    if (COVERED.matcher(name).find()) {
      return Optional.empty();
    }
    Optional<Label> named = named(leaf, writing, name);
    Optional<Label> detected =
        switch (writing.type()) {
          case STRING, INTEGER, NUMBER -> detected(leaf);
          case DATE, DATE_TIME, BOOLEAN, OBJECT -> Optional.empty();
        };
    return named.isPresent()
            && detected
                .filter(d -> d.sensitivity().compareTo(named.get().sensitivity()) > 0)
                .isEmpty()
        ? named
        : detected;
  }

  /** The words of the detectors that speak for the example, for a person to confirm; sorted. */
  static List<String> detections(Leaf leaf, Writing writing) {
    return switch (writing.type()) {
      case STRING, INTEGER, NUMBER -> hits(leaf).map(Detector::word).sorted().distinct().toList();
      case DATE, DATE_TIME, BOOLEAN, OBJECT -> List.of();
    };
  }

  private static Stream<Detector> hits(Leaf leaf) {
    FieldContext context = new FieldContext(leaf.name(), leaf.title(), List.of());
    return new FieldDetection(context, today())
        .hits(leaf.example()).stream().map(DetectorHit::detector);
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneId.of("Asia/Shanghai"));
  }

  /** What detectors find in the example, or else what the title is a word for. */
  private static Optional<Label> detected(Leaf leaf) {
    FieldDetection titled =
        new FieldDetection(new FieldContext("", leaf.title(), List.of()), today());
    return hits(leaf)
        .max(Comparator.comparing(Detector::sensitivity))
        .or(() -> titled.called().stream().findFirst())
        .map(detector -> new Label(detector.sensitivity(), detector.category(), ""));
  }

  private static Optional<Label> named(Leaf leaf, Writing writing, String name) {
    Optional<Label> told =
        switch (leaf.format()) {
          case "uscc", "usci" -> Optional.of(PARTY.label());
          case "iso6346" -> Optional.of(CONTAINER.label());
          default -> Optional.empty();
        };
    if (told.isPresent()) {
      return told;
    }
    // the letters of the unified social credit code (GB 32100), which nothing else has
    if (leaf.pattern().contains("0-9A-HJ-NPQRTUWXY")) {
      return Optional.of(PARTY.label());
    }
    Optional<Label> named =
        Arrays.stream(values())
            .filter(known -> known.name.matcher(name).find())
            .findFirst()
            .map(KnownName::label);
    if (named.isPresent()) {
      return named;
    }
    return switch (writing.type()) {
      case DATE -> Optional.of(new Label(Sensitivity.S1, "date", ""));
      case DATE_TIME -> Optional.of(new Label(Sensitivity.S1, "time", ""));
      case STRING, INTEGER, NUMBER, BOOLEAN, OBJECT -> Optional.empty();
    };
  }

  /** The category of the catalog. */
  String category() {
    return category;
  }

  private Label label() {
    return new Label(sensitivity, category, format);
  }
}
