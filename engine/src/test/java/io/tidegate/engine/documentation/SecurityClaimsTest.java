package io.tidegate.engine.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What SECURITY.md claims to hold has a test behind each line. */
class SecurityClaimsTest {
  @Test
  void everyClaimNamesTestsThatExist() throws IOException {
    Set<String> tests = tests();
    List<List<String>> claims = claims();
    assertThat(claims).hasSizeGreaterThan(8);
    for (List<String> claim : claims) {
      List<String> named =
          Stream.of(claim.getLast().split(",")).map(name -> name.strip().replace("`", "")).toList();
      assertThat(named)
          .as("the tests of: " + claim.getFirst())
          .isNotEmpty()
          .allSatisfy(name -> assertThat(tests).contains(name));
    }
  }

  /** The rows of the table whose second column is headed {@code Test}. */
  private static List<List<String>> claims() throws IOException {
    return Page.of("SECURITY.md")
        .text()
        .lines()
        .dropWhile(line -> !line.startsWith("| Claim | Test |"))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> line.substring(1, line.length() - 1).split("\\|"))
        .map(cells -> Stream.of(cells).map(String::strip).toList())
        .toList();
  }

  private static Set<String> tests() throws IOException {
    Set<String> tests = new TreeSet<>();
    try (Stream<Path> modules = Files.list(Page.ROOT)) {
      for (Path folder : modules.map(m -> m.resolve("src/test/java")).toList()) {
        if (Files.isDirectory(folder)) {
          try (Stream<Path> files = Files.walk(folder)) {
            files
                .map(f -> f.getFileName().toString())
                .filter(name -> name.endsWith("Test.java") || name.endsWith("IT.java"))
                .forEach(name -> tests.add(name.replace(".java", "")));
          }
        }
      }
    }
    assertThat(tests).hasSizeGreaterThan(30);
    return tests;
  }
}
