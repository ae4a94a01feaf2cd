package io.tidegate.samples.simulate;

import io.tidegate.samples.generate.SampleFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All simulators of one sample, by the ids the catalog has for their sources: servers on loopback,
 * and files in a folder.
 */
public final class SimulatedSources implements AutoCloseable {
  private final TerminalSimulator terminal;
  private final RateSimulator rates;
  private final PositionSimulator positions;
  private final OrderSimulator orders;
  private final ManifestSimulator manifest;
  private final LedgerSimulator ledger;
  private final ExpressDrop express;
  private final Path drop;
  private final SftpSimulator dropServer;
  private final SampleEvents events;
  private final Map<String, URI> places = new TreeMap<>();

  private SimulatedSources(Simulation simulation) throws IOException {
    SampleFacts facts = simulation.facts();
    double pace = simulation.pace();
    terminal = TerminalSimulator.start(facts, pace);
    rates = RateSimulator.start(facts, pace);
    positions = PositionSimulator.start(facts, pace, simulation.throttling());
    orders = OrderSimulator.start(facts, pace);
    manifest =
        ManifestSimulator.start(
            facts, new SoapSimulator.Login(simulation.user(), simulation.password()), pace);
    ledger = LedgerSimulator.start(facts, pace);
    places.put("manifest-ws", manifest.url());
    places.put("ledger-ws", ledger.url());
    places.put("terminal", terminal.url());
    places.put("rates", rates.url());
    places.put("positions", positions.url());
    places.put("orders", orders.url());
    drop = emptied(simulation.folder().resolve("express"));
    express = new ExpressDrop(facts, simulation.digest());
    express.writeTo(drop);
    dropServer =
        SftpSimulator.start(
            drop,
            new SftpSimulator.Login(simulation.user(), simulation.password(), Optional.empty()));
    places.put("express-files", dropServer.url());
    Path documents = emptied(simulation.folder().resolve("documents"));
    new DocumentFolder(facts, simulation.digest()).writeTo(documents);
    places.put("documents", documents.toUri());
    places.put("gate-events", URI.create("memory:gate"));
    places.put("receipt-events", URI.create("memory:receipts"));
    events = new SampleEvents(facts);
  }

  /**
   * What is simulated and how.
   *
   * @param digest makes the SM3 of files
   * @param user who may call the manifest service and fetch the files of the express operator
   * @param password of that user
   * @param folder where the files are put; what lies in it from before is replaced
   * @param pace what the times of the real systems are multiplied by; 0 answers at once
   * @param throttling whether those that allow so many calls in a second do
   */
  public record Simulation(
      SampleFacts facts,
      Digest digest,
      String user,
      String password,
      Path folder,
      double pace,
      boolean throttling) {
    public Simulation {
      Objects.requireNonNull(facts, "facts");
      Objects.requireNonNull(digest, "digest");
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(password, "password");
      Objects.requireNonNull(folder, "folder");
    }

    @Override
    public String toString() {
      return "simulation in " + folder;
    }
  }

  /** Writes the files and starts all servers. */
  public static SimulatedSources start(Simulation simulation) {
    try {
      return new SimulatedSources(simulation);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A folder with nothing in it but what is written now. */
  private static Path emptied(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.sorted(Comparator.reverseOrder()).toList()) {
        if (!file.equals(folder)) {
          Files.delete(file);
        }
      }
    }
    return folder;
  }

  /** The events of the topics, to be sent by whoever has topics. */
  public SampleEvents events() {
    return events;
  }

  /** Puts the file of the express operator that comes late. */
  public void lateExpressFile() throws IOException {
    express.writeLateTo(drop);
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

  /** The files of the express operator. */
  public SftpSimulator express() {
    return dropServer;
  }

  /** The keys of the hosts that are reached by SFTP, by the id of the source. */
  public Map<String, String> hostKeys() {
    return Map.of("express-files", dropServer.hostKey());
  }

  @Override
  public void close() {
    dropServer.close();
    List.of(terminal, rates, positions, orders, manifest, ledger).forEach(HttpSimulator::close);
  }
}
