package io.tidegate.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.catalog.files.CatalogFiles;
import io.tidegate.catalog.files.CatalogSnapshot;
import io.tidegate.route.sql.PgGrammar;
import io.tidegate.route.text.SourceText;
import io.tidegate.rules.decide.Decider;
import io.tidegate.rules.pack.RulePack;
import io.tidegate.rules.pack.RulePackReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The same source, snapshot and rules give the same plan, whatever order files are read in and
 * whoever compiles.
 */
class DeterminismTest {
  private static final int ROUNDS = 5;

  @Test
  void shufflingCatalogAndRuleFilesChangesNoFingerprint() throws IOException {
    Random random = new Random(7);
    List<String> expected =
        fingerprints(texts(Samples.FOLDERS.catalogs()), texts(List.of(Samples.FOLDERS.rules())));
    for (int round = 0; round < ROUNDS; round++) {
      List<SourceText> catalog = texts(Samples.FOLDERS.catalogs());
      List<SourceText> rules = texts(List.of(Samples.FOLDERS.rules()));
      Collections.shuffle(catalog, random);
      Collections.shuffle(rules, random);

      assertThat(fingerprints(catalog, rules)).isEqualTo(expected);
    }
    assertThat(expected).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(4);
  }

  @Test
  void anyChangeOfTheSourceChangesTheFingerprint() throws IOException {
    Path file = Samples.FOLDERS.services().getFirst();
    String text = Files.readString(file);
    String before = fingerprint(new SourceText("s.yaml", text));

    assertThat(fingerprint(new SourceText("s.yaml", text + "# reviewed\n"))).isNotEqualTo(before);
    assertThat(fingerprint(new SourceText("other-name.yaml", text))).isEqualTo(before);
  }

  private static String fingerprint(SourceText source) {
    return Samples.compiler().compile(source).value().orElseThrow().fingerprint();
  }

  private static List<String> fingerprints(
      List<SourceText> catalogFiles, List<SourceText> ruleFiles) throws IOException {
    CatalogSnapshot catalog = CatalogFiles.parse(catalogFiles).value().orElseThrow();
    RulePack pack = RulePackReader.read(ruleFiles).value().orElseThrow();
    List<SourceText> services = new ArrayList<>();
    for (Path file : Samples.FOLDERS.services()) {
      services.add(new SourceText(file.getFileName().toString(), Files.readString(file)));
    }
    ServiceCompiler compiler =
        new ServiceCompiler(new PgGrammar(), catalog, Decider.build(pack).value().orElseThrow())
            .among(ServiceLibrary.of(services));
    List<String> fingerprints = new ArrayList<>();
    for (SourceText service : services) {
      fingerprints.add(compiler.compile(service).value().orElseThrow().fingerprint());
    }
    return fingerprints;
  }

  private static List<SourceText> texts(List<Path> folders) throws IOException {
    List<SourceText> texts = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
          texts.add(new SourceText(file.toString(), Files.readString(file)));
        }
      }
    }
    return texts;
  }
}
