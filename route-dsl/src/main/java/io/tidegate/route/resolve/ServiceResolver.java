package io.tidegate.route.resolve;

import io.tidegate.route.catalog.Catalog;
import io.tidegate.route.definition.ParameterDefinition;
import io.tidegate.route.definition.ServiceDefinition;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.flow.Flow;
import io.tidegate.route.resolve.ResolvedService.PageOrder;
import io.tidegate.route.shape.Shape;
import io.tidegate.route.sql.SqlAnalyzer;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Looks up every name of a service document and derives the type and lineage of everything it
 * yields.
 */
public final class ServiceResolver {
  private final SqlAnalyzer analyzer;

  public ServiceResolver(SqlAnalyzer analyzer) {
    this.analyzer = analyzer;
  }

  /**
   * Resolves one service against a snapshot. The same definition, snapshot and called services
   * always give the same result.
   *
   * @param services what the route may call
   */
  public Outcome<ResolvedService> resolve(
      ServiceDefinition definition, Catalog catalog, CalledServices services) {
    Diagnostics diagnostics = new Diagnostics();
    List<ParameterDefinition> parameters = definition.request().parameters();
    ReadResolver reads = new ReadResolver(analyzer, catalog, parameters, diagnostics);
    FlowResolver flows =
        new FlowResolver(
            definition, Expressions.parameters(parameters), reads, services, diagnostics);
    Optional<FlowResolver.Typed> route = flows.route(definition.route());
    if (diagnostics.hasErrors() || route.isEmpty()) {
      return Outcome.refused(diagnostics);
    }
    unused(parameters, reads, flows, diagnostics);
    Optional<RouteState> end = route.get().after();
    if (end.isEmpty()) {
      diagnostics.error(
          ResolveCode.ANSWER_KIND,
          definition.route().span(),
          "the route always ends the call with a problem",
          "let it answer in some case");
      return Outcome.refused(diagnostics);
    }
    Optional<Shape> answer =
        new AnswerDeclaration(diagnostics)
            .answer(definition.response(), end.get().body(), definition.route().span());
    Flow flow = route.get().flow();
    SortedMap<String, PageOrder> keysets =
        definition
            .paging()
            .map(p -> new PagingResolver(reads.reads(), diagnostics).keysets(p, flow))
            .orElseGet(TreeMap::new);
    if (diagnostics.hasErrors()) {
      return Outcome.refused(diagnostics);
    }
    return Outcome.of(
        new ResolvedService(
            definition,
            List.copyOf(reads.reads().values()),
            flow,
            answer.orElseThrow(),
            end.get().reached(),
            keysets,
            flows.logged(),
            flows.headed(),
            flows.labelled(),
            flows.counted()),
        diagnostics);
  }

  /**
   * What there is at each step, as far as the route is understood: what stands behind a fault is
   * left out, and nothing is said of the fault.
   */
  public List<StepShapes> shapes(
      ServiceDefinition definition, Catalog catalog, CalledServices services) {
    Diagnostics unsaid = new Diagnostics();
    List<ParameterDefinition> parameters = definition.request().parameters();
    FlowResolver flows =
        new FlowResolver(
            definition,
            Expressions.parameters(parameters),
            new ReadResolver(analyzer, catalog, parameters, unsaid),
            services,
            unsaid);
    return flows.shapes(flows.route(definition.route()).map(FlowResolver.Typed::flow));
  }

  private static void unused(
      List<ParameterDefinition> parameters,
      ReadResolver reads,
      FlowResolver flows,
      Diagnostics diagnostics) {
    for (ParameterDefinition parameter : parameters) {
      if (!reads.usedParameters().contains(parameter.name().value()) && !flows.usesParameters()) {
        diagnostics.error(
            ResolveCode.UNBOUND,
            parameter.name().span(),
            "the parameter `" + parameter.name() + "` is used by no statement");
      }
    }
  }
}
