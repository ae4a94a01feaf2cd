package io.tidegate.route.parse;

import io.tidegate.route.definition.RouteDefinition;
import io.tidegate.route.definition.StepDefinition;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.text.Located;
import io.tidegate.route.yaml.YamlFields;
import java.util.List;
import java.util.Optional;

/** The routes of a service document. */
final class RouteParser {
  private static final String ENTRY = "direct:" + RouteDefinition.ENTRY;

  private final Diagnostics diagnostics;
  private final StepParser steps;

  RouteParser(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    this.steps = new StepParser(diagnostics);
  }

  /** The route a request enters: <code>{ from: { uri: direct:request, steps: […] } }</code>. */
  Optional<RouteDefinition> entry(YamlFields fields) {
    Optional<YamlFields> from = fields.requiredFields("from");
    fields.end();
    if (from.isEmpty()) {
      return Optional.empty();
    }
    Optional<Located<String>> uri = from.get().requiredText("uri");
    uri.filter(u -> !u.value().equals(ENTRY))
        .ifPresent(
            u ->
                diagnostics.error(
                    ServiceCode.FROM,
                    u.span(),
                    "a route begins with `direct:request`, not with `" + u.value() + "`"));
    List<StepDefinition> written = steps.steps(from.get());
    from.get().end();
    return uri.map(
        u ->
            new RouteDefinition(
                new Located<>(RouteDefinition.ENTRY, u.span()), written, fields.span()));
  }

  /** A further route: <code>{ steps: […] }</code>. */
  Optional<RouteDefinition> further(Located<String> name, YamlFields fields) {
    List<StepDefinition> written = steps.steps(fields);
    fields.end();
    return Optional.of(new RouteDefinition(name, written, fields.span()));
  }
}
