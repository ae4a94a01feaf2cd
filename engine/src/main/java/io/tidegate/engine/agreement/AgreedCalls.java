package io.tidegate.engine.agreement;

import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How many calls an agreement gives; what it does not say is as the class of the service says.
 *
 * @param perSecond given together with {@code burst}
 */
public record AgreedCalls(
    OptionalInt perSecond,
    OptionalInt burst,
    OptionalLong perMinute,
    OptionalLong perDay,
    OptionalLong perMonth) {
  /** Says nothing. */
  public static final AgreedCalls NONE = of(OptionalLong.empty(), OptionalLong.empty());

  public AgreedCalls {
    Objects.requireNonNull(perSecond, "perSecond");
    Objects.requireNonNull(burst, "burst");
    Objects.requireNonNull(perMinute, "perMinute");
    Objects.requireNonNull(perDay, "perDay");
    Objects.requireNonNull(perMonth, "perMonth");
  }

  /** A volume in days and months of China's time, which is what people agree on. */
  public static AgreedCalls of(OptionalLong perDay, OptionalLong perMonth) {
    return new AgreedCalls(
        OptionalInt.empty(), OptionalInt.empty(), OptionalLong.empty(), perDay, perMonth);
  }
}
