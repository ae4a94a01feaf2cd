package io.tidegate.route.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.definition.ServiceDefinition;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.parse.ServiceParser;
import io.tidegate.route.shape.Lineage;
import io.tidegate.route.shape.Shape;
import io.tidegate.route.sql.CustomsCatalog;
import io.tidegate.route.sql.PgGrammar;
import io.tidegate.route.sql.SqlAnalyzer;
import io.tidegate.route.text.SourceText;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What each step makes of what it is given: members, types, what they depend on, what is refused.
 */
class FlowResolverTest {
  private static final ServiceResolver RESOLVER =
      new ServiceResolver(new SqlAnalyzer(new PgGrammar()));

  private static final String HEAD =
      "- to: { uri: sql, parameters: { dataSource: '#customs', outputType: SelectOne,"
          + " query: 'select h.entry_id, h.status, h.goods_count from dec.head h where h.entry_id = :#id' } }\n";
  private static final String ITEMS =
      "- to: { uri: sql, parameters: { dataSource: '#customs',"
          + " query: 'select i.g_no, i.g_name, i.qty, i.origin from dec.item i join dec.head h on h.head_id = i.head_id"
          + " where h.entry_id = :#id' } }\n";
  private static final String CODES =
      "- to: { uri: sql, parameters: { dataSource: '#customs',"
          + " query: 'select c.code, c.name_zh from ref.code c' } }\n";

  private static String text(String steps, String... routes) {
    StringBuilder text =
        new StringBuilder(
            """
            service: a
            version: 1.0.0
            title: { zh: 甲, en: A }
            summary: { zh: 甲, en: A }
            area: declaration
            department: 海关
            openness: closed
            request:
              get: /a/{id}
              parameters:
                id: { in: path, type: string, title: { zh: 号, en: Id } }
            route:
              from:
                uri: direct:request
                steps:
            """);
    text.append(steps.indent(6));
    for (int i = 0; i < routes.length; i += 2) {
      text.append(i == 0 ? "routes:\n" : "");
      text.append("  ").append(routes[i]).append(":\n    steps:\n").append(routes[i + 1].indent(6));
    }
    return text.toString();
  }

  private static Outcome<ResolvedService> resolve(String steps, String... routes) {
    String text = text(steps, routes);
    Outcome<ServiceDefinition> parsed = ServiceParser.parse(new SourceText("a.yaml", text));
    assertThat(parsed.isRefused()).as(parsed.diagnostics() + "\n" + text).isFalse();
    return RESOLVER.resolve(
        parsed.value().orElseThrow(), CustomsCatalog.standard(), CalledServices.NONE);
  }

  /** What stands at each step: its line, what it finds, and what is behind it. */
  private static List<String> shapes(String steps) {
    ServiceDefinition definition =
        ServiceParser.parse(new SourceText("a.yaml", text(steps))).value().orElseThrow();
    return RESOLVER.shapes(definition, CustomsCatalog.standard(), CalledServices.NONE).stream()
        .map(
            step ->
                step.span().line()
                    + " "
                    + names(step.given())
                    + step.variables().keySet()
                    + " -> "
                    + step.yielded().map(FlowResolverTest::names).orElse("?"))
        .toList();
  }

  private static String names(Shape shape) {
    return shape instanceof Shape.Fields fields ? fields.names().toString() : "-";
  }

  private static String answer(String steps, String... routes) {
    Outcome<ResolvedService> outcome = resolve(steps, routes);
    assertThat(outcome.isRefused()).as(outcome.diagnostics().toString()).isFalse();
    return text(outcome.value().orElseThrow().answer());
  }

  private static List<String> errors(String steps, String... routes) {
    return resolve(steps, routes).diagnostics().stream()
        .filter(Diagnostic::isError)
        .map(d -> d.code().id())
        .toList();
  }

  /** A shape with what everything in it depends on: values, then after a bar what decides. */
  private static String text(Shape shape) {
    return switch (shape) {
      case Shape.Value value ->
          value.type().word() + (value.nullable() ? "?" : "") + text(value.lineage());
      case Shape.Missing missing -> "nothing" + text(missing.lineage());
      case Shape.Fields fields ->
          fields.members().stream()
                  .map(m -> m.name() + " " + text(m.shape()))
                  .collect(Collectors.joining(", ", "{", "}"))
              + (fields.nullable() ? "?" : "")
              + text(fields.presence());
      case Shape.Listing list ->
          "[" + text(list.element()) + "]" + (list.nullable() ? "?" : "") + text(list.order());
    };
  }

