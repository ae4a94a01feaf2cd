package io.tidegate.engine.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.engine.admin.AccountCheck.StaffRole;
import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.draft.Previews;
import io.tidegate.engine.draft.Previews.Fault;
import io.tidegate.engine.draft.Previews.Manner;
import io.tidegate.engine.draft.Previews.Preview;
import io.tidegate.engine.draft.TextChecks;
import io.tidegate.engine.explain.CheckReport.FileReport;
import io.tidegate.engine.governance.Governance;
import io.tidegate.engine.governance.GovernanceException;
import io.tidegate.route.catalog.Catalog;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.resolve.StepShapes;
import io.tidegate.route.text.Bilingual;
import io.tidegate.route.text.SourceText;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** What whoever writes a service document can ask before anything is stored. */
final class CheckRoutes {
  private static final String CHECKS = "/admin/v1/service-checks";
  private static final String NAME = "service.yaml";

  /** An auditor looks at what was done, and does nothing to data. */
  private static final Set<StaffRole> LOOKING =
      EnumSet.of(StaffRole.PROVIDER, StaffRole.ADMINISTRATOR);

  private final Supplier<Governance> governance;
  private final TextChecks checks;
  private final Supplier<Previews> previews;

  /**
   * @param governance asked when somebody acts, for it needs what is there only after the start
   * @param previews likewise
   */
  CheckRoutes(Supplier<Governance> governance, TextChecks checks, Supplier<Previews> previews) {
    this.governance = Objects.requireNonNull(governance, "governance");
    this.checks = Objects.requireNonNull(checks, "checks");
    this.previews = Objects.requireNonNull(previews, "previews");
  }

  List<AdminRoute> all() {
    return List.of(
        new AdminRoute(
            "POST",
            CHECKS,
            AdminRoute.ALL,
            false,
            List.of(),
            200,
            new Bilingual("检查服务文档", "compiles a text by what is in force; nothing is stored"),
            this::check),
        new AdminRoute(
            "POST",
            CHECKS + "/preview",
            LOOKING,
            false,
            List.of(),
            200,
            new Bilingual("以案例角色试运行服务文档", "what one of the cast would get from a text"),
            this::preview));
  }

  private AdminAnswer check(AdminRequest request) throws GovernanceException, AdminException {
    String text =
        AdminRequest.text(request.object(), "text")
            .orElseThrow(() -> new AdminException(AdminProblem.MALFORMED));
    Outcome<CheckedPlan> outcome = checks.check(NAME, text);
    FileReport report = FileReport.of(new SourceText(NAME, text), outcome);
    List<StepShapes> shapes = checks.shapes(NAME, text);
    Catalog catalog = governance.get().compiler().catalog();
    return AdminAnswer.json(200, json -> CheckDocument.write(json, report, shapes, catalog));
  }

  private AdminAnswer preview(AdminRequest request) throws GovernanceException, AdminException {
    JsonNode wish = request.object();
    String text =
        AdminRequest.text(wish, "text")
            .orElseThrow(() -> new AdminException(AdminProblem.MALFORMED));
    String as =
        AdminRequest.text(wish, "as").orElseThrow(() -> new AdminException(AdminProblem.MALFORMED));
    Map<String, String> parameters = parameters(wish.path("parameters"));
    Outcome<CheckedPlan> outcome = checks.check(NAME, text);
    if (outcome.isRefused()) {
      throw new AdminException(
          AdminProblem.INVALID,
          new Bilingual("服务文档未通过编译", "the service document does not compile"),
          outcome.diagnostics());
    }
    CheckedPlan checked = outcome.value().orElseThrow();
    Manner manner = new Manner(faults(wish), wish.path("steps").asBoolean());
    Preview preview = previews.get().preview(checked, parameters, as, manner, request.actor());
    List<StepShapes> shapes = manner.steps() ? checks.shapes(NAME, text) : List.of();
    return AdminAnswer.json(200, json -> CheckDocument.write(json, checked, preview, shapes));
  }

  /** What sources are to seem to do, by their ids. */
  private static Map<String, Fault> faults(JsonNode wish) throws AdminException {
    Map<String, Fault> faults = new LinkedHashMap<>();
    JsonNode sent = wish.path("faults");
    if (!sent.isMissingNode() && !sent.isObject()
        || wish.has("steps") && !wish.path("steps").isBoolean()) {
      throw new AdminException(AdminProblem.MALFORMED);
    }
    for (Map.Entry<String, JsonNode> one : sent.properties()) {
      faults.put(
          one.getKey(),
          Arrays.stream(Fault.values())
              .filter(fault -> fault.word().equals(one.getValue().textValue()))
              .findFirst()
              .orElseThrow(() -> new AdminException(AdminProblem.MALFORMED)));
    }
    return faults;
  }

  /** Parameters as a caller would write them: texts, numbers and truth values. */
  private static Map<String, String> parameters(JsonNode sent) throws AdminException {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (!sent.isMissingNode() && !sent.isObject()) {
      throw new AdminException(AdminProblem.MALFORMED);
    }
    for (Map.Entry<String, JsonNode> one : sent.properties()) {
      if (!one.getValue().isTextual()
          && !one.getValue().isNumber()
          && !one.getValue().isBoolean()) {
        throw new AdminException(AdminProblem.MALFORMED);
      }
      parameters.put(one.getKey(), one.getValue().asText());
    }
    return parameters;
  }
}
