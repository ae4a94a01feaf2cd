package io.tidegate.samples.generate;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * What a set of sample data is: how it was made and, for each table, how many rows it has and the
 * SHA-256 of their text.
 *
 * @param entries in the order the tables are loaded
 */
public record Manifest(
    int generatorVersion, Volume volume, long seed, int shiftDays, List<Entry> entries) {
  public Manifest {
    Objects.requireNonNull(volume, "volume");
    entries = List.copyOf(entries);
  }

  /** One table: its rows and the SHA-256 of their COPY text, in hexadecimal. */
  public record Entry(String table, long rows, String sha256) {
    public Entry {
      Objects.requireNonNull(table, "table");
      Objects.requireNonNull(sha256, "sha256");
    }
  }

  /** The manifest of data that have these entries. */
  public static Manifest of(SampleData data, List<Entry> entries) {
    return new Manifest(
        SampleData.GENERATOR_VERSION, data.volume(), data.seed(), data.shiftDays(), entries);
  }

  /** Makes all rows, keeps none, and says what they are. */
  public static Manifest of(SampleData data) {
    List<Entry> entries = new ArrayList<>();
    for (SampleTable table : data.tables()) {
      try {
        entries.add(write(table, OutputStream.nullOutputStream()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return of(data, entries);
  }

  /** Writes all rows of a table and says what they were. The stream is not closed. */
  public static Entry write(SampleTable table, OutputStream out) throws IOException {
    MessageDigest digest = sha256();
    long rows = table.writeTo(new DigestOutputStream(out, digest));
    return new Entry(table.name(), rows, HexFormat.of().formatHex(digest.digest()));
  }

  /** How the data were made, in one line; equal lines mean equal data. */
  public String recipe() {
    return recipe(generatorVersion, volume, seed, shiftDays);
  }

  /** The line {@link #recipe()} gives for these data, before they are made. */
  public static String recipe(SampleData data) {
    return recipe(SampleData.GENERATOR_VERSION, data.volume(), data.seed(), data.shiftDays());
  }

  private static String recipe(int generatorVersion, Volume volume, long seed, int shiftDays) {
    return "generator "
        + generatorVersion
        + " volume "
        + volume
        + " seed "
        + seed
        + " shift "
        + shiftDays;
  }

  /** The manifest as text: the recipe, then a line for each table. */
  public String text() {
    StringBuilder text = new StringBuilder(recipe()).append('\n');
    for (Entry entry : entries) {
      text.append(entry.table())
          .append(' ')
          .append(entry.rows())
          .append(' ')
          .append(entry.sha256())
          .append('\n');
    }
    return text.toString();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
