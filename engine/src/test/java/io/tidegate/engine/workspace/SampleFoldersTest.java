package io.tidegate.engine.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleFoldersTest {
  @TempDir Path root;

  @Test
  void servicesAreThoseOfTheAreasAndThenTheTutorials() throws IOException {
    write("tutorial/first.yaml");
    write("b/services/two.yaml");
    write("a/services/one.yml");
    write("a/catalog/table.yaml");
    write("broken/wrong.yaml");
    assertThat(new SampleFolders(root).services())
        .containsExactly(
            root.resolve("a/services/one.yml"),
            root.resolve("b/services/two.yaml"),
            root.resolve("tutorial/first.yaml"));
  }

  @Test
  void belowAFolderOnlyServiceDocumentsAreFound() throws IOException {
    write("one.yaml");
    write("deep/two.yaml");
    write("notes.txt");
    write("deep/catalog/table.yaml");
    write("rules/pack.yaml");
    write("deep/scenarios/calls.yaml");
    write("deep/upstream/described.yaml");
    Files.createDirectories(root.resolve("folder.yaml"));
    assertThat(SampleFolders.documents(root))
        .containsExactly(root.resolve("deep/two.yaml"), root.resolve("one.yaml"));
  }

  @Test
  void aFileIsTakenAsItIsWhateverItsNameIs() throws IOException {
    Path file = write("catalog/anything");
    assertThat(SampleFolders.documents(file)).containsExactly(file);
  }

  @Test
  void aLinkToAFolderIsWalkedUnderItsOwnName() throws IOException {
    write("real/one.yaml");
    Path link = Files.createSymbolicLink(root.resolve("link"), root.resolve("real"));
    assertThat(SampleFolders.documents(link)).containsExactly(link.resolve("one.yaml"));
  }

  @Test
  void aLinkThatLeadsBackIsNotFollowed() throws IOException {
    Path file = write("real/one.yaml");
    Files.createSymbolicLink(root.resolve("real/round"), root.resolve("real"));
    assertThat(SampleFolders.documents(root.resolve("real"))).isEqualTo(List.of(file));
  }

  private Path write(String path) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "");
  }
}
