package io.tidegate.route.parse;

import io.tidegate.route.definition.RouteDefinition;
import io.tidegate.route.definition.StepDefinition;
import io.tidegate.route.definition.StepDefinition.DirectStep;
import io.tidegate.route.definition.StepDefinition.MulticastStep;
import io.tidegate.route.definition.StepDefinition.SqlStep;
import io.tidegate.route.definition.StepDefinition.Strategy;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.text.Located;
import io.tidegate.route.text.Span;
import io.tidegate.route.yaml.YamlCode;
import io.tidegate.route.yaml.YamlFields;
import io.tidegate.route.yaml.YamlNode;
import io.tidegate.route.yaml.YamlNode.Entry;
import io.tidegate.route.yaml.YamlNode.YamlMap;
import io.tidegate.route.yaml.YamlNode.YamlScalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The routes of a service document: the accepted subset of Camel's YAML, as {@link RouteSubset}
 * lists it.
 */
final class RouteParser {
  private static final Pattern ROUTE_NAME = Pattern.compile("[a-z][A-Za-z0-9_]*(-[a-z0-9]+)*");
  private static final Pattern SOURCE_NAME = Pattern.compile("#([a-z][a-z0-9]*(-[a-z0-9]+)*)");
  private static final String DIRECT = "direct:";
  private static final int MAX_TIMEOUT_MILLIS = 60_000;

  private final Diagnostics diagnostics;

