package io.tidegate.rules.fact;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * How often an application may call a service.
 *
 * @param name such as {@code OWN}
 * @param perSecond calls each second in the long run, 1 or more
 * @param burst calls at once, {@code perSecond} or more
 * @param perDay calls each day of China's time, 1 or more
 */
public record LimitClass(String name, int perSecond, int burst, int perDay) {
  /** What counts where no rule decides. A pack cannot have a class of this name. */
  public static final LimitClass LEAST = new LimitClass("LEAST", 1, 1, 1_000);

  public LimitClass {
    Objects.requireNonNull(name, "name");
    if (perSecond < 1 || burst < perSecond || perDay < 1) {
      throw new IllegalArgumentException("such a limit lets nobody call");
    }
  }

  /** Whether it allows nothing that the other does not. */
  public boolean within(LimitClass other) {
    return perSecond <= other.perSecond && burst <= other.burst && perDay <= other.perDay;
  }

  /**
   * What all of these allow: the class that is within all others or, where none is, the least of
   * each number under the names of those that none is within, such as {@code PLATFORM+SANDBOX}.
   *
   * @param classes at least one, in any order
   */
  public static LimitClass strictest(Collection<LimitClass> classes) {
    List<LimitClass> least =
        classes.stream()
            .distinct()
            .filter(limit -> classes.stream().noneMatch(other -> other.precedes(limit)))
            .sorted(Comparator.comparing(LimitClass::name))
            .toList();
    return new LimitClass(
        least.stream().map(LimitClass::name).collect(Collectors.joining("+")),
        least.stream().mapToInt(LimitClass::perSecond).min().orElseThrow(),
        least.stream().mapToInt(LimitClass::burst).min().orElseThrow(),
        least.stream().mapToInt(LimitClass::perDay).min().orElseThrow());
  }

  /** Whether the other adds nothing beside it; of two with the same numbers, by their names. */
  private boolean precedes(LimitClass other) {
    return within(other) && (!other.within(this) || name.compareTo(other.name) < 0);
  }

  /** Such as {@code OWN 20/s burst 40, 100000/d}. */
  public String text() {
    return name + " " + perSecond + "/s burst " + burst + ", " + perDay + "/d";
  }
}
