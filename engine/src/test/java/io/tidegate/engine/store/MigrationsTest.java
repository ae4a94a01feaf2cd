package io.tidegate.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MigrationsTest {
  @Test
  void theMigrationsOfAllModulesFormOneSequenceWithoutGaps() throws Exception {
    List<Integer> versions = new ArrayList<>();
    for (URL folder : Collections.list(ClassLoader.getSystemResources("db/migration/platform"))) {
      for (String name : names(folder)) {
        assertThat(name).matches("V[1-9][0-9]*__[a-z_]+\\.sql");
        versions.add(Integer.parseInt(name.substring(1, name.indexOf("__"))));
      }
    }
    assertThat(versions)
        .hasSizeGreaterThan(2)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, versions.size()).boxed().toList());
  }

  private static List<String> names(URL folder) throws IOException, URISyntaxException {
    URI uri = folder.toURI();
    if (!uri.getScheme().equals("jar")) {
      return names(Path.of(uri));
    }
    try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
      return names(jar.getPath("db/migration/platform"));
    }
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
