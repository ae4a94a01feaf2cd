package io.tidegate.engine.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogLoadingTest {
  @TempDir Path home;

  @Test
  void everySampleAreaWithACatalogIsFoundInAFixedOrder() throws IOException {
    Files.createDirectories(home.resolve("samples/parameters/catalog"));
    Files.createDirectories(home.resolve("samples/declaration/catalog"));
    Files.createDirectories(home.resolve("samples/src/main"));
    Files.writeString(home.resolve("samples/README.md"), "");

    assertThat(CatalogLoading.sampleFolders(home))
        .containsExactly(
            home.resolve("samples/declaration/catalog"),
            home.resolve("samples/parameters/catalog"));
  }

  @Test
  void withoutSamplesTheDemoIsRefusedWithWhatToSet() throws IOException {
    assertThatThrownBy(() -> CatalogLoading.sampleFolders(home))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("tidegate.home");
    Files.createDirectories(home.resolve("samples/src/main"));
    assertThatThrownBy(() -> CatalogLoading.sampleFolders(home))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("tidegate.home");
  }
}
