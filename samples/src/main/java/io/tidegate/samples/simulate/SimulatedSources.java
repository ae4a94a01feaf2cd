package io.tidegate.samples.simulate;

import io.tidegate.samples.generate.SampleFacts;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All simulators of one sample, by the ids the catalog has for their sources. */
public final class SimulatedSources implements AutoCloseable {
  private final TerminalSimulator terminal;
  private final RateSimulator rates;
  private final PositionSimulator positions;
  private final OrderSimulator orders;
  private final Map<String, URI> places = new TreeMap<>();

  private SimulatedSources(SampleFacts facts, double pace, boolean throttling) {
    terminal = TerminalSimulator.start(facts, pace);
    rates = RateSimulator.start(facts, pace);
    positions = PositionSimulator.start(facts, pace, throttling);
    orders = OrderSimulator.start(facts, pace);
    places.put("terminal", terminal.url());
    places.put("rates", rates.url());
    places.put("positions", positions.url());
    places.put("orders", orders.url());
  }

  /**
   * Starts all of them.
   *
   * @param pace what the times of the real systems are multiplied by; 0 answers at once
   * @param throttling whether those that allow so many calls in a second do
   */
  public static SimulatedSources start(SampleFacts facts, double pace, boolean throttling) {
    return new SimulatedSources(facts, pace, throttling);
  }

  /** Where each source is, by its id. */
  public Map<String, URI> places() {
    return Collections.unmodifiableMap(places);
  }

  public TerminalSimulator terminal() {
    return terminal;
  }

  public RateSimulator rates() {
    return rates;
  }

  public PositionSimulator positions() {
    return positions;
  }

  public OrderSimulator orders() {
    return orders;
  }

  @Override
  public void close() {
    List<HttpSimulator> all = new ArrayList<>(List.of(terminal, rates, positions, orders));
    all.forEach(HttpSimulator::close);
  }
}
