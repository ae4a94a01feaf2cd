package io.tidegate.engine.compile;

import io.tidegate.engine.plan.AnswerShape;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlanInputs;
import io.tidegate.engine.plan.PlannedCache;
import io.tidegate.engine.plan.PlannedCall;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedHeader;
import io.tidegate.engine.plan.PlannedPaging;
import io.tidegate.engine.plan.PlannedParameter;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.plan.PlannedTable;
import io.tidegate.engine.plan.PlannedTerms;
import io.tidegate.route.catalog.Catalog;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.definition.AnswerHeader;
import io.tidegate.route.definition.PagingDefinition;
import io.tidegate.route.definition.ParameterDefinition;
import io.tidegate.route.definition.ServiceDefinition;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.resolve.ResolvedService;
import io.tidegate.route.resolve.ResolvedService.PageOrder;
import io.tidegate.route.resolve.ResolvedService.Read;
import io.tidegate.route.shape.Lineage;
import io.tidegate.route.shape.Origin;
import io.tidegate.route.shape.Shape;
import io.tidegate.route.shape.Shape.Fields;
import io.tidegate.route.shape.Shape.Listing;
import io.tidegate.route.shape.Shape.Missing;
import io.tidegate.route.sql.Keyset;
import io.tidegate.route.text.Span;
import io.tidegate.rules.decide.Decisions;
import io.tidegate.rules.fact.Approval;
import io.tidegate.rules.fact.OrganisationLevel;
import io.tidegate.rules.fact.Purpose;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes the plan: decisions become masks, scopes and reasons of the reads. The only maker of a
 * {@code GovernedPlan}.
 */
final class Planner {
  /** Every public path begins with this. */
  static final String PREFIX = "/api";

  private Planner() {}

  /**
   * @param calls the services that the route calls, each with those it calls itself
   */
  static Outcome<GovernedPlan> plan(
      ResolvedService service,
      Catalog catalog,
      Decisions decisions,
      List<PlannedCall> calls,
      PlanInputs inputs) {
    Diagnostics diagnostics = new Diagnostics();
    ServiceDefinition definition = service.definition();
    ReadPlanner planner = new ReadPlanner(catalog, decisions, diagnostics, definition.delegates());
    int pageMax = definition.paging().map(PagingDefinition::max).orElse(0);
    List<PlannedRead> reads = new ArrayList<>();
    for (Read read : service.reads()) {
      reads.add(planner.plan(read, reads, keysets(service), pageMax));
    }
    Optional<PlannedPaging> paging =
        definition.paging().map(p -> paging(p, service.keysets(), reads.getFirst(), diagnostics));
    if (definition.delegates()) {
      delegates(definition, reads, calls, diagnostics);
    }
    boolean parties =
        reads.stream()
            .flatMap(r -> r.tables().stream())
            .anyMatch(t -> t.scope() == PlannedTable.Scope.PARTY);
    if (definition.openness() == Openness.CLOSED && !parties) {
      diagnostics.error(
          PlanCode.NOBODY,
          definition.service().span(),
          "the service asks to be closed and reads nothing that has parties, so nobody could call"
              + " it",
          "ask for `openness: conditional`, or read a resource with role columns");
    }
    Optional<PlannedCache> cache = CachePlanner.plan(definition, reads, catalog, diagnostics);
    logged(service, reads, diagnostics);
    List<PlannedHeader> headers = headers(service, reads, diagnostics);
    labelled(service, reads, diagnostics);
    counted(service, reads, diagnostics);
    Set<String> opennessRules = new TreeSet<>(decisions.service().rules());
    List<PlannedTerms> terms = new TermsPlanner(service, decisions, reads, calls).terms();
    Optional<Approval> approval =
        terms.stream()
            .map(PlannedTerms::approval)
            .flatMap(Optional::stream)
            .reduce(Approval::strictest);
    boolean anonymous =
        decisions.service().openness() == Openness.UNCONDITIONAL
            && calls.stream().allMatch(PlannedCall::anonymous)
            && reads.stream()
                .flatMap(r -> r.tables().stream())
                .allMatch(t -> t.base().equals(Optional.of(Relation.PUBLIC)))
            && servesAnybody(terms);
    return diagnostics.hasErrors()
        ? Outcome.refused(diagnostics)
        : Outcome.of(
            new GovernedPlan(
                definition.service().value(),
                definition.version().value(),
                definition.title(),
                definition.summary(),
                definition.area().value(),
                definition.department(),
                definition.tags(),
                path(definition),
                decisions.service().openness(),
                approval,
                List.copyOf(opennessRules),
                anonymous,
                terms,
                definition.request().parameters().stream().map(Planner::parameter).toList(),
                reads,
                calls,
                service.route(),
                shape(service.answer(), service.reached(), reads),
                headers,
                paging,
                definition.timeout(),
                cache,
                inputs),
            diagnostics);
  }

