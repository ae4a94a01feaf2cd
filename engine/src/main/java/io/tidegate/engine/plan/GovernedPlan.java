package io.tidegate.engine.plan;

import io.tidegate.route.catalog.Openness;
import io.tidegate.route.definition.Area;
import io.tidegate.route.definition.Version;
import io.tidegate.route.flow.Flow;
import io.tidegate.route.text.Bilingual;
import io.tidegate.rules.fact.Approval;
import io.tidegate.rules.fact.OrganisationLevel;
import io.tidegate.rules.fact.Purpose;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What will run for one service, governance included. Made only by the planner; a pure function of
 * the source, the catalog snapshot and the rule pack.
 *
 * @param path the public path template, such as <code>/api/dec/v1/declarations/{entryId}</code>
 * @param openness the decided tier for callers who are no party to a record
 * @param approval the strictest that any audience needs besides a key: absent when parties alone
 *     are served or everybody is
 * @param anonymous whether a caller without a key is served
 * @param terms for each audience the rules tell apart; every caller is of exactly one
 * @param reads every governed read, in the order of their ids in the document
 * @param calls every service whose route is part of this one, those that such a service calls among
 *     them
 * @param headers those of the answer that the route sets, each once
 * @param cache how long and for whom answers are kept; absent when each call is answered anew
 * @param variants what audiences see that the rules of masks tell apart; whoever sees none of them
 *     sees what the reads say, which is hidden at least as much as for any audience
 */
