package io.tidegate.samples.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnhurriedPackTest {
  private static final Path RULES = Path.of("rules");

  @TempDir Path folder;

  @Test
  void onlyThePaceOfTheUsualClassesIsAnother() throws IOException {
    Path to = folder.resolve("rules");
    UnhurriedPack.write(RULES, to);

    try (Stream<Path> files = Files.list(RULES)) {
      for (Path file : files.filter(f -> !f.endsWith("pack.yaml")).toList()) {
        assertThat(to.resolve(file.getFileName())).hasSameBinaryContentAs(file);
      }
    }
    List<String> was = Files.readAllLines(RULES.resolve("pack.yaml"));
    List<String> is = Files.readAllLines(to.resolve("pack.yaml"));
    assertThat(is).hasSameSizeAs(was);
    assertThat(is.stream().filter(line -> !was.contains(line)))
        .hasSize(3)
        .allMatch(line -> line.matches("  (OWN|PARAM|PLATFORM): .*perSecond: 100000.*"));
    assertThat(is).anyMatch(line -> line.startsWith("  AUTHORISED: { perSecond: 2,"));
  }

  @Test
  void aPackWithoutLimitsIsNotTakenForOne() throws IOException {
    Path bare = Files.createDirectory(folder.resolve("bare"));
    Files.writeString(bare.resolve("pack.yaml"), "pack: bare\n");

    assertThatIllegalStateException()
        .isThrownBy(() -> UnhurriedPack.write(bare, folder.resolve("to")));
  }
}