  private static String path(ServiceDefinition definition) {
    return PREFIX
        + "/"
        + definition.area().value().segment()
        + "/v"
        + definition.version().value().major()
        + definition.request().path().value();
  }

  /** Whether a caller without a key meets no condition. */
  private static boolean servesAnybody(List<PlannedTerms> terms) {
    return terms.stream()
        .filter(t -> t.audience().has(Purpose.UNSTATED, OrganisationLevel.ANONYMOUS))
        .allMatch(t -> t.served() && t.approval().isEmpty());
  }

  private static SortedMap<String, Keyset> keysets(ResolvedService service) {
    SortedMap<String, Keyset> keysets = new TreeMap<>();
    service.keysets().forEach((name, order) -> keysets.put(name, order.keyset()));
    return keysets;
  }

  /** What a called service gives goes to its own callers, and a delegate is none of them. */
  private static void delegates(
      ServiceDefinition definition,
      List<PlannedRead> reads,
      List<PlannedCall> calls,
      Diagnostics diagnostics) {
    boolean some =
        reads.stream().flatMap(r -> r.tables().stream()).anyMatch(PlannedTable::delegated);
    boolean named =
        definition.request().parameters().stream()
            .anyMatch(parameter -> parameter.name().equals(GovernedPlan.OWNER));
    if (!some || !calls.isEmpty() || named) {
      diagnostics.error(
          PlanCode.DELEGATES,
          definition.service().span(),
          !some
              ? "nothing that is read is closed and names a principal, and `delegates` is asked for"
              : named
                  ? "a parameter is called `owner`, by which delegates say whose records they ask for"
                  : "the service calls others, and asks for `delegates`");
    }
  }

  private static PlannedPaging paging(
      PagingDefinition paging,
      SortedMap<String, PageOrder> orders,
      PlannedRead read,
      Diagnostics diagnostics) {
    SortedMap<String, List<PlannedPaging.PageKey>> planned = new TreeMap<>();
    Set<Span> told = new HashSet<>();
    for (Map.Entry<String, PageOrder> order : orders.entrySet()) {
      List<PlannedPaging.PageKey> keys = new ArrayList<>();
      for (int k = 0; k < order.getValue().keyset().keys().size(); k++) {
        Keyset.Key key = order.getValue().keyset().keys().get(k);
        int index = read.fields().stream().map(PlannedField::name).toList().indexOf(key.output());
        PlannedField field = read.fields().get(index);
        if (!shown(field) && told.add(order.getValue().spans().get(k))) {
          diagnostics.error(
              PlanCode.KEY_MASKED,
              order.getValue().spans().get(k),
              "the paging key `" + key.output() + "` is hidden from some callers");
        }
        keys.add(new PlannedPaging.PageKey(index, key.output(), field.sqlType(), key.descending()));
      }
      planned.put(order.getKey(), keys);
    }
    return new PlannedPaging(read.id(), planned, paging.size(), paging.max());
  }

  private static PlannedParameter parameter(ParameterDefinition p) {
    return new PlannedParameter(
        p.name().value(),
        p.in(),
        p.type(),
        p.format(),
        p.required(),
        p.maxLength(),
        p.minimum(),
        p.maximum(),
        p.allowed(),
        p.otherwise(),
        p.title(),
        p.example());
  }

  private static AnswerShape shape(Shape shape, Lineage presence, List<PlannedRead> reads) {
    return switch (shape) {
      case Listing listing ->
          shape(true, presence.with(listing.order()), (Fields) listing.element(), reads);
      case Fields fields -> shape(false, presence, fields, reads);
      case Shape.Value value -> throw noRecords();
      case Missing missing -> throw noRecords();
    };
  }

  private static AnswerShape shape(
      boolean list, Lineage presence, Fields fields, List<PlannedRead> reads) {
    List<AnswerShape.Member> members = new ArrayList<>();
    Lineage own = fields.presence();
    for (Shape.Member member : fields.members()) {
      members.add(member(member, reads));
      if (!nested(member.shape())) {
        own = own.with(member.shape().lineage());
      }
    }
    Lineage seen = own;
    boolean related =
        reads.stream()
            .filter(Planner::governed)
            .anyMatch(r -> seen.all().stream().anyMatch(origin -> origin.read().equals(r.id())));
    return new AnswerShape(list, presence.with(fields.presence()), members, related);
  }

