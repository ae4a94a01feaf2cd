package io.tidegate.rules.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.Bilingual;
import io.tidegate.rules.fact.Approval;
import io.tidegate.rules.fact.FieldFact;
import io.tidegate.rules.fact.ServiceFact;
import io.tidegate.rules.mask.CompiledMask;
import io.tidegate.rules.mask.MaskKey;
import io.tidegate.rules.pack.RulePack;
import io.tidegate.rules.pack.RulePackReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sample pack decides what the worked example of the declaration area says. */
class SingleWindowPackTest {
  private static final ServiceFact DECLARATION =
      new ServiceFact("declaration-detail", "declaration", Openness.CLOSED);

  /** Unkeyed, for tests only: the engine brings the key. */
  private static final MaskKey KEY =
      (purpose, input) -> {
        try {
          MessageDigest digest = MessageDigest.getInstance("SHA-256");
          digest.update(purpose.getBytes(StandardCharsets.UTF_8));
          return digest.digest(input);
        } catch (NoSuchAlgorithmException e) {
          throw new IllegalStateException(e);
        }
      };

  private static final List<FieldFact> FIELDS =
      List.of(
          field("entry_id", "海关编号", FieldType.STRING, Sensitivity.S1, "entry-no", "key"),
          field("seq_no", "数据中心统一编号", FieldType.STRING, Sensitivity.S1, "declaration-no"),
          field("status", "状态", FieldType.STRING, Sensitivity.S1, "status"),
          field("trade_usci", "收发货人信用代码", FieldType.STRING, Sensitivity.S2, "party-code"),
          field("trade_name", "收发货人名称", FieldType.STRING, Sensitivity.S2, "party-name"),
          field("owner_name", "消费使用单位名称", FieldType.STRING, Sensitivity.S2, "party-name"),
          field("agent_usci", "申报单位信用代码", FieldType.STRING, Sensitivity.S1, "party-code"),
          field("agent_name", "申报单位名称", FieldType.STRING, Sensitivity.S1, "party-name"),
          field("terminal_name", "码头名称", FieldType.STRING, Sensitivity.S1, "party-name"),
          field("hs_code", "商品编号", FieldType.STRING, Sensitivity.S1, "hs-code"),
          field("decl_price", "单价", FieldType.NUMBER, Sensitivity.S2, "price"),
          field("decl_total", "总价", FieldType.NUMBER, Sensitivity.S2, "amount"),
          field("fee_rate", "运费", FieldType.NUMBER, Sensitivity.S2, "fee"),
          field("gross_weight", "毛重", FieldType.NUMBER, Sensitivity.S1, "weight"),
          field("pack_no", "件数", FieldType.INTEGER, Sensitivity.S1, "packages"),
          field("bill_no", "提运单号", FieldType.STRING, Sensitivity.S2, "bill-no"),
          field("container_no", "集装箱号", FieldType.STRING, Sensitivity.S1, "container-no"),
          field("declarant_person", "申报人员姓名", FieldType.STRING, Sensitivity.S3, "person-name"),
          field("typist_name", "录入员", FieldType.STRING, Sensitivity.S3, "person-name"),
          field("typist_ic", "录入员卡号", FieldType.STRING, Sensitivity.S3, "person-code"),
          field("note", "备注", FieldType.STRING, Sensitivity.S2, "free-text"),
          field("g_model", "规格型号", FieldType.STRING, Sensitivity.S2, "goods-model"));

  private static Decider decider;
  private static Decisions decisions;

  private static FieldFact field(
      String name, String title, FieldType type, Sensitivity declared, String... categories) {
    return field(
        "dec",
        "declaration",
        name,
        title,
        type,
        Optional.of(declared),
        Openness.CLOSED,
        categories);
  }

  private static FieldFact field(
      String schema,
      String area,
      String name,
      String title,
      FieldType type,
      Optional<Sensitivity> declared,
      Openness openness,
      String... categories) {
    return new FieldFact(
        new ColumnId("customs", schema, "head", name),
        schema + "_head",
        area,
        new Bilingual(title, name),
        type,
        "",
        Optional.empty(),
        declared,
        List.of(categories),
        openness);
  }

  @BeforeAll
  static void build() {
    Outcome<RulePack> pack = RulePackReader.read(Path.of("..", "samples", "rules"));
    assertThat(pack.diagnostics()).isEmpty();
    Outcome<Decider> built = Decider.build(pack.value().orElseThrow());
    assertThat(built.diagnostics()).isEmpty();
    decider = built.value().orElseThrow();
    decisions = decided(DECLARATION, FIELDS);
  }

  private static Decisions decided(ServiceFact service, List<FieldFact> fields) {
    Verdict verdict = decider.decide(service, fields);
    assertThat(verdict).isInstanceOf(Verdict.Decided.class);
    return ((Verdict.Decided) verdict).decisions();
  }

