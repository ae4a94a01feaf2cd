package io.tidegate.engine.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
    assertThat(reading.sources().get("customs").user()).isEqualTo("reader");
    assertThat(reading.sources().get("customs").password()).isEqualTo("q");

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
  void aPlaceOfASourceWithoutItsUserIsRefused() {
    assertThatThrownBy(
            () -> config(Map.of("tidegate.reading.sources.customs.url", "jdbc:postgresql://c/d")))
        .isInstanceOf(ConfigValidationException.class)
        .hasMessageContaining("tidegate.reading.sources.customs.user")
        .hasMessageContaining("tidegate.reading.sources.customs.password");
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
