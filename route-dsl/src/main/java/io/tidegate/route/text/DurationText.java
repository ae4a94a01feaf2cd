package io.tidegate.route.text;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: a whole number and its unit, such as {@code 2500ms}. */
public final class DurationText {
  private static final Pattern FORM = Pattern.compile("(\\d{1,6})(ms|s|m|h)");

  private DurationText() {}

  /**
   * The duration.
   *
   * @param units those that are accepted, of {@code ms}, {@code s}, {@code m} and {@code h}
   * @return empty when it is written otherwise
   */
  public static Optional<Duration> parse(String text, Set<String> units) {
    Matcher m = FORM.matcher(text);
    if (!m.matches() || !units.contains(m.group(2))) {
      return Optional.empty();
    }
    long number = Long.parseLong(m.group(1));
    return Optional.of(
        switch (m.group(2)) {
          case "ms" -> Duration.ofMillis(number);
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          default -> Duration.ofHours(number);
        });
  }
}