  private static FieldDecision on(String column) {
    return decisions.fields().get(new ColumnId("customs", "dec", "head", column));
  }

  private static MaskDecision mask(String column, Relation relation) {
    return on(column).masks().get(relation);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "entry_id,         none,   none,   none",
    "trade_usci,       none,   none,   M-PARTY",
    "trade_name,       none,   none,   M-PARTY",
    "owner_name,       none,   none,   M-PARTY",
    "agent_usci,       none,   none,   none",
    "agent_name,       none,   none,   none",
    "terminal_name,    none,   none,   none",
    "hs_code,          none,   none,   M-HS",
    "decl_price,       none,   M-DROP, M-DROP",
    "decl_total,       none,   M-DROP, M-DROP",
    "fee_rate,         none,   none,   M-DROP",
    "gross_weight,     none,   none,   none",
    "pack_no,          none,   none,   none",
    "bill_no,          none,   none,   none",
    "container_no,     none,   none,   none",
    "declarant_person, M-NAME, none,   M-DROP",
    "typist_name,      M-NAME, none,   M-DROP",
    "typist_ic,        M-COVER,M-COVER,M-DROP",
    "note,             none,   none,   M-TEXT",
    "g_model,          none,   none,   M-TEXT",
    "status,           none,   none,   none"
  })
  void showsThePartiesWhatTheWorkedExampleShows(
      String column, String principal, String agent, String carrier) {
    assertThat(mask(column, Relation.PRINCIPAL).mask().name()).isEqualTo(principal);
    assertThat(mask(column, Relation.AGENT).mask().name()).isEqualTo(agent);
    assertThat(mask(column, Relation.CARRIER).mask().name()).isEqualTo(carrier);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "transport, berth,            place,         S1, none,    none,    none,    none",
    "transport, vehicle_no,       vehicle-plate, S3, M-PLATE, M-PLATE, M-PLATE, M-COVER",
    "transport, driver_person,    person-name,   S1, M-NAME,  M-NAME,  M-DROP,  M-COVER",
    "transport, trade_name,       party-name,    S1, none,    none,    M-PARTY, M-COVER",
    "manifest,  consignee_name,   party-name,    S1, none,    none,    M-PARTY, M-COVER",
    "manifest,  bill_no,          bill-no,       S1, none,    none,    none,    M-COVER",
    "manifest,  packages,         packages,      S1, none,    none,    none,    M-COVER",
    "manifest,  arrived_at,       time,          S1, none,    none,    none,    M-COVER",
    "manifest,  cargo_value,      price,         S1, none,    M-DROP,  M-DROP,  M-COVER",
    "manifest,  tally_person,     person-name,   S1, M-NAME,  M-NAME,  M-DROP,  M-COVER",
    "manifest,  dg_contact_phone, phone,         S1, M-TEL,   M-TEL,   M-DROP,  M-COVER",
    "express,   receiver_name,    person-name,   S3, M-NAME,  M-NAME,  M-DROP,  M-COVER",
    "express,   receiver_address, address,       S1, M-ADDR,  M-ADDR,  M-DROP,  M-COVER",
    "express,   person_id_no,     person-id,     S1, M-ID,    M-ID,    M-DROP,  M-COVER",
    "express,   total_value,      amount,        S1, none,    none,    M-DROP,  M-COVER",
    "bonded,    operator_name,    party-name,    S1, none,    none,    M-PARTY, M-COVER",
    "bonded,    unit_price,       price,         S1, none,    M-DROP,  M-DROP,  M-COVER",
    "bonded,    quantity,         quantity,      S1, none,    none,    M-COVER, M-COVER",
    "bonded,    total_weight,     weight,        S1, none,    none,    none,    M-COVER",
    "bonded,    ic_card,          person-code,   S1, M-COVER, M-COVER, M-DROP,  M-COVER"
  })
  void showsThePartiesOfOtherAreasWhatIsTheirs(
      String area,
      String column,
      String category,
      Sensitivity declared,
      String principal,
      String agent,
      String carrier,
      String approved) {
    Openness openness = area.equals("transport") ? Openness.CONDITIONAL : Openness.CLOSED;
    FieldDecision decision = elsewhere(area, openness, column, category, declared);
    assertThat(decision.masks().get(Relation.PRINCIPAL).mask().name()).isEqualTo(principal);
    assertThat(decision.masks().get(Relation.AGENT).mask().name()).isEqualTo(agent);
    assertThat(decision.masks().get(Relation.CARRIER).mask().name()).isEqualTo(carrier);
    assertThat(decision.masks().get(Relation.APPROVED).mask().name()).isEqualTo(approved);
    assertThat(decision.masks().get(Relation.PUBLIC).mask().name()).isEqualTo("M-COVER");
  }

  private static FieldDecision elsewhere(
      String area, Openness openness, String column, String category, Sensitivity declared) {
    Decisions decided =
        decided(
            new ServiceFact("elsewhere", area, openness),
            List.of(
                field(
                    "other",
                    area,
                    column,
                    "列",
                    FieldType.STRING,
                    Optional.of(declared),
                    openness,
                    category)));
    return decided.fields().get(decided.fields().firstKey());
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "transport, berth,       place,      CONDITIONAL, REVIEW",
    "transport, vehicle_no,  vehicle-plate, CLOSED,   REVIEW",
    "manifest,  packages,    packages,   CLOSED,      REVIEW",
    "express,   status,      status,     CLOSED,      REVIEW",
    "bonded,    gate_state,  status,     CLOSED,      REVIEW"
  })
  void opensOnlyShipsAndTheirCallsToThoseWithoutAPart(
      String area, String column, String category, Openness openness, Approval approval) {
    FieldDecision decision =
        elsewhere(area, Openness.CONDITIONAL, column, category, Sensitivity.S1);
    assertThat(decision.openness().openness()).isEqualTo(openness);
    assertThat(decision.openness().approval()).isEqualTo(approval);
  }

  @ParameterizedTest(name = "{0} {1}, probe {3}")
  @CsvSource({
    "manifest,  bill_no,            bill-no,      true,  true",
    "manifest,  consignee_usci,     party-code,   true,  false",
    "manifest,  transmitter_usci,   party-code,   true,  false",
    "manifest,  agent_name,         party-name,   true,  false",
    "express,   house_bill_no,      bill-no,      true,  true",
    "express,   receiver_phone,     phone,        true,  false",
    "bonded,    account_no,         account-no,   true,  true",
    "bonded,    zone_operator_usci, party-code,   true,  false",
    "bonded,    unit_price,         price,        true,  false",
    "transport, berth,              place,        true,  true",
    "transport, vehicle_no,         vehicle-plate,true,  false"
  })
  void keepsCallersOfOtherAreasFromTryingOutWhoAndHowMuch(
      String area, String column, String category, boolean probe, boolean allowed) {
    FieldDecision decision = elsewhere(area, Openness.CLOSED, column, category, Sensitivity.S1);
    assertThat(decision.influences().get(new InfluenceKey("WHERE", probe)).allowed())
        .isEqualTo(allowed);
  }

  @Test
  void liftsOnlyTheAgentsPricesBySwitch() {
    assertThat(mask("decl_price", Relation.AGENT).unless()).contains("agent_prices");
    assertThat(mask("decl_total", Relation.AGENT).unless()).contains("agent_prices");
    assertThat(mask("decl_price", Relation.AGENT).rules()).containsExactly("mask-agent/prices");
    assertThat(
            decisions.fields().values().stream()
                .flatMap(field -> field.masks().values().stream())
                .filter(mask -> mask.unless().isPresent()))
        .hasSize(2);
  }

  @Test
  void givesTheValuesOfTheWorkedExample() {
    assertThat(masked("declarant_person", Relation.PRINCIPAL, "王甲子")).isEqualTo("王**");
    assertThat(masked("declarant_person", Relation.AGENT, "王甲子")).isEqualTo("王甲子");
    assertThat(masked("declarant_person", Relation.CARRIER, "王甲子")).isNull();
    assertThat(masked("hs_code", Relation.CARRIER, "9403200000")).isEqualTo("9403");
    assertThat(masked("decl_price", Relation.CARRIER, new BigDecimal("128.5000"))).isNull();
    assertThat(masked("trade_name", Relation.CARRIER, "潮汐示例国际贸易有限公司"))
        .asString()
        .matches("企业 #[0-9A-F]{4}");
    assertThat(masked("gross_weight", Relation.CARRIER, new BigDecimal("12840.5")))
        .isEqualTo(new BigDecimal("12840.5"));
  }

  private static Object masked(String column, Relation relation, Object value) {
    return CompiledMask.compile(mask(column, relation).mask()).apply(value, KEY);
  }

  @Test
  void showsNothingOfADeclarationToThoseWithoutAPartInIt() {
    for (FieldDecision field : decisions.fields().values()) {
      for (Relation outsider : List.of(Relation.PUBLIC, Relation.APPROVED, Relation.OPERATOR)) {
        assertThat(field.masks().get(outsider).mask().name())
            .as("%s for %s", field.column(), outsider)
            .isEqualTo(field.label().categories().contains("free-text") ? "M-DROP" : "M-COVER");
      }
    }
  }

  @Test
  void keepsPricesPersonsAndTextsFromDelegates() {
    assertThat(mask("decl_price", Relation.DELEGATE).mask().name()).isEqualTo("M-DROP");
    assertThat(mask("declarant_person", Relation.DELEGATE).mask().name()).isEqualTo("M-DROP");
    assertThat(mask("note", Relation.DELEGATE).mask().name()).isIn("M-TEXT", "M-DROP");
    assertThat(mask("status", Relation.DELEGATE).mask().name()).isEqualTo("none");
  }

  @Test
  void tightensAFieldThatTheCatalogDeclaresTooLoosely() {
    Decisions loose =
        decided(
            DECLARATION,
            List.of(
                field("declarant_person", "申报人员", FieldType.STRING, Sensitivity.S0),
                field("trade_name", "收发货人", FieldType.STRING, Sensitivity.S0),
                field("decl_price", "单价", FieldType.NUMBER, Sensitivity.S1)));
    FieldDecision person =
        loose.fields().get(new ColumnId("customs", "dec", "head", "declarant_person"));
    assertThat(person.label())
        .isEqualTo(
            new LabelDecision(
                Optional.of(Sensitivity.S3),
                List.of("person-name"),
                List.of("classify-persons/person-columns")));
    assertThat(person.masks().get(Relation.CARRIER).mask().name()).isEqualTo("M-DROP");
    FieldDecision trader = loose.fields().get(new ColumnId("customs", "dec", "head", "trade_name"));
    assertThat(trader.masks().get(Relation.CARRIER).mask().name()).isEqualTo("M-PARTY");
    FieldDecision price = loose.fields().get(new ColumnId("customs", "dec", "head", "decl_price"));
    assertThat(price.masks().get(Relation.CARRIER).mask().name()).isEqualTo("M-DROP");
  }

  @Test
  void opensParametersToEverybodyAtOnce() {
    Decisions parameters =
        decided(
            new ServiceFact("code-table", "parameters", Openness.CONDITIONAL),
            List.of(
                field(
                    "ref",
                    "parameters",
                    "hs10",
                    "商品编号",
                    FieldType.STRING,
                    Optional.of(Sensitivity.S0),
                    Openness.CONDITIONAL,
                    "hs-code",
                    "parameter"),
                field(
                    "ref",
                    "parameters",
                    "declaration_elements",
                    "申报要素",
                    FieldType.STRING,
                    Optional.of(Sensitivity.S0),
                    Openness.CONDITIONAL,
                    "free-text")));
    assertThat(parameters.service().approval()).isEqualTo(Approval.AUTO);
    assertThat(parameters.service().openness()).isEqualTo(Openness.CONDITIONAL);
    assertThat(parameters.fields().values())
        .allSatisfy(
            field ->
                assertThat(field.masks().values())
                    .hasSize(Relation.values().length)
                    .allSatisfy(mask -> assertThat(mask.mask().name()).isEqualTo("none")));
  }

  @Test
  void keepsDeclarationsWithTheirPartiesAfterReview() {
    assertThat(decisions.service().openness()).isEqualTo(Openness.CLOSED);
    assertThat(decisions.service().approval()).isEqualTo(Approval.REVIEW);
  }

  @ParameterizedTest(name = "{0} in {1}, probe {2}")
  @CsvSource({
    "entry_id,         WHERE, true,  true",
    "status,           ORDER, false, true",
    "bill_no,          WHERE, true,  true",
    "trade_usci,       WHERE, true,  false",
    "trade_usci,       JOIN,  false, true",
    "agent_usci,       WHERE, true,  false",
    "agent_usci,       WHERE, false, true",
    "decl_price,       WHERE, true,  false",
    "decl_total,       ORDER, false, false",
    "decl_total,       GROUP, false, false",
    "declarant_person, WHERE, true,  false",
    "note,             ORDER, false, false"
  })
  void letsOnlyHarmlessFieldsInfluenceAnAnswer(
      String column, String kind, boolean probe, boolean allowed) {
    InfluenceDecision decision = on(column).influences().get(new InfluenceKey(kind, probe));
    assertThat(decision.allowed()).isEqualTo(allowed);
    assertThat(decision.rules()).isNotEmpty();
  }

  @Test
  void coversAFieldThatNobodyLabelled() {
    Decisions unlabelled =
        decided(
            DECLARATION,
            List.of(
                field(
                    "dec",
                    "declaration",
                    "mystery",
                    "不明",
                    FieldType.STRING,
                    Optional.empty(),
                    Openness.UNCONDITIONAL)));
    FieldDecision mystery = unlabelled.fields().get(unlabelled.fields().firstKey());
    assertThat(mystery.label().rules()).containsExactly(Builtin.UNKNOWN_LABEL);
    assertThat(mystery.masks().values())
        .allSatisfy(
            mask -> {
              assertThat(mask.mask().name()).isEqualTo("M-COVER");
              assertThat(mask.rules()).containsExactly(Builtin.UNKNOWN_LABEL);
            });
    assertThat(mystery.influences().values())
        .allSatisfy(influence -> assertThat(influence.allowed()).isFalse());
  }
}
