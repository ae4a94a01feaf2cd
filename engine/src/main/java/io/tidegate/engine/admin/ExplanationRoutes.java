package io.tidegate.engine.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.engine.agreement.Agreement;
import io.tidegate.engine.applying.Applying;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.publish.EndpointTable;
import io.tidegate.engine.publish.LiveEndpoint;
import io.tidegate.engine.store.CallStore;
import io.tidegate.engine.store.CallStore.Question;
import io.tidegate.engine.store.CallStore.StoredCall;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.text.Bilingual;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Why an enterprise was answered what it was: the record of one of its own calls, the agreements it
 * held then, and what the certificate of the plan that answered says of each field. Nothing of it
 * is data, and a call of another is answered like one that is not there.
 */
final class ExplanationRoutes {
  private final Supplier<EndpointTable> live;
  private final CallStore calls;
  private final Applying applying;

  /**
   * @param live the table that is served at the moment
   */
  ExplanationRoutes(Supplier<EndpointTable> live, CallStore calls, Applying applying) {
    this.live = Objects.requireNonNull(live, "live");
    this.calls = Objects.requireNonNull(calls, "calls");
    this.applying = Objects.requireNonNull(applying, "applying");
  }

  List<AdminRoute> all() {
    return List.of(
        new AdminRoute(
            "GET",
            "/portal/v1/calls/{trace}",
            AdminRoute.MEMBERS,
            false,
            List.of(),
            200,
            new Bilingual(
                "说明本组织一次调用的回答：版本、协议、各数据项的脱敏与规则",
                "explains the answer of one of the organisation's calls: its revision, its"
                    + " agreement, and what hid each field by which rule"),
            this::explain));
  }

  private AdminAnswer explain(AdminRequest request) throws AdminException {
    Question question =
        Question.by(
            request.organisation(),
            new Question(
                Optional.of(request.path().get("trace")), Optional.empty(), Optional.empty()));
    StoredCall call =
        calls.before(Long.MAX_VALUE, question, 1).stream()
            .findFirst()
            .orElseThrow(() -> new AdminException(AdminProblem.UNKNOWN));
    List<Agreement> held =
        applying
            .agreements(Optional.of(request.organisation()), Long.MAX_VALUE, Integer.MAX_VALUE)
            .stream()
            .filter(agreement -> stoodFor(agreement, call))
            .toList();
    // what was in force then may have been replaced; what is in force now does not explain it
    Optional<LiveEndpoint> endpoint =
        live.get().endpoints().stream()
            .filter(one -> one.plan().service().equals(call.service()))
            .filter(one -> one.certificate().fingerprint().equals(call.fingerprint()))
            // which of several ways it was seen in is not on record
            .filter(one -> one.plan().variants().isEmpty())
            .findFirst();
    return AdminAnswer.json(
        200,
        json -> {
          json.writeObjectFieldStart("call");
          CallRoutes.call(json, call);
          json.writeEndObject();
          json.writeArrayFieldStart("agreements");
          for (Agreement agreement : held) {
            json.writeStartObject();
            agreement(json, agreement);
            json.writeEndObject();
          }
          json.writeEndArray();
          if (endpoint.isPresent()) {
            json.writeObjectFieldStart("service");
            Set<Relation> had = relations(call, !held.isEmpty());
            service(json, endpoint.get(), of -> told(had, of));
            json.writeEndObject();
          }
        });
  }

  /** Whether an agreement was in force for a call when it was made. */
  static boolean stoodFor(Agreement agreement, StoredCall call) {
    return call.application().equals(Optional.of(agreement.terms().application()))
        && agreement.terms().service().equals(call.service())
        && call.version().startsWith(agreement.terms().major() + ".")
        && call.owner().equals(agreement.terms().owner().map(owner -> owner.usci()))
        && agreement.platform().filter(signed -> !call.at().isBefore(signed.at())).isPresent()
        && call.at().isBefore(agreement.until())
        && agreement.ending().filter(end -> !call.at().isBefore(end.at())).isEmpty();
  }

  /**
   * Those of a field's relations that gave it to a caller. What nobody is a party of, such as the
   * names of codes, comes with a record of one's own as it does to everybody who may call.
   *
   * @param had what the caller was to the records, and whether it held an agreement
   */
  static Set<Relation> told(Set<Relation> had, Set<Relation> of) {
    Set<Relation> told = EnumSet.noneOf(Relation.class);
    told.addAll(of);
    told.retainAll(had);
    if (told.isEmpty()) {
      of.stream().filter(relation -> !relation.ofRecord()).forEach(told::add);
    }
    return told;
  }

  /** What the caller was to the records, as far as it is on record. */
  private static Set<Relation> relations(StoredCall call, boolean agreed) {
    Set<Relation> relations = EnumSet.noneOf(Relation.class);
    call.relations().forEach(word -> relations.add(Relation.valueOf(word)));
    if (agreed) {
      relations.add(Relation.APPROVED);
    }
    return relations;
  }

  private static void agreement(JsonGenerator json, Agreement agreement) throws IOException {
    json.writeNumberField("id", agreement.number());
    json.writeStringField("name", agreement.name());
    json.writeStringField("purpose", agreement.terms().purpose().word());
    json.writeStringField("rows", agreement.terms().rows().name().toLowerCase(Locale.ROOT));
    json.writeStringField("from", agreement.terms().from().toString());
    json.writeStringField("to", agreement.terms().to().toString());
    AdminAnswer.words(json, "fields", agreement.terms().fields());
  }

  private static void service(
      JsonGenerator json, LiveEndpoint endpoint, UnaryOperator<Set<Relation>> relations)
      throws IOException {
    GovernedPlan plan = endpoint.plan();
    AdminAnswer.bilingual(json, "title", plan.title());
    json.writeStringField("openness", plan.openness().name().toLowerCase(Locale.ROOT));
    AccessRoutes.fields(json, endpoint, relations);
  }
}
