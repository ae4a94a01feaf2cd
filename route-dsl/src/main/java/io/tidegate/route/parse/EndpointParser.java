package io.tidegate.route.parse;

import io.tidegate.route.definition.ExpressionDefinition;
import io.tidegate.route.definition.ExpressionDefinition.Language;
import io.tidegate.route.definition.StepDefinition;
import io.tidegate.route.definition.StepDefinition.CodeMapStep;
import io.tidegate.route.definition.StepDefinition.DirectStep;
import io.tidegate.route.definition.StepDefinition.Input;
import io.tidegate.route.definition.StepDefinition.Miss;
import io.tidegate.route.definition.StepDefinition.NamedOrder;
import io.tidegate.route.definition.StepDefinition.ServiceStep;
import io.tidegate.route.definition.StepDefinition.SortChoice;
import io.tidegate.route.definition.StepDefinition.SourceStep;
import io.tidegate.route.definition.StepDefinition.SqlStep;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.text.Located;
import io.tidegate.route.text.Span;
import io.tidegate.route.yaml.YamlCode;
import io.tidegate.route.yaml.YamlFields;
import io.tidegate.route.yaml.YamlNode;
import io.tidegate.route.yaml.YamlNode.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The endpoints a route may reach by {@code to}. */
final class EndpointParser {
  private static final Pattern ROUTE_NAME = Pattern.compile("[a-z][A-Za-z0-9_]*(-[a-z0-9]+)*");
  private static final Pattern SOURCE_NAME = Pattern.compile("#([a-z][a-z0-9]*(-[a-z0-9]+)*)");
  private static final Pattern OPERATION =
      Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*/[A-Za-z][A-Za-z0-9_-]*");
  private static final Pattern SERVICE =
      Pattern.compile("([a-z][a-z0-9]*(?:-[a-z0-9]+)*)(?:@(\\d{1,5}(?:\\.\\d{1,5}\\.\\d{1,5})?))?");
  private static final String DIRECT = "direct:";
  private static final String CALLED = "service:";

  /** Each is read by the grammar for itself. */
  private static final int MAX_FILTERS = 32;

  /** Each is a statement of its own, or two when the list is paged. */
  private static final int MAX_ORDERS = 8;

  private static final List<String> OUTPUT_TYPES = List.of("SelectOne", "SelectList");

  private final Diagnostics diagnostics;

