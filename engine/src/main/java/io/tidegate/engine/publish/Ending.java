package io.tidegate.engine.publish;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;

/**
 * Until when a service answers.
 *
 * @param since when that was announced
 * @param sunset the last day, in China
 */
public record Ending(Instant since, LocalDate sunset) {
  public Ending {
    Objects.requireNonNull(since, "since");
    Objects.requireNonNull(sunset, "sunset");
  }
}
