package io.tidegate.rules.mask;

import io.tidegate.route.identifier.Digits;
import io.tidegate.route.identifier.IdentityNumber;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Identity numbers, whose day of birth must be one and whose check digit must be right. */
abstract sealed class IdentityRecipe implements Recipe {
  private static final LocalDate FIRST_DAY = LocalDate.of(1900, 1, 1);

  /** From 1900 to 2099. */
  private static final long DAYS = ChronoUnit.DAYS.between(FIRST_DAY, LocalDate.of(2100, 1, 1));

  private static final int SERIALS = 1_000;

  /** Areas of one province. */
  private static final long PLACES = 10_000;

  private static final int PROVINCE_LENGTH = 2;
  private static final int AREA_LENGTH = 6;
  private static final int BIRTH_END = 14;

  /** The first two digits of the areas of GB/T 2260, and of those who live here from elsewhere. */
  static final List<String> PROVINCES =
      List.of(
          "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37",
          "41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64",
          "65", "71", "81", "82", "83");

  /**
   * As many that no area begins with. Numbers of foreigners with permanent residence begin with 9
   * and a province, so 91 to 98 are not among them.
   */
  static final List<String> NOWHERE =
      Stream.of(
              Stream.of("99", "90"),
              numbers(0, 9),
              numbers(16, 20),
              numbers(24, 30),
              numbers(38, 40),
              numbers(47, 49),
              numbers(55, 59))
          .flatMap(prefixes -> prefixes)
          .toList();

  static final IdentityRecipe MARKED = new Marked();
  static final IdentityRecipe REALISTIC = new Realistic();

  /**
   * Another number of the same area, which can be a living person's. Day of birth and serial are
   * permuted together, over all days from 1900 to 2099: a surrogate can be born in the future.
   */
  private static final class Realistic extends IdentityRecipe {
    private static final Permutation PERMUTATION = Permutation.decimal("cn.idcard", DAYS * SERIALS);

    @Override
    public Set<Promise> promises() {
      return EnumSet.of(
          Promise.SAME_IN_SAME_OUT,
          Promise.ONE_TO_ONE,
          Promise.FORMAT,
          Promise.PREFIX,
          Promise.REVERSIBLE);
    }

    @Override
    Optional<String> permuted(Parts parts, MaskKey key, Direction direction) {
      return PERMUTATION
          .apply(parts.day() * SERIALS + parts.serial(), key, direction)
          .map(
              number ->
                  new Parts(parts.area(), number / SERIALS, (int) (number % SERIALS)).number());
    }
  }

  /**
   * A number of nobody. The province is exchanged for one that does not exist, and its place among
   * the provinces is permuted together with the rest of the area, the day of birth and the serial,
   * so that different numbers stay different. Who was born before 2020 stays so, and who was born
   * later stays in the decade: otherwise many surrogates would be born in the future.
   */
  private static final class Marked extends IdentityRecipe {
    @Override
    public Set<Promise> promises() {
      return EnumSet.of(
          Promise.SAME_IN_SAME_OUT, Promise.ONE_TO_ONE, Promise.FORMAT, Promise.REVERSIBLE);
    }

    @Override
    Optional<String> permuted(Parts parts, MaskKey key, Direction direction) {
      List<String> from = direction == Direction.HIDE ? PROVINCES : NOWHERE;
      List<String> to = direction == Direction.HIDE ? NOWHERE : PROVINCES;
      int province = from.indexOf(parts.area().substring(0, PROVINCE_LENGTH));
      if (province < 0) {
        return Optional.empty();
      }
      Cohort cohort = Cohort.of(parts.day());
      long place = province * PLACES + Integer.parseInt(parts.area().substring(PROVINCE_LENGTH));
      long number =
          (place * cohort.days() + parts.day() - cohort.first()) * SERIALS + parts.serial();
      long size = PROVINCES.size() * PLACES * cohort.days() * SERIALS;
      return Permutation.tight("cn.idcard.marked", size)
          .apply(number, key, direction)
          .map(
              permuted -> {
                long days = permuted / SERIALS;
                long placed = days / cohort.days();
                return new Parts(
                        to.get((int) (placed / PLACES)) + Digits.padded(placed % PLACES, 4),
                        cohort.first() + days % cohort.days(),
                        (int) (permuted % SERIALS))
                    .number();
              });
    }
  }

  private static Stream<String> numbers(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(number -> Digits.padded(number, 2));
  }

  /** The parts of a number; the day counts from 1900. */
  private record Parts(String area, long day, int serial) {
    static Parts of(String number) {
      return new Parts(
          number.substring(0, AREA_LENGTH),
          ChronoUnit.DAYS.between(FIRST_DAY, birth(number)),
          Integer.parseInt(number.substring(BIRTH_END, BIRTH_END + 3)));
    }

    String number() {
      LocalDate birth = FIRST_DAY.plusDays(day);
      long written = (birth.getYear() * 100L + birth.getMonthValue()) * 100 + birth.getDayOfMonth();
      String body = area + written + Digits.padded(serial, 3);
      return body + IdentityNumber.expectedCheckDigit(body);
    }
  }

  /** Days of birth that are exchanged for one another. */
  private record Cohort(long first, long days) {
    private static final int FIRST_DECADE = 2020;

    static Cohort of(long day) {
      int year = FIRST_DAY.plusDays(day).getYear();
      return year < FIRST_DECADE
          ? between(FIRST_DAY.getYear(), FIRST_DECADE)
          : between(year - year % 10, year - year % 10 + 10);
    }

    private static Cohort between(int year, int end) {
      long first = ChronoUnit.DAYS.between(FIRST_DAY, LocalDate.of(year, 1, 1));
      return new Cohort(first, ChronoUnit.DAYS.between(FIRST_DAY, LocalDate.of(end, 1, 1)) - first);
    }
  }

  /** The day of birth in a valid number. */
  static LocalDate birth(String number) {
    int written = Integer.parseInt(number, AREA_LENGTH, BIRTH_END, 10);
    return LocalDate.of(written / 10_000, written / 100 % 100, written % 100);
  }

  /** Whether a valid number is a man's. */
  static boolean isMale(String number) {
    return (number.charAt(IdentityNumber.LENGTH - 2) - '0') % 2 == 1;
  }

  abstract Optional<String> permuted(Parts parts, MaskKey key, Direction direction);

  @Override
  public Optional<String> surrogate(String identifier, MaskKey key) {
    return permuted(identifier, key, Direction.HIDE);
  }

  @Override
  public Optional<String> original(String surrogate, MaskKey key) {
    return permuted(surrogate, key, Direction.RESTORE);
  }

  private Optional<String> permuted(String number, MaskKey key, Direction direction) {
    return IdentityNumber.isValid(number)
        ? Optional.of(Parts.of(number))
            .filter(parts -> parts.day() < DAYS)
            .flatMap(parts -> permuted(parts, key, direction))
        : Optional.empty();
  }
}
