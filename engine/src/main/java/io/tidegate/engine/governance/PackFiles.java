package io.tidegate.engine.governance;

import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.SourceText;
import io.tidegate.route.yaml.YamlReader;
import io.tidegate.rules.pack.RulePack;
import io.tidegate.rules.pack.RulePackReader;
import io.tidegate.rules.workbook.PackWorkbook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of a pack, byte for byte. */
public record PackFiles(SortedMap<String, byte[]> files) {
  /** Most bytes of one file. */
  public static final int MAX_BYTES = YamlReader.MAX_BYTES;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final Pattern RULES = Pattern.compile(".*\\.(yaml|drl)");

  public PackFiles {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /**
   * Reads the files that lie directly in a folder.
   *
   * @throws IOException when one cannot be read
   */
  public static PackFiles read(Path folder) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path file : entries.sorted().toList()) {
        String name = file.getFileName().toString();
        if (Files.isRegularFile(file) && isName(name)) {
          files.put(name, Files.readAllBytes(file));
        }
      }
    }
    return new PackFiles(files);
  }

  /** Whether a file of a pack can be called so. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches() && RULES.matcher(name).matches();
  }

  /** What they say; everything that is wrong with them is told at once. */
  public Outcome<RulePack> pack() {
    Diagnostics found = new Diagnostics();
    List<SourceText> sources = new ArrayList<>();
    files.forEach(
        (name, content) -> YamlReader.decode(name, content, found).ifPresent(sources::add));
    return found.hasErrors() ? Outcome.refused(found) : RulePackReader.read(sources);
  }

  /** The same files as a workbook. */
  public Outcome<byte[]> workbook() {
    Diagnostics found = new Diagnostics();
    List<SourceText> sources = new ArrayList<>();
    files.forEach(
        (name, content) -> YamlReader.decode(name, content, found).ifPresent(sources::add));
    return found.hasErrors() ? Outcome.refused(found) : PackWorkbook.export(sources);
  }

  /** The files that a workbook says, or what is wrong with its cells. */
  static Outcome<PackFiles> ofWorkbook(String name, byte[] workbook) {
    Outcome<List<SourceText>> read = PackWorkbook.read(name, workbook);
    return new Outcome<>(
        read.value()
            .map(
                texts -> {
                  SortedMap<String, byte[]> files = new TreeMap<>();
                  texts.forEach(
                      t -> files.put(t.name(), t.text().getBytes(StandardCharsets.UTF_8)));
                  return new PackFiles(files);
                }),
        read.diagnostics());
  }
}
