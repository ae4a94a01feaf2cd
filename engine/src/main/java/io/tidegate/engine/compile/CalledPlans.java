package io.tidegate.engine.compile;

import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedCall;
import io.tidegate.engine.plan.PlannedRaw;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.route.definition.ServiceDefinition;
import io.tidegate.route.definition.Version;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.flow.Flow;
import io.tidegate.route.resolve.CalledServices;
import io.tidegate.route.shape.Origin;
import io.tidegate.route.text.SourceText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The services one service calls, each compiled by itself: what it gives its own callers is what it
 * gives the callers of this one, no more and no less.
 */
final class CalledPlans implements CalledServices {
  /** How many services deep a call may lead. */
  private static final int MAX_DEPTH = 8;

  private final ServiceLibrary library;
  private final List<String> callers;
  private final BiFunction<SourceText, List<String>, Outcome<CheckedPlan>> compiler;
  private final Map<String, CheckedPlan> found = new HashMap<>();

  /**
   * @param callers the services that lead to this one, the first caller first
   * @param compiler compiles a document for callers that lead to it
   */
  CalledPlans(
      ServiceLibrary library,
      List<String> callers,
      String service,
      BiFunction<SourceText, List<String>, Outcome<CheckedPlan>> compiler) {
    this.library = library;
    this.callers = new ArrayList<>(callers);
    this.callers.add(service);
    this.compiler = compiler;
  }

  @Override
  public Found find(String service, Optional<String> version) {
    if (callers.contains(service)) {
      return new Circular();
    }
    if (callers.size() > MAX_DEPTH) {
      return new Refused("more than " + MAX_DEPTH + " services call each other in a row");
    }
    List<ServiceDefinition> versions = library.versions(service);
    if (versions.isEmpty()) {
      return new Unknown(library.ids());
    }
    Optional<ServiceDefinition> wanted =
        versions.stream().filter(d -> version.isEmpty() || is(d, version.get())).findFirst();
    if (wanted.isEmpty()) {
      return new OtherVersion(versions.stream().map(d -> d.version().value().toString()).toList());
    }
    Version chosen = wanted.get().version().value();
    CheckedPlan before = found.get(service);
    if (before != null && !before.plan().version().equals(chosen)) {
      return new AnotherCalled(before.plan().version().toString());
    }
    Outcome<CheckedPlan> outcome = compiler.apply(wanted.get().source(), List.copyOf(callers));
    if (outcome.isRefused()) {
      return new Refused(
          outcome.diagnostics().stream()
              .filter(Diagnostic::isError)
              .findFirst()
              .map(Diagnostic::message)
              .orElseThrow());
    }
    found.put(service, outcome.value().orElseThrow());
    return new Callable(wanted.get());
  }

  private static boolean is(ServiceDefinition definition, String version) {
    Version own = definition.version().value();
    return version.equals(own.toString()) || version.equals(Integer.toString(own.major()));
  }

  /** The calls of a route, and after each those its service makes itself. */
  List<PlannedCall> planned(Flow route) {
    List<PlannedCall> calls = new ArrayList<>();
    for (Flow.Call call : route.serviceCalls()) {
      CheckedPlan checked = found.get(call.service());
      GovernedPlan plan = checked.plan();
      calls.add(
          new PlannedCall(
              call.place(),
              plan.service(),
              plan.version(),
              checked.fingerprint(),
              plan.approval(),
              plan.anonymous(),
              plan.terms(),
              plan.parameters(),
              plan.timeout()));
      for (PlannedCall inner : plan.calls()) {
        calls.add(
            new PlannedCall(
                call.place() + "/" + inner.place(),
                inner.service(),
                inner.version(),
                inner.fingerprint(),
                inner.approval(),
                inner.anonymous(),
                inner.terms(),
                inner.parameters(),
                inner.timeout()));
      }
    }
    return calls;
  }

  /**
   * Sees that every read of a called service is governed in the plan exactly as in that service's
   * own: rules can decide otherwise for another service, and another openness shows other rows.
   */
  void compare(GovernedPlan plan, ServiceDefinition definition, Diagnostics diagnostics) {
    for (Flow.Call call : plan.route().serviceCalls()) {
      GovernedPlan own = found.get(call.service()).plan();
      String prefix = call.place() + "/";
      List<PlannedRead> here =
          plan.reads().stream().filter(r -> r.id().startsWith(prefix)).toList();
      Map<String, String> byId = new HashMap<>();
      here.forEach(r -> byId.put(r.id(), CanonicalText.of(r)));
      for (PlannedRead read : own.reads()) {
        String governed = CanonicalText.of(within(prefix, read));
        if (!governed.equals(byId.remove(prefix + read.id()))) {
          diagnostics.error(
              PlanCode.CALLED,
              definition.service().span(),
              "the read `"
                  + read.id()
                  + "` of `"
                  + call.service()
                  + "` is governed otherwise here");
        }
      }
      byId.keySet()
          .forEach(
              id ->
                  diagnostics.error(
                      PlanCode.CALLED,
                      definition.service().span(),
                      "the read `" + id + "` is none of `" + call.service() + "`"));
    }
  }

  /** A read as it stands in the plan of a caller. */
  private static PlannedRead within(String prefix, PlannedRead read) {
    return new PlannedRead(
        prefix + read.id(),
        read.source(),
        read.single(),
        read.access(),
        read.rowLimit(),
        read.tables(),
        read.fields(),
        read.influences(),
        read.raws().stream()
            .map(
                raw ->
                    new PlannedRaw(
                        raw.parameter(),
                        new Origin(prefix + raw.origin().read(), raw.origin().output()),
                        raw.columns(),
                        raw.allowedBy()))
            .toList(),
        read.line());
  }
}
