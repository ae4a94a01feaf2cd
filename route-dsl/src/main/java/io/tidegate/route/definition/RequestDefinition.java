package io.tidegate.route.definition;

import io.tidegate.route.text.Located;
import java.util.List;
import java.util.Objects;

/**
 * How a service is called.
 *
 * @param path the path template below area and version, such as <code>/declarations/{entryId}
 *     </code>
 */
public record RequestDefinition(Located<String> path, List<ParameterDefinition> parameters) {
  public RequestDefinition {
    Objects.requireNonNull(path, "path");
    parameters = List.copyOf(parameters);
  }
}