public record GovernedPlan(
    String service,
    Version version,
    Bilingual title,
    Bilingual summary,
    Area area,
    String department,
    List<String> tags,
    String path,
    Openness openness,
    Optional<Approval> approval,
    List<String> opennessRules,
    boolean anonymous,
    List<PlannedTerms> terms,
    List<PlannedParameter> parameters,
    List<PlannedRead> reads,
    List<PlannedCall> calls,
    Flow route,
    AnswerShape answer,
    List<PlannedHeader> headers,
    Optional<PlannedPaging> paging,
    Duration timeout,
    Optional<PlannedCache> cache,
    List<PlanVariant> variants,
    PlanInputs inputs) {
  public GovernedPlan {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(summary, "summary");
    Objects.requireNonNull(area, "area");
    Objects.requireNonNull(department, "department");
    tags = List.copyOf(tags);
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(openness, "openness");
    Objects.requireNonNull(approval, "approval");
    opennessRules = List.copyOf(opennessRules);
    terms = List.copyOf(terms);
    parameters = List.copyOf(parameters);
    reads = List.copyOf(reads);
    calls = List.copyOf(calls);
    Objects.requireNonNull(route, "route");
    Objects.requireNonNull(answer, "answer");
    headers = List.copyOf(headers);
    Objects.requireNonNull(paging, "paging");
    Objects.requireNonNull(timeout, "timeout");
    Objects.requireNonNull(cache, "cache");
    variants = List.copyOf(variants);
    Objects.requireNonNull(inputs, "inputs");
  }

  /** A plan of which all audiences see the same. */
  public GovernedPlan(
      String service,
      Version version,
      Bilingual title,
      Bilingual summary,
      Area area,
      String department,
      List<String> tags,
      String path,
      Openness openness,
      Optional<Approval> approval,
      List<String> opennessRules,
      boolean anonymous,
      List<PlannedTerms> terms,
      List<PlannedParameter> parameters,
      List<PlannedRead> reads,
      List<PlannedCall> calls,
      Flow route,
      AnswerShape answer,
      List<PlannedHeader> headers,
      Optional<PlannedPaging> paging,
      Duration timeout,
      Optional<PlannedCache> cache,
      PlanInputs inputs) {
    this(
        service,
        version,
        title,
        summary,
        area,
        department,
        tags,
        path,
        openness,
        approval,
        opennessRules,
        anonymous,
        terms,
        parameters,
        reads,
        calls,
        route,
        answer,
        headers,
        paging,
        timeout,
        cache,
        List.of(),
        inputs);
  }

  /** The same with other variants. */
  public GovernedPlan varied(List<PlanVariant> others) {
    return with(reads, others);
  }

  /**
   * What a variant makes of the plan: a plan of its own.
   *
   * @throws IllegalArgumentException when the variant is of a plan with another number of reads
   */
  public GovernedPlan seenAs(PlanVariant variant) {
    if (variant.fields().size() != reads.size()) {
      throw new IllegalArgumentException("the variant is of another plan");
    }
    return with(
        IntStream.range(0, reads.size())
            .mapToObj(r -> reads.get(r).showing(variant.fields().get(r)))
            .toList(),
        List.of());
  }

  private GovernedPlan with(List<PlannedRead> others, List<PlanVariant> otherVariants) {
    return new GovernedPlan(
        service,
        version,
        title,
        summary,
        area,
        department,
        tags,
        path,
        openness,
        approval,
        opennessRules,
        anonymous,
        terms,
        parameters,
        others,
        calls,
        route,
        answer,
        headers,
        paging,
        timeout,
        cache,
        otherVariants,
        inputs);
  }

  /** What whoever sees no variant sees. */
  public static final int STRICTEST = -1;

  /**
   * Which variant a call for this purpose by an organisation of this level sees: its place among
   * them, or {@link #STRICTEST}.
   */
  public int seenBy(Purpose purpose, OrganisationLevel level) {
    return IntStream.range(0, variants.size())
        .filter(v -> variants.get(v).has(purpose, level))
        .findFirst()
        .orElse(STRICTEST);
  }

  /** The parameter that names the enterprise whose records a delegate asks for. */
  public static final String OWNER = "owner";

  /** Whether principals can let others have their records by it. */
  public boolean delegated() {
    // asked of each call, and a loop is a tenth of a stream
    if (!calls.isEmpty() || parameter(OWNER).isPresent()) {
      return false;
    }
    for (PlannedRead read : reads) {
      for (PlannedTable table : read.tables()) {
        if (table.delegated()) {
          return true;
        }
      }
    }
    return false;
  }

  /** A plan that calls no other service and serves everybody on the same terms. */
  public GovernedPlan(
      String service,
      Version version,
      Bilingual title,
      Bilingual summary,
      Area area,
      String department,
      List<String> tags,
      String path,
      Openness openness,
      Optional<Approval> approval,
      List<String> opennessRules,
      boolean anonymous,
      List<PlannedParameter> parameters,
      List<PlannedRead> reads,
      Flow route,
      AnswerShape answer,
      Optional<PlannedPaging> paging,
      Duration timeout,
      PlanInputs inputs) {
    this(
        service,
        version,
        title,
        summary,
        area,
        department,
        tags,
        path,
        openness,
        approval,
        opennessRules,
        anonymous,
        PlannedTerms.alike(approval),
        parameters,
        reads,
        List.of(),
        route,
        answer,
        List.of(),
        paging,
        timeout,
        Optional.empty(),
        inputs);
  }

  /** A plan that serves everybody on the same terms. */
  public GovernedPlan(
      String service,
      Version version,
      Bilingual title,
      Bilingual summary,
      Area area,
      String department,
      List<String> tags,
      String path,
      Openness openness,
      Optional<Approval> approval,
      List<String> opennessRules,
      boolean anonymous,
      List<PlannedParameter> parameters,
      List<PlannedRead> reads,
      List<PlannedCall> calls,
      Flow route,
      AnswerShape answer,
      Optional<PlannedPaging> paging,
      Duration timeout,
      PlanInputs inputs) {
    this(
        service,
        version,
        title,
        summary,
        area,
        department,
        tags,
        path,
        openness,
        approval,
        opennessRules,
        anonymous,
        PlannedTerms.alike(approval),
        parameters,
        reads,
        calls,
        route,
        answer,
        List.of(),
        paging,
        timeout,
        Optional.empty(),
        inputs);
  }

  /**
   * The service with its major version, such as {@code vessel-calls/1}: of one key at most one plan
   * is in force.
   */
  public String key() {
    return service + "/" + version.major();
  }

  /** The terms of a call for this purpose by an organisation of this level. */
  public PlannedTerms terms(Purpose purpose, OrganisationLevel level) {
    for (PlannedTerms each : terms) {
      if (each.audience().has(purpose, level)) {
        return each;
      }
    }
    throw new IllegalStateException("a checked plan has terms for everybody");
  }

  /** The call of another service at this place of the route. */
  public PlannedCall call(String place) {
    return calls.stream()
        .filter(c -> c.place().equals(place))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the plan has no call " + place));
  }

  /** The read with this id. */
  public PlannedRead read(String id) {
    return reads.stream()
        .filter(r -> r.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the plan has no read " + id));
  }

  public Optional<PlannedParameter> parameter(String name) {
    for (PlannedParameter parameter : parameters) {
      if (parameter.name().equals(name)) {
        return Optional.of(parameter);
      }
    }
    return Optional.empty();
  }
}
