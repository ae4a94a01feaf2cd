package io.tidegate.engine.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.catalog.files.CatalogFiles;
import io.tidegate.catalog.files.CatalogSnapshot;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What an import prints, and what a person makes of it. */
final class Import {
  static final Path SAMPLES = Path.of("..", "samples", "manifest");

  private Import() {}

  static Outcome<Proposal> openApi(Path file, String operation) throws IOException {
    return OpenApiReader.read(new SourceText(file.toString(), Files.readString(file)), operation);
  }

  static Outcome<Proposal> wsdl(Path file, String operation) throws IOException {
    return WsdlReader.read(file.toString(), Files.readAllBytes(file), operation);
  }

  static String text(String source, Outcome<Proposal> outcome) {
    assertThat(outcome.isRefused()).as(outcome.diagnostics().toString()).isFalse();
    return ProposalText.of(source, outcome.value().orElseThrow());
  }

  /** Everything is confirmed, and what only a person knows is filled in. */
  static String confirmed(String text) {
    return text.replaceAll("(?m)^ *confirm: true\n", "")
        .replaceAll("(?m)^area:.*$", "area: manifest")
        .replaceAll(
            "(?m)^( *)(department|theme|updateFrequency|primaryKey|example):  #.*$", "$1$2: given");
  }

  static Outcome<CatalogSnapshot> catalog(String source, String kind, String text) {
    return CatalogFiles.parse(
        List.of(
            new SourceText(
                "source.yaml",
                "source: " + source + "\nkind: " + kind + "\ntitle: { zh: 源, en: Source }\n"),
            new SourceText("resource.yaml", text)));
  }
}
