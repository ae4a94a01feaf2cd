package io.tidegate.catalog.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.catalog.registry.Contract.Artifact;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContractTest {
  private static final Contract CONTRACT =
      new Contract("vessel-calls", 2, "2.1.0", "document", "openapi", "answer", "parameters");

  @Test
  void theDocumentIsTheLastAndRefersToAllOthers() {
    List<Artifact> artifacts = CONTRACT.artifacts();

    assertThat(artifacts)
        .extracting(Artifact::id)
        .containsExactly(
            "vessel-calls-v2.answer",
            "vessel-calls-v2.parameters",
            "vessel-calls-v2.openapi",
            "vessel-calls-v2.service");
    assertThat(artifacts)
        .extracting(Artifact::type)
        .containsExactly("JSON", "JSON", "OPENAPI", "CAMEL_YAML");
    assertThat(artifacts)
        .extracting(Artifact::content)
        .containsExactly("answer", "parameters", "openapi", "document");
    assertThat(artifacts.getLast().references())
        .extracting(Artifact.Reference::id)
        .containsExactlyInAnyOrder(
            "vessel-calls-v2.answer", "vessel-calls-v2.parameters", "vessel-calls-v2.openapi");
  }

  @Test
  void onlyAnswersAreComparedForward() {
    assertThat(CONTRACT.artifacts())
        .extracting(Artifact::compatibility)
        .containsExactly("FORWARD", "", "", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.3.3", "3.3.0", "3.10.1", "4.0.0", "3.4.0-SNAPSHOT"})
  void aServerThatIsNewEnoughIsTaken(String version) {
    assertThat(ContractRegistry.isNewEnough(version)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.2.9", "2.6.13.Final", "3.0.9", "", "unknown", "3"})
  void anotherIsNot(String version) {
    assertThat(ContractRegistry.isNewEnough(version)).isFalse();
  }

  @Test
  void aPasswordGoesByTlsOrStaysOnThisMachineAndIsNotTold() {
    for (String url :
        List.of("https://registry.example", "http://127.0.0.1:8081", "http://localhost")) {
      assertThat(new RegistryAddress(URI.create(url), "me", "secret").toString()).isEqualTo(url);
    }
    for (String url :
        List.of(
            "http://registry.example",
            "http://127.0.0.1.example",
            "ftp://localhost",
            "x",
            "https://me:secret@registry.example")) {
      assertThatThrownBy(() -> new RegistryAddress(URI.create(url), "me", "secret"))
          .as(url)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
