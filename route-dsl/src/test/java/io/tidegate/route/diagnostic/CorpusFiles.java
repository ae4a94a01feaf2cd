package io.tidegate.route.diagnostic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Texts with what must be found out about them, in the files of {@code src/test/resources}. A case
 * is a line {@code # what it shows}, the text, and a line {@code => …} for each thing that is
 * expected.
 */
public final class CorpusFiles {
  private static final Path FOLDER = Path.of("src", "test", "resources");

  private CorpusFiles() {}

  /** One text of a file. */
  public record Case(Path file, String title, String text, List<String> expected) {
    @Override
    public String toString() {
      String name = file.getFileName().toString();
      return name.substring(0, name.indexOf('.')) + ": " + title;
    }
  }

  /** The cases of all files of a folder, such as {@code sql/accepted}. */
  public static List<Case> read(String folder) {
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
    List<String> text = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (String line : Stream.concat(Files.readAllLines(file).stream(), Stream.of("# ")).toList()) {
      if (line.startsWith("# ")) {
        if (!text.isEmpty()) {
          cases.add(new Case(file, title, String.join("\n", text).strip(), List.copyOf(expected)));
        }
        title = line.substring(2);
        text.clear();
        expected.clear();
      } else if (line.startsWith("=> ")) {
        expected.add(line.substring(3));
      } else if (!line.isBlank()) {
        text.add(line);
      }
    }
    return cases;
  }

  /** A diagnostic in the words of the files. */
  public static String told(Diagnostic diagnostic) {
    String line = diagnostic.code().id() + " at `" + diagnostic.span().text() + "`";
    return line + diagnostic.suggestion().map(name -> ", meant `" + name + "`").orElse("");
  }
}
