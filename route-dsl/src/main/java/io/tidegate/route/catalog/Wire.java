package io.tidegate.route.catalog;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a value is written in a request or a reply of a source.
 *
 * @param pattern of a date or moment, such as {@code yyyyMMddHHmmss}; without one it is ISO 8601
 * @param zone whose clock a moment without an offset is read from, such as {@code UTC}
 * @param codes what is written to what it stands for, such as 142 to CNY; when there are any, what
 *     is written must be one of them
 * @param emptyIsNull whether an empty text stands for no value
 */
public record Wire(
    Optional<String> pattern,
    Optional<String> zone,
    Map<String, String> codes,
    boolean emptyIsNull) {
  /** As the type says: ISO 8601, no codes, an empty text is one. */
  public static final Wire PLAIN = new Wire(Optional.empty(), Optional.empty(), Map.of(), false);

  private static final LocalDateTime PROBE = LocalDateTime.of(2024, 2, 29, 23, 58, 59);

  public Wire {
    Objects.requireNonNull(pattern, "pattern");
    Objects.requireNonNull(zone, "zone");
    codes = Collections.unmodifiableMap(new TreeMap<>(codes));
  }

  /**
   * The pattern, strict: 30 February is no date.
   *
   * @throws IllegalArgumentException when it is none
   * @throws java.util.NoSuchElementException when there is no pattern
   */
  public DateTimeFormatter formatter() {
    // "year of era" cannot be resolved strictly without an era, and nobody writes one
    return DateTimeFormatter.ofPattern(pattern.orElseThrow().replace('y', 'u'), Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  /**
   * The zone.
   *
   * @throws DateTimeException when it is none
   * @throws java.util.NoSuchElementException when there is no zone
   */
  public ZoneId zoneId() {
    return ZoneId.of(zone.orElseThrow());
  }

  /** What keeps this from being a way to write the type; empty when nothing does. */
  public Optional<String> obstacle(FieldType type) {
    boolean moment = type == FieldType.DATE_TIME;
    if (pattern.isPresent() && !moment && type != FieldType.DATE) {
      return Optional.of("only a date or a moment has a pattern");
    }
    if (zone.isPresent() && !moment) {
      return Optional.of("only a moment has a zone");
    }
    if (!codes.isEmpty() && type != FieldType.STRING && type != FieldType.BOOLEAN) {
      return Optional.of("only a text or a yes and no has codes");
    }
    if (type == FieldType.BOOLEAN
        && !codes.values().stream().allMatch(v -> v.equals("true") || v.equals("false"))) {
      return Optional.of("a code of a yes and no stands for true or false");
    }
    if (zone.isPresent()) {
      try {
        zoneId();
      } catch (DateTimeException e) {
        return Optional.of("`" + zone.get() + "` is no zone of time");
      }
    }
    return pattern.isPresent() ? patternObstacle(moment) : Optional.empty();
  }

  private Optional<String> patternObstacle(boolean moment) {
    String text = pattern.orElseThrow();
    try {
      DateTimeFormatter formatter = formatter();
      OffsetDateTime probe = PROBE.atOffset(ZoneOffset.UTC);
      TemporalAccessor read = formatter.parse(formatter.format(probe));
      if (!moment) {
        return LocalDate.from(read).equals(PROBE.toLocalDate())
            ? Optional.empty()
            : Optional.of("`" + text + "` does not tell a date");
      }
      LocalDateTime local = LocalDateTime.from(read);
      if (!local.toLocalDate().equals(PROBE.toLocalDate()) || local.getHour() != PROBE.getHour()) {
        return Optional.of("`" + text + "` does not tell a moment");
      }
      boolean offset = read.isSupported(ChronoField.OFFSET_SECONDS);
      return offset || zone.isPresent()
          ? Optional.empty()
          : Optional.of("`" + text + "` has no offset, so a zone must be named");
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.of("`" + text + "` is no pattern of a " + (moment ? "moment" : "date"));
    }
  }
}