  private static String text(Lineage lineage) {
    if (lineage.isNone()) {
      return "";
    }
    String values =
        lineage.values().stream()
            .map(o -> o.read() + "." + o.output())
            .collect(Collectors.joining(" "));
    String control =
        lineage.control().stream()
            .map(o -> o.read() + "." + o.output())
            .collect(Collectors.joining(" "));
    return "(" + values + (control.isEmpty() ? "" : "|" + control) + ")";
  }

  @Test
  void aReadYieldsItsOutputs() {
    assertThat(answer(HEAD))
        .isEqualTo(
            "{entry_id string(request.0), status string?(request.1), goods_count integer(request.2)}");
    assertThat(answer(CODES.replace("from ref.code c", "from ref.code c where c.code = :#id")))
        .isEqualTo("[{code string(request.0), name_zh string(request.1)}]");
  }

  @Test
  void branchesNest() {
    String nest =
        "- multicast: { aggregationStrategy: '#nest', steps: [ { to: 'direct:head' }, { to: 'direct:items' } ] }\n";

    assertThat(answer(nest, "head", HEAD, "items", ITEMS))
        .isEqualTo(
            "{entry_id string(head.0), status string?(head.1), goods_count integer(head.2), items [{"
                + "g_no integer(items.0), g_name string(items.1), qty number?(items.2), origin string?(items.3)}]}");
    assertThat(
            answer(
                nest.replace("steps", "stopOnException: false, steps"),
                "head",
                HEAD,
                "items",
                ITEMS))
        .as("a branch that may fail may be missing")
        .contains("items [{")
        .endsWith("}]?}");
    assertThat(errors(nest, "head", ITEMS, "items", HEAD)).containsExactly("ROUTE-SHAPE");
  }

  @Test
  void branchesMerge() {
    String merge =
        "- multicast: { aggregationStrategy: '#merge', steps: [ { to: 'direct:head' }, { to: 'direct:more' } ] }\n";
    String more = HEAD.replace("h.entry_id, h.status, h.goods_count", "h.d_date");

    assertThat(answer(merge, "head", HEAD, "more", more)).endsWith("d_date date(more.0)}");
    assertThat(
            answer(
                merge.replace("steps", "stopOnException: false, steps"),
                "head",
                HEAD,
                "more",
                more))
        .endsWith("d_date date?(more.0)}");
    assertThat(errors(merge, "head", HEAD, "more", HEAD))
        .as("members of one name")
        .containsExactly("ROUTE-MEMBER", "ROUTE-MEMBER", "ROUTE-MEMBER");
    assertThat(errors(merge, "head", HEAD, "more", ITEMS)).containsExactly("ROUTE-SHAPE");
  }

  @Test
  void branchesFollowEachOther() {
    String concat =
        "- multicast: { aggregationStrategy: '#concat', steps: [ { to: 'direct:one' }, { to: 'direct:two' } ] }\n";
    String text =
        CODES
            .replace("c.name_zh", "'x' as name_zh")
            .replace("'", "''")
            .replace("''#customs''", "'#customs'")
            .replace("query: ''", "query: '")
            .replace("c'' }", "c' }");

    assertThat(
            answer(
                HEAD + "- enrich: { constant: 'direct:both', aggregationStrategy: '#nest' }\n",
                "both",
                concat,
                "one",
                CODES,
                "two",
                text))
        .contains("both [{code string(one.0 two.0), name_zh string(one.1 two.1)}]");
    assertThat(errors(concat, "one", ITEMS, "two", CODES)).containsExactly("ROUTE-SHAPE");
  }

