package io.tidegate.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.cli.Finding.Verdict;
import io.tidegate.engine.start.DatabaseConfig;
import io.tidegate.engine.start.EngineConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExaminationTest {
  @TempDir Path folder;

  @Test
  void aPortThatIsTakenIsBadAndAFreeOneGood() throws IOException {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
      Finding finding = finding("port", engine(folder, port), noUrl());
      assertThat(finding.verdict()).isEqualTo(Verdict.BAD);
      assertThat(finding.text()).contains("TIDEGATE_PORT");
    }
    assertThat(finding("port", engine(folder, port), noUrl()).verdict()).isEqualTo(Verdict.GOOD);
  }

  @Test
  void aDataFolderThatCannotBeMadeIsBad() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Finding finding = finding("data", engine(file.resolve("data"), 0), noUrl());
    assertThat(finding.verdict()).isEqualTo(Verdict.BAD);
    assertThat(finding.text()).contains("TIDEGATE_DATA");
  }

  @Test
  void lookingDoesNotMakeTheDataFolder() {
    Path data = folder.resolve("deep/data");
    assertThat(finding("data", engine(data, 0), noUrl()).verdict()).isNotEqualTo(Verdict.BAD);
    assertThat(data).doesNotExist();
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsBad() {
    Finding finding =
        finding("database", engine(folder, 0), url("jdbc:postgresql://127.0.0.1:1/tidegate"));
    assertThat(finding.verdict()).isEqualTo(Verdict.BAD);
    assertThat(finding.text()).contains("127.0.0.1:1");
  }

  @Test
  void thisJavaAndItsCryptographyAreGood() {
    assertThat(finding("java", engine(folder, 0), noUrl()).verdict()).isEqualTo(Verdict.GOOD);
    assertThat(finding("crypto", engine(folder, 0), noUrl()).verdict()).isEqualTo(Verdict.GOOD);
  }

  private static Finding finding(String subject, EngineConfig engine, DatabaseConfig database) {
    return new Examination(engine, database)
        .findings().stream().filter(f -> f.subject().equals(subject)).findFirst().orElseThrow();
  }

  private static EngineConfig engine(Path data, int port) {
    return new EngineConfig() {
      @Override
      public Path data() {
        return data;
      }

      @Override
      public Path home() {
        return Path.of(".");
      }

      @Override
      public String host() {
        return "127.0.0.1";
      }

      @Override
      public int port() {
        return port;
      }
    };
  }

  private static DatabaseConfig noUrl() {
    return database(Optional.empty());
  }

  private static DatabaseConfig url(String url) {
    return database(Optional.of(url));
  }

  private static DatabaseConfig database(Optional<String> url) {
    return new DatabaseConfig() {
      @Override
      public Optional<String> url() {
        return url;
      }

      @Override
      public String user() {
        return "tidegate";
      }

      @Override
      public Optional<String> password() {
        return Optional.empty();
      }
    };
  }
}
