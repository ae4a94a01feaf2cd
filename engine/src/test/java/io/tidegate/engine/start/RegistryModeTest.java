package io.tidegate.engine.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.engine.contract.RegistryLink.Mode;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegistryModeTest {
  private record Settings(Optional<String> mode, Optional<String> url) implements RegistryConfig {
    @Override
    public Optional<String> user() {
      return Optional.empty();
    }

    @Override
    public Optional<String> password() {
      return Optional.empty();
    }

    @Override
    public Optional<Path> server() {
      return Optional.empty();
    }
  }

  private static Mode chosen(String mode, String url, boolean ownDatabase) {
    return RegistryMode.of(
        new Settings(Optional.ofNullable(mode), Optional.ofNullable(url)), ownDatabase);
  }

  @Test
  void nothingSetIsARegistryBesideTheEngineOrOneThatHasToBeNamed() {
    assertThat(chosen(null, null, true)).isEqualTo(Mode.EMBEDDED);
    assertThat(chosen(null, null, false)).isEqualTo(Mode.EXTERNAL);
    assertThat(chosen(null, "https://registry.example", true)).isEqualTo(Mode.EXTERNAL);
  }

  @Test
  void whatIsSaidCounts() {
    assertThat(chosen("off", null, true)).isEqualTo(Mode.OFF);
    assertThat(chosen("off", null, false)).isEqualTo(Mode.OFF);
    assertThat(chosen("embedded", null, true)).isEqualTo(Mode.EMBEDDED);
    assertThat(chosen("external", "https://registry.example", false)).isEqualTo(Mode.EXTERNAL);
  }

  @Test
  void whatDoesNotGoTogetherIsNoStart() {
    for (Settings settings :
        new Settings[] {
          new Settings(Optional.of("embedded"), Optional.of("https://registry.example")),
          new Settings(Optional.of("Embedded"), Optional.empty())
        }) {
      assertThatThrownBy(() -> RegistryMode.of(settings, true))
          .isInstanceOf(StartRefusedException.class);
    }
    assertThatThrownBy(() -> chosen("embedded", null, false))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("TIDEGATE_REGISTRY_URL");
  }
}
