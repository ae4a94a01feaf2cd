package io.tidegate.engine.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Holds a text against a committed file. {@code -Dgolden=update} writes the file instead, to be
 * reviewed like code.
 */
public final class Golden {
  private Golden() {}

  public static void check(Path file, String actual) throws IOException {
    if ("update".equals(System.getProperty("golden"))) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, actual);
      return;
    }
    assertThat(Files.exists(file))
        .as("run the test with -Dgolden=update to write " + file)
        .isTrue();
    assertThat(actual)
        .as(file + " (update with -Dgolden=update)")
        .isEqualTo(Files.readString(file));
  }
}
