package io.tidegate.engine.compile;

import io.tidegate.route.diagnostic.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What became of the documents in {@code samples/benign}, compiled once for all tests. */
public final class BenignSamples {
  private static final Path FOLDER = Path.of("..", "samples", "benign");

  private static final SortedMap<String, Outcome<CheckedPlan>> OUTCOMES = compiled();

  private BenignSamples() {}

  /** By the names of the files. */
  public static SortedMap<String, Outcome<CheckedPlan>> outcomes() {
    return OUTCOMES;
  }

  private static SortedMap<String, Outcome<CheckedPlan>> compiled() {
    SortedMap<String, Outcome<CheckedPlan>> outcomes = new TreeMap<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
        String name = file.getFileName().toString();
        outcomes.put(name, Samples.compiler().compile(name, Files.readAllBytes(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Collections.unmodifiableSortedMap(outcomes);
  }
}