  EndpointParser(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  Optional<StepDefinition> to(YamlNode value) {
    if (value instanceof YamlScalar uri) {
      return endpoint(uri, Optional.empty(), uri.span());
    }
    Optional<YamlFields> fields = YamlFields.of(value, "`to`", diagnostics);
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    Optional<YamlNode> uri = fields.get().requiredNode("uri");
    Optional<YamlFields> parameters = fields.get().fields("parameters");
    fields.get().end();
    if (uri.isPresent() && uri.get() instanceof YamlScalar scalar) {
      return endpoint(scalar, parameters, value.span());
    }
    uri.ifPresent(
        u ->
            diagnostics.error(
                YamlCode.KIND, u.span(), "`uri` must be a single value, not " + u.kind()));
    return Optional.empty();
  }

  private Optional<StepDefinition> endpoint(
      YamlScalar uri, Optional<YamlFields> parameters, Span span) {
    String text = uri.text();
    if (text.startsWith(DIRECT)) {
      parameters.ifPresent(YamlFields::end);
      return route(uri).map(route -> new DirectStep(route, span));
    }
    if (text.startsWith(CALLED)) {
      return service(uri, parameters, span);
    }
    if (List.of("sql", "source", "code-map").contains(text)) {
      if (parameters.isEmpty()) {
        diagnostics.error(YamlCode.MISSING, uri.span(), "the key `parameters` is missing here");
        return Optional.empty();
      }
      return switch (text) {
        case "sql" -> sql(parameters.get(), span);
        case "source" -> source(parameters.get(), span);
        default -> codeMap(parameters.get(), span);
      };
    }
    if (text.startsWith("sql:")) {
      diagnostics.error(
          ServiceCode.URI,
          uri.span(),
          "a statement does not stand in the uri",
          "write `uri: sql` and the statement under `parameters: query:`");
      return Optional.empty();
    }
    diagnostics.error(
        ServiceCode.URI, uri.span(), "the endpoint `" + text + "` is not one a route may reach");
    return Optional.empty();
  }

  /** The route that {@code direct:name} names. */
  Optional<Located<String>> route(YamlScalar uri) {
    String text = uri.text();
    String route = text.startsWith(DIRECT) ? text.substring(DIRECT.length()) : "";
    if (!ROUTE_NAME.matcher(route).matches()) {
      diagnostics.error(
          ServiceCode.URI,
          uri.span(),
          text.startsWith(DIRECT)
              ? "`" + route + "` is no name of a route"
              : "`" + text + "` does not name a route as `direct:name`");
      return Optional.empty();
    }
    return Optional.of(new Located<>(route, uri.spanWithin(DIRECT.length(), text.length())));
  }

  private Optional<StepDefinition> sql(YamlFields fields, Span span) {
    Optional<Located<String>> dataSource = fields.requiredText("dataSource").flatMap(this::source);
    fields.requiredNode("query");
    Optional<YamlScalar> query = fields.scalar("query");
    List<YamlScalar> filters = fields.scalars("filters");
    if (filters.size() > MAX_FILTERS) {
      diagnostics.error(
          YamlCode.VALUE,
          fields.span("filters"),
          "there are " + filters.size() + " filters; at most " + MAX_FILTERS + " are accepted");
    }
    Optional<SortChoice> sort = fields.fields("sort").flatMap(this::sort);
    boolean single = single(fields).orElse(false);
    sort.filter(choice -> single)
        .ifPresent(
            choice ->
                diagnostics.error(
                    ServiceCode.STEP_OPTION, choice.span(), "one record has no order to choose"));
    options(fields, "to", "sql");
    return dataSource.isPresent() && query.isPresent()
        ? Optional.of(new SqlStep(dataSource.get(), query.get(), filters, sort, single, span))
        : Optional.empty();
  }

  private Optional<SortChoice> sort(YamlFields fields) {
    Optional<Located<String>> by = fields.requiredText("by");
    List<NamedOrder> orders = new ArrayList<>();
    Optional<YamlFields> named = fields.requiredFields("orders");
    named.ifPresent(
        all -> {
          for (Located<String> name : all.keys()) {
            List<YamlScalar> keys = all.scalars(name.value());
            if (keys.isEmpty()) {
              diagnostics.error(
                  YamlCode.MISSING,
                  name.span(),
                  "the order `" + name + "` names no output to go by");
            } else {
              orders.add(new NamedOrder(name, keys));
            }
          }
          if (all.keys().isEmpty() || all.keys().size() > MAX_ORDERS) {
            diagnostics.error(
                YamlCode.VALUE,
                all.span(),
                "there are " + all.keys().size() + " orders; 1 to " + MAX_ORDERS + " are accepted");
          }
        });
    fields.end();
    return by.filter(parameter -> !orders.isEmpty())
        .map(parameter -> new SortChoice(parameter, orders, fields.span()));
  }

  private Optional<Boolean> single(YamlFields fields) {
    Optional<Located<String>> type = fields.text("outputType");
    type.filter(t -> !OUTPUT_TYPES.contains(t.value()))
        .ifPresent(
            t ->
                diagnostics.unknown(
                    YamlCode.VALUE,
                    t.span(),
                    "`" + t + "` is not accepted for `outputType`; accepted: SelectOne, SelectList",
                    t.value(),
                    OUTPUT_TYPES));
    return type.map(t -> t.value().equals("SelectOne"));
  }

  private Optional<StepDefinition> source(YamlFields fields, Span span) {
    Optional<Located<String>> operation = fields.requiredText("operation").flatMap(this::operation);
    Optional<Boolean> single = single(fields);
    List<Input> inputs = new ArrayList<>();
    for (Located<String> key : fields.keys()) {
      if (!List.of("operation", "outputType").contains(key.value())) {
        fields
            .scalar(key.value())
            .ifPresent(
                text ->
                    inputs.add(new Input(key, new ExpressionDefinition(Language.SIMPLE, text))));
      }
    }
    return operation.map(o -> new SourceStep(o, inputs, single, span));
  }

  private Optional<StepDefinition> service(
      YamlScalar uri, Optional<YamlFields> parameters, Span span) {
    int begin = CALLED.length();
    Matcher form = SERVICE.matcher(uri.text().substring(begin));
    List<Input> arguments = parameters.map(this::inputs).orElse(List.of());
    if (!form.matches()) {
      diagnostics.error(
          ServiceCode.URI,
          uri.span(),
          "`" + uri.text() + "` does not name a service as `service:id` or `service:id@version`");
      return Optional.empty();
    }
    Optional<Located<String>> version =
        Optional.ofNullable(form.group(2))
            .map(v -> new Located<>(v, uri.spanWithin(begin + form.start(2), begin + form.end(2))));
    return Optional.of(
        new ServiceStep(
            new Located<>(form.group(1), uri.spanWithin(begin, begin + form.end(1))),
            version,
            arguments,
            span));
  }

  /** Values under names of their own. */
  private List<Input> inputs(YamlFields fields) {
    List<Input> inputs = new ArrayList<>();
    for (Located<String> key : fields.keys()) {
      fields
          .scalar(key.value())
          .ifPresent(
              text -> inputs.add(new Input(key, new ExpressionDefinition(Language.SIMPLE, text))));
    }
    return inputs;
  }

  private Optional<Located<String>> operation(Located<String> written) {
    if (OPERATION.matcher(written.value()).matches()) {
      return Optional.of(written);
    }
    diagnostics.error(
        ServiceCode.DATA_SOURCE,
        written.span(),
        "`" + written + "` does not name an operation as `source/operation`",
        "write the source and the operation as the catalog has them, such as `terminal/listMoves`");
    return Optional.empty();
  }

  private Optional<StepDefinition> codeMap(YamlFields fields, Span span) {
    Optional<Located<String>> dictionary = fields.requiredText("dictionary").flatMap(this::source);
    Optional<Located<String>> member = fields.requiredText("field");
    Optional<Located<String>> set = fields.requiredText("set");
    Optional<Located<String>> target = fields.text("target");
    Optional<Located<String>> into = fields.requiredText("into");
    Miss miss = fields.oneOf("miss", Miss.class).orElse(Miss.NULL);
    options(fields, "to", "code-map");
    return dictionary.isPresent() && member.isPresent() && set.isPresent() && into.isPresent()
        ? Optional.of(
            new CodeMapStep(
                dictionary.get(), member.get(), set.get(), target, into.get(), miss, span))
        : Optional.empty();
  }

  private Optional<Located<String>> source(Located<String> written) {
    Matcher form = SOURCE_NAME.matcher(written.value());
    if (!form.matches()) {
      diagnostics.error(
          ServiceCode.DATA_SOURCE,
          written.span(),
          "`" + written.value() + "` does not name a source as `#name`");
      return Optional.empty();
    }
    return Optional.of(new Located<>(form.group(1), written.span()));
  }

  /**
   * Reports options the subset does not list; the table decides, so that what is documented and
   * what is accepted agree.
   */
  void options(YamlFields fields, String step, String endpoint) {
    List<String> known = RouteSubset.step(step, endpoint).orElseThrow().keys();
    for (Located<String> key : fields.keys()) {
      if (!known.contains(key.value())) {
        diagnostics.unknown(
            ServiceCode.STEP_OPTION,
            key.span(),
            "the option `"
                + key
                + "` of `"
                + (endpoint.isEmpty() ? step : endpoint)
                + "` is not accepted",
            key.value(),
            known);
      }
    }
  }
}
