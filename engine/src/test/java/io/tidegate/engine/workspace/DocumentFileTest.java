package io.tidegate.engine.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.SourceText;
import io.tidegate.route.yaml.YamlCode;
import io.tidegate.route.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentFileTest {
  @TempDir Path folder;

  @Test
  void aTextIsReadUnderTheNameOfItsPath() throws IOException {
    Path file = Files.writeString(folder.resolve("报关单.yaml"), "service: a\n");
    SourceText text = new DocumentFile(file).read().value().orElseThrow();
    assertThat(text.name()).isEqualTo(file.toString());
    assertThat(text.text()).isEqualTo("service: a\n");
  }

  @Test
  void theLargestDocumentIsReadAndOneByteMoreIsNot() throws IOException {
    Path largest = Files.writeString(folder.resolve("a"), "#".repeat(YamlReader.MAX_BYTES));
    Path larger = Files.writeString(folder.resolve("b"), "#".repeat(YamlReader.MAX_BYTES + 1));
    assertThat(new DocumentFile(largest).read().isRefused()).isFalse();
    assertThat(only(new DocumentFile(larger).read()).code()).isEqualTo(YamlCode.TOO_LARGE);
  }

  @Test
  void aFileWithoutAnEndIsRefusedAfterWhatADocumentMayHave() {
    Path endless = Path.of("/dev/zero");
    assumeTrue(Files.exists(endless));
    assertThat(only(new DocumentFile(endless).read()).code()).isEqualTo(YamlCode.TOO_LARGE);
  }

  @Test
  void whatIsNoFileCannotBeRead() {
    Diagnostic found = only(new DocumentFile(folder).read());
    assertThat(found.code()).isEqualTo(WorkspaceCode.UNREADABLE);
    assertThat(found.span().toString()).isEqualTo(folder + ":1:1");
    assertThat(only(new DocumentFile(folder.resolve("gone.yaml")).read()).code())
        .isEqualTo(WorkspaceCode.UNREADABLE);
  }

  private static Diagnostic only(Outcome<SourceText> outcome) {
    assertThat(outcome.isRefused()).isTrue();
    assertThat(outcome.diagnostics()).hasSize(1);
    return outcome.diagnostics().getFirst();
  }
}