  @Test
  void enrichAddsAndMatches() {
    assertThat(
            answer(
                ITEMS
                    + "- enrich: { constant: 'direct:codes', aggregationStrategy: '#join(origin=code)' }\n",
                "codes",
                CODES))
        .isEqualTo(
            "[{g_no integer(request-1.0), g_name string(request-1.1), qty number?(request-1.2),"
                    .replace("request-1", "request")
                + " origin string?(request.3), name_zh string?(codes.1|codes.0 request.3)}]");
    assertThat(
            answer(
                ITEMS
                    + "- enrich: { constant: 'direct:codes', aggregationStrategy: '#group(origin=code)' }\n",
                "codes",
                CODES))
        .endsWith(
            "codes [{code string(codes.0|codes.0 request.3), name_zh string(codes.1|codes.0 request.3)}"
                + "(|codes.0 request.3)](|codes.0 request.3)}]");
    assertThat(
            errors(
                ITEMS
                    + "- enrich: { constant: 'direct:codes', aggregationStrategy: '#join(g_no=code)' }\n",
                "codes",
                CODES))
        .as("keys of two types")
        .containsExactly("ROUTE-SHAPE");
    assertThat(
            errors(
                HEAD
                    + "- enrich: { constant: 'direct:codes', aggregationStrategy: '#join(status=code)' }\n",
                "codes",
                CODES))
        .as("a record is no list")
        .containsExactly("ROUTE-SHAPE");
  }

  @Test
  void anAddedRecordMayBeMissing() {
    assertThat(
            answer(
                HEAD + "- enrich: { constant: 'direct:other', aggregationStrategy: '#nest' }\n",
                "other",
                HEAD.replace("h.entry_id, h.status, h.goods_count", "h.d_date")))
        .endsWith("other {d_date date(other.0)}?}");
  }

  @Test
  void aSplitReplacesEachElement() {
    assertThat(
            answer(
                ITEMS
                    + "- split: { simple: '${body}', steps: [ { setBody: { groovy: '[n: body.g_no + 1]' } } ] }\n"))
        .isEqualTo("[{n integer(request-1.0)}]".replace("integer", "integer"));
    assertThat(
            answer(
                ITEMS
                    + "- split: { simple: '${body}', steps: [ { setBody: { groovy: 'body.qty > 1 ? [n: body.g_no] : null' } } ] }\n"))
        .as("whether an element stays is decided by what the script looked at")
        .contains("n integer(request-1.0|request-1.2)")
        .endsWith("](|request-1.0 request-1.2)");
    assertThat(errors(HEAD + "- split: { simple: '${body}', steps: [ { log: x } ] }\n"))
        .containsExactly("ROUTE-LIST");
    assertThat(errors(HEAD + "- split: { simple: '${body.status}', steps: [ { log: x } ] }\n"))
        .containsExactly("ROUTE-LIST");
    assertThat(errors(HEAD + "- split: { simple: '${body.nothing}', steps: [ { log: x } ] }\n"))
        .containsExactly("ROUTE-LIST");
  }

  @Test
  void aConditionDecidesWhatItsBranchesYield() {
    assertThat(
            answer(
                HEAD
                    + "- choice: { when: [ { groovy: \"body.status == 'A'\", steps: [ { setBody: { groovy: '[a: body.entry_id]' } } ] } ],"
                    + " otherwise: { steps: [ { setBody: { groovy: \"[a: 'x']\" } } ] } }\n"))
        .isEqualTo("{a string(request-1.0|request-1.1)}(|request-1.1)");
    assertThat(
            answer(
                HEAD
                    + "- filter: { groovy: \"body.status == 'A'\", steps: [ { setHeader: { name: X-Tidegate-Source, constant: a } } ] }\n"))
        .as("a body that no way changes is decided by nothing")
        .isEqualTo(
            "{entry_id string(request-1.0), status string?(request-1.1), goods_count integer(request-1.2)}");
    assertThat(
            errors(
                HEAD
                    + "- filter: { groovy: \"body.status == 'A'\", steps: [ { setBody: { groovy: '[a: 1]' } } ] }\n"))
        .as("ways must agree")
        .containsExactly("ROUTE-SHAPE");
  }

  @Test
  void aWayThatEndsTheCallYieldsNothingToAgreeOn() {
    assertThat(
            answer(
                HEAD
                    + "- choice: { when: [ { groovy: \"body.status == 'A'\", steps: [ { throwException: { exceptionType: TG-DATA-404 } } ] } ],"
                    + " otherwise: { steps: [ { setVariable: { name: v, groovy: '1' } }, { setBody: { groovy: '[a: body.entry_id]' } } ] } }\n"
                    + "- setBody: { groovy: '[a: body.a, v: variables.v]' }\n"))
        .as("what the other way set is decided by the condition too")
        .isEqualTo("{a string(request-1.0|request-1.1), v integer(|request-1.1)}");
    assertThat(errors("- throwException: { exceptionType: TG-DATA-404 }\n" + HEAD))
        .contains("ROUTE-DISCARDED");
  }

