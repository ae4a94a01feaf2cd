package io.tidegate.catalog.files;

import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.SourceText;
import io.tidegate.route.yaml.YamlFields;
import io.tidegate.route.yaml.YamlNode;
import io.tidegate.route.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads catalog folders. Each {@code .yaml} file directly in a folder describes one source or one
 * resource. Everything wrong in any of them is told at once, and then there is no snapshot.
 */
public final class CatalogFiles {
  private CatalogFiles() {}

  /** Reads all folders into one snapshot. */
  public static Outcome<CatalogSnapshot> read(List<Path> folders) {
    return read(folders, List.of());
  }

  /**
   * Reads all folders into one snapshot, with files that lie in none of them.
   *
   * @param more files whose text is already at hand
   */
  public static Outcome<CatalogSnapshot> read(List<Path> folders, List<SourceText> more) {
    Diagnostics diagnostics = new Diagnostics();
    List<SourceText> texts = new ArrayList<>();
    for (Path folder : folders) {
      texts(folder, diagnostics, texts);
    }
    texts.addAll(more);
    return parse(texts, diagnostics);
  }

  /** Reads catalog files whose text is already at hand. */
  public static Outcome<CatalogSnapshot> parse(List<SourceText> texts) {
    return parse(texts, new Diagnostics());
  }

  private static Outcome<CatalogSnapshot> parse(List<SourceText> texts, Diagnostics diagnostics) {
    List<SourceFile> sources = new ArrayList<>();
    List<ResourceFile> resources = new ArrayList<>();
    for (SourceText text : texts) {
      Optional<YamlNode> root = YamlReader.read(text, diagnostics);
      Optional<YamlFields> fields =
          root.flatMap(node -> YamlFields.of(node, "a catalog file", diagnostics));
      if (fields.isEmpty()) {
        continue;
      }
      if (fields.get().has("resource")) {
        ResourceFile.read(fields.get(), diagnostics).ifPresent(resources::add);
      } else if (fields.get().has("kind")) {
        SourceFile.read(fields.get(), diagnostics).ifPresent(sources::add);
      } else {
        diagnostics.error(
            CatalogCode.DOCUMENT,
            text.span(0, 0),
            "this file describes neither a source nor a resource");
      }
    }
    return CatalogResolution.resolve(sources, resources, diagnostics);
  }

  private static void texts(Path folder, Diagnostics diagnostics, List<SourceText> texts) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, "*.{yaml,yml}")) {
      stream.forEach(files::add);
    } catch (IOException | DirectoryIteratorException e) {
      unreadable(folder, "the folder cannot be read", diagnostics);
      return;
    }
    files.sort(null);
    for (Path file : files) {
      try {
        YamlReader.decode(file.toString(), Files.readAllBytes(file), diagnostics)
            .ifPresent(texts::add);
      } catch (IOException e) {
        unreadable(file, "the file cannot be read", diagnostics);
      }
    }
  }

  private static void unreadable(Path path, String message, Diagnostics diagnostics) {
    diagnostics.error(CatalogCode.FOLDER, new SourceText(path.toString(), "").all(), message);
  }
}
