package io.tidegate.route.parse;

import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.definition.AnswerHeader;
import io.tidegate.route.definition.AuthorProblem;
import io.tidegate.route.definition.Combination;
import io.tidegate.route.definition.Combination.Strategy;
import io.tidegate.route.definition.ExpressionDefinition;
import io.tidegate.route.definition.ExpressionDefinition.Language;
import io.tidegate.route.definition.ResponseDefinition;
import io.tidegate.route.definition.ResponseDefinition.ValueMember;
import io.tidegate.route.definition.SourceFailure;
import io.tidegate.route.definition.StepDefinition;
import io.tidegate.route.definition.StepDefinition.BreakerStep;
import io.tidegate.route.definition.StepDefinition.Catch;
import io.tidegate.route.definition.StepDefinition.ChoiceStep;
import io.tidegate.route.definition.StepDefinition.EnrichStep;
import io.tidegate.route.definition.StepDefinition.LogStep;
import io.tidegate.route.definition.StepDefinition.LoopStep;
import io.tidegate.route.definition.StepDefinition.MarshalStep;
import io.tidegate.route.definition.StepDefinition.MulticastStep;
import io.tidegate.route.definition.StepDefinition.RawVariableStep;
import io.tidegate.route.definition.StepDefinition.SetBodyStep;
import io.tidegate.route.definition.StepDefinition.SetHeaderStep;
import io.tidegate.route.definition.StepDefinition.SetVariableStep;
import io.tidegate.route.definition.StepDefinition.SortKey;
import io.tidegate.route.definition.StepDefinition.SortStep;
import io.tidegate.route.definition.StepDefinition.SplitStep;
import io.tidegate.route.definition.StepDefinition.ThrowStep;
import io.tidegate.route.definition.StepDefinition.TryStep;
import io.tidegate.route.definition.StepDefinition.UnmarshalStep;
import io.tidegate.route.definition.StepDefinition.ValidateStep;
import io.tidegate.route.definition.StepDefinition.When;
import io.tidegate.route.definition.TextFormat;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.text.Located;
import io.tidegate.route.text.Span;
import io.tidegate.route.yaml.YamlCode;
import io.tidegate.route.yaml.YamlFields;
import io.tidegate.route.yaml.YamlNode;
import io.tidegate.route.yaml.YamlNode.Entry;
import io.tidegate.route.yaml.YamlNode.YamlMap;
import io.tidegate.route.yaml.YamlNode.YamlScalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The steps of a route: the accepted subset of Camel's YAML, as {@link RouteSubset} lists it. */
final class StepParser {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
  private static final List<String> SENSITIVITIES =
      Arrays.stream(Sensitivity.values()).map(Sensitivity::name).toList();
  private static final Pattern NEST_INTO =
      Pattern.compile("#nest\\(\\s*([A-Za-z][A-Za-z0-9_]{0,63})\\s*\\)");
  private static final Pattern COMPARATOR = Pattern.compile("#by\\(([^()]*)\\)");
  private static final int MAX_TIMEOUT_MILLIS = 60_000;
  private static final int MAX_TIMES = 100;
  private static final int FAILURE_PERCENT = 50;
  private static final int BREAKER_CALLS = 10;
  private static final int BREAKER_OPEN_SECONDS = 30;

  private final Diagnostics diagnostics;
  private final EndpointParser endpoints;

  StepParser(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    this.endpoints = new EndpointParser(diagnostics);
  }

  /** The steps under the key {@code steps}, of which there must be one. */
  List<StepDefinition> steps(YamlFields fields) {
    fields.requiredNode("steps");
    List<YamlNode> nodes = fields.list("steps");
    if (nodes.isEmpty() && fields.has("steps")) {
      diagnostics.error(ServiceCode.EMPTY_ROUTE, fields.span("steps"), "there is no step here");
    }
    List<StepDefinition> steps = new ArrayList<>();
    for (YamlNode node : nodes) {
      step(node).ifPresent(steps::add);
    }
    return steps;
  }

