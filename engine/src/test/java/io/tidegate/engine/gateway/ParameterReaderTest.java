package io.tidegate.engine.gateway;

import static io.tidegate.engine.testing.PlanBuilder.formatted;
import static io.tidegate.engine.testing.PlanBuilder.parameter;
import static io.tidegate.engine.testing.PlanBuilder.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedParameter;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.definition.ParameterDefinition.Place;
import io.tidegate.route.definition.ParameterFormat;
import io.tidegate.route.text.Bilingual;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterReaderTest {
  // half past four in the morning of 2025 in China
  private final ParameterReader reader =
      new ParameterReader(Clock.fixed(Instant.parse("2024-12-31T20:30:00Z"), ZoneOffset.UTC));

  private Object value(FieldType type, String text) throws CallProblem {
    GovernedPlan plan = plan("s", "/api/s").with(parameter("p", Place.QUERY, type)).build();
    return reader
        .read(
            plan,
            Map.of(),
            "p=" + URLEncoder.encode(text, StandardCharsets.UTF_8),
            Optional.empty())
        .values()
        .get("p");
  }

  private CallProblem problem(GovernedPlan plan, String query) {
    return catchThrowableOfType(
        CallProblem.class, () -> reader.read(plan, Map.of(), query, Optional.empty()));
  }

  private CallProblem problem(FieldType type, String text) {
    return catchThrowableOfType(CallProblem.class, () -> value(type, text));
  }

  private CallProblem problem(ParameterFormat format, String text) {
    GovernedPlan plan = plan("s", "/api/s/{p}").with(formatted("p", Place.PATH, format)).build();
    return catchThrowableOfType(
        CallProblem.class, () -> reader.read(plan, Map.of("p", text), null, Optional.empty()));
  }

  @Test
  void valuesHaveTheTypesOfTheirPlan() throws CallProblem {
    assertThat(value(FieldType.STRING, "报关 单+1%")).isEqualTo("报关 单+1%");
    assertThat(value(FieldType.INTEGER, "-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
    assertThat(value(FieldType.NUMBER, "-0.10")).isEqualTo(new BigDecimal("-0.10"));
    assertThat(value(FieldType.BOOLEAN, "true")).isEqualTo(true);
    assertThat(value(FieldType.DATE, "2024-02-29")).isEqualTo(LocalDate.of(2024, 2, 29));
    assertThat(value(FieldType.DATE_TIME, "2025-12-01T00:00:00.000001+08:00"))
        .isEqualTo(OffsetDateTime.parse("2025-12-01T00:00:00.000001+08:00"));
  }

  @ParameterizedTest
  @CsvSource({
    "INTEGER,+1",
    "INTEGER,01",
    "INTEGER,-0",
    "INTEGER,1.0",
    "INTEGER,1e3",
    "INTEGER,9223372036854775808",
    "INTEGER,１",
    "NUMBER,.75",
    "NUMBER,1.",
    "NUMBER,1e3",
    "NUMBER,NaN",
    "NUMBER,00.1",
    "NUMBER,123456789012345678901234567890123456789",
    "BOOLEAN,TRUE",
    "BOOLEAN,1",
    "DATE,2025-02-29",
    "DATE,2025-2-1",
    "DATE,0000-01-01",
    "DATE,2025-13-01",
    "DATE,20250101",
    "DATE_TIME,2025-12-01",
    "DATE_TIME,2025-12-01T00:00:00",
    "DATE_TIME,2025-12-01T25:00:00Z",
    "DATE_TIME,2025-12-01T00:00:00.0000001Z",
    "DATE_TIME,2025-12-01T00:00Z"
  })
  void whatIsNotOfItsTypeIsRefusedWithoutBeingRepeated(FieldType type, String text) {
    CallProblem problem = problem(type, text);

    assertThat(problem.code()).isEqualTo(ProblemCode.PARAM_TYPE);
    assertThat(problem.field()).contains("p");
    assertThat(problem.detail().orElseThrow().en()).startsWith("p ").doesNotContain(text);
  }

  @Test
  void aPlusThatBecameASpaceIsExplained() {
    CallProblem problem = problem(FieldType.DATE_TIME, "2025-12-01T00:00:00 08:00");

    assertThat(problem.detail().orElseThrow().en()).contains("%2B");
  }

  @ParameterizedTest
  @ValueSource(strings = {"p=", "p", "p=a%00b", "p=a%0Ab", "p=%FF", "p=%4", "p=%E6%8A", "p=报"})
  void aTextThatIsNoTextIsRefused(String query) {
    GovernedPlan plan =
        plan("s", "/api/s").with(parameter("p", Place.QUERY, FieldType.STRING)).build();

    assertThat(problem(plan, query).code()).isEqualTo(ProblemCode.PARAM_FORMAT);
  }

  @Test
  void aNameThatIsNotInThePlanIsRefusedWithTheOneThatWasMeant() {
    GovernedPlan plan =
        plan("s", "/api/s").with(parameter("customMaster", Place.QUERY, FieldType.STRING)).build();

    CallProblem problem = problem(plan, "customMastr=3791");

    assertThat(problem.code()).isEqualTo(ProblemCode.PARAM_UNKNOWN);
    assertThat(problem.field()).contains("customMastr");
    assertThat(problem.detail())
        .contains(
            new Bilingual(
                "没有参数 customMastr，是否指 customMaster？",
                "there is no parameter customMastr; did you mean customMaster?"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"=x", "&", "<script>=1", "p%20=1", "p[]=1", "a;b=1"})
  void whatCannotBeANameIsNotRepeated(String query) {
    GovernedPlan plan =
        plan("s", "/api/s").with(parameter("p", Place.QUERY, FieldType.STRING)).build();

    CallProblem problem = problem(plan, query);

    assertThat(problem.code()).isEqualTo(ProblemCode.PARAM_UNKNOWN);
    assertThat(problem.field()).contains("query");
  }

  @Test
  void aParameterGivenTwiceIsRefused() {
    GovernedPlan plan =
        plan("s", "/api/s").with(parameter("p", Place.QUERY, FieldType.STRING)).build();

    assertThat(problem(plan, "p=1&p=1").code()).isEqualTo(ProblemCode.PARAM_REPEATED);
  }

  @Test
  void aPathParameterCannotBeGivenInTheQuery() {
    GovernedPlan plan =
        plan("s", "/api/s/{id}").with(parameter("id", Place.PATH, FieldType.STRING)).build();

    CallProblem problem =
        catchThrowableOfType(
            CallProblem.class,
            () -> reader.read(plan, Map.of("id", "1"), "id=2", Optional.empty()));

    assertThat(problem.code()).isEqualTo(ProblemCode.PARAM_UNKNOWN);
  }

  @Test
  void aRequiredParameterMustBeThere() {
    PlannedParameter required =
        with(
            parameter("p", Place.QUERY, FieldType.STRING),
            true,
            List.of(),
            OptionalInt.empty(),
            Optional.empty());

    assertThat(problem(plan("s", "/api/s").with(required).build(), null).code())
        .isEqualTo(ProblemCode.PARAM_MISSING);
  }

  @Test
  void anOptionalParameterIsLeftOutOrHasItsDefault() throws CallProblem {
    GovernedPlan plan =
        plan("s", "/api/s")
            .with(parameter("p", Place.QUERY, FieldType.STRING))
            .with(
                with(
                    parameter("n", Place.QUERY, FieldType.INTEGER),
                    false,
                    List.of(),
                    OptionalInt.empty(),
                    Optional.of("7")))
            .build();

    assertThat(reader.read(plan, Map.of(), "", Optional.empty()).values())
        .isEqualTo(Map.of("n", 7L));
  }

  @Test
  void numbersStayInTheirRange() {
    GovernedPlan plan =
        plan("s", "/api/s")
            .with(
                with(
                    parameter("n", Place.QUERY, FieldType.NUMBER),
                    false,
                    List.of(),
                    OptionalInt.of(1),
                    Optional.empty()))
            .build();

    assertThat(problem(plan, "n=0.999").code()).isEqualTo(ProblemCode.PARAM_RANGE);
    assertThat(problem(plan, "n=9.001").code()).isEqualTo(ProblemCode.PARAM_RANGE);
    assertThat(problem(plan, "n=9.001").detail().orElseThrow().en()).isEqualTo("n is at most 9");
    assertThat(problem(plan, "n=9")).isNull();
  }

  @Test
  void onlyAllowedValuesAreAccepted() {
    GovernedPlan plan =
        plan("s", "/api/s")
            .with(
                with(
                    parameter("ieFlag", Place.QUERY, FieldType.STRING),
                    false,
                    List.of("I", "E"),
                    OptionalInt.empty(),
                    Optional.empty()))
            .build();

    assertThat(problem(plan, "ieFlag=I")).isNull();
    assertThat(problem(plan, "ieFlag=X").code()).isEqualTo(ProblemCode.PARAM_RANGE);
    assertThat(problem(plan, "ieFlag=X").detail().orElseThrow().en())
        .isEqualTo("ieFlag is one of: I, E");
  }

  @Test
  void aTextIsCountedInCharactersNotInUnits() {
    PlannedParameter two =
        new PlannedParameter(
            "p",
            Place.QUERY,
            FieldType.STRING,
            Optional.empty(),
            false,
            2,
            OptionalInt.empty(),
            OptionalInt.empty(),
            List.of(),
            Optional.empty(),
            new Bilingual("p", "p"),
            Optional.empty());
    GovernedPlan plan = plan("s", "/api/s").with(two).build();

    assertThat(problem(plan, "p=%F0%A0%AE%B7%F0%A0%AE%B7")).isNull();
    assertThat(problem(plan, "p=abc").code()).isEqualTo(ProblemCode.PARAM_RANGE);
  }

  @Test
  void cursorAndLimitAreForPagedServicesOnly() throws CallProblem {
    GovernedPlan paged = plan("s", "/api/s").paged(100, 500).build();

    CheckedParameters checked =
        reader.read(paged, Map.of(), "limit=500&cursor=AbC_-9", Optional.empty());

    assertThat(checked.limit()).hasValue(500);
    assertThat(checked.cursor()).contains("AbC_-9");
    assertThat(problem(plan("s", "/api/s").build(), "limit=5").code())
        .isEqualTo(ProblemCode.PARAM_UNKNOWN);
    assertThat(problem(plan("s", "/api/s").build(), "cursor=a").code())
        .isEqualTo(ProblemCode.PARAM_UNKNOWN);
    assertThat(problem(paged, "limit=501").code()).isEqualTo(ProblemCode.PARAM_RANGE);
    assertThat(problem(paged, "limit=0").code()).isEqualTo(ProblemCode.PARAM_RANGE);
    assertThat(problem(paged, "limit=ten").code()).isEqualTo(ProblemCode.PARAM_TYPE);
    assertThat(problem(paged, "cursor=a%27b").code()).isEqualTo(ProblemCode.PARAM_CURSOR);
    assertThat(problem(paged, "cursor=").code()).isEqualTo(ProblemCode.PARAM_CURSOR);
  }

  @ParameterizedTest
  @CsvSource({
    "ENTRY_ID,379120241000000001",
    "ENTRY_ID,37912025I000000001",
    "USCI,91350299MAT0000182",
    "USCI,91350299MAT000026W",
    "USCI,91350299MAT000034P",
    "USCI,91350299013WR5NP0B",
    "USCI,9135029903BQDH678X",
    "ISO6346,TDGU1234568",
    "ISO6346,TDGU7000016",
    "ISO6346,QZXU0000420",
    "ISO6346,TDGU1000030",
    "IMO,2300014",
    "IMO,3123451",
    "HS_CODE,94",
    "HS_CODE,9403200000",
    "CODE,dec_channel.v-1"
  })
  void identifiersWithTheRightCheckDigitsAreAccepted(ParameterFormat format, String text) {
    assertThat(problem(format, text)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "USCI|91350299MAT0000183|place 18 should be 2",
        "USCI|91350299MAT0000172|place 17 should be 8",
        "ISO6346|TDGU1234567|place 11 should be 8",
        "ISO6346|TDGU1000031|place 11 should be 0",
        "IMO|2300015|place 7 should be 4"
      })
  void aWrongCheckDigitIsToldWithTheRightOne(ParameterFormat format, String text, String told) {
    CallProblem problem = problem(format, text);

    assertThat(problem.code()).isEqualTo(ProblemCode.PARAM_FORMAT);
    assertThat(problem.detail().orElseThrow().en()).contains(told).doesNotContain(text);
    assertThat(problem.detail().orElseThrow().zh()).contains("校验码应为").doesNotContain(text);
  }

  @ParameterizedTest
  @CsvSource({
    "ENTRY_ID,37912024100000000",
    "ENTRY_ID,379120262000000001",
    "ENTRY_ID,379120261000000001",
    "ENTRY_ID,379100001000000001",
    "USCI,91350299MAT000018I",
    "USCI,91350299mat0000182",
    "USCI,9135",
    "ISO6346,tdgu1234568",
    "ISO6346,TDGX1234568",
    "ISO6346,TDGU 123456-8",
    "IMO,IMO2300014",
    "HS_CODE,940",
    "HS_CODE,7701",
    "HS_CODE,00",
    "HS_CODE,94032000000",
    "CODE,a b",
    "CODE,a'--",
    "CODE,报关"
  })
  void whatDoesNotHaveTheFormIsRefused(ParameterFormat format, String text) {
    assertThat(problem(format, text).code()).isEqualTo(ProblemCode.PARAM_FORMAT);
  }

  @Test
  void everyChangeOfOneCharacterInACreditCodeIsFound() {
    String good = "91350299MAT0000182";
    for (int i = 0; i < good.length(); i++) {
      for (char c : "0123456789ABCDEFGHJKLMNPQRTUWXY".toCharArray()) {
        String changed = good.substring(0, i) + c + good.substring(i + 1);
        if (c != good.charAt(i)) {
          assertThat(problem(ParameterFormat.USCI, changed)).as(changed).isNotNull();
        }
      }
    }
  }

  private static PlannedParameter with(
      PlannedParameter base,
      boolean required,
      List<String> allowed,
      OptionalInt minimum,
      Optional<String> otherwise) {
    OptionalInt maximum = minimum.isPresent() ? OptionalInt.of(9) : OptionalInt.empty();
    return new PlannedParameter(
        base.name(),
        base.in(),
        base.type(),
        base.format(),
        required,
        base.maxLength(),
        minimum,
        maximum,
        allowed,
        otherwise,
        base.title(),
        base.example());
  }
}
