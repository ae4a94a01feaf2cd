package io.tidegate.route.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Scripts with what must be found out about them, in the files of {@code
 * src/test/resources/script}. A case is a line {@code # what it shows}, the script, and a line
 * {@code => …} for each thing that is expected.
 */
final class ScriptCorpus {
  private static final Path FOLDER = Path.of("src", "test", "resources", "script");

  private ScriptCorpus() {}

  /** One script of a file. */
  record Case(Path file, String title, String script, List<String> expected) {
    @Override
    public String toString() {
      String name = file.getFileName().toString();
      return name.substring(0, name.indexOf('.')) + ": " + title;
    }
  }

  static List<Case> read(String folder) {
    try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
      List<Case> cases = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        cases.addAll(cases(file));
      }
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Case> cases(Path file) throws IOException {
    List<Case> cases = new ArrayList<>();
    String title = "";
    List<String> script = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (String line : Stream.concat(Files.readAllLines(file).stream(), Stream.of("# ")).toList()) {
      if (line.startsWith("# ")) {
        if (!script.isEmpty()) {
          cases.add(
              new Case(file, title, String.join("\n", script).strip(), List.copyOf(expected)));
        }
        title = line.substring(2);
        script.clear();
        expected.clear();
      } else if (line.startsWith("=> ")) {
        expected.add(line.substring(3));
      } else if (!line.isBlank()) {
        script.add(line);
      }
    }
    return cases;
  }
}