  private Optional<StepDefinition> step(YamlNode node) {
    if (!(node instanceof YamlMap map) || map.entries().size() != 1) {
      diagnostics.error(
          ServiceCode.STEP, node.span(), "a step is a mapping with one key, its name");
      return Optional.empty();
    }
    Entry entry = map.entries().getFirst();
    YamlNode value = entry.value();
    return switch (entry.key().value()) {
      case "to" -> endpoints.to(value);
      case "multicast" -> fields(value, "multicast", this::multicast);
      case "enrich" -> fields(value, "enrich", this::enrich);
      case "split" -> fields(value, "split", this::split);
      case "choice" -> fields(value, "choice", this::choice);
      case "filter" -> fields(value, "filter", this::filter);
      case "loop" -> fields(value, "loop", this::loop);
      case "setBody" -> fields(value, "setBody", f -> setBody("setBody", f));
      case "transform" -> fields(value, "transform", f -> setBody("transform", f));
      case "setVariable" -> fields(value, "setVariable", this::setVariable);
      case "setHeader" -> fields(value, "setHeader", this::setHeader);
      case "sort" -> fields(value, "sort", this::sort);
      case "validate" -> fields(value, "validate", this::validate);
      case "doTry" -> fields(value, "doTry", this::doTry);
      case "circuitBreaker" -> fields(value, "circuitBreaker", this::circuitBreaker);
      case "throwException" -> fields(value, "throwException", this::throwException);
      case "log" -> log(value);
      case "unmarshal" -> fields(value, "unmarshal", this::unmarshal);
      case "marshal" -> fields(value, "marshal", this::marshal);
      default -> unknown(entry.key());
    };
  }

  private Optional<StepDefinition> unknown(Located<String> name) {
    if (RouteSubset.knownToCamel(name.value())) {
      diagnostics.error(
          ServiceCode.STEP,
          name.span(),
          "the step `" + name + "` is Camel's and is not accepted here");
    } else {
      diagnostics.unknown(
          ServiceCode.STEP,
          name.span(),
          "the step `" + name + "` is not known",
          name.value(),
          RouteSubset.names());
    }
    return Optional.empty();
  }

  private Optional<StepDefinition> fields(
      YamlNode value, String step, Function<YamlFields, Optional<StepDefinition>> read) {
    return YamlFields.of(value, "`" + step + "`", diagnostics).flatMap(read);
  }

  // ---- results put together

  private Optional<StepDefinition> multicast(YamlFields fields) {
    Optional<Located<Combination>> combination = combination(fields, "multicast");
    boolean parallel = fields.flag("parallelProcessing", false);
    OptionalInt timeout = fields.integer("timeout", 1, MAX_TIMEOUT_MILLIS);
    boolean partial = !fields.flag("stopOnException", true);
    List<StepDefinition> branches = steps(fields);
    for (StepDefinition branch : branches) {
      if (branch instanceof MulticastStep nested) {
        diagnostics.error(
            ServiceCode.STEP,
            nested.span(),
            "a multicast is not a branch of another one",
            "give it a route of its own and call that by `direct:`");
      }
    }
    options(fields, "multicast");
    return combination.map(
        c -> new MulticastStep(parallel, timeout, partial, c, branches, fields.span()));
  }

  private Optional<StepDefinition> enrich(YamlFields fields) {
    Optional<Located<Combination>> combination = combination(fields, "enrich");
    Optional<Located<String>> route =
        expression(fields, "enrich", List.of(Language.CONSTANT))
            .flatMap(e -> endpoints.route(e.text()));
    options(fields, "enrich");
    return combination.isPresent() && route.isPresent()
        ? Optional.of(new EnrichStep(route.get(), combination.get(), fields.span()))
        : Optional.empty();
  }

  private Optional<Located<Combination>> combination(YamlFields fields, String step) {
    fields.requiredNode("aggregationStrategy");
    return fields
        .text("aggregationStrategy")
        .flatMap(written -> new CombinationParser(diagnostics).parse(written, step));
  }

  // ---- control