  @Test
  void variablesOfOneWayOnlyAreNotKnownBehind() {
    String set =
        HEAD
            + "- filter: { groovy: \"body.status == 'A'\", steps: [ { setVariable: { name: v, groovy: '1' } } ] }\n"
            + "- setBody: { groovy: '[v: variables.v]' }\n";

    assertThat(errors(set)).hasSize(1);
    assertThat(
            answer(
                HEAD
                    + "- setVariable: { name: v, groovy: '2.5' }\n"
                    + set.substring(HEAD.length())))
        .isEqualTo("{v number(|request-1.1)}");
  }

  @Test
  void variablesOfBranchesSplitsAndLoopsEndWithThem() {
    assertThat(
            errors(
                ITEMS
                    + "- split: { simple: '${body}', steps: [ { setVariable: { name: v, groovy: '1' } } ] }\n"
                    + "- setBody: { groovy: '[v: variables.v, n: body.size()]' }\n"))
        .hasSize(1);
    assertThat(
            answer(
                HEAD
                    + "- setVariable: { name: v, groovy: '1' }\n"
                    + "- loop: { constant: 2, steps: [ { setVariable: { name: v, groovy: 'body.status' } } ] }\n"
                    + "- setBody: { groovy: '[v: variables.v, s: body.entry_id]' }\n"))
        .isEqualTo("{v integer, s string(request-1.0)}");
  }

  @Test
  void aLoopSettlesOnWhatItsTurnsYield() {
    assertThat(
            answer(
                HEAD
                    + "- setBody: { groovy: \"[a: body.entry_id, b: body.status, c: 'x']\" }\n"
                    + "- loop: { constant: 5, steps: [ { setBody: { groovy: '[a: body.b, b: body.c, c: body.a]' } } ] }\n"))
        .as("values go round until every member depends on all")
        .isEqualTo(
            "{a string?(request-1.0 request-1.1), b string?(request-1.0 request-1.1), c string?(request-1.0 request-1.1)}");
    assertThat(
            errors(
                HEAD
                    + "- loop: { constant: 2, steps: [ { setBody: { groovy: '[a: body.entry_id]' } } ] }\n"))
        .containsExactly("ROUTE-SHAPE");
    assertThat(
            errors(
                HEAD
                    + "- loop: { constant: 2, steps: [ { throwException: { exceptionType: TG-DATA-404 } } ] }\n"))
        .containsExactly("ROUTE-SHAPE");
  }

  @Test
  void aFailureDecidesNothingAndItsWaysMustAgree() {
    String attempt =
        "- doTry: { steps: [ { to: 'direct:head' } ], doCatch: [ { exception: TG-SRC, steps: [ { setBody: { groovy: \"BODY\" } } ] } ] }\n";

    assertThat(
            answer(
                attempt.replace("BODY", "[entry_id: headers.id, status: null, goods_count: 0]"),
                "head",
                HEAD))
        .isEqualTo(
            "{entry_id string(head.0), status string?(head.1), goods_count integer(head.2)}");
    assertThat(errors(attempt.replace("BODY", "[entry_id: 1]"), "head", HEAD))
        .containsExactly("ROUTE-SHAPE");
  }

  @Test
  void aBreakerYieldsWhatItsStepsAndItsFallbackAgreeOn() {
    assertThat(
            answer(
                "- circuitBreaker: { steps: [ { to: 'direct:head' } ], onFallback: { steps: [ { throwException: { exceptionType: TG-SRC-FAILED } } ] } }\n",
                "head",
                HEAD))
        .startsWith("{entry_id string(head.0)");
  }

