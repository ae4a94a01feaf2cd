package io.tidegate.route.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.definition.ServiceDefinition;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.parse.RouteSubset.Option;
import io.tidegate.route.parse.RouteSubset.Step;
import io.tidegate.route.text.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of what a route may have, and the parser, say the same. */
class RouteSubsetTest {
  private static final String INNER = "[ { log: x } ]";

  private static String document(String step) {
    return """
        service: a
        version: 1.0.0
        title: { zh: 甲, en: A }
        summary: { zh: 甲, en: A }
        area: declaration
        department: 海关
        openness: closed
        request: { get: /a }
        route:
          from:
            uri: direct:request
            steps:
              - %s
        """
        .formatted(step);
  }

  private static List<Diagnostic> errors(String step) {
    Outcome<ServiceDefinition> outcome =
        ServiceParser.parse(new SourceText("a.yaml", document(step)));
    return outcome.diagnostics().stream().filter(Diagnostic::isError).toList();
  }

  private static String written(Step step, List<String> options) {
    String inner = "{ " + String.join(", ", options) + " }";
    return switch (step.endpoint()) {
      case "" -> "{ " + step.name() + ": " + inner + " }";
      case "direct" ->
          "{ to: { uri: \"direct:other\""
              + (options.isEmpty() ? "" : ", parameters: " + inner)
              + " } }";
      case "service" -> "{ to: { uri: \"service:other@1\", parameters: " + inner + " } }";
      default -> "{ to: { uri: " + step.endpoint() + ", parameters: " + inner + " } }";
    };
  }

  private static List<String> required(Step step) {
    return step.options().stream().filter(Option::required).map(o -> written(step, o)).toList();
  }

  /** An option with a value of its kind. */
  private static String written(Step step, Option option) {
    String key = option.name().split(" \\| ")[0];
    return switch (option.kind()) {
      case SOURCE -> key + ": \"#customs\"";
      case OPERATION -> key + ": terminal/listMoves";
      case SQL -> key + ": select 1 as a";
      case CONDITIONS -> key + ": [ \"b = :#c\" ]";
      case ORDERS -> key + ": { by: order, orders: { newest: [ -b, a ] } }";
      case ROUTE -> key + ": \"direct:other\"";
      case EXPRESSION ->
          key.equals("(inputs)") || key.equals("(parameters)")
              ? "containerNo: \"${body.a}\""
              : key + ": \"" + (key.equals("simple") ? "${body}" : "true") + "\"";
      case STEPS -> key + ": " + (key.equals("steps") ? INNER : "{ steps: " + INNER + " }");
      case BRANCHES ->
          key.equals("when")
              ? "when: [ { groovy: \"true\", steps: " + INNER + " } ]"
              : "doCatch: [ { exception: TG-SRC, steps: " + INNER + " } ]";
      case STRATEGY -> key + ": \"#merge\"";
      case SHAPE -> key + (step.name().equals("marshal") ? ": {}" : ": { object: { a: string } }");
      case FLAG -> key + ": true";
      case NUMBER -> key + ": 5";
      case NAME -> key + ": a";
      case WORD ->
          switch (key) {
            case "outputType" -> "outputType: SelectOne";
            case "miss" -> "miss: keep";
            case "sensitivity" -> "sensitivity: S2";
            case "name" -> "name: X-Tidegate-Source";
            case "exceptionType" -> "exceptionType: TG-DATA-404";
            case "language" -> "language: { language: raw, expression: a }";
            default -> throw new IllegalStateException("no word for " + key);
          };
      case TEXT ->
          switch (key) {
            case "comparator" -> "comparator: \"#by(a,-b)\"";
            case "message" -> "message: x";
            case "resilience4jConfiguration" ->
                "resilience4jConfiguration: { failureRateThreshold: 5, minimumNumberOfCalls: 2, waitDurationInOpenState: 3 }";
            default -> throw new IllegalStateException("no text for " + key);
          };
    };
  }

  static List<Step> steps() {
    return RouteSubset.steps();
  }

