package io.tidegate.samples.generate;

import io.tidegate.route.identifier.Digits;
import io.tidegate.route.identifier.IdentityNumber;
import java.time.LocalDate;
import java.util.List;

/**
 * The employees of the enterprises. A name is a common family name and a pair of the sexagenary
 * cycle, a telephone number has a prefix no network has.
 */
final class People {
  /** The declaring person of the cast's agent, whose name the documents use. */
  static final long STORY_DECLARANT = 2;

  private static final List<String> FAMILY_NAMES =
      List.of(
          "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "周", "吴", "徐", "孙", "马", "朱", "胡", "郭", "何", "林",
          "高", "罗");
  private static final String STEMS = "甲乙丙丁戊己庚辛壬癸";
  private static final String BRANCHES = "子丑寅卯辰巳午未申酉戌亥";
  private static final int CYCLE = 60;
  private static final LocalDate FIRST_BIRTH = LocalDate.of(1965, 1, 1);
  private static final int BIRTH_DAYS = 38 * 365;

  private final Enterprises enterprises;
  private final int count;
  private final long seed;

  People(Volume volume, Enterprises enterprises, long seed) {
    this.enterprises = enterprises;
    this.count = volume.people();
    this.seed = seed;
    if (count < enterprises.all().size()) {
      throw new IllegalArgumentException("every enterprise needs an employee");
    }
  }

  int count() {
    return count;
  }

  Person person(long id) {
    List<Enterprise> all = enterprises.all();
    Enterprise employer = all.get((int) ((id - 1) % all.size()));
    if (id == STORY_DECLARANT) {
      return new Person(
          id, "王甲子", IdentityNumber.sample(LocalDate.of(1984, 8, 22), 12), "10012345678", employer);
    }
    Draw draw = new Draw(seed, "person", id);
    return new Person(id, name(draw), identityNumber(draw), phone(draw), employer);
  }

  /** A name nobody's parents would give. */
  static String name(Draw draw) {
    int pair = draw.below("pair", CYCLE);
    return draw.oneOf("family", FAMILY_NAMES)
        + STEMS.charAt(pair % STEMS.length())
        + BRANCHES.charAt(pair % BRANCHES.length());
  }

  /** A number of the sample area, which is nobody's. */
  static String identityNumber(Draw draw) {
    return IdentityNumber.sample(
        FIRST_BIRTH.plusDays(draw.below("birth", BIRTH_DAYS)), draw.below("serial", 1000));
  }

  /** A telephone number with a prefix no network has. */
  static String phone(Draw draw) {
    return "100" + Digits.padded(draw.below("phone", 100_000_000), 8);
  }

  /** One of the employees of an enterprise; the first one has the lowest id. */
  Person employee(Enterprise employer, double point) {
    int enterpriseCount = enterprises.all().size();
    int employees = (count - employer.number()) / enterpriseCount + 1;
    return person(employer.number() + (long) (point * employees) * enterpriseCount);
  }

  Row<PersonColumn> row(long id) {
    Person person = person(id);
    return new Row<>(PersonColumn.class)
        .set(PersonColumn.PERSON_ID, id)
        .set(PersonColumn.NAME, person.name())
        .set(PersonColumn.ID_NO, person.identityNumber())
        .set(PersonColumn.PHONE, person.phone())
        .set(PersonColumn.EMPLOYER_USCI, person.employer().usci());
  }
}
