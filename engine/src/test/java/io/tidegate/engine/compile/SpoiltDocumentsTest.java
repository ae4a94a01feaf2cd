package io.tidegate.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.catalog.Catalog;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.sql.PgGrammar;
import io.tidegate.route.text.SourceText;
import io.tidegate.rules.decide.Decider;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Documents that were good before somebody's hand slipped: each is accepted or refused, and the
 * compiler fails on none.
 */
class SpoiltDocumentsTest {
  private static final int DOCUMENTS = 300;
  private static final long SEED = 20_240_115;

  @Test
  void theCompilerFailsOnNone() throws IOException {
    List<String> texts = texts();
    List<String> words = words(texts);
    Random random = new Random(SEED);
    int refused = 0;
    for (int i = 0; i < DOCUMENTS; i++) {
      String spoilt = texts.get(random.nextInt(texts.size()));
      for (int k = random.nextInt(3); k >= 0; k--) {
        spoilt = spoil(spoilt, words, random);
      }
      Outcome<CheckedPlan> outcome =
          Samples.compiler().compile(new SourceText("spoilt.yaml", spoilt));

      refused += outcome.isRefused() ? 1 : 0;
      assertThat(outcome.diagnostics())
          .as(spoilt)
          .noneMatch(d -> d.code() == PlanCode.FAULT || d.code().id().startsWith("CHECK-"));
    }
    assertThat(refused).isBetween(DOCUMENTS / 10, DOCUMENTS);
  }

  @Test
  void aFailingCompilerRefusesTheDocumentAndSaysWhere() throws IOException {
    Catalog failing =
        (Catalog)
            Proxy.newProxyInstance(
                Catalog.class.getClassLoader(),
                new Class<?>[] {Catalog.class},
                (proxy, method, arguments) -> {
                  throw new UnsupportedOperationException();
                });
    Decider decider = Decider.build(Samples.workspace().rules()).value().orElseThrow();
    ServiceCompiler compiler = new ServiceCompiler(new PgGrammar(), failing, decider);

    Outcome<CheckedPlan> outcome =
        compiler.compile(new SourceText("s.yaml", Files.readString(services().getFirst())));

    assertThat(outcome.isRefused()).isTrue();
    assertThat(outcome.diagnostics())
        .singleElement()
        .satisfies(
            d -> {
              assertThat(d.code()).isEqualTo(PlanCode.FAULT);
              assertThat(d.message()).contains("UnsupportedOperationException in ");
              assertThat(d.span().line()).isEqualTo(1);
            });
  }

  private static String spoil(String text, List<String> words, Random random) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    int line = random.nextInt(lines.size());
    switch (random.nextInt(5)) {
      case 0 -> lines.remove(line);
      case 1 -> lines.add(random.nextInt(lines.size()), lines.get(line));
      case 2 -> Collections.swap(lines, line, random.nextInt(lines.size()));
      default -> lines.set(line, spoiltLine(lines.get(line), words, random));
    }
    return String.join("\n", lines);
  }

  private static String spoiltLine(String line, List<String> words, Random random) {
    String[] parts = line.split("(?<=\\s)|(?=\\s)", -1);
    int part = random.nextInt(parts.length);
    parts[part] = random.nextInt(4) == 0 ? "" : words.get(random.nextInt(words.size()));
    return String.join("", parts);
  }

  private static List<String> words(List<String> texts) {
    return texts.stream().flatMap(t -> Stream.of(t.split("\\s+"))).distinct().sorted().toList();
  }

  private static List<String> texts() throws IOException {
    List<String> texts = new ArrayList<>();
    for (Path file : services()) {
      texts.add(Files.readString(file));
    }
    try (Stream<Path> files = Files.list(Path.of("..", "samples", "benign"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        texts.add(Files.readString(file));
      }
    }
    return texts;
  }

  private static List<Path> services() throws IOException {
    return Samples.FOLDERS.services();
  }
}
