package io.tidegate.engine.gateway;

import io.tidegate.engine.publish.EndpointTable;
import io.tidegate.engine.publish.LiveEndpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The path templates of a table as a tree of segments. A written segment wins over a parameter;
 * where that way leads nowhere, the parameter's is tried.
 */
final class RouteTable {
  private final Node root = new Node();

  private RouteTable() {}

  /**
   * Compiles the templates.
   *
   * @throws IllegalArgumentException when two endpoints have the same template but for the names of
   *     parameters
   */
  static RouteTable of(EndpointTable table) {
    RouteTable routes = new RouteTable();
    for (LiveEndpoint endpoint : table.endpoints()) {
      routes.add(endpoint);
    }
    return routes;
  }

  private void add(LiveEndpoint endpoint) {
    String template = endpoint.plan().path();
    if (!template.startsWith("/")) {
      throw new IllegalArgumentException("a path template begins with /: " + template);
    }
    List<String> parameters = new ArrayList<>();
    Node node = root;
    for (String segment : Arrays.asList(template.substring(1).split("/", -1))) {
      if (segment.startsWith("{") && segment.endsWith("}")) {
        parameters.add(segment.substring(1, segment.length() - 1));
        if (node.parameter == null) {
          node.parameter = new Node();
        }
        node = node.parameter;
      } else {
        node = node.written.computeIfAbsent(segment, s -> new Node());
      }
    }
    if (node.target != null) {
      throw new IllegalArgumentException("two endpoints at " + template);
    }
    node.target = new Target(endpoint, parameters);
  }

  /** The endpoint a path leads to, with the values of its parameters. */
  Optional<Match> match(RequestPath path) {
    List<String> segments = path.segments();
    String[] values = new String[segments.size()];
    Target target = find(root, segments, 0, values, 0);
    if (target == null) {
      return Optional.empty();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < target.parameters().size(); i++) {
      parameters.put(target.parameters().get(i), values[i]);
    }
    return Optional.of(new Match(target.endpoint(), parameters));
  }

  // depth is bounded by the longest template, for a path runs out of nodes before that
  private static Target find(
      Node node, List<String> segments, int depth, String[] values, int filled) {
    if (depth == segments.size()) {
      return node.target;
    }
    String segment = segments.get(depth);
    Node written = node.written.get(segment);
    if (written != null) {
      Target target = find(written, segments, depth + 1, values, filled);
      if (target != null) {
        return target;
      }
    }
    if (node.parameter == null) {
      return null;
    }
    values[filled] = segment;
    return find(node.parameter, segments, depth + 1, values, filled + 1);
  }

  /**
   * An endpoint and the decoded values of the parameters in its path, not checked yet.
   *
   * @param values never changed from here on
   */
  record Match(LiveEndpoint endpoint, Map<String, String> values) {
    Match {
      Objects.requireNonNull(endpoint, "endpoint");
      values = Collections.unmodifiableMap(values);
    }
  }

  private record Target(LiveEndpoint endpoint, List<String> parameters) {}

  private static final class Node {
    private final Map<String, Node> written = new HashMap<>();
    private Node parameter;
    private Target target;
  }
}