  private static AnswerShape.Member member(Shape.Member member, List<PlannedRead> reads) {
    return switch (member.shape()) {
      case Shape.Value value ->
          new AnswerShape.Value(
              member.name(), value.type(), false, value.nullable(), value.lineage(), value.title());
      case Listing listing when listing.element() instanceof Shape.Value value ->
          new AnswerShape.Value(
              member.name(),
              value.type(),
              true,
              listing.nullable(),
              value.lineage().decidedBy(listing.order()),
              value.title());
      case Listing listing ->
          new AnswerShape.Nested(
              member.name(), shape(listing, Lineage.NONE, reads), listing.nullable());
      case Fields fields ->
          new AnswerShape.Nested(
              member.name(), shape(fields, Lineage.NONE, reads), fields.nullable());
      case Missing missing -> throw noRecords();
    };
  }

  private static boolean nested(Shape shape) {
    return shape instanceof Fields
        || shape instanceof Listing listing && listing.element() instanceof Fields;
  }

  private static IllegalStateException noRecords() {
    return new IllegalStateException("the resolver lets only records leave");
  }

  /**
   * A log is read by people who are no party to a record: only what everybody sees may be in it, or
   * decide that a line is there.
   */
  private static void logged(
      ResolvedService service, List<PlannedRead> reads, Diagnostics diagnostics) {
    for (ResolvedService.Logged line : service.logged()) {
      for (Origin origin : line.shape().lineage().everything()) {
        PlannedField field = field(origin, reads);
        if (!harmless(field)) {
          diagnostics.error(
              PlanCode.LOGGED,
              line.span(),
              "this line would hold, or be there because of, `"
                  + field.name()
                  + "`, which is "
                  + field.label().text());
        }
      }
    }
  }

  /**
   * Headers stand beside the records: no relation is told of them, no agreement names them, and
   * what stands between writes them into its logs. So only what everybody sees may be in one, or
   * decide that it is there.
   */
  private static List<PlannedHeader> headers(
      ResolvedService service, List<PlannedRead> reads, Diagnostics diagnostics) {
    SortedMap<AnswerHeader, Lineage> headers = new TreeMap<>();
    Set<String> told = new HashSet<>();
    for (ResolvedService.Headed header : service.headed()) {
      headers.merge(header.header(), header.lineage(), Lineage::with);
      for (Origin origin : header.lineage().everything()) {
        PlannedField field = field(origin, reads);
        if (!harmless(field) && told.add(header.span() + " " + origin)) {
          diagnostics.error(
              PlanCode.HEADER,
              header.span(),
              "`"
                  + header.header().word()
                  + "` would hold, or be there because of, `"
                  + field.name()
                  + "`, which is "
                  + field.label().text());
        }
      }
    }
    return headers.entrySet().stream()
        .map(header -> new PlannedHeader(header.getKey(), header.getValue()))
        .toList();
  }

  /** Whether it can be read by anybody, whatever the caller is. */
  private static boolean harmless(PlannedField field) {
    return shown(field)
        && field.label().sensitivity().map(s -> s.compareTo(Sensitivity.S1) <= 0).orElse(false);
  }

  /** A breaker is one for all callers: nothing may open it that only some of them see. */
  private static void counted(
      ResolvedService service, List<PlannedRead> reads, Diagnostics diagnostics) {
    for (ResolvedService.Counted breaker : service.counted()) {
      breaker.failing().everything().stream()
          .map(origin -> field(origin, reads))
          .filter(field -> !shown(field))
          .findFirst()
          .ifPresent(
              field ->
                  diagnostics.error(
                      PlanCode.BREAKER,
                      breaker.span(),
                      "a source would fail here, or seem to, because of `"
                          + field.name()
                          + "`, which is "
                          + field.label().text()));
    }
  }

  private static PlannedField field(Origin origin, List<PlannedRead> reads) {
    return reads.stream()
        .filter(r -> r.id().equals(origin.read()))
        .findFirst()
        .orElseThrow()
        .fields()
        .get(origin.output());
  }

  /** What is in a text is as hidden as the text: its label must do for all of it. */
  private static void labelled(
      ResolvedService service, List<PlannedRead> reads, Diagnostics diagnostics) {
    for (ResolvedService.Labelled text : service.labelled()) {
      for (Origin origin : text.text().lineage().values()) {
        PlannedField field = field(origin, reads);
        boolean strict =
            field.label().sensitivity().map(s -> s.compareTo(text.sensitivity()) >= 0).orElse(true);
        if (!strict) {
          diagnostics.error(
              PlanCode.CONTENT,
              text.span(),
              "`" + field.name() + "` is " + field.label().text() + ", which is less than this");
        }
      }
    }
  }

  private static boolean shown(PlannedField field) {
    return MaskChoice.isNone(field.fixed())
        && field.masks().values().stream().allMatch(MaskChoice::isNone);
  }

  private static boolean governed(PlannedRead read) {
    return read.tables().stream()
        .anyMatch(t -> t.scope() == PlannedTable.Scope.PARTY || t.relations().size() > 1);
  }
}
