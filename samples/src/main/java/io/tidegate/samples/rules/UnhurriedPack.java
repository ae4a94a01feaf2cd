package io.tidegate.samples.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The pack of the samples with a pace nobody reaches, for whoever asks faster than a consumer may:
 * a test, or a measurement. Everything else in it is as it is, the strict classes too.
 */
public final class UnhurriedPack {
  private static final String PACK = "pack.yaml";
  private static final String PACE =
      "((?:OWN|PARAM|PLATFORM): \\{) perSecond: \\d+, burst: \\d+, perDay: \\d+";
  private static final String NO_HASTE = "$1 perSecond: 100000, burst: 100000, perDay: 1000000000";

  private UnhurriedPack() {}

  /**
   * Writes it.
   *
   * @param rules the folder of the pack of the samples
   * @param to a folder that is made
   * @throws IOException when the pack cannot be read or written
   * @throws IllegalStateException when the pack has none of the limits that are to be raised
   */
  public static void write(Path rules, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(rules)) {
      List<Path> all = files.toList();
      for (Path file : all) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
    Path pack = to.resolve(PACK);
    String text = Files.readString(pack);
    String unhurried = text.replaceAll(PACE, NO_HASTE);
    if (unhurried.equals(text)) {
      throw new IllegalStateException("no limits were found in " + pack);
    }
    Files.writeString(pack, unhurried);
  }
}