  RouteParser(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** The route a request enters: <code>{ from: { uri: direct:request, steps: […] } }</code>. */
  Optional<RouteDefinition> entry(YamlFields fields) {
    Optional<YamlFields> from = fields.requiredFields("from");
    fields.end();
    if (from.isEmpty()) {
      return Optional.empty();
    }
    Optional<Located<String>> uri = from.get().requiredText("uri");
    uri.filter(u -> !u.value().equals(DIRECT + RouteDefinition.ENTRY))
        .ifPresent(
            u ->
                diagnostics.error(
                    ServiceCode.FROM,
                    u.span(),
                    "a route begins with `direct:request`, not with `" + u.value() + "`"));
    List<StepDefinition> steps = steps(from.get());
    from.get().end();
    return uri.map(
        u ->
            new RouteDefinition(
                new Located<>(RouteDefinition.ENTRY, u.span()), steps, fields.span()));
  }

  /** A further route: <code>{ steps: […] }</code>. */
  Optional<RouteDefinition> further(Located<String> name, YamlFields fields) {
    List<StepDefinition> steps = steps(fields);
    fields.end();
    return Optional.of(new RouteDefinition(name, steps, fields.span()));
  }

  private List<StepDefinition> steps(YamlFields fields) {
    fields.requiredNode("steps");
    List<YamlNode> nodes = fields.list("steps");
    if (nodes.isEmpty() && fields.has("steps")) {
      diagnostics.error(ServiceCode.EMPTY_ROUTE, fields.span("steps"), "there is no step here");
    }
    List<StepDefinition> steps = new ArrayList<>();
    for (YamlNode node : nodes) {
      step(node).ifPresent(steps::add);
    }
    return steps;
  }

  private Optional<StepDefinition> step(YamlNode node) {
    if (!(node instanceof YamlMap map) || map.entries().size() != 1) {
      diagnostics.error(
          ServiceCode.STEP, node.span(), "a step is a mapping with one key, its name");
      return Optional.empty();
    }
    Entry entry = map.entries().getFirst();
    String name = entry.key().value();
    return switch (name) {
      case "to" -> to(entry.value());
      case "multicast" ->
          YamlFields.of(entry.value(), "`multicast`", diagnostics).flatMap(this::multicast);
      default -> {
        Span span = entry.key().span();
        if (RouteSubset.knownToCamel(name)) {
          diagnostics.error(
              ServiceCode.STEP,
              span,
              "the step `" + name + "` is Camel's and is not accepted here");
        } else {
          diagnostics.unknown(
              ServiceCode.STEP,
              span,
              "the step `" + name + "` is not known",
              name,
              RouteSubset.names());
        }
        yield Optional.empty();
      }
    };
  }

  private Optional<StepDefinition> to(YamlNode value) {
    if (value instanceof YamlScalar uri) {
      return endpoint(uri, Optional.empty(), uri.span());
    }
    Optional<YamlFields> fields = YamlFields.of(value, "`to`", diagnostics);
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    Optional<YamlNode> uri = fields.get().requiredNode("uri");
    Optional<YamlFields> parameters = fields.get().fields("parameters");
    fields.get().end();
    if (uri.isPresent() && uri.get() instanceof YamlScalar scalar) {
      return endpoint(scalar, parameters, value.span());
    }
    uri.ifPresent(
        u ->
            diagnostics.error(
                YamlCode.KIND, u.span(), "`uri` must be a single value, not " + u.kind()));
    return Optional.empty();
  }

  private Optional<StepDefinition> endpoint(
      YamlScalar uri, Optional<YamlFields> parameters, Span span) {
    String text = uri.text();
    if (text.startsWith(DIRECT)) {
      parameters.ifPresent(YamlFields::end);
      String route = text.substring(DIRECT.length());
      if (!ROUTE_NAME.matcher(route).matches()) {
        diagnostics.error(ServiceCode.URI, uri.span(), "`" + route + "` is no name of a route");
        return Optional.empty();
      }
      return Optional.of(
          new DirectStep(
              new Located<>(route, uri.spanWithin(DIRECT.length(), text.length())), span));
    }
    if (text.equals("sql")) {
      if (parameters.isEmpty()) {
        diagnostics.error(YamlCode.MISSING, uri.span(), "the key `parameters` is missing here");
        return Optional.empty();
      }
      return sql(parameters.get(), span);
    }
    if (text.startsWith("sql:")) {
      diagnostics.error(
          ServiceCode.URI,
          uri.span(),
          "a statement does not stand in the uri",
          "write `uri: sql` and the statement under `parameters: query:`");
      return Optional.empty();
    }
    diagnostics.error(
        ServiceCode.URI, uri.span(), "the endpoint `" + text + "` is not one a route may reach");
    return Optional.empty();
  }

  private Optional<StepDefinition> sql(YamlFields fields, Span span) {
    Optional<Located<String>> dataSource = fields.requiredText("dataSource").flatMap(this::source);
    fields.requiredNode("query");
    Optional<YamlScalar> query = fields.scalar("query");
    boolean single =
        fields
            .text("outputType")
            .map(
                type -> {
                  if (!List.of("SelectOne", "SelectList").contains(type.value())) {
                    diagnostics.unknown(
                        YamlCode.VALUE,
                        type.span(),
                        "`"
                            + type
                            + "` is not accepted for `outputType`; accepted: SelectOne, SelectList",
                        type.value(),
                        List.of("SelectOne", "SelectList"));
                  }
                  return type.value().equals("SelectOne");
                })
            .orElse(false);
    options(fields, "to", "sql");
    return dataSource.isPresent() && query.isPresent()
        ? Optional.of(new SqlStep(dataSource.get(), query.get(), single, span))
        : Optional.empty();
  }

  private Optional<Located<String>> source(Located<String> written) {
    var form = SOURCE_NAME.matcher(written.value());
    if (!form.matches()) {
      diagnostics.error(
          ServiceCode.DATA_SOURCE,
          written.span(),
          "`" + written.value() + "` does not name a source as `#name`");
      return Optional.empty();
    }
    return Optional.of(new Located<>(form.group(1), written.span()));
  }

  private Optional<StepDefinition> multicast(YamlFields fields) {
    fields.requiredNode("aggregationStrategy");
    Optional<Located<Strategy>> strategy =
        fields.text("aggregationStrategy").flatMap(this::strategy);
    boolean parallel = fields.flag("parallelProcessing", false);
    var timeout = fields.integer("timeout", 1, MAX_TIMEOUT_MILLIS);
    List<StepDefinition> branches = steps(fields);
    for (StepDefinition branch : branches) {
      if (branch instanceof MulticastStep nested) {
        diagnostics.error(
            ServiceCode.STEP,
            nested.span(),
            "a multicast is not a branch of another one",
            "give it a route of its own and call that by `direct:`");
      }
    }
    options(fields, "multicast", "");
    return strategy.map(s -> new MulticastStep(parallel, timeout, s, branches, fields.span()));
  }

  private Optional<Located<Strategy>> strategy(Located<String> written) {
    Optional<Strategy> found =
        Arrays.stream(Strategy.values()).filter(s -> s.word().equals(written.value())).findFirst();
    if (found.isEmpty()) {
      List<String> words = Arrays.stream(Strategy.values()).map(Strategy::word).toList();
      diagnostics.unknown(
          ServiceCode.STRATEGY,
          written.span(),
          "`" + written + "` is no known way to put branches together",
          written.value(),
          words);
    }
    return found.map(s -> new Located<>(s, written.span()));
  }

  /**
   * Reports options the subset does not list; the table decides, so that what is documented and
   * what is accepted agree.
   */
  private void options(YamlFields fields, String step, String endpoint) {
    RouteSubset.Step subset = RouteSubset.step(step, endpoint).orElseThrow();
    for (Located<String> key : fields.keys()) {
      if (!subset.hasOption(key.value())) {
        diagnostics.unknown(
            ServiceCode.STEP_OPTION,
            key.span(),
            "the option `"
                + key
                + "` of `"
                + (endpoint.isEmpty() ? step : endpoint)
                + "` is not accepted",
            key.value(),
            subset.options().stream().map(RouteSubset.Option::name).toList());
      }
    }
  }
}
