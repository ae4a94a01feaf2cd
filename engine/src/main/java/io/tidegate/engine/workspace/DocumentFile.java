package io.tidegate.engine.workspace;

import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.SourceText;
import io.tidegate.route.text.Span;
import io.tidegate.route.yaml.YamlCode;
import io.tidegate.route.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** A service document on disk, which may be anything: unreadable, endless, or no text at all. */
public record DocumentFile(Path path) {
  public DocumentFile {
    Objects.requireNonNull(path, "path");
  }

  /**
   * Reads the text, and never more of the file than a document may have.
   *
   * @return the text under the path's own name, or what kept it from being read
   */
  public Outcome<SourceText> read() {
    Diagnostics diagnostics = new Diagnostics();
    Optional<SourceText> text = bytes(diagnostics).flatMap(b -> decode(b, diagnostics));
    return text.map(t -> Outcome.of(t, diagnostics)).orElseGet(() -> Outcome.refused(diagnostics));
  }

  private Optional<byte[]> bytes(Diagnostics diagnostics) {
    try (InputStream in = Files.newInputStream(path)) {
      return Optional.of(in.readNBytes(YamlReader.MAX_BYTES + 1));
    } catch (IOException e) {
      diagnostics.error(WorkspaceCode.UNREADABLE, begin(), "the file cannot be read");
      return Optional.empty();
    }
  }

  private Optional<SourceText> decode(byte[] bytes, Diagnostics diagnostics) {
    if (bytes.length > YamlReader.MAX_BYTES) {
      diagnostics.error(
          YamlCode.TOO_LARGE, begin(), "the file has more than " + YamlReader.MAX_BYTES + " bytes");
      return Optional.empty();
    }
    return YamlReader.decode(path.toString(), bytes, diagnostics);
  }

  private Span begin() {
    return new SourceText(path.toString(), "").all();
  }
}
