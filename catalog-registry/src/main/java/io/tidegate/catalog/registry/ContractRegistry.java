package io.tidegate.catalog.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.catalog.registry.Contract.Artifact;
import io.tidegate.catalog.registry.RegistryException.Cause;
import io.tidegate.catalog.registry.RegistryException.Kind;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An Apicurio Registry, asked by its REST API (version 3). All contracts are in one group, in which
 * content must be valid, compatible with what is there, and refer to what is there. Safe for any
 * number of threads; every method blocks.
 */
public final class ContractRegistry implements AutoCloseable {
  /** The group of everything that is stored. */
  public static final String GROUP = "tidegate";

  private static final String API = "/apis/registry/v3";
  private static final String IN_GROUP = "/groups/" + GROUP;
  private static final Map<String, String> RULES =
      Map.of("VALIDITY", "FULL", "COMPATIBILITY", "BACKWARD", "INTEGRITY", "FULL");
  private static final Duration CONNECTING = Duration.ofSeconds(3);
  private static final Duration ANSWERING = Duration.ofSeconds(20);
  private static final int PAGE = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Earlier ones know no types of our own, and cannot compare OpenAPI 3.1. */
  private static final int LEAST_MAJOR = 3;

  private static final int LEAST_MINOR = 3;

  private final RegistryAddress address;
  private final HttpClient client;

  public ContractRegistry(RegistryAddress address) {
    this.address = Objects.requireNonNull(address, "address");
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECTING)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  public RegistryAddress address() {
    return address;
  }

  // ---- whether it can be used

  /**
   * Sees that it can hold contracts, and sets up the group they are in.
   *
   * @return its version
   */
  public String prepare() throws RegistryException {
    String version = json(ok(send("GET", "/system/info", null))).path("version").asText();
    if (!isNewEnough(version)) {
      throw new RegistryException(
          Kind.UNFIT, "the registry is of version " + version + "; 3.3 or later is needed");
    }
    boolean typed = false;
    for (JsonNode type : json(ok(send("GET", "/admin/config/artifactTypes", null)))) {
      typed |= type.path("name").asText().equals(Artifact.CAMEL_YAML);
    }
    if (!typed) {
      throw new RegistryException(
          Kind.UNFIT,
          "the registry does not know the artifact type CAMEL_YAML; name the types file of the"
              + " operator's guide by APICURIO_ARTIFACT_TYPES_CONFIG_FILE and start it again");
    }
    orThere(send("POST", "/groups", JSON.createObjectNode().put("groupId", GROUP)));
    for (Map.Entry<String, String> rule : RULES.entrySet()) {
      rule(IN_GROUP + "/rules", rule.getKey(), rule.getValue());
    }
    return version;
  }

  static boolean isNewEnough(String version) {
    String[] parts = version.split("\\.", 3);
    if (parts.length < 3 || !parts[0].matches("\\d{1,4}") || !parts[1].matches("\\d{1,4}")) {
      return false;
    }
    int major = Integer.parseInt(parts[0]);
    return major > LEAST_MAJOR || major == LEAST_MAJOR && Integer.parseInt(parts[1]) >= LEAST_MINOR;
  }

  private void rule(String path, String type, String config) throws RegistryException {
    ObjectNode rule = JSON.createObjectNode().put("ruleType", type).put("config", config);
    if (send("POST", path, rule).statusCode() == 409) {
      // it was set once; whoever changed it since would let pass what is to be refused
      ok(send("PUT", path + "/" + type, rule));
    }
  }

  // ---- contracts

  /**
   * Asks whether a contract could be stored, and stores nothing.
   *
   * @throws RegistryException with the reasons of all its parts when a rule says no
   */
  public void judge(Contract contract) throws RegistryException {
    Artifact document = contract.artifacts().getLast();
    Optional<String> there = content(document.id(), contract.version());
    if (there.isPresent()) {
      same(contract, there.get());
      return;
    }
    List<Cause> causes = new ArrayList<>();
    for (Artifact artifact : contract.artifacts()) {
      if (artifact.equals(document)) {
        // what it refers to is not there yet; what it says was compiled
        continue;
      }
      HttpResponse<String> answer =
          send(
              "POST",
              IN_GROUP + "/artifacts/" + artifact.id() + "/versions?dryRun=true",
              version(artifact, "", contract.version()));
      if (answer.statusCode() == 404) {
        answer =
            send("POST", IN_GROUP + "/artifacts?dryRun=true", first(artifact, contract.version()));
      }
      if (isRule(answer)) {
        causes.addAll(causes(answer));
      } else {
        ok(answer);
      }
    }
    if (!causes.isEmpty()) {
      throw new RegistryException(
          Kind.RULE, "the registry refuses " + contract.key() + " " + contract.version(), causes);
    }
  }

