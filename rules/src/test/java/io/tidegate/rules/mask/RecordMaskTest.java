package io.tidegate.rules.mask;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.identifier.IdentityNumber;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Masks whose fields of one record still agree with each other. */
class RecordMaskTest {
  private static final int RECORDS = 10_000;
  private static final long SEED = 20_261_130;
  private static final MaskKey KEY = new TestKey("one");
  private static final LocalDate DAY = LocalDate.of(2026, 6, 30);

  private static CompiledMask mask(MaskKind kind, Map<String, String> parameters) {
    return CompiledMask.compile(new MaskSpec("M-TEST", kind, new TreeMap<>(parameters)));
  }

  private static CompiledMask part(String part, Identifier.Mode mode) {
    return mask(
        MaskKind.IDENTITY_PART,
        Map.of("identity", "id_no", "part", part, "mode", mode.word(), "at", DAY.toString()));
  }

  @ParameterizedTest
  @EnumSource
  void agreeWithTheSurrogateOfTheIdentityNumber(Identifier.Mode mode) {
    CompiledMask identity =
        CompiledMask.compile(SurrogateTest.spec(Identifier.IDENTITY_NUMBER, mode));
    CompiledMask birth = part("birth-date", mode);
    CompiledMask sex = part("sex", mode);
    CompiledMask age = part("age", mode);
    Random random = new Random(SEED);
    int aged = 0;
    for (int i = 0; i < RECORDS; i++) {
      String number = SurrogateTest.random(Identifier.IDENTITY_NUMBER, random);
      String shown = (String) identity.apply(number, KEY);
      LocalDate born =
          LocalDate.of(
              Integer.parseInt(shown.substring(6, 10)),
              Integer.parseInt(shown.substring(10, 12)),
              Integer.parseInt(shown.substring(12, 14)));
      boolean man = (shown.charAt(16) - '0') % 2 == 1;

      assertThat(IdentityNumber.isValid(shown)).isTrue();
      assertThat(birth.apply(LocalDate.EPOCH, number, KEY)).isEqualTo(born);
      assertThat(birth.apply("1984-08-22", number, KEY)).isEqualTo(born.toString());
      assertThat(birth.apply("19840822", number, KEY)).isEqualTo(shown.substring(6, 14));
      assertThat(sex.apply(random.nextBoolean() ? "男" : "女", number, KEY))
          .isEqualTo(man ? "男" : "女");
      assertThat(sex.apply("2", number, KEY)).isEqualTo(man ? "1" : "2");
      assertThat(sex.apply("F", number, KEY)).isEqualTo(man ? "M" : "F");
      Object years = age.apply(41, number, KEY);
      if (born.isAfter(DAY)) {
        assertThat(years).isNull();
      } else {
        assertThat(years).isEqualTo(Period.between(born, DAY).getYears());
        aged++;
      }
    }
    assertThat(aged).isGreaterThan(RECORDS / 2);
    assertThat(MaskKind.IDENTITY_PART.promises()).contains(Promise.CROSS_FIELD);
  }

  @Test
  void tellNothingOfTheIdentityBesideAnotherOddOrMissingOne() {
    CompiledMask birth = part("birth-date", Identifier.Mode.MARKED);
    CompiledMask sex = part("sex", Identifier.Mode.MARKED);
    for (Object companion : new Object[] {null, "", "110105194912310021", 7, "x".repeat(600)}) {
      assertThat(birth.apply(LocalDate.of(1984, 8, 22), companion, KEY)).isNull();
      assertThat(birth.apply("1984-08-22", companion, KEY)).isEqualTo("***");
      assertThat(sex.apply("男", companion, KEY)).isEqualTo("***");
    }
    for (String odd : List.of("男性", " 男", "m", "0", "九", "")) {
      assertThat(sex.apply(odd, "35029919840822012X", KEY)).isEqualTo("***");
    }
    assertThat(birth.apply("22.8.1984", "35029919840822012X", KEY)).isEqualTo("***");
    assertThat(birth.apply(null, "35029919840822012X", KEY)).isNull();
  }

  @Test
  void keepAPortItsCountryAndItsOfficeTogether() {
    List<String> ports = List.of("CNXMN", "CNSHA", "SGSIN", "NLRTM", "DEHAM", "JPTYO");
    List<String> countries = List.of("CN", "CN", "SG", "NL", "DE", "JP");
    List<String> offices = List.of("3701", "2201", "0001", "0002", "0003", "0004");
    CompiledMask port = row(ports, ports);
    CompiledMask country = row(ports, countries);
    CompiledMask office = row(ports, offices);
    Map<Object, Object> of = new HashMap<>();
    Set<Object> met = new HashSet<>();
    for (int i = 0; i < RECORDS; i++) {
      String real = i < ports.size() ? ports.get(i) : "XX" + i;
      Object shown = port.apply(real, real, KEY);
      int place = ports.indexOf(shown);

      assertThat(shown).isNotEqualTo(real);
      assertThat(country.apply("CN", real, KEY)).isEqualTo(countries.get(place));
      assertThat(office.apply("3701", real, KEY)).isEqualTo(offices.get(place));
      assertThat(of.putIfAbsent(real, shown)).isNull();
      met.add(shown);
    }
    assertThat(met).hasSameSizeAs(ports);
    assertThat(country.apply("CN", null, KEY)).isEqualTo("***");
    assertThat(MaskKind.LOOKUP_ROW.promises()).contains(Promise.CROSS_FIELD);
  }

  private static CompiledMask row(List<String> keys, List<String> values) {
    return mask(
        MaskKind.LOOKUP_ROW,
        Map.of(
            "subject", "port", "keys", String.join(",", keys), "values", String.join(",", values)));
  }

  @Test
  void shiftTheDatesOfOneSubjectAlikeAndOfOthersNot() {
    CompiledMask shift = mask(MaskKind.DATE_SHIFT, Map.of("subject", "usci", "days", "30"));
    LocalDate date = LocalDate.of(2024, 2, 29);
    Set<Object> shifts = new HashSet<>();
    for (int subject = 0; subject < RECORDS; subject++) {
      shifts.add(shift.apply(date, "subject " + subject, KEY));
    }
    // thirty days back and thirty forward, never none
    assertThat(shifts)
        .hasSize(60)
        .doesNotContain(date)
        .contains(date.plusDays(30), date.minusDays(30));
    OffsetDateTime moment = OffsetDateTime.parse("2024-02-29T23:30:00+08:00");
    assertThat(((OffsetDateTime) shift.apply(moment, "a", KEY)).toLocalDate())
        .isEqualTo(shift.apply(date, "a", KEY));
    assertThat(shift.apply(date, null, KEY)).isNull();
    assertThat(shift.apply(LocalDate.MAX, "a", KEY)).isNull();
  }
}
