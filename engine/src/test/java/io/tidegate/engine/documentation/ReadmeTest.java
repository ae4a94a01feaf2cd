package io.tidegate.engine.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.compile.Samples;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  private static final Path TUTORIAL = Page.ROOT.resolve("samples/tutorial/declaration-goods.yaml");

  @Test
  void theServiceItBeginsWithIsTheTutorialsAndCompiles() throws IOException {
    List<Page.Block> yaml =
        Page.of("README.md").blocks().stream().filter(b -> b.language().equals("yaml")).toList();
    assertThat(yaml).hasSize(1);
    assertThat(yaml.getFirst().text()).isEqualTo(Files.readString(TUTORIAL));

    Outcome<CheckedPlan> outcome =
        Samples.compiler().compile(new SourceText("README.md", yaml.getFirst().text()));

    assertThat(outcome.diagnostics()).isEmpty();
    assertThat(outcome.value().orElseThrow().plan().path())
        .isEqualTo("/api/dec/v1/declarations/{entryId}/goods");
  }

  @Test
  void everyModuleIsInItsTable() throws IOException {
    String readme = Page.of("README.md").text();
    String build = Files.readString(Page.ROOT.resolve("pom.xml"));
    List<String> modules =
        build
            .lines()
            .map(String::strip)
            .filter(line -> line.startsWith("<module>"))
            .map(line -> line.replaceAll("</?module>", ""))
            .toList();
    assertThat(modules).hasSizeGreaterThan(4);
    assertThat(modules)
        .allSatisfy(module -> assertThat(readme).contains("| [" + module + "](" + module + ") |"));
  }

  @Test
  void everyRelativeLinkOfEveryPageLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    List<Page> pages = Page.all();
    assertThat(pages).extracting(Page::toString).contains("../README.md", "../docs/glossary.md");
    for (Page page : pages) {
      for (String link : page.relativeLinks()) {
        if (!Files.exists(page.file().resolveSibling(link))) {
          broken.add(page + " -> " + link);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void everyExampleThatNamesAFileStandsInItWordForWord() throws IOException {
    int examples = 0;
    for (Page page : Page.all()) {
      for (Page.Block block : page.blocks()) {
        if (!block.source().isEmpty()) {
          examples++;
          assertThat(Files.readString(Page.ROOT.resolve(block.source())))
              .as(page + " quotes " + block.source())
              .contains(block.text());
        }
      }
    }
    assertThat(examples).isGreaterThan(10);
  }

  @Test
  void everyYamlExampleOfTheGuidesNamesItsFile() throws IOException {
    for (Page page : Page.all()) {
      if (page.toString().matches("\\.\\./docs/[a-z]+/README\\.md")) {
        assertThat(page.blocks())
            .as(page.toString())
            .filteredOn(block -> block.language().equals("yaml"))
            .allSatisfy(block -> assertThat(block.source()).isNotEmpty());
      }
    }
  }
}