  private Optional<StepDefinition> split(YamlFields fields) {
    Optional<ExpressionDefinition> list = expression(fields, "split", List.of(Language.SIMPLE));
    Optional<Located<String>> strategy = fields.text("aggregationStrategy");
    Optional<Located<String>> member = strategy.flatMap(StepParser::nestedInto);
    Optional<Located<Combination>> combination =
        strategy.isEmpty()
            ? Optional.of(new Located<>(new Combination(Strategy.CONCAT, List.of()), fields.span()))
            : member.isPresent()
                ? strategy.map(
                    s -> new Located<>(new Combination(Strategy.NEST, List.of()), s.span()))
                : new CombinationParser(diagnostics).parse(strategy.get(), "split");
    if (member.isEmpty()
        && combination.filter(c -> c.value().strategy() == Strategy.NEST).isPresent()) {
      diagnostics.error(
          ServiceCode.STRATEGY,
          strategy.orElseThrow().span(),
          "`#nest` of a `split` does not say which member a result becomes",
          "write it as `#nest(member)`");
      combination = Optional.empty();
    }
    boolean parallel = fields.flag("parallelProcessing", false);
    List<StepDefinition> steps = steps(fields);
    options(fields, "split");
    return list.isPresent() && combination.isPresent()
        ? Optional.of(
            new SplitStep(list.get(), parallel, combination.get(), member, steps, fields.span()))
        : Optional.empty();
  }

  /** The member that {@code #nest(member)} names. */
  private static Optional<Located<String>> nestedInto(Located<String> written) {
    Matcher form = NEST_INTO.matcher(written.value());
    return form.matches()
        ? Optional.of(new Located<>(form.group(1), written.span()))
        : Optional.empty();
  }

  private Optional<StepDefinition> choice(YamlFields fields) {
    fields.requiredNode("when");
    List<When> whens = new ArrayList<>();
    for (YamlNode node : fields.list("when")) {
      YamlFields.of(node, "`when`", diagnostics)
          .flatMap(
              when -> {
                Optional<When> read = when(when, "choice");
                when.end();
                return read;
              })
          .ifPresent(whens::add);
    }
    Optional<List<StepDefinition>> otherwise = inner(fields, "otherwise");
    options(fields, "choice");
    return whens.isEmpty()
        ? Optional.empty()
        : Optional.of(new ChoiceStep(whens, otherwise, fields.span()));
  }

  private Optional<StepDefinition> filter(YamlFields fields) {
    Optional<When> when = when(fields, "filter");
    options(fields, "filter");
    return when.map(w -> new ChoiceStep(List.of(w), Optional.empty(), fields.span()));
  }

  private Optional<When> when(YamlFields fields, String step) {
    Optional<ExpressionDefinition> condition = expression(fields, step, CONDITIONS);
    List<StepDefinition> steps = steps(fields);
    return condition.map(c -> new When(c, steps, fields.span()));
  }

  /** Steps under a key of their own, such as <code>otherwise: { steps: […] }</code>. */
  private Optional<List<StepDefinition>> inner(YamlFields fields, String key) {
    return fields
        .fields(key)
        .map(
            inner -> {
              List<StepDefinition> steps = steps(inner);
              inner.end();
              return steps;
            });
  }

  private Optional<StepDefinition> loop(YamlFields fields) {
    Optional<ExpressionDefinition> times = expression(fields, "loop", List.of(Language.CONSTANT));
    List<StepDefinition> steps = steps(fields);
    options(fields, "loop");
    return times
        .flatMap(t -> number(t.text(), "constant", MAX_TIMES))
        .map(n -> new LoopStep(n, steps, fields.span()));
  }

  private Optional<Located<Integer>> number(YamlScalar scalar, String key, int max) {
    try {
      int number = Integer.parseInt(scalar.text());
      if (number >= 1 && number <= max) {
        return Optional.of(new Located<>(number, scalar.span()));
      }
    } catch (NumberFormatException e) {
      // told below, with the range
    }
    diagnostics.error(
        YamlCode.VALUE, scalar.span(), "`" + key + "` must be a whole number from 1 to " + max);
    return Optional.empty();
  }

