package io.tidegate.route.resolve;

import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.definition.ParameterDefinition;
import io.tidegate.route.definition.ParameterForms;
import io.tidegate.route.definition.ResponseDefinition;
import io.tidegate.route.definition.ResponseDefinition.NestedMember;
import io.tidegate.route.definition.ResponseDefinition.ValueMember;
import io.tidegate.route.definition.ServiceDefinition;
import io.tidegate.route.definition.StepDefinition.Input;
import io.tidegate.route.definition.StepDefinition.ServiceStep;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.flow.Flow;
import io.tidegate.route.resolve.CalledServices.AnotherCalled;
import io.tidegate.route.resolve.CalledServices.Callable;
import io.tidegate.route.resolve.CalledServices.Circular;
import io.tidegate.route.resolve.CalledServices.OtherVersion;
import io.tidegate.route.resolve.CalledServices.Refused;
import io.tidegate.route.resolve.CalledServices.Unknown;
import io.tidegate.route.resolve.FlowResolver.Typed;
import io.tidegate.route.resolve.ResolvedService.Counted;
import io.tidegate.route.resolve.ResolvedService.Labelled;
import io.tidegate.route.resolve.ResolvedService.Logged;
import io.tidegate.route.script.Script;
import io.tidegate.route.shape.Lineage;
import io.tidegate.route.shape.Shape;
import io.tidegate.route.shape.Shape.Fields;
import io.tidegate.route.shape.Shape.Member;
import io.tidegate.route.shape.Shape.Value;
import io.tidegate.route.text.Bilingual;
import io.tidegate.route.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Puts the route of a called service in the place of the call. Its reads stand in the plan like the
 * caller's own, so that nothing of what is proven about a plan has to know of calls.
 */
final class CallResolver {
  /** Most reads of a plan, those of called services among them. */
  static final int MAX_READS = 64;

  private final ReadResolver reads;
  private final Expressions expressions;
  private final CalledServices services;
  private final Diagnostics diagnostics;

  CallResolver(
      ReadResolver reads,
      Expressions expressions,
      CalledServices services,
      Diagnostics diagnostics) {
    this.reads = reads;
    this.expressions = expressions;
    this.services = services;
    this.diagnostics = diagnostics;
  }

  /**
   * A call that was understood.
   *
   * @param absence what decides that there is no answer, when that can be
   * @param logged what the called route logs, each line told at the call
   * @param labelled the texts it reads whose content it labels, each told at the call
   * @param counted what its breakers count, each told at the call
   * @param failing what decides whether a source fails in it
   * @param passed what decides that it does not end the call
   */
  record Called(
      Flow.Call flow,
      Shape answer,
      Optional<Lineage> absence,
      boolean usesBody,
      List<Logged> logged,
      List<Labelled> labelled,
      List<Counted> counted,
      Lineage failing,
      Lineage passed) {}

  Optional<Called> call(ServiceStep step, RouteState state) {
    return service(step).flatMap(service -> call(step, service, state));
  }

  private Optional<ServiceDefinition> service(ServiceStep step) {
    String id = step.service().value();
    return switch (services.find(id, step.version().map(v -> v.value()))) {
      case Callable found when found.definition().paging().isPresent() ->
          refuse(
              step.service().span(),
              "the service `" + id + "` answers in pages and cannot be called",
              "call a service that answers in one piece, or read its source yourself");
      case Callable found -> Optional.of(found.definition());
      case Unknown unknown -> {
        diagnostics.unknown(
            ResolveCode.CALLED,
            step.service().span(),
            "there is no service `" + id + "` to call",
            id,
            unknown.known());
        yield Optional.empty();
      }
      case OtherVersion other ->
          refuse(
              step.version().orElse(step.service()).span(),
              "the service `" + id + "` has no such version",
              "it is there as " + String.join(", ", other.known()));
      case AnotherCalled another ->
          refuse(
              step.version().orElse(step.service()).span(),
              "`" + id + "` is called as " + another.called() + " already",
              "call one version of a service");
      case Circular circular -> {
        diagnostics.error(
            ResolveCode.CYCLE,
            step.service().span(),
            "the service `" + id + "` leads back to this one");
        yield Optional.empty();
      }
      case Refused refused ->
          refuse(
              step.service().span(),
              "the service `" + id + "` is refused itself: " + refused.reason(),
              "mend that service first");
    };
  }

  private <T> Optional<T> refuse(Span span, String message, String help) {
    diagnostics.error(ResolveCode.CALLED, span, message, help);
    return Optional.empty();
  }

  private Optional<Called> call(ServiceStep step, ServiceDefinition service, RouteState state) {
    SortedMap<String, Expressions.Typed> arguments = new TreeMap<>();
    boolean complete = true;
    for (Input input : step.arguments()) {
      Optional<Expressions.Typed> typed = argument(service, input, state);
      complete &= typed.isPresent();
      typed.ifPresent(t -> arguments.put(input.name().value(), t));
    }
    for (ParameterDefinition parameter : service.request().parameters()) {
      String name = parameter.name().value();
      boolean given = step.arguments().stream().anyMatch(i -> i.name().value().equals(name));
      if (parameter.required() && !given) {
        complete = false;
        diagnostics.error(
            ResolveCode.ARGUMENT,
            step.service().span(),
            "`" + step.service() + "` cannot be called without `" + name + "`",
            "write `" + name + ": …` under `parameters:`");
      }
    }
    return complete ? inlined(step, service, arguments) : Optional.empty();
  }

