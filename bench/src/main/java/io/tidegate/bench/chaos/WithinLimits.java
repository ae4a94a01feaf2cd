package io.tidegate.bench.chaos;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Of no application more calls of a service are answered than its limit allows, in whatever span of
 * time. When exactly a call was admitted is not seen from outside, but it was between its sending
 * and its answer; so what counts in a span are the calls that lie in it whole, and nothing is taken
 * for broken that is not.
 */
public final class WithinLimits implements Invariant {
  private static final ZoneId CALENDAR = ZoneId.of("Asia/Shanghai");
  private static final double MICROS = 1e6;

  private final Map<String, Limit> limits;
  private final Map<Account, List<Span>> answered = new HashMap<>();
  private long looked;

  /**
   * What a service allows an application.
   *
   * @param perSecond tokens that come back in a second
   * @param burst most tokens there are
   * @param perDay of the calendar of Asia/Shanghai
   */
  public record Limit(long perSecond, long burst, long perDay) {}

  private record Account(String application, String service) {}

  private record Span(long sent, long received) {}

  public WithinLimits(Map<String, Limit> limits) {
    this.limits = Map.copyOf(limits);
  }

  @Override
  public String name() {
    return "no more than the limit";
  }

  @Override
  public void see(Observation observation) {
    if (observation.status() == 200 && limits.containsKey(observation.service())) {
      looked++;
      answered
          .computeIfAbsent(
              new Account(observation.application(), observation.service()),
              account -> new ArrayList<>())
          .add(new Span(observation.sent(), observation.received()));
    }
  }

  @Override
  public List<String> broken() {
    List<String> broken = new ArrayList<>();
    answered.forEach(
        (account, spans) -> {
          Limit limit = limits.get(account.service());
          overRate(limit, spans).ifPresent(text -> broken.add(account + text));
          days(spans)
              .forEach(
                  (day, count) -> {
                    if (count > limit.perDay()) {
                      broken.add(
                          "%s: %d of %d on %s".formatted(account, count, limit.perDay(), day));
                    }
                  });
        });
    return broken;
  }

  /** How many calls lie whole in each day. */
  private static Map<LocalDate, Long> days(List<Span> spans) {
    Map<LocalDate, Long> days = new TreeMap<>();
    for (Span span : spans) {
      if (day(span.sent()).equals(day(span.received()))) {
        days.merge(day(span.sent()), 1L, Long::sum);
      }
    }
    return days;
  }

  private static LocalDate day(long micros) {
    return LocalDate.ofInstant(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), CALENDAR);
  }

  /** The first span in which there were more than its burst and what came back in it. */
  private static Optional<String> overRate(Limit limit, List<Span> spans) {
    List<Span> byEnd = spans.stream().sorted(Comparator.comparingLong(Span::received)).toList();
    for (Span first : spans) {
      long count = 0;
      for (Span span : byEnd) {
        if (span.sent() >= first.sent()) {
          count++;
          double seconds = (span.received() - first.sent()) / MICROS;
          if (count > limit.burst() + limit.perSecond() * seconds) {
            return Optional.of(": %d calls in %.3f s".formatted(count, seconds));
          }
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public long looked() {
    return looked;
  }

  /** How many calls of a service were answered to all applications. */
  public long answered(String service) {
    return answered.entrySet().stream()
        .filter(entry -> entry.getKey().service().equals(service))
        .mapToLong(entry -> entry.getValue().size())
        .sum();
  }
}
