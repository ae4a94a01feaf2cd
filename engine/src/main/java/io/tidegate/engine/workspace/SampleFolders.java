package io.tidegate.engine.workspace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The layout of the samples: {@code <area>/catalog}, {@code <area>/services}, one {@code rules}
 * folder for all areas, and the {@code tutorial} the documentation begins with.
 *
 * @param root the samples folder
 */
public record SampleFolders(Path root) {
  /** Folders below an area that hold something else than services. */
  private static final List<String> NOT_SERVICES =
      List.of("catalog", "rules", "data", "scenarios", "upstream");

  /** The samples of this installation: {@code tidegate.home}, or the working folder, has them. */
  public static SampleFolders installed() {
    return new SampleFolders(Path.of(System.getProperty("tidegate.home", ".")).resolve("samples"));
  }

  public Path rules() {
    return root.resolve("rules");
  }

  /** The catalog folder of every area that has one, sorted. */
  public List<Path> catalogs() throws IOException {
    return areaFolders("catalog");
  }

  /** The service documents of every area, sorted, and after them those of the tutorial. */
  public List<Path> services() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path folder : areaFolders("services")) {
      files.addAll(documents(folder));
    }
    Path tutorial = root.resolve("tutorial");
    if (Files.isDirectory(tutorial)) {
      files.addAll(documents(tutorial));
    }
    return files;
  }

  private List<Path> areaFolders(String name) throws IOException {
    try (Stream<Path> areas = Files.list(root)) {
      return areas.map(a -> a.resolve(name)).filter(Files::isDirectory).sorted().toList();
    }
  }

  /**
   * A file itself, or every service document below a folder: YAML files that do not lie among
   * catalogs, rules, data or descriptions of sources. The folder may be a link; links to folders
   * below it are not followed.
   *
   * @throws IOException when a folder below cannot be read
   */
  public static List<Path> documents(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    // a link is walked through its target; the files keep the name they were asked for by
    Path folder = path.toRealPath();
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(folder::relativize)
          .filter(f -> f.getFileName().toString().matches(".*\\.ya?ml"))
          .filter(f -> !liesAmong(f))
          .map(path::resolve)
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean liesAmong(Path relative) {
    String[] names = relative.toString().split("[/\\\\]");
    return Arrays.stream(names).limit(names.length - 1L).anyMatch(NOT_SERVICES::contains);
  }
}
