package io.tidegate.engine.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tidegate.engine.source.KafkaTls;
import io.tidegate.engine.source.SourcePlace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigDefaultsTest {
  @Test
  void withoutAnyKeyTheEngineRunsByItselfOnThisMachineOnly() {
    SmallRyeConfig config = config(Map.of());

    EngineConfig engine = config.getConfigMapping(EngineConfig.class);
    assertThat(engine.data()).isEqualTo(Path.of("data"));
    assertThat(engine.home()).isEqualTo(Path.of("."));
    assertThat(engine.host()).isEqualTo("127.0.0.1");
    assertThat(engine.port()).isEqualTo(8080);

    DatabaseConfig database = config.getConfigMapping(DatabaseConfig.class);
    assertThat(database.url()).isEmpty();
    assertThat(database.user()).isEqualTo("tidegate");
    assertThat(database.password()).isEmpty();

    assertThat(config.getConfigMapping(CatalogConfig.class).folders()).isEmpty();
    assertThat(config.getConfigMapping(CatalogConfig.class).measureEvery())
        .isEqualTo(Duration.ofDays(1));

    ReadingConfig reading = config.getConfigMapping(ReadingConfig.class);
    assertThat(reading.poolSize()).isEqualTo(16);
    assertThat(reading.statementTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(reading.sources()).isEmpty();

    assertThat(config.getConfigMapping(AccessConfig.class).refresh())
        .isEqualTo(Duration.ofSeconds(2));
    assertThat(config.getConfigMapping(DemoConfig.class).enabled()).isFalse();
  }

  @Test
  void everyKeyIsRead() {
    SmallRyeConfig config =
        config(
            Map.ofEntries(
                Map.entry("tidegate.data", "/var/lib/tidegate"),
                Map.entry("tidegate.home", "/opt/tidegate"),
                Map.entry("tidegate.host", "0.0.0.0"),
                Map.entry("tidegate.port", "9090"),
                Map.entry("tidegate.database.url", "jdbc:postgresql://db/tidegate"),
                Map.entry("tidegate.database.user", "engine"),
                Map.entry("tidegate.database.password", "p"),
                Map.entry("tidegate.catalog.folders", "a,b"),
                Map.entry("tidegate.reading.pool-size", "4"),
                Map.entry("tidegate.reading.statement-timeout", "5s"),
                Map.entry("tidegate.reading.sources.customs.url", "jdbc:postgresql://c/customs"),
                Map.entry("tidegate.reading.sources.customs.user", "reader"),
                Map.entry("tidegate.reading.sources.customs.password", "q"),
                Map.entry("tidegate.reading.sources.customs.networks", "10.1.0.0/16,10.2.0.0/16"),
                Map.entry("tidegate.access.refresh", "1s"),
                Map.entry("tidegate.demo.enabled", "true")));

    EngineConfig engine = config.getConfigMapping(EngineConfig.class);
    assertThat(engine.data()).isEqualTo(Path.of("/var/lib/tidegate"));
    assertThat(engine.home()).isEqualTo(Path.of("/opt/tidegate"));
    assertThat(engine.host()).isEqualTo("0.0.0.0");
    assertThat(engine.port()).isEqualTo(9090);

    DatabaseConfig database = config.getConfigMapping(DatabaseConfig.class);
    assertThat(database.url()).contains("jdbc:postgresql://db/tidegate");
    assertThat(database.user()).isEqualTo("engine");
    assertThat(database.password()).contains("p");

    assertThat(config.getConfigMapping(CatalogConfig.class).folders())
        .isEqualTo(Optional.of(List.of(Path.of("a"), Path.of("b"))));

    ReadingConfig reading = config.getConfigMapping(ReadingConfig.class);
    assertThat(reading.poolSize()).isEqualTo(4);
    assertThat(reading.statementTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(reading.sources()).containsOnlyKeys("customs");
    assertThat(reading.sources().get("customs").url()).isEqualTo("jdbc:postgresql://c/customs");
    assertThat(reading.sources().get("customs").user()).contains("reader");
    assertThat(reading.sources().get("customs").password()).contains("q");
    assertThat(reading.sources().get("customs").networks())
        .contains(List.of("10.1.0.0/16", "10.2.0.0/16"));

    assertThat(config.getConfigMapping(AccessConfig.class).refresh())
        .isEqualTo(Duration.ofSeconds(1));
    assertThat(config.getConfigMapping(DemoConfig.class).enabled()).isTrue();
  }

  @Test
  void aKeyThatIsNotKnownIsRefused() {
    assertThatThrownBy(() -> config(Map.of("tidegate.prot", "9090")))
        .isInstanceOf(ConfigValidationException.class)
        .hasMessageContaining("tidegate.prot");
  }

  @Test
  void aDatabaseWithoutItsUserIsRefused() {
    ReadingConfig reading =
        config(Map.of("tidegate.reading.sources.customs.url", "jdbc:postgresql://c/d"))
            .getConfigMapping(ReadingConfig.class);
    assertThatThrownBy(() -> SourcePlaces.database("customs", reading.sources().get("customs")))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("tidegate.reading.sources.customs")
        .hasMessageContaining(".user and .password");
  }

  @Test
  void whatIsNoDatabaseIsASourceThatIsAsked() {
    ReadingConfig reading =
        config(
                Map.of(
                    "tidegate.reading.sources.customs.url", "jdbc:postgresql://c/d",
                    "tidegate.reading.sources.terminal.url", "https://tos.example/api",
                    "tidegate.reading.sources.terminal.networks", "10.1.0.0/16",
                    "tidegate.reading.sources.manifest-ws.url", "http://mft.example/ws",
                    "tidegate.reading.sources.manifest-ws.user", "me",
                    "tidegate.reading.sources.manifest-ws.password", "p",
                    "tidegate.reading.sources.express-files.url", "file:///srv/drop"))
            .getConfigMapping(ReadingConfig.class);
    Map<String, SourcePlace> places = SourcePlaces.asked(reading);
    assertThat(places).containsOnlyKeys("terminal", "manifest-ws", "express-files");
    assertThat(places.get("manifest-ws").user()).contains("me");
    assertThat(places.get("manifest-ws")).asString().doesNotContain("p]");
    assertThatThrownBy(() -> SourcePlaces.database("terminal", reading.sources().get("terminal")))
        .isInstanceOf(StartRefusedException.class);
  }

  @Test
  void aPlaceByNetworkHasItsHostKeyOrIsRefused() {
    String key = "tidegate.reading.sources.express-files.";
    Map<String, String> keys = new TreeMap<>();
    keys.put(key + "url", "sftp://drop.example/in");
    keys.put(key + "user", "tide");
    keys.put(key + "password", "tattle");
    assertThatThrownBy(() -> SourcePlaces.asked(reading(keys)))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("express-files")
        .hasMessageContaining("host-key");
    keys.put(key + "host-key", "ssh-ed25519 tattle");
    assertThatThrownBy(() -> SourcePlaces.asked(reading(keys)))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("ssh-keyscan")
        .hasMessageNotContaining("tattle");
    keys.put(
        key + "host-key",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJCSi9QJXOmStWnaUkCSjZXexlF2pEnZOvmk7qMR7xtx");
    assertThat(SourcePlaces.asked(reading(keys)).get("express-files").ssh()).isPresent();
    keys.put(key + "key-file", "/no/such/key");
    assertThatThrownBy(() -> SourcePlaces.asked(reading(keys)))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("key-file");
  }

  @Test
  void brokersAreNamedWithTheirPortsAndAPasswordIsToldOverTlsOnly() {
    String key = "tidegate.reading.sources.gate-events.";
    Map<String, String> keys = new TreeMap<>();
    keys.put(key + "url", "kafka://k1.example:9092,k2.example:9092");
    assertThat(SourcePlaces.asked(reading(keys))).containsKey("gate-events");
    keys.put(key + "user", "tide");
    assertThatThrownBy(() -> SourcePlaces.asked(reading(keys)))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("gate-events")
        .hasMessageContaining("user and its password");
    keys.put(key + "password", "s3cret");
    assertThatThrownBy(() -> SourcePlaces.asked(reading(keys)))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("over TLS only")
        .hasMessageNotContaining("s3cret");
    keys.put(key + "url", "kafkas://k1.example:9093");
    SourcePlace place = SourcePlaces.asked(reading(keys)).get("gate-events");
    assertThat(place.tls().orElseThrow().mechanism()).isEqualTo(KafkaTls.Mechanism.SCRAM_SHA_512);
    assertThat(place.toString()).doesNotContain("s3cret");
    keys.put(key + "sasl", "PLAIN");
    place = SourcePlaces.asked(reading(keys)).get("gate-events");
    assertThat(place.tls().orElseThrow().mechanism()).isEqualTo(KafkaTls.Mechanism.PLAIN);
    keys.put(key + "sasl", "OAUTHBEARER");
    assertThatThrownBy(() -> SourcePlaces.asked(reading(keys)))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("SCRAM-SHA-256");
    keys.remove(key + "sasl");
    keys.put(key + "ca-file", "/no/such/file.pem");
    assertThatThrownBy(() -> SourcePlaces.asked(reading(keys)))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("ca-file");
    keys.remove(key + "ca-file");
    keys.put(key + "password", "two\nlines");
    assertThatThrownBy(() -> SourcePlaces.asked(reading(keys)))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("control character");
    keys.put(key + "url", "https://k1.example/");
    keys.put(key + "password", "s3cret");
    keys.put(key + "sasl", "PLAIN");
    assertThatThrownBy(() -> SourcePlaces.asked(reading(keys)))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("kafkas: only");
  }

  private static ReadingConfig reading(Map<String, String> keys) {
    return config(keys).getConfigMapping(ReadingConfig.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://host/x",
        "sftp://me@host/x",
        "kafka://host",
        "kafka://host:9092/topic",
        "kafka://host:9092,",
        "kafka:host:9092",
        "jdbcpostgresql",
        "http://me:secret@host/",
        "http://host/?key=secret",
        "http:///path",
        "http://a b/"
      })
  void aPlaceThatIsNotUsableIsRefused(String url) {
    ReadingConfig reading =
        config(Map.of("tidegate.reading.sources.terminal.url", url))
            .getConfigMapping(ReadingConfig.class);
    assertThatThrownBy(() -> SourcePlaces.asked(reading))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("terminal");
  }

  @Test
  void aNetworkThatIsNoneIsRefused() {
    ReadingConfig reading =
        config(
                Map.of(
                    "tidegate.reading.sources.terminal.url", "https://tos.example/api",
                    "tidegate.reading.sources.terminal.networks", "everything"))
            .getConfigMapping(ReadingConfig.class);
    assertThatThrownBy(() -> SourcePlaces.asked(reading))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("everything");
  }

  private static SmallRyeConfig config(Map<String, String> keys) {
    return new SmallRyeConfigBuilder()
        .withSources(new PropertiesConfigSource(keys, "test", 100))
        .addDefaultInterceptors()
        .addDiscoveredConverters()
        .withMapping(EngineConfig.class)
        .withMapping(DatabaseConfig.class)
        .withMapping(CatalogConfig.class)
        .withMapping(ReadingConfig.class)
        .withMapping(AccessConfig.class)
        .withMapping(DemoConfig.class)
        .build();
  }
}
