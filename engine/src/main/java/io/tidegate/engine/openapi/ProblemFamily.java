package io.tidegate.engine.openapi;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.engine.problem.ProblemCode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The problems of one status, which OpenAPI describes together. In the order of their statuses. */
record ProblemFamily(int status, List<ProblemCode> codes) {
  ProblemFamily {
    codes = List.copyOf(codes);
  }

  /** Every family. */
  static List<ProblemFamily> all() {
    return Arrays.stream(ProblemCode.values())
        .map(ProblemCode::status)
        .distinct()
        .sorted(Comparator.naturalOrder())
        .map(ProblemFamily::of)
        .toList();
  }

  private static ProblemFamily of(int status) {
    return new ProblemFamily(
        status, Arrays.stream(ProblemCode.values()).filter(c -> c.status() == status).toList());
  }

  /** Its name among the reusable responses. */
  String name() {
    return "Problem" + status;
  }

  /**
   * Whether an operation can answer so; what is refused before an operation is found is not part of
   * any.
   */
  boolean ofOperation(boolean grant) {
    return codes.stream().anyMatch(code -> occurs(code, grant));
  }

  private static boolean occurs(ProblemCode code, boolean grant) {
    return switch (code) {
      case PATH_UNKNOWN, PATH_MALFORMED, METHOD -> false;
      case GRANT_REQUIRED, GRANT_AUDIENCE, GRANT_FIELD, GRANT_OWNER -> grant;
      case AUTH_MISSING,
          AUTH_FORM,
          AUTH_CLOCK,
          AUTH_UNAVAILABLE,
          QUOTA_SECOND,
          QUOTA_MINUTE,
          QUOTA_DAY,
          QUOTA_MONTH,
          QUOTA_UNAVAILABLE,
          PARAM_MISSING,
          PARAM_UNKNOWN,
          PARAM_REPEATED,
          PARAM_TYPE,
          PARAM_FORMAT,
          PARAM_RANGE,
          PARAM_CURSOR,
          AUTH_INVALID,
          TOO_LARGE,
          NOT_ACCEPTABLE,
          DATA_NOT_FOUND,
          DATA_INVALID,
          CODE_UNKNOWN,
          EXPRESSION,
          SOURCE_TIMEOUT,
          SOURCE_UNAVAILABLE,
          SOURCE_BUSY,
          SOURCE_FAILED,
          ANSWER_TOO_LARGE,
          GUARD,
          ACCOUNTING,
          BUSY,
          NODE_OUT,
          INTERNAL ->
          true;
    };
  }

  void write(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart(name());
    StringBuilder description = new StringBuilder();
    for (ProblemCode code : codes) {
      description
          .append(description.isEmpty() ? "" : "\n")
          .append("- `")
          .append(code.id())
          .append("` ");
      description.append(OpenApiDocument.text(code.title()));
    }
    json.writeStringField("description", description.toString());
    json.writeObjectFieldStart("headers");
    reference(json, "X-TG-Trace-Id", "#/components/headers/TraceId");
    json.writeEndObject();
    json.writeObjectFieldStart("content");
    json.writeObjectFieldStart("application/problem+json");
    reference(json, "schema", "#/components/schemas/Problem");
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  static void reference(JsonGenerator json, String name, String target) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("$ref", target);
    json.writeEndObject();
  }
}
