package io.tidegate.engine.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.engine.store.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
              root.path("baseUrl").asText(),
              texts(root.path("keys")),
              signatureKeys(root.path("signatureKeys")),
              texts(root.path("logins")),
              root.path("captcha").asText()));
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

  private static List<DemoSignatureKey> signatureKeys(JsonNode node) {
    List<DemoSignatureKey> keys = new ArrayList<>();
    node.forEach(
        key ->
            keys.add(
                new DemoSignatureKey(
                    key.path("member").asText(),
                    key.path("application").asText(),
                    key.path("algorithm").asText(),
                    key.path("keyId").asText(),
                    key.path("secret").asText())));
    return keys;
  }

  void write(DemoSecrets secrets) {
    ObjectNode root = JSON.createObjectNode();
    root.put("baseUrl", secrets.baseUrl());
    ObjectNode keys = root.putObject("keys");
    secrets.keys().forEach(keys::put);
    ArrayNode signatureKeys = root.putArray("signatureKeys");
    secrets
        .signatureKeys()
        .forEach(
            key ->
                signatureKeys
                    .addObject()
                    .put("member", key.member())
                    .put("application", key.application())
                    .put("algorithm", key.algorithm())
                    .put("keyId", key.keyId())
                    .put("secret", key.secret()));
    ObjectNode logins = root.putObject("logins");
    secrets.logins().forEach(logins::put);
    root.put("captcha", secrets.captcha());
    try {
      folder.writePrivately(
          path(), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can always be written as JSON", e);
    }
  }
}
