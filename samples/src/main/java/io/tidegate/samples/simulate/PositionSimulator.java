package io.tidegate.samples.simulate;

import io.tidegate.samples.generate.SampleFacts;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where ships are (REST-AIS). It says whether a position is stale, and answers 429 to more than
 * five requests in a second.
 */
public final class PositionSimulator extends HttpSimulator {
  private static final int MOST_PER_SECOND = 5;

  private final SampleFacts facts;
  private final boolean throttling;
  private long second;
  private int inSecond;

  private PositionSimulator(SampleFacts facts, double pace, boolean throttling) {
    super(Duration.ofMillis(200), Duration.ofMillis(1_200), pace);
    this.facts = facts;
    this.throttling = throttling;
  }

  /**
   * @param throttling whether the limit of five requests in a second holds
   */
  public static PositionSimulator start(SampleFacts facts, double pace, boolean throttling) {
    PositionSimulator simulator = new PositionSimulator(facts, pace, throttling);
    simulator.start();
    return simulator;
  }

  private synchronized boolean isTooMany() {
    long now = System.nanoTime() / 1_000_000_000L;
    inSecond = now == second ? inSecond + 1 : 1;
    second = now;
    return throttling && inSecond > MOST_PER_SECOND;
  }

  @Override
  Answer answer(Request request, Optional<Fault> fault) {
    if (isTooMany()) {
      return Answer.json(429, "{\"error\":\"slow down\"}");
    }
    if (fault.filter(f -> f == Fault.FAILED || f == Fault.STOPPED).isPresent()) {
      return Answer.json(500, "{\"error\":\"internal\"}");
    }
    String imo = request.query().getOrDefault("imo", "");
    if (!request.path().equals(List.of("positions"))) {
      return Answer.json(400, "{\"error\":\"no such call\"}");
    }
    // numbers of sample ships begin so; no such number was ever given to a ship
    if (!imo.matches("23[0-9]{5}")) {
      return Answer.json(200, "{\"positions\":[]}");
    }
    boolean stale = fault.filter(f -> f == Fault.STALE).isPresent();
    OffsetDateTime seen =
        facts.now().minusMinutes(facts.pick("ais", imo, "age", 9)).minusHours(stale ? 5 : 0);
    Map<String, Object> position = new LinkedHashMap<>();
    position.put("imo", imo);
    if (fault.filter(f -> f == Fault.FIELD_GONE).isEmpty()) {
      position.put("lat", degrees(24, facts.pick("ais", imo, "lat", 9_000)));
    }
    position.put("lon", degrees(118, facts.pick("ais", imo, "lon", 9_000)));
    position.put("speed", BigDecimal.valueOf(facts.pick("ais", imo, "speed", 180), 1));
    position.put(
        "seenAt", DateTimeFormatter.ISO_INSTANT.format(seen.withOffsetSameInstant(ZoneOffset.UTC)));
    position.put("stale", stale);
    return Answer.json(200, "{\"positions\":[" + JsonText.of(position) + "]}");
  }

  private static BigDecimal degrees(int whole, int tenThousandths) {
    return BigDecimal.valueOf(whole * 10_000L + tenThousandths, 4);
  }
}