  @Test
  void anOrderDependsOnItsKeys() {
    assertThat(answer(ITEMS + "- sort: { simple: '${body}', comparator: '#by(-qty,g_no)' }\n"))
        .endsWith("}](|request.0 request.2)".replace("request", "request"));
    assertThat(errors(ITEMS + "- sort: { simple: '${body}', comparator: '#by(nothing)' }\n"))
        .containsExactly("ROUTE-SORT-KEY");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "validate: { groovy: 'body.goods_count' }|ROUTE-CONDITION",
        "setHeader: { name: X-Tidegate-Source, groovy: 'body' }|ROUTE-SINGLE-VALUE",
        "log: { message: '${body}' }|ROUTE-SINGLE-VALUE",
        "setVariable: { name: id, constant: a }|ROUTE-VARIABLE",
        "setVariable: { name: v, language: { language: raw, expression: nothing } }|ROUTE-RAW-KEY",
        "enrich: { constant: 'direct:nowhere', aggregationStrategy: '#nest' }|ROUTE-UNKNOWN-ROUTE"
      })
  void aStepThatDoesNotFitIsRefused(String step, String code) {
    assertThat(errors(HEAD + "- " + step.replace("'", "\"") + "\n")).containsExactly(code);
  }

  @Test
  void aResultThatNothingUsesIsRefused() {
    assertThat(errors(HEAD + ITEMS)).containsExactly("ROUTE-DISCARDED");
    assertThat(errors(HEAD + "- setVariable: { name: v, groovy: 'body.status' }\n" + ITEMS))
        .as("a variable has used it")
        .isEmpty();
    assertThat(errors(HEAD + "- setBody: { groovy: '[a: 1]' }\n")).contains("ROUTE-DISCARDED");
  }

  @Test
  void aRawKeyIsTakenFromAnUnchangedRecordOnly() {
    String raw =
        "- setVariable: { name: k, language: { language: raw, expression: entry_id } }\n"
            + "- enrich: { constant: 'direct:same', aggregationStrategy: '#nest' }\n";
    String same = ITEMS.replace(":#id", ":#k");

    Outcome<ResolvedService> outcome = resolve(HEAD + raw, "same", same);
    assertThat(outcome.isRefused()).as(outcome.diagnostics().toString()).isFalse();
    assertThat(outcome.value().orElseThrow().reads())
        .anySatisfy(read -> assertThat(read.raws()).containsOnlyKeys("k"));
    assertThat(
            errors(
                HEAD + "- setBody: { groovy: '[entry_id: body.entry_id]' }\n" + raw, "same", same))
        .contains("ROUTE-RAW-KEY");
    assertThat(
            errors(
                HEAD
                    + "- loop: { constant: 2, steps: [ { setVariable: { name: k, language: { language: raw, expression: entry_id } } } ] }\n"))
        .as("the second turn of a loop has no record of a read")
        .contains("ROUTE-RAW-KEY");
  }

  @Test
  void aVariableTakesThePlaceOfARawKeyOfItsName() {
    String steps =
        HEAD
            + "- setVariable: { name: k, language: { language: raw, expression: entry_id } }\n"
            + "- setVariable: { name: k, constant: a }\n"
            + "- enrich: { constant: 'direct:same', aggregationStrategy: '#nest' }\n";

    assertThat(resolve(steps, "same", ITEMS.replace(":#id", ":#k")).value().orElseThrow().reads())
        .allSatisfy(read -> assertThat(read.raws()).isEmpty());
  }

  @Test
  void noExpressionSeesARawKey() {
    assertThat(
            errors(
                HEAD
                    + "- setVariable: { name: k, language: { language: raw, expression: entry_id } }\n"
                    + "- setBody: { groovy: '[a: variables.k]' }\n"))
        .isNotEmpty();
  }

  @Test
  void readsAreNamedApart() {
    Outcome<ResolvedService> outcome =
        resolve(
            HEAD
                + "- setVariable: { name: v, groovy: 'body.status' }\n"
                + "- multicast: { aggregationStrategy: '#nest', steps: [ { to: 'direct:request-1' }, { to: 'direct:items' } ] }\n",
            "request-1",
            HEAD,
            "items",
            ITEMS);

    assertThat(outcome.value().orElseThrow().reads()).hasSize(3);
  }

  @Test
  void whatThereIsAtAStepIsKnownWhereItIsRefused() {
    assertThat(
            shapes(
                HEAD
                    + "- setVariable: { name: kept, groovy: 'body.status' }\n"
                    + "- setBody: { groovy: 'body.nosuch' }\n"
                    + "- log: never reached\n"))
        .containsExactly(
            "16 -[] -> [entry_id, status, goods_count]",
            "17 [entry_id, status, goods_count][] -> [entry_id, status, goods_count]",
            "18 [entry_id, status, goods_count][kept] -> ?");
  }
}
