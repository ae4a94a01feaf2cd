package io.tidegate.route.resolve;

import io.tidegate.route.catalog.Catalog;
import io.tidegate.route.catalog.Source;
import io.tidegate.route.definition.ParameterDefinition;
import io.tidegate.route.definition.RouteDefinition;
import io.tidegate.route.definition.ServiceDefinition;
import io.tidegate.route.definition.StepDefinition;
import io.tidegate.route.definition.StepDefinition.DirectStep;
import io.tidegate.route.definition.StepDefinition.MulticastStep;
import io.tidegate.route.definition.StepDefinition.SqlStep;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.resolve.ResolvedService.Branch;
import io.tidegate.route.resolve.ResolvedService.Read;
import io.tidegate.route.resolve.ResolvedService.ReadStep;
import io.tidegate.route.resolve.ResolvedService.Shape;
import io.tidegate.route.resolve.ResolvedService.Step;
import io.tidegate.route.sql.AnalyzedQuery;
import io.tidegate.route.sql.Keyset;
import io.tidegate.route.sql.ParameterUse;
import io.tidegate.route.sql.SqlAnalyzer;
import io.tidegate.route.sql.SqlText;
import io.tidegate.route.text.Located;
import io.tidegate.route.text.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
   * Resolves one service against a snapshot. The same definition and snapshot always give the same
   * result.
   */
  public Outcome<ResolvedService> resolve(ServiceDefinition definition, Catalog catalog) {
    return new Resolution(definition, catalog).run();
  }

  private final class Resolution {
    private final ServiceDefinition definition;
    private final Catalog catalog;
    private final Diagnostics diagnostics = new Diagnostics();
    private final Map<String, RouteDefinition> routes = new LinkedHashMap<>();
    private final Map<String, Span> called = new LinkedHashMap<>();
    private final Deque<String> calling = new ArrayDeque<>();
    private final Map<String, Read> reads = new LinkedHashMap<>();
    private final Set<String> usedParameters = new LinkedHashSet<>();

    Resolution(ServiceDefinition definition, Catalog catalog) {
      this.definition = definition;
      this.catalog = catalog;
      definition.routes().forEach(r -> routes.put(r.name().value(), r));
    }

    Outcome<ResolvedService> run() {
      Optional<Step> route = route(definition.route());
      for (RouteDefinition further : routes.values()) {
        if (!called.containsKey(further.name().value())) {
          diagnostics.error(
              ResolveCode.UNUSED,
              further.name().span(),
              "the route `" + further.name() + "` is never called");
        }
      }
      if (diagnostics.hasErrors() || route.isEmpty()) {
        return Outcome.refused(diagnostics);
      }
      for (ParameterDefinition parameter : definition.request().parameters()) {
        if (!usedParameters.contains(parameter.name().value())) {
          diagnostics.error(
              ResolveCode.UNBOUND,
              parameter.name().span(),
              "the parameter `" + parameter.name() + "` is used by no statement");
        }
      }
      AnswerShaper shaper = new AnswerShaper(reads, diagnostics);
      Optional<Shape> yielded = shaper.shape(route.get());
      Optional<Shape> answer =
          yielded.flatMap(
              y -> definition.response().map(r -> shaper.declared(r, y)).orElse(yielded));
      Optional<Keyset> keyset =
          definition
              .paging()
              .flatMap(p -> new PagingResolver(reads, diagnostics).keyset(p, route.get()));
      if (diagnostics.hasErrors()) {
        return Outcome.refused(diagnostics);
      }
      return Outcome.of(
          new ResolvedService(
              definition, List.copyOf(reads.values()), route.get(), answer.orElseThrow(), keyset),
          diagnostics);
    }

    private Optional<Step> route(RouteDefinition route) {
      String name = route.name().value();
      calling.push(name);
      List<Optional<Step>> steps = new ArrayList<>();
      for (StepDefinition step : route.steps()) {
        steps.add(step(step, name));
      }
      calling.pop();
      for (int i = 0; i < route.steps().size() - 1; i++) {
        diagnostics.error(
            ResolveCode.DISCARDED,
            route.steps().get(i).span(),
            "the result of this step is replaced by the next one");
      }
      return steps.isEmpty() ? Optional.empty() : steps.getLast();
    }

    private Optional<Step> step(StepDefinition step, String place) {
      return switch (step) {
        case SqlStep sql -> sql(sql, place);
        case DirectStep direct -> direct(direct);
        case MulticastStep multicast -> multicast(multicast, place);
      };
    }

    private Optional<Step> direct(DirectStep direct) {
      String name = direct.route().value();
      RouteDefinition target = routes.get(name);
      if (target == null) {
        diagnostics.unknown(
            ResolveCode.UNKNOWN_ROUTE,
            direct.route().span(),
            "there is no route `" + name + "` here",
            name,
            routes.keySet());
        return Optional.empty();
      }
      if (calling.contains(name)) {
        diagnostics.error(
            ResolveCode.CYCLE,
            direct.route().span(),
            "the route `" + name + "` leads back to itself");
        return Optional.empty();
      }
      Span before = called.putIfAbsent(name, direct.route().span());
      if (before != null) {
        diagnostics.error(
            ResolveCode.TWICE,
            direct.route().span(),
            "the route `" + name + "` is already called on line " + before.line());
        return Optional.empty();
      }
      return route(target);
    }

    private Optional<Step> multicast(MulticastStep multicast, String place) {
      List<Branch> branches = new ArrayList<>();
      boolean complete = true;
      for (int i = 0; i < multicast.branches().size(); i++) {
        StepDefinition branch = multicast.branches().get(i);
        String name =
            branch instanceof DirectStep direct ? direct.route().value() : place + "-" + (i + 1);
        Optional<Step> step = step(branch, name);
        step.ifPresent(s -> branches.add(new Branch(name, s)));
        complete &= step.isPresent();
      }
      return complete && !branches.isEmpty()
          ? Optional.of(
              new ResolvedService.MulticastStep(
                  multicast.parallel(),
                  multicast.timeoutMillis(),
                  multicast.strategy().value(),
                  branches,
                  multicast.strategy().span()))
          : Optional.empty();
    }

    private Optional<Step> sql(SqlStep sql, String place) {
      Located<String> name = sql.dataSource();
      Optional<Source> source = catalog.source(name.value());
      if (source.isEmpty()) {
        diagnostics.unknown(
            ResolveCode.UNKNOWN_SOURCE,
            name.span(),
            "the source `" + name + "` is not in the catalog",
            name.value(),
            catalog.sourceIds());
        return Optional.empty();
      }
      Outcome<AnalyzedQuery> query =
          analyzer.analyze(SqlText.of(sql.query()), catalog, source.get());
      diagnostics.addAll(query.diagnostics());
      if (query.isRefused()) {
        return Optional.empty();
      }
      query.value().orElseThrow().parameters().forEach(this::bind);
      reads.put(
          place,
          new Read(
              place, source.get(), query.value().orElseThrow(), sql.single(), sql.query().span()));
      return Optional.of(new ReadStep(place, sql.query().span()));
    }

    private void bind(ParameterUse use) {
      Optional<ParameterDefinition> declared =
          definition.request().parameters().stream()
              .filter(p -> p.name().value().equals(use.name()))
              .findFirst();
      if (declared.isEmpty()) {
        List<String> known =
            definition.request().parameters().stream().map(p -> p.name().value()).toList();
        for (Span span : use.spans()) {
          diagnostics.unknown(
              ResolveCode.UNKNOWN_PARAMETER,
              span,
              "the request has no parameter `" + use.name() + "`",
              use.name(),
              known);
        }
        return;
      }
      usedParameters.add(use.name());
      boolean fits =
          switch (declared.get().type()) {
            case STRING -> List.of("text", "varchar", "bpchar").contains(use.sqlType());
            case INTEGER -> List.of("int2", "int4", "int8", "numeric").contains(use.sqlType());
            case NUMBER -> List.of("numeric", "float4", "float8").contains(use.sqlType());
            case BOOLEAN -> use.sqlType().equals("bool");
            case DATE -> use.sqlType().equals("date");
            case DATE_TIME -> use.sqlType().equals("timestamptz");
            case OBJECT -> false;
          };
      if (!fits) {
        diagnostics.error(
            ResolveCode.PARAMETER_TYPE,
            use.spans().getFirst(),
            "the parameter `"
                + use.name()
                + "` is declared as "
                + declared.get().type().word()
                + " and used as "
                + use.sqlType());
      }
    }
  }
}
