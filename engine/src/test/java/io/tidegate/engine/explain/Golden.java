package io.tidegate.engine.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Holds a text against a committed file. {@code -Dtidegate.golden=update} writes the file instead,
 * to be reviewed like code.
 */
public final class Golden {
  private Golden() {}

  public static void check(Path file, String actual) throws IOException {
    if ("update".equals(System.getProperty("tidegate.golden"))) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, actual);
      return;
    }
    assertThat(Files.exists(file))
        .as("run the test with -Dtidegate.golden=update to write " + file)
        .isTrue();
    assertThat(actual)
        .as(file + " (update with -Dtidegate.golden=update)")
        .isEqualTo(Files.readString(file));
  }
}