  /**
   * Stores a contract. What was broken off can be done again: what is there already stays.
   *
   * @throws RegistryException when it is not there as a whole
   */
  public void store(Contract contract) throws RegistryException {
    for (Artifact artifact : contract.artifacts()) {
      String here = IN_GROUP + "/artifacts/" + artifact.id();
      HttpResponse<String> answer =
          send(
              "POST",
              here + "/versions",
              version(artifact, contract.version(), contract.version()));
      if (answer.statusCode() == 404) {
        answer = send("POST", IN_GROUP + "/artifacts", first(artifact, contract.version()));
      }
      if (isRule(answer)) {
        throw new RegistryException(
            Kind.RULE,
            "the registry refuses " + artifact.id() + " " + contract.version(),
            causes(answer));
      }
      if (answer.statusCode() == 409) {
        if (artifact.type().equals(Artifact.CAMEL_YAML)) {
          same(contract, content(artifact.id(), contract.version()).orElse(""));
        }
      } else {
        ok(answer);
      }
      if (!artifact.compatibility().isEmpty()) {
        rule(here + "/rules", "COMPATIBILITY", artifact.compatibility());
      }
    }
  }

  private static void same(Contract contract, String there) throws RegistryException {
    if (!there.equals(contract.document())) {
      throw new RegistryException(
          Kind.TAKEN,
          "version "
              + contract.version()
              + " of "
              + contract.service()
              + " was released with another document");
    }
  }

  private static ObjectNode first(Artifact artifact, String version) {
    ObjectNode artifactNode =
        JSON.createObjectNode()
            .put("artifactId", artifact.id())
            .put("artifactType", artifact.type());
    artifactNode.set("firstVersion", version(artifact, version, version));
    return artifactNode;
  }

  /**
   * @param named what the version is called; empty where that is left open
   * @param referred the version of what it refers to
   */
  private static ObjectNode version(Artifact artifact, String named, String referred) {
    ArrayNode references = JSON.createArrayNode();
    for (Artifact.Reference reference : artifact.references()) {
      references
          .addObject()
          .put("groupId", GROUP)
          .put("artifactId", reference.id())
          .put("version", referred)
          .put("name", reference.name());
    }
    return version(named, artifact.content(), artifact.mediaType(), references);
  }

  private static ObjectNode version(
      String named, String content, String mediaType, ArrayNode references) {
    ObjectNode version = JSON.createObjectNode();
    if (!named.isEmpty()) {
      version.put("version", named);
    }
    version
        .putObject("content")
        .put("content", content)
        .put("contentType", mediaType)
        .set("references", references);
    return version;
  }

  /** The versions of an artifact, in the order they were stored; none where there is no such. */
  public List<String> versions(String artifact) throws RegistryException {
    if (send("GET", path(artifact), null).statusCode() == 404) {
      return List.of();
    }
    return versionsOf(artifact).stream().map(v -> v.path("version").asText()).toList();
  }

  private List<JsonNode> versionsOf(String artifact) throws RegistryException {
    return all(path(artifact) + "/versions?orderby=globalId&order=asc&", "versions");
  }

  private Optional<String> content(String artifact, String version) throws RegistryException {
    HttpResponse<String> answer =
        send("GET", path(artifact) + "/versions/" + segment(version) + "/content", null);
    return answer.statusCode() == 404 ? Optional.empty() : Optional.of(ok(answer));
  }

  // ---- moving

  /**
   * Copies everything to another registry, version by version in the order it was stored, and
   * compares it there. What is there already with the same content stays, so that a move that was
   * broken off can be begun again.
   *
   * @param target that was prepared
   * @return how many versions are there now
   */
  public int copyTo(ContractRegistry target) throws RegistryException {
    List<JsonNode> artifacts = all(IN_GROUP + "/artifacts?", "artifacts");
    int copied = 0;
    for (String type : List.of(Artifact.JSON, Artifact.OPENAPI, Artifact.CAMEL_YAML)) {
      for (JsonNode artifact : artifacts) {
        if (artifact.path("artifactType").asText().equals(type)) {
          copied += copy(artifact.path("artifactId").asText(), type, target);
        }
      }
    }
    return copied;
  }

