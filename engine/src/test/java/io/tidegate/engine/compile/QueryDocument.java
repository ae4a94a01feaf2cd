package io.tidegate.engine.compile;

import io.tidegate.route.sql.AnalyzedQuery;
import io.tidegate.route.sql.ParameterUse;
import java.util.LinkedHashMap;
import java.util.Map;

/** A service that answers one statement. */
final class QueryDocument {
  private QueryDocument() {}

  static String of(String sql, AnalyzedQuery query) {
    StringBuilder document =
        new StringBuilder(
            """
            service: statement
            version: 1.0.0
            title: { zh: 语句, en: Statement }
            summary: { zh: 语句, en: Statement }
            area: declaration
            department: x
            openness: unconditional
            request:
              get: /statement
            """);
    Map<String, String> types = new LinkedHashMap<>();
    for (ParameterUse parameter : query.parameters()) {
      types.put(parameter.name(), type(parameter.sqlType()));
    }
    document.append(types.isEmpty() ? "" : "  parameters:\n");
    types.forEach(
        (name, type) ->
            document
                .append("    ")
                .append(name)
                .append(": { in: query, required: true, type: ")
                .append(type)
                .append(", title: { zh: 参数, en: A parameter } }\n"));
    document.append(
        """
        route:
          from:
            uri: direct:request
            steps:
              - to:
                  uri: sql
                  parameters:
                    dataSource: "#customs"
                    query: |
        """);
    sql.lines().forEach(line -> document.append("  ".repeat(8)).append(line).append('\n'));
    return document.toString();
  }

  private static String type(String sqlType) {
    return switch (sqlType) {
      case "int2", "int4", "int8" -> "integer";
      case "numeric", "float4", "float8" -> "number";
      case "bool" -> "boolean";
      case "date" -> "date";
      case "timestamp", "timestamptz" -> "date-time";
      default -> "string";
    };
  }
}