  static Stream<Arguments> options() {
    return steps().stream()
        .flatMap(step -> step.options().stream().map(option -> Arguments.of(step, option)));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void aStepParsesWithWhatItNeeds(Step step) {
    assertThat(errors(written(step, required(step)))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("options")
  void everyOptionIsRead(Step step, Option option) {
    List<String> options = new ArrayList<>(required(step));
    String own = written(step, option);
    options.remove(own);
    if (option.name().equals("language")) {
      options.removeIf(other -> other.startsWith("groovy"));
    }
    options.add(own);

    assertThat(errors(written(step, options))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("options")
  void whatAStepNeedsMustBeThere(Step step, Option option) {
    List<String> options = new ArrayList<>(required(step));
    options.remove(written(step, option));

    assertThat(errors(written(step, options)).isEmpty()).isEqualTo(!option.required());
  }

  @ParameterizedTest
  @MethodSource("steps")
  void aKeyThatIsNotInTheTableIsRefusedAtItsPlace(Step step) {
    List<String> options = new ArrayList<>(required(step));
    options.add("nonsense: 1");

    List<Diagnostic> errors = errors(written(step, options));

    if (step.endpoint().equals("source") || step.endpoint().equals("service")) {
      assertThat(errors).as("what is asked has names of its own").isEmpty();
    } else {
      assertThat(errors).extracting(d -> d.span().text()).containsExactly("nonsense");
    }
  }

  @ParameterizedTest
  @MethodSource("steps")
  void anExpressionMayStandUnderItsOwnKey(Step step) {
    List<String> options = new ArrayList<>();
    boolean moved = false;
    for (Option option : step.options()) {
      String own = written(step, option);
      boolean expression =
          option.kind() == RouteSubset.Kind.EXPRESSION && option.required() && !moved;
      if (option.required()) {
        options.add(expression ? "expression: { " + own + " }" : own);
      }
      moved |= expression;
    }

    if (moved) {
      assertThat(errors(written(step, options))).isEmpty();
      options.add("groovy: \"1\"");
      assertThat(errors(written(step, options))).as("two expressions").isNotEmpty();
    }
  }

  @Test
  void everyStepTheParserKnowsIsInTheTable() {
    assertThat(RouteSubset.names())
        .containsExactly(
            "to",
            "multicast",
            "enrich",
            "split",
            "choice",
            "filter",
            "loop",
            "setBody",
            "transform",
            "setVariable",
            "setHeader",
            "sort",
            "validate",
            "doTry",
            "circuitBreaker",
            "unmarshal",
            "marshal",
            "throwException",
            "log");
  }

  @ParameterizedTest
  @CsvSource({
    "loop,constant: 0",
    "loop,constant: 101",
    "loop,constant: many",
    "loop,constant: -1",
    "multicast,timeout: 0",
    "multicast,parallelProcessing: perhaps",
    "sort,comparator: '#by()'",
    "sort,comparator: '#by(a,,b)'",
    "sort,comparator: '#by(--a)'",
    "sort,comparator: '#of(a)'",
    "throwException,exceptionType: java.lang.Error",
    "setHeader,name: Content-Type",
    "setVariable,name: 1a",
    "setVariable,name: a-b",
    "enrich,constant: 'file:a'",
    "enrich,constant: 'direct:A'"
  })
  void aValueOutsideItsKindIsRefused(String name, String option) {
    Step step = RouteSubset.step(name, "").orElseThrow();
    String key = option.substring(0, option.indexOf(':'));
    List<String> options = new ArrayList<>(required(step));
    options.removeIf(other -> other.startsWith(key + ":"));
    options.add(option.replace("'", "\""));

    assertThat(errors(written(step, options))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "multicast,#nest,true",
    "multicast,#concat,true",
    "multicast,#merge,true",
    "multicast,#join(a),false",
    "multicast,#group(a),false",
    "multicast,#nest(a),false",
    "multicast,#nest(),false",
    "multicast,nest,false",
    "multicast,#Nest,false",
    "split,#concat,true",
    "split,#merge,true",
    "split,#nest(a),true",
    "split,#nest,false",
    "split,#nest(a.b),false",
    "split,#join(a=b),true",
    "split,#join,false",
    "split,#group(a),false",
    "enrich,#nest,true",
    "enrich,#merge,true",
    "enrich,#concat,false",
    "enrich,#join(a),true",
    "enrich,#join(a=b),true",
    "enrich,#join( a = b ),true",
    "enrich,#join,false",
    "enrich,#join(),false",
    "enrich,#join(a=),false",
    "enrich,#join(a==b),false",
    "enrich,#join(a.b),false",
    "enrich,#group(a=b),true",
    "enrich,#group(a)(b),false",
    "enrich,#class:x,false"
  })
  void aStrategyFitsItsStep(String name, String strategy, boolean accepted) {
    Step step = RouteSubset.step(name, "").orElseThrow();
    List<String> options = new ArrayList<>(required(step));
    options.removeIf(other -> other.startsWith("aggregationStrategy"));
    options.add("aggregationStrategy: \"" + strategy + "\"");

    assertThat(errors(written(step, options)).isEmpty()).isEqualTo(accepted);
  }

  @Test
  void aStrategyMayHaveSeveralKeys() {
    assertThat(
            errors(
                "{ enrich: { constant: \"direct:other\", aggregationStrategy: \"#join(a, b=c)\" } }"))
        .isEmpty();
  }

  @Test
  void aRawKeyHasNoExpressionBesideIt() {
    assertThat(
            errors(
                "{ setVariable: { name: a, language: { language: raw, expression: b }, groovy: \"1\" } }"))
        .hasSize(1);
  }
}
