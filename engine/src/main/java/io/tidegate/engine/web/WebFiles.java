package io.tidegate.engine.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of the application, read once: about a megabyte, most of it packed. Only what is listed
 * can be had, so no path leads anywhere else.
 */
final class WebFiles {
  private static final String FOLDER = "tidegate-ui/";
  private static final String LIST = "files.txt";
  private static final String PAGE = "index.html";
  private static final String PACKED = ".gz";

  private final Map<String, WebFile> files = new HashMap<>();
  private final String page;

  WebFiles(List<WebFile> files) {
    for (WebFile file : files) {
      this.files.put(file.name(), file);
    }
    WebFile index = this.files.remove(PAGE);
    if (index == null) {
      throw new IllegalArgumentException("the application has no " + PAGE);
    }
    this.page = new String(index.plain(), StandardCharsets.UTF_8);
  }

  /**
   * Those that were built into the program.
   *
   * @throws IllegalStateException when there are none
   */
  static WebFiles built() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return new WebFiles(
        new String(read(loader, LIST), StandardCharsets.UTF_8)
            .lines()
            .map(
                name ->
                    new WebFile(
                        name.endsWith(PACKED)
                            ? name.substring(0, name.length() - PACKED.length())
                            : name,
                        name.endsWith(PACKED),
                        read(loader, name)))
            .toList());
  }

  private static byte[] read(ClassLoader loader, String name) {
    try (InputStream in = loader.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException(
            "the web application was not built into the program: "
                + name
                + " is missing; build with ./tidegate");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The page every address of the application begins with; {@code {nonce}} stands in it. */
  String page() {
    return page;
  }

  /** A file by its name below {@code /ui/}. */
  Optional<WebFile> file(String name) {
    return Optional.ofNullable(files.get(name));
  }
}
