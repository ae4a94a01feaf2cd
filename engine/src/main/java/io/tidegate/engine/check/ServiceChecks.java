package io.tidegate.engine.check;

import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedCall;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.route.flow.Flow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Other services whose routes are part of the plan. */
final class ServiceChecks {
  private ServiceChecks() {}

  /**
   * Whoever is served may also call each service that is called, and the plan names all of them.
   */
  static void calls(Examined examined, Report report) {
    GovernedPlan plan = examined.plan();
    List<Flow.Call> found = new ArrayList<>();
    collect(plan.route(), found);
    Set<String> places = new TreeSet<>();
    for (Flow.Call call : found) {
      if (!places.add(call.place())) {
        report.add(call.place(), "two calls have this place");
      }
      reads(call, report);
    }
    for (PlannedCall call : plan.calls()) {
      if (!places.remove(call.place())) {
        report.add(call.service(), "it is named and not called");
      }
      boolean asked =
          call.approval().isEmpty()
              || plan.approval().filter(a -> a.compareTo(call.approval().get()) >= 0).isPresent();
      if (!asked) {
        report.add(call.service(), "its callers need a stricter approval than ours");
      }
      if (plan.anonymous() && !call.anonymous()) {
        report.add(call.service(), "callers without a key are served, not by it");
      }
    }
    for (String place : places) {
      report.add(place, "the plan does not name this call");
    }
    unclaimed(plan, report);
  }

  private static void collect(Flow flow, List<Flow.Call> found) {
    if (flow instanceof Flow.Call call) {
      found.add(call);
    }
    flow.inner().forEach(inner -> collect(inner, found));
  }

  /** A called route uses no read but its own. */
  private static void reads(Flow.Call call, Report report) {
    for (String read : used(call.flow(), true)) {
      if (!read.startsWith(call.place() + "/")) {
        report.at(read, call.service(), "it is no read of the service that uses it");
      }
    }
  }

  /** What is named as a read of a called service is used within that call and nowhere else. */
  private static void unclaimed(GovernedPlan plan, Report report) {
    Set<String> own = plan.route() instanceof Flow.Call ? Set.of() : used(plan.route(), false);
    for (PlannedRead read : plan.reads()) {
      for (PlannedCall call : plan.calls()) {
        if (read.id().startsWith(call.place() + "/") && own.contains(read.id())) {
          report.at(read, call.service(), "it is used outside of that service");
        }
      }
    }
  }

  private static Set<String> used(Flow flow, boolean withinCalls) {
    Set<String> used = new TreeSet<>();
    if (flow instanceof Flow.Read read) {
      used.add(read.read());
    } else if (flow instanceof Flow.CodeMap map) {
      used.add(map.read());
    } else if (flow instanceof Flow.SetRaw raw) {
      used.add(raw.read());
    }
    for (Flow inner : flow.inner()) {
      if (withinCalls || !(inner instanceof Flow.Call)) {
        used.addAll(used(inner, withinCalls));
      }
    }
    return used;
  }
}