  private int copy(String artifact, String type, ContractRegistry target) throws RegistryException {
    List<JsonNode> versions = versionsOf(artifact);
    String mediaType = type.equals(Artifact.CAMEL_YAML) ? "application/x-yaml" : "application/json";
    boolean exists = target.send("GET", path(artifact), null).statusCode() == 200;
    for (JsonNode version : versions) {
      String named = version.path("version").asText();
      String content =
          content(artifact, named)
              .orElseThrow(
                  () -> new RegistryException(Kind.UNREACHABLE, artifact + " changed meanwhile"));
      Optional<String> there = target.content(artifact, named);
      if (there.isEmpty()) {
        target.put(
            artifact,
            type,
            version(named, content, mediaType, references(artifact, named)),
            exists);
        there = target.content(artifact, named);
      }
      exists = true;
      if (!there.equals(Optional.of(content))) {
        throw new RegistryException(
            Kind.TAKEN,
            "the other registry has " + artifact + " " + named + " with another content");
      }
      if (target.send("GET", path(artifact) + "/rules/COMPATIBILITY", null).statusCode() == 404) {
        HttpResponse<String> rule = send("GET", path(artifact) + "/rules/COMPATIBILITY", null);
        if (rule.statusCode() != 404) {
          target.rule(
              path(artifact) + "/rules", "COMPATIBILITY", json(ok(rule)).path("config").asText());
        }
      }
    }
    return versions.size();
  }

  private void put(String artifact, String type, ObjectNode version, boolean exists)
      throws RegistryException {
    if (exists) {
      ok(send("POST", path(artifact) + "/versions", version));
      return;
    }
    ObjectNode first =
        JSON.createObjectNode().put("artifactId", artifact).put("artifactType", type);
    first.set("firstVersion", version);
    ok(send("POST", IN_GROUP + "/artifacts", first));
  }

  private ArrayNode references(String artifact, String version) throws RegistryException {
    ArrayNode references = JSON.createArrayNode();
    for (JsonNode reference :
        json(
            ok(
                send(
                    "GET",
                    path(artifact) + "/versions/" + segment(version) + "/references",
                    null)))) {
      references.add(reference);
    }
    return references;
  }

  private List<JsonNode> all(String path, String name) throws RegistryException {
    List<JsonNode> all = new ArrayList<>();
    int page;
    do {
      page = 0;
      for (JsonNode one :
          json(ok(send("GET", path + "limit=" + PAGE + "&offset=" + all.size(), null)))
              .path(name)) {
        all.add(one);
        page++;
      }
    } while (page == PAGE);
    return all;
  }

  // ---- HTTP

  private static String path(String artifact) {
    return IN_GROUP + "/artifacts/" + segment(artifact);
  }

  private static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpResponse<String> send(String method, String path, JsonNode body)
      throws RegistryException {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(address.url().resolve(API + path))
              .timeout(ANSWERING)
              .header("Content-Type", "application/json")
              .method(
                  method,
                  body == null
                      ? BodyPublishers.noBody()
                      : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
      if (!address.user().isEmpty()) {
        request.header(
            "Authorization",
            "Basic "
                + Base64.getEncoder()
                    .encodeToString(
                        (address.user() + ":" + address.password())
                            .getBytes(StandardCharsets.UTF_8)));
      }
      return client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    } catch (IOException e) {
      throw new RegistryException(Kind.UNREACHABLE, address + " does not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryException(Kind.UNREACHABLE, "interrupted while " + address + " was asked");
    }
  }

  private String ok(HttpResponse<String> answer) throws RegistryException {
    if (answer.statusCode() >= 200 && answer.statusCode() < 300) {
      return answer.body();
    }
    if (answer.statusCode() == 401 || answer.statusCode() == 403) {
      throw new RegistryException(
          Kind.UNFIT, address + " does not let this user in, or not write to it");
    }
    throw new RegistryException(
        Kind.UNREACHABLE,
        address
            + " answered "
            + answer.statusCode()
            + " to "
            + answer.request().method()
            + " "
            + answer.request().uri().getPath());
  }

  private void orThere(HttpResponse<String> answer) throws RegistryException {
    if (answer.statusCode() != 409) {
      ok(answer);
    }
  }

  /** Servers of 3.3 tell a rule that says no by 400, earlier ones by 409. */
  private static boolean isRule(HttpResponse<String> answer) {
    return (answer.statusCode() == 400 || answer.statusCode() == 409)
        && tree(answer.body())
            .map(tree -> tree.path("name").asText().equals("RuleViolationException"))
            .orElse(false);
  }

  private static List<Cause> causes(HttpResponse<String> answer) {
    JsonNode problem = tree(answer.body()).orElseThrow();
    List<Cause> causes = new ArrayList<>();
    for (JsonNode cause : problem.path("causes")) {
      causes.add(new Cause(cause.path("description").asText(), cause.path("context").asText()));
    }
    if (causes.isEmpty()) {
      causes.add(new Cause(problem.path("title").asText(), "/"));
    }
    return causes;
  }

  private JsonNode json(String text) throws RegistryException {
    return tree(text)
        .orElseThrow(
            () -> new RegistryException(Kind.UNREACHABLE, address + " is no Apicurio Registry"));
  }

  private static Optional<JsonNode> tree(String text) {
    try {
      return Optional.ofNullable(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
