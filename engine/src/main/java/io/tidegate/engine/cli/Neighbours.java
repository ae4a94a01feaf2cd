package io.tidegate.engine.cli;

import io.tidegate.engine.compile.ServiceLibrary;
import io.tidegate.engine.workspace.DocumentFile;
import io.tidegate.route.text.SourceText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The services a document may call when no platform is at hand: those that are judged with it, and
 * those beside it in its folder.
 */
final class Neighbours {
  private Neighbours() {}

  static ServiceLibrary of(List<Path> files) {
    Set<Path> all = new LinkedHashSet<>();
    for (Path file : files) {
      all.add(file.toAbsolutePath().normalize());
      all.addAll(beside(file.toAbsolutePath().normalize()));
    }
    List<SourceText> documents = new ArrayList<>();
    for (Path file : all) {
      new DocumentFile(file).read().value().ifPresent(documents::add);
    }
    return ServiceLibrary.of(documents);
  }

  private static List<Path> beside(Path file) {
    try (Stream<Path> files = Files.list(file.getParent())) {
      return files
          .filter(f -> f.getFileName().toString().matches(".*\\.ya?ml"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the folder of " + file + " cannot be read", e);
    }
  }
}
