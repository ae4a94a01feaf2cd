package io.tidegate.engine.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.engine.store.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code demo.json} in the data folder, readable by its owner only: the one place where the demo's
 * keys and passwords stand in clear.
 */
public final class DemoFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DataFolder folder;

  public DemoFile(DataFolder folder) {
    this.folder = folder;
  }

  /** Where the file is, whether or not it exists. */
  public Path path() {
    return folder.path().resolve("demo.json");
  }

  /** What an earlier demo wrote; empty when there was none or the file cannot be understood. */
  public Optional<DemoSecrets> read() {
    if (!Files.isRegularFile(path())) {
      return Optional.empty();
    }
    try {
      JsonNode root = JSON.readTree(Files.readAllBytes(path()));
      return Optional.of(
          new DemoSecrets(
              root.path("baseUrl").asText(), texts(root.path("keys")), texts(root.path("logins"))));
    } catch (IOException e) {
      // whatever it was, new secrets are made and the file is written anew
      return Optional.empty();
    }
  }

  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new LinkedHashMap<>();
    node.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }

  void write(DemoSecrets secrets) {
    ObjectNode root = JSON.createObjectNode();
    root.put("baseUrl", secrets.baseUrl());
    ObjectNode keys = root.putObject("keys");
    secrets.keys().forEach(keys::put);
    ObjectNode logins = root.putObject("logins");
    secrets.logins().forEach(logins::put);
    try {
      folder.writePrivately(
          path(), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can always be written as JSON", e);
    }
  }
}
