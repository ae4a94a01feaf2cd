package io.tidegate.catalog.registry;

import java.util.List;
import java.util.Objects;

/**
 * What a revision of a service promises to those who call it, and the document it was made from.
 *
 * @param service id of the service
 * @param major its major version; each has contracts of its own
 * @param version of the document, such as {@code 1.4.0}
 * @param document the service document as its provider wrote it
 * @param openApi OpenAPI 3.1, as JSON
 * @param answer JSON Schema (draft-07) of what is answered; what is not named in it may be there
 * @param parameters JSON Schema (draft-07) of what is asked with
 */
public record Contract(
    String service,
    int major,
    String version,
    String document,
    String openApi,
    String answer,
    String parameters) {
  public Contract {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(document, "document");
    Objects.requireNonNull(openApi, "openApi");
    Objects.requireNonNull(answer, "answer");
    Objects.requireNonNull(parameters, "parameters");
  }

  /** The service with its major version, such as {@code vessel-calls/1}. */
  public String key() {
    return service + "/" + major;
  }

  /** What all artifacts of it are called after, such as {@code vessel-calls-v1}. */
  private String name() {
    return service + "-v" + major;
  }

  /**
   * Its artifacts, each after those it refers to. The document is the last: where it is stored, all
   * of it is.
   */
  List<Artifact> artifacts() {
    Artifact answers =
        new Artifact(
            name() + ".answer", Artifact.JSON, "application/json", answer, "FORWARD", List.of());
    Artifact asked =
        new Artifact(
            name() + ".parameters", Artifact.JSON, "application/json", parameters, "", List.of());
    Artifact openapi =
        new Artifact(
            name() + ".openapi", Artifact.OPENAPI, "application/json", openApi, "", List.of());
    return List.of(
        answers,
        asked,
        openapi,
        new Artifact(
            name() + ".service",
            Artifact.CAMEL_YAML,
            "application/x-yaml",
            document,
            "",
            List.of(
                new Artifact.Reference("openapi.json", openapi.id()),
                new Artifact.Reference("answer.schema.json", answers.id()),
                new Artifact.Reference("parameters.schema.json", asked.id()))));
  }

  /**
   * One artifact of a contract.
   *
   * @param compatibility the direction that holds for it; empty for that of its group. An answer is
   *     read by those who know the one before, so what is new must be readable as what was
   * @param references to artifacts of the same version
   */
  record Artifact(
      String id,
      String type,
      String mediaType,
      String content,
      String compatibility,
      List<Reference> references) {
    static final String JSON = "JSON";
    static final String OPENAPI = "OPENAPI";
    static final String CAMEL_YAML = "CAMEL_YAML";

    Artifact {
      references = List.copyOf(references);
    }

    /**
     * Another artifact that is meant.
     *
     * @param name what it is called in this one
     */
    record Reference(String name, String id) {}
  }
}