  private Optional<StepDefinition> doTry(YamlFields fields) {
    List<StepDefinition> steps = steps(fields);
    fields.requiredNode("doCatch");
    List<Catch> catches = new ArrayList<>();
    for (YamlNode node : fields.list("doCatch")) {
      YamlFields.of(node, "`doCatch`", diagnostics)
          .ifPresent(
              f -> {
                List<Located<SourceFailure>> failures = failures(f);
                List<StepDefinition> inner = steps(f);
                f.end();
                catches.add(new Catch(failures, inner, f.span()));
              });
    }
    options(fields, "doTry");
    return Optional.of(new TryStep(steps, catches, fields.span()));
  }

  private List<Located<SourceFailure>> failures(YamlFields fields) {
    fields.requiredNode("exception");
    List<Located<SourceFailure>> failures = new ArrayList<>();
    for (Located<String> written : fields.texts("exception")) {
      if (written.value().equals(SourceFailure.ANY)) {
        Arrays.stream(SourceFailure.values())
            .forEach(f -> failures.add(new Located<>(f, written.span())));
        continue;
      }
      word(written, "exception", SourceFailure::ofWord, SourceFailure.words())
          .ifPresent(failures::add);
    }
    return failures;
  }

  private Optional<StepDefinition> circuitBreaker(YamlFields fields) {
    List<StepDefinition> steps = steps(fields);
    Optional<List<StepDefinition>> fallback = inner(fields, "onFallback");
    Optional<YamlFields> settings = fields.fields("resilience4jConfiguration");
    int percent =
        settings
            .map(s -> s.integer("failureRateThreshold", 1, 100).orElse(FAILURE_PERCENT))
            .orElse(FAILURE_PERCENT);
    int calls =
        settings
            .map(s -> s.integer("minimumNumberOfCalls", 1, 1000).orElse(BREAKER_CALLS))
            .orElse(BREAKER_CALLS);
    int open =
        settings
            .map(s -> s.integer("waitDurationInOpenState", 1, 600).orElse(BREAKER_OPEN_SECONDS))
            .orElse(BREAKER_OPEN_SECONDS);
    settings.ifPresent(YamlFields::end);
    options(fields, "circuitBreaker");
    return Optional.of(
        new BreakerStep(percent, calls, Duration.ofSeconds(open), steps, fallback, fields.span()));
  }

  private Optional<StepDefinition> throwException(YamlFields fields) {
    Optional<Located<AuthorProblem>> problem =
        fields
            .requiredText("exceptionType")
            .flatMap(
                written ->
                    word(written, "exceptionType", AuthorProblem::ofWord, AuthorProblem.words()));
    options(fields, "throwException");
    return problem.map(p -> new ThrowStep(p, fields.span()));
  }

  // ---- values

  private Optional<StepDefinition> setBody(String step, YamlFields fields) {
    Optional<ExpressionDefinition> value = expression(fields, step, VALUES);
    options(fields, step);
    return value.map(v -> new SetBodyStep(v, fields.span()));
  }

  private Optional<StepDefinition> setVariable(YamlFields fields) {
    Optional<Located<String>> name = fields.requiredText("name").flatMap(this::name);
    Optional<StepDefinition> step =
        fields.has("language")
            ? raw(fields, name)
            : expression(fields, "setVariable", VALUES)
                .flatMap(v -> name.map(n -> new SetVariableStep(n, v, fields.span())));
    options(fields, "setVariable");
    return step;
  }

  private Optional<StepDefinition> raw(YamlFields fields, Optional<Located<String>> name) {
    alone(fields, "setVariable", "language");
    Optional<YamlFields> language = fields.fields("language");
    if (language.isEmpty()) {
      return Optional.empty();
    }
    Optional<Located<String>> word = language.get().requiredText("language");
    Optional<Located<String>> member = language.get().requiredText("expression");
    language.get().end();
    word.filter(w -> !w.value().equals("raw"))
        .ifPresent(
            w ->
                diagnostics.error(
                    ServiceCode.EXPRESSION,
                    w.span(),
                    "the language `" + w + "` is not accepted here",
                    "write `groovy:`, `simple:` or `constant:`, or `language: raw` for a raw key"));
    return name.isPresent() && member.isPresent()
        ? Optional.of(new RawVariableStep(name.get(), member.get(), fields.span()))
        : Optional.empty();
  }

