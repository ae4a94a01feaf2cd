package io.tidegate.engine.start;

import io.tidegate.engine.crypto.Sm3;
import io.tidegate.engine.network.Networks;
import io.tidegate.engine.source.SourcePlace;
import io.tidegate.engine.source.SshKeys;
import io.tidegate.engine.source.Topics;
import io.tidegate.engine.store.DataFolder;
import io.tidegate.engine.store.Secret;
import io.tidegate.samples.generate.SampleData;
import io.tidegate.samples.generate.SampleFacts;
import io.tidegate.samples.simulate.SimulatedSources;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/** Runs the simulators of a demonstration's sources beside the database. */
@Singleton
final class SampleSources {
  private static final Logger LOG = Logger.getLogger(SampleSources.class);

  /** Ten times as fast as the real systems: fast enough to try out, slow enough to be seen. */
  private static final double PACE = 0.1;

  private static final String USER = "tidegate";
  private static final int SECRET_BYTES = 16;
  private static final Networks LOOPBACK = Networks.of(List.of("127.0.0.0/8"));

  private final DataFolder folder;
  private final DemoConfig config;
  private Optional<SimulatedSources> running = Optional.empty();

  @Inject
  SampleSources(DataFolder folder, DemoConfig config) {
    this.folder = folder;
    this.config = config;
  }

  /** Starts all of them and says where they are; they run until the engine stops. */
  Map<String, SourcePlace> start(Topics topics) {
    byte[] random = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    SampleFacts facts = new SampleFacts(config.volume(), SampleData.DEFAULT_SEED, 0);
    SimulatedSources simulated =
        SimulatedSources.start(
            new SimulatedSources.Simulation(
                facts,
                Sm3::digest,
                USER,
                password,
                folder.path().resolve("simulated"),
                PACE,
                true));
    running = Optional.of(simulated);
    // takes seconds for the larger volume; what is asked meanwhile waits for the facts it needs
    Thread.ofPlatform()
        .daemon()
        .name("simulated-events")
        .start(() -> simulated.events().sendTo(topics::publish));
    Map<String, SourcePlace> places = new TreeMap<>();
    simulated
        .places()
        .forEach(
            (id, url) ->
                places.put(
                    id,
                    new SourcePlace(
                        url,
                        Optional.of(USER),
                        Optional.of(new Secret(password)),
                        LOOPBACK,
                        Optional.ofNullable(simulated.hostKeys().get(id))
                            .map(key -> SshKeys.of(key, Optional.empty(), Optional.empty())))));
    simulated.places().forEach((id, url) -> LOG.infof("source %s is simulated at %s", id, url));
    return places;
  }

  /** Where each of them is, by the source's id; empty while none runs. */
  Map<String, URI> addresses() {
    return running.map(SimulatedSources::places).orElse(Map.of());
  }

  @PreDestroy
  void stop() {
    running.ifPresent(SimulatedSources::close);
  }
}