  private Optional<Expressions.Typed> argument(
      ServiceDefinition service, Input input, RouteState state) {
    List<ParameterDefinition> parameters = service.request().parameters();
    String name = input.name().value();
    Optional<ParameterDefinition> known =
        parameters.stream().filter(p -> p.name().value().equals(name)).findFirst();
    if (known.isEmpty()) {
      diagnostics.unknown(
          ResolveCode.ARGUMENT,
          input.name().span(),
          "the service has no parameter `" + name + "`",
          name,
          parameters.stream().map(p -> p.name().value()).toList());
      return Optional.empty();
    }
    Optional<Expressions.Typed> typed = expressions.single(input.value(), state);
    FieldType wanted = known.get().type();
    if (typed.isPresent()
        && typed.get().shape() instanceof Value value
        && value.type() != wanted
        && !(wanted == FieldType.NUMBER && value.type() == FieldType.INTEGER)) {
      diagnostics.error(
          ResolveCode.ARGUMENT,
          input.value().span(),
          "the parameter `" + name + "` is " + wanted.word() + "; this is " + value.type().word(),
          "give it a value of its type; one `${…}` alone keeps the type of what it names");
      return Optional.empty();
    }
    return typed.filter(argument -> fits(known.get(), argument, input.value().span()));
  }

  /** What is written out is held to what a request would be held to. */
  private boolean fits(ParameterDefinition parameter, Expressions.Typed argument, Span span) {
    Optional<String> text = argument.script().constant();
    if (text.isEmpty()) {
      return true;
    }
    Optional<String> wrong =
        parameter
            .format()
            .flatMap(format -> ParameterForms.problem(format, text.get(), OptionalInt.empty()))
            .map(Bilingual::en);
    if (wrong.isEmpty() && text.get().length() > parameter.maxLength()) {
      wrong = Optional.of("has at most " + parameter.maxLength() + " characters");
    }
    if (wrong.isEmpty()
        && !parameter.allowed().isEmpty()
        && !parameter.allowed().contains(text.get())) {
      wrong = Optional.of("is one of " + String.join(", ", parameter.allowed()));
    }
    wrong.ifPresent(
        why ->
            diagnostics.error(
                ResolveCode.ARGUMENT,
                span,
                "`"
                    + text.get()
                    + "` is no value of `"
                    + parameter.name().value()
                    + "`, which "
                    + why,
                "give it a value that a request to the service could have"));
    return wrong.isEmpty();
  }

  private Optional<Called> inlined(
      ServiceStep step, ServiceDefinition service, SortedMap<String, Expressions.Typed> arguments) {
    String place = reads.id(step.service().value(), step.span());
    Diagnostics within = new Diagnostics();
    ReadResolver calledReads = reads.called(place, service.request().parameters(), within);
    FlowResolver route =
        new FlowResolver(service, parameters(service, arguments), calledReads, services, within);
    Optional<Typed> typed = route.route(service.route());
    Optional<RouteState> end = typed.flatMap(Typed::after);
    Optional<Shape> answer =
        end.flatMap(
            e ->
                new AnswerDeclaration(within)
                    .answer(service.response(), e.body(), service.route().span()));
    // it compiles by itself; what is wrong now comes of what it is called with
    for (Diagnostic diagnostic : within.list()) {
      if (diagnostic.isError()) {
        return refuse(
            step.service().span(),
            "`" + step.service() + "` cannot be called with these: " + diagnostic.message(),
            diagnostic.help());
      }
    }
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    if (reads.reads().size() > MAX_READS) {
      return refuse(
          step.service().span(),
          "with what `" + step.service() + "` reads there are more than " + MAX_READS + " reads",
          "call fewer services, or call services that read less");
    }
    SortedMap<String, Script> scripts = new TreeMap<>();
    arguments.forEach((name, argument) -> scripts.put(name, argument.script()));
    Flow.Call call =
        new Flow.Call(
            place,
            service.service().value(),
            scripts,
            service.response().map(CallResolver::kept),
            typed.get().flow());
    return Optional.of(
        new Called(
            call,
            answer.get(),
            end.get().absence(),
            arguments.values().stream().anyMatch(Expressions.Typed::usesBody),
            route.logged().stream().map(l -> new Logged(l.shape(), step.span())).toList(),
            route.labelled().stream()
                .map(l -> new Labelled(l.text(), l.sensitivity(), step.span()))
                .toList(),
            route.counted().stream().map(c -> new Counted(c.failing(), step.span())).toList(),
            route.failing(),
            end.get().control()));
  }

  /** The parameters of the called service, each with the lineage of what it is bound to. */
  private static Fields parameters(
      ServiceDefinition service, SortedMap<String, Expressions.Typed> arguments) {
    List<Member> members = new ArrayList<>();
    for (Member member : Expressions.parameters(service.request().parameters()).members()) {
      Value declared = (Value) member.shape();
      Value bound =
          arguments.containsKey(member.name())
              ? Value.of(declared.type(), true, arguments.get(member.name()).shape().lineage())
              : declared;
      members.add(new Member(member.name(), bound));
    }
    return new Fields(members, false, Lineage.NONE);
  }

  private static List<Flow.Kept> kept(ResponseDefinition response) {
    return response.members().stream()
        .map(
            member ->
                switch (member) {
                  case ValueMember value -> new Flow.Kept(value.name().value(), List.of());
                  case NestedMember nested ->
                      new Flow.Kept(nested.name().value(), kept(nested.response()));
                })
        .toList();
  }
}