  private Optional<StepDefinition> setHeader(YamlFields fields) {
    Optional<Located<AnswerHeader>> header =
        fields
            .requiredText("name")
            .flatMap(written -> word(written, "name", AnswerHeader::ofWord, AnswerHeader.words()));
    Optional<ExpressionDefinition> value = expression(fields, "setHeader", VALUES);
    options(fields, "setHeader");
    return header.isPresent() && value.isPresent()
        ? Optional.of(new SetHeaderStep(header.get(), value.get(), fields.span()))
        : Optional.empty();
  }

  private Optional<StepDefinition> sort(YamlFields fields) {
    Optional<ExpressionDefinition> list = expression(fields, "sort", List.of(Language.SIMPLE));
    fields.requiredNode("comparator");
    List<SortKey> keys = fields.scalar("comparator").map(this::sortKeys).orElse(List.of());
    options(fields, "sort");
    return list.isPresent() && !keys.isEmpty()
        ? Optional.of(new SortStep(list.get(), keys, fields.span()))
        : Optional.empty();
  }

  private List<SortKey> sortKeys(YamlScalar written) {
    Matcher form = COMPARATOR.matcher(written.text());
    List<SortKey> keys = new ArrayList<>();
    if (form.matches()) {
      for (String key : form.group(1).split(",")) {
        String name = key.strip();
        boolean descending = name.startsWith("-");
        String member = descending ? name.substring(1) : name;
        if (!NAME.matcher(member).matches()) {
          keys.clear();
          break;
        }
        int at = written.text().indexOf(member);
        keys.add(
            new SortKey(
                new Located<>(member, written.spanWithin(at, at + member.length())), descending));
      }
    }
    if (keys.isEmpty()) {
      diagnostics.error(
          ServiceCode.STRATEGY,
          written.span(),
          "`" + written.text() + "` is no known order",
          "write the members to order by as `#by(member,-member)`");
    }
    return keys;
  }

  private Optional<StepDefinition> validate(YamlFields fields) {
    Optional<ExpressionDefinition> condition = expression(fields, "validate", CONDITIONS);
    options(fields, "validate");
    return condition.map(c -> new ValidateStep(c, fields.span()));
  }

  private Optional<StepDefinition> log(YamlNode value) {
    if (value instanceof YamlScalar message) {
      return Optional.of(
          new LogStep(new ExpressionDefinition(Language.SIMPLE, message), value.span()));
    }
    return fields(
        value,
        "log",
        fields -> {
          fields.requiredNode("message");
          Optional<YamlScalar> message = fields.scalar("message");
          options(fields, "log");
          return message.map(
              m -> new LogStep(new ExpressionDefinition(Language.SIMPLE, m), fields.span()));
        });
  }

  // ---- texts

  private Optional<StepDefinition> unmarshal(YamlFields fields) {
    Optional<Located<String>> member = fields.requiredText("field");
    Optional<Located<String>> into = fields.requiredText("into");
    Optional<Located<Sensitivity>> sensitivity =
        fields
            .text("sensitivity")
            .flatMap(
                written -> word(written, "sensitivity", StepParser::sensitivity, SENSITIVITIES));
    Optional<TextFormat> format = format(fields, "unmarshal");
    Optional<ResponseDefinition> shape =
        format
            .flatMap(f -> fields.fields(f.word()))
            .flatMap(new ResponseParser(diagnostics, "what is in the text")::response);
    options(fields, "unmarshal");
    if (format.equals(Optional.of(TextFormat.CSV)) && shape.filter(s -> !flat(s)).isPresent()) {
      diagnostics.error(
          ServiceCode.STEP_OPTION,
          shape.get().span(),
          "a csv text holds a list of records of single values",
          "write `csv: { list: { name: type } }`");
      return Optional.empty();
    }
    return member.isPresent() && into.isPresent() && shape.isPresent()
        ? Optional.of(
            new UnmarshalStep(
                format.get(), shape.get(), member.get(), sensitivity, into.get(), fields.span()))
        : Optional.empty();
  }

  private static boolean flat(ResponseDefinition shape) {
    return shape.list() && shape.members().stream().allMatch(ValueMember.class::isInstance);
  }

