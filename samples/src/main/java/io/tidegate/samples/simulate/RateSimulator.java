package io.tidegate.samples.simulate;

import io.tidegate.samples.generate.SampleFacts;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Daily exchange rates (REST-FX): yuan for one unit of a currency. On a day without a rate it
 * answers 404, and whoever needs one takes that of the day before.
 */
public final class RateSimulator extends HttpSimulator {
  private final SampleFacts facts;

  private RateSimulator(SampleFacts facts, double pace) {
    super(Duration.ofMillis(80), Duration.ofMillis(400), pace);
    this.facts = facts;
  }

  public static RateSimulator start(SampleFacts facts, double pace) {
    RateSimulator simulator = new RateSimulator(facts, pace);
    simulator.start();
    return simulator;
  }

  @Override
  Answer answer(Request request, Optional<Fault> fault) {
    if (fault.filter(f -> f == Fault.FAILED || f == Fault.STOPPED).isPresent()) {
      return Answer.json(500, "{\"error\":\"internal\"}");
    }
    if (!request.method().equals("GET")
        || request.path().size() != 3
        || !request.path().getFirst().equals("rates")) {
      return Answer.json(400, "{\"error\":\"no such call\"}");
    }
    LocalDate day;
    try {
      day = LocalDate.parse(request.path().get(1));
    } catch (DateTimeParseException e) {
      return Answer.json(400, "{\"error\":\"no date\"}");
    }
    String currency = request.path().get(2);
    Optional<BigDecimal> rate = facts.rate(day, currency);
    if (rate.isEmpty()) {
      return Answer.json(404, "{\"error\":\"no rate on this day\"}");
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("date", day);
    document.put("currency", currency);
    if (fault.filter(f -> f == Fault.FIELD_GONE).isEmpty()) {
      document.put("rate", rate.get());
    }
    document.put("source", "潮汐示例汇率");
    if (fault.filter(f -> f == Fault.FIELD_NEW).isPresent()) {
      document.put("buyer", "91350299MAT0000850");
    }
    return Answer.json(200, JsonText.of(document));
  }
}
