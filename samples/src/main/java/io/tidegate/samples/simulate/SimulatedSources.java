package io.tidegate.samples.simulate;

import io.tidegate.samples.generate.SampleFacts;
import java.net.URI;
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
  private final ManifestSimulator manifest;
  private final LedgerSimulator ledger;
  private final Map<String, URI> places = new TreeMap<>();

  private SimulatedSources(
      SampleFacts facts, SoapSimulator.Login login, double pace, boolean throttling) {
    terminal = TerminalSimulator.start(facts, pace);
    rates = RateSimulator.start(facts, pace);
    positions = PositionSimulator.start(facts, pace, throttling);
    orders = OrderSimulator.start(facts, pace);
    manifest = ManifestSimulator.start(facts, login, pace);
    ledger = LedgerSimulator.start(facts, pace);
    places.put("manifest-ws", manifest.url());
    places.put("ledger-ws", ledger.url());
    places.put("terminal", terminal.url());
    places.put("rates", rates.url());
    places.put("positions", positions.url());
    places.put("orders", orders.url());
  }

  /**
   * Starts all of them.
   *
   * @param user who may call the manifest service
   * @param password of that user
   * @param pace what the times of the real systems are multiplied by; 0 answers at once
   * @param throttling whether those that allow so many calls in a second do
   */
  public static SimulatedSources start(
      SampleFacts facts, String user, String password, double pace, boolean throttling) {
    return new SimulatedSources(facts, new SoapSimulator.Login(user, password), pace, throttling);
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

  public ManifestSimulator manifest() {
    return manifest;
  }

  public LedgerSimulator ledger() {
    return ledger;
  }

  @Override
  public void close() {
    List.of(terminal, rates, positions, orders, manifest, ledger).forEach(HttpSimulator::close);
  }
}