  private static Optional<Sensitivity> sensitivity(String word) {
    return Arrays.stream(Sensitivity.values()).filter(s -> s.name().equals(word)).findFirst();
  }

  private Optional<StepDefinition> marshal(YamlFields fields) {
    Optional<Located<String>> member = fields.text("field");
    Optional<Located<String>> into = fields.requiredText("into");
    Optional<TextFormat> format = format(fields, "marshal");
    format.flatMap(f -> fields.fields(f.word())).ifPresent(YamlFields::end);
    options(fields, "marshal");
    return into.isPresent() && format.isPresent()
        ? Optional.of(new MarshalStep(format.get(), member, into.get(), fields.span()))
        : Optional.empty();
  }

  /** The one format that stands as a key, as Camel has it. */
  private Optional<TextFormat> format(YamlFields fields, String step) {
    List<TextFormat> found =
        Arrays.stream(TextFormat.values()).filter(f -> fields.has(f.word())).toList();
    if (found.size() != 1) {
      diagnostics.error(
          ServiceCode.STEP_OPTION,
          fields.span(),
          "`" + step + "` has one format",
          "write one of "
              + String.join(", ", TextFormat.words().stream().map(w -> "`" + w + ":`").toList()));
      return Optional.empty();
    }
    return Optional.of(found.getFirst());
  }

  // ---- expressions, names, words

  private static final List<Language> VALUES = List.of(Language.values());
  private static final List<Language> CONDITIONS = List.of(Language.GROOVY, Language.SIMPLE);

  /**
   * The one expression of a step, under the key of its language or of that under {@code
   * expression}.
   */
  private Optional<ExpressionDefinition> expression(
      YamlFields fields, String step, List<Language> accepted) {
    if (fields.has("expression")) {
      alone(fields, step, "expression");
      return fields
          .fields("expression")
          .flatMap(
              inner -> {
                Optional<ExpressionDefinition> read = written(inner, step, accepted);
                inner.end();
                return read;
              });
    }
    return written(fields, step, accepted);
  }

  /** An expression in its long form stands alone: one beside it would not count. */
  private void alone(YamlFields fields, String step, String key) {
    for (Language language : Language.values()) {
      if (fields.has(language.word())) {
        diagnostics.error(
            ServiceCode.EXPRESSION,
            fields.span(language.word()),
            "`" + step + "` has more than one expression",
            "keep this one or `" + key + ":`");
      }
    }
  }

  private Optional<ExpressionDefinition> written(
      YamlFields fields, String step, List<Language> accepted) {
    List<ExpressionDefinition> found = new ArrayList<>();
    for (Language language : accepted) {
      fields
          .scalar(language.word())
          .ifPresent(text -> found.add(new ExpressionDefinition(language, text)));
    }
    if (found.size() != 1) {
      Span at = found.isEmpty() ? fields.span() : found.get(1).span();
      diagnostics.error(
          ServiceCode.EXPRESSION,
          at,
          found.isEmpty()
              ? "`" + step + "` has no expression"
              : "`" + step + "` has more than one expression",
          "write one of "
              + String.join(
                  ", ", accepted.stream().map(language -> "`" + language.word() + ":`").toList()));
      return Optional.empty();
    }
    return Optional.of(found.getFirst());
  }

  private Optional<Located<String>> name(Located<String> written) {
    if (NAME.matcher(written.value()).matches()) {
      return Optional.of(written);
    }
    diagnostics.error(
        ServiceCode.NAME,
        written.span(),
        "`" + written + "` is no name of a variable",
        "use letters, digits and _, beginning with a letter");
    return Optional.empty();
  }

  private <T> Optional<Located<T>> word(
      Located<String> written,
      String key,
      Function<String, Optional<T>> known,
      List<String> words) {
    Optional<T> found = known.apply(written.value());
    if (found.isEmpty()) {
      diagnostics.unknown(
          YamlCode.VALUE,
          written.span(),
          "`"
              + written
              + "` is not accepted for `"
              + key
              + "`; accepted: "
              + String.join(", ", words),
          written.value(),
          words);
    }
    return found.map(value -> new Located<>(value, written.span()));
  }

  private void options(YamlFields fields, String step) {
    endpoints.options(fields, step, "");
  }
}
