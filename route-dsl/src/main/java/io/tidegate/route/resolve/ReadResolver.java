package io.tidegate.route.resolve;

import io.tidegate.route.catalog.Catalog;
import io.tidegate.route.catalog.Field;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Operation;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.catalog.Source;
import io.tidegate.route.definition.ParameterDefinition;
import io.tidegate.route.definition.StepDefinition.CodeMapStep;
import io.tidegate.route.definition.StepDefinition.Input;
import io.tidegate.route.definition.StepDefinition.SortChoice;
import io.tidegate.route.definition.StepDefinition.SourceStep;
import io.tidegate.route.definition.StepDefinition.SqlStep;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.resolve.ResolvedService.Asked;
import io.tidegate.route.resolve.ResolvedService.Read;
import io.tidegate.route.resolve.ResolvedService.Statement;
import io.tidegate.route.script.Script;
import io.tidegate.route.shape.Lineage;
import io.tidegate.route.shape.Origin;
import io.tidegate.route.shape.Shape;
import io.tidegate.route.shape.Shape.Fields;
import io.tidegate.route.shape.Shape.Listing;
import io.tidegate.route.shape.Shape.Member;
import io.tidegate.route.shape.Shape.Value;
import io.tidegate.route.sql.AnalyzedQuery;
import io.tidegate.route.sql.OutputColumn;
import io.tidegate.route.sql.ParameterUse;
import io.tidegate.route.sql.SqlAnalyzer;
import io.tidegate.route.sql.SqlText;
import io.tidegate.route.sql.WrittenQuery;
import io.tidegate.route.text.Bilingual;
import io.tidegate.route.text.Located;
import io.tidegate.route.text.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the sources, statements and parameters of the reads of a route. */
final class ReadResolver {
  private static final Pattern MEMBER = Pattern.compile("\\p{L}[\\p{L}\\p{N}_]{0,63}");
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{variable\\.([A-Za-z][A-Za-z0-9_]*)}");
  private static final Pattern CODE_SET = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");

  private final SqlAnalyzer analyzer;
  private final Catalog catalog;
  private final List<ParameterDefinition> declared;
  private final Diagnostics diagnostics;
  private final String prefix;
  private final Map<String, Read> reads;
  private final Map<Span, String> ids = new HashMap<>();
  private final Set<String> usedParameters = new LinkedHashSet<>();

  ReadResolver(
      SqlAnalyzer analyzer,
      Catalog catalog,
      List<ParameterDefinition> declared,
      Diagnostics diagnostics) {
    this(analyzer, catalog, declared, "", new LinkedHashMap<>(), diagnostics);
  }

  private ReadResolver(
      SqlAnalyzer analyzer,
      Catalog catalog,
      List<ParameterDefinition> declared,
      String prefix,
      Map<String, Read> reads,
      Diagnostics diagnostics) {
    this.analyzer = analyzer;
    this.catalog = catalog;
    this.declared = declared;
    this.prefix = prefix;
    this.reads = reads;
    this.diagnostics = diagnostics;
  }

  /**
   * For the reads of a service that is called: they stand beside these, and what they find wrong is
   * told to others.
   *
   * @param place what their ids begin with
   */
  ReadResolver called(
      String place, List<ParameterDefinition> parameters, Diagnostics toldElsewhere) {
    return new ReadResolver(analyzer, catalog, parameters, place + "/", reads, toldElsewhere);
  }

  /** Every read so far, in the order they were met. */
  Map<String, Read> reads() {
    return reads;
  }

  /** The names of the request's parameters that something uses. */
  Set<String> usedParameters() {
    return usedParameters;
  }

  /**
   * The id of the read, or of the call of a service, that is written here. It is named after its
   * place, unless a route of that name has one; the turns of a loop are resolved several times and
   * keep theirs.
   */
  String id(String place, Span span) {
    String known = ids.get(span);
    if (known != null) {
      return known;
    }
    String free = prefix + place;
    for (int i = 2; ids.containsValue(free); i++) {
      free = prefix + place + "-" + i;
    }
    ids.put(span, free);
    return free;
  }

  // ---- statements

  Optional<Read> sql(SqlStep step, String place, RouteState state) {
    return source(step.dataSource())
        .flatMap(
            source ->
                read(
                    place,
                    source,
                    written(step),
                    step.sort().map(choice -> choice.by().value()),
                    step.single(),
                    step.query().span(),
                    state))
        .filter(read -> step.sort().map(this::fits).orElse(true));
  }

  private static WrittenQuery written(SqlStep step) {
    List<WrittenQuery.Order> orders = new ArrayList<>();
    step.sort().map(SortChoice::orders).orElse(List.of()).stream()
        .map(
            order ->
                new WrittenQuery.Order(
                    order.name().value(), order.keys().stream().map(SqlText::of).toList()))
        .forEach(orders::add);
    return new WrittenQuery(
        SqlText.of(step.query()), step.filters().stream().map(SqlText::of).toList(), orders);
  }

  /** Whether the parameter always has one of the orders' names as its value. */
  private boolean fits(SortChoice choice) {
    String name = choice.by().value();
    Optional<ParameterDefinition> parameter =
        declared.stream().filter(p -> p.name().value().equals(name)).findFirst();
    if (parameter.isEmpty()) {
      diagnostics.unknown(
          ResolveCode.UNKNOWN_PARAMETER,
          choice.by().span(),
          "the request has no parameter `" + name + "`",
          name,
          declared.stream().map(p -> p.name().value()).toList());
      return false;
    }
    usedParameters.add(name);
    Set<String> orders = new TreeSet<>();
    choice.orders().forEach(order -> orders.add(order.name().value()));
    boolean always = parameter.get().required() || parameter.get().otherwise().isPresent();
    boolean closed =
        parameter.get().type() == FieldType.STRING
            && new TreeSet<>(parameter.get().allowed()).equals(orders);
    if (!always || !closed) {
      diagnostics.error(
          ResolveCode.SORT_CHOICE,
          choice.by().span(),
          always
              ? "`" + name + "` can have other values than the orders " + String.join(", ", orders)
              : "`" + name + "` may be absent, and then there is no order",
          "declare it as `type: string`, `enum: ["
              + String.join(", ", orders)
              + "]` with a `default`");
      return false;
    }
    return true;
  }

  private Optional<Source> source(Located<String> name) {
    Optional<Source> source = catalog.source(name.value());
    if (source.isEmpty()) {
      diagnostics.unknown(
          ResolveCode.UNKNOWN_SOURCE,
          name.span(),
          "the source `" + name + "` is not in the catalog",
          name.value(),
          catalog.sourceIds());
    }
    return source;
  }

  private Optional<Read> read(
      String place,
      Source source,
      WrittenQuery text,
      Optional<String> sortedBy,
      boolean single,
      Span span,
      RouteState state) {
    Outcome<AnalyzedQuery> analyzed = analyzer.analyze(text, catalog, source);
    diagnostics.addAll(analyzed.diagnostics());
    if (analyzed.isRefused()) {
      return Optional.empty();
    }
    AnalyzedQuery query = analyzed.value().orElseThrow();
    SortedMap<String, Origin> raws = new TreeMap<>();
    for (ParameterUse use : query.parameters()) {
      bind(use, state);
      Optional.ofNullable(state.raws().get(use.name()))
          .ifPresent(origin -> raws.put(use.name(), origin));
    }
    query.outputs().forEach(this::check);
    Read read =
        new Read(id(place, span), source, new Statement(query, sortedBy), single, raws, span);
    reads.put(read.id(), read);
    return Optional.of(read);
  }

  private void check(OutputColumn output) {
    if (!MEMBER.matcher(output.name()).matches()) {
      diagnostics.error(
          ResolveCode.MEMBER,
          output.span(),
          "the output `" + output.name() + "` has no name that can stand in an answer");
    }
  }

  // ---- operations

  Optional<Read> operation(
      SourceStep step, String place, RouteState state, Expressions expressions) {
    String[] written = step.operation().value().split("/");
    Optional<Source> source = catalog.source(written[0]);
    Optional<Resource> resource = catalog.operation(written[0], written[1]);
    if (source.isEmpty() || resource.isEmpty()) {
      diagnostics.unknown(
          ResolveCode.UNKNOWN_OPERATION,
          step.operation().span(),
          "the operation `" + step.operation() + "` is not in the catalog",
          step.operation().value(),
          operations());
      return Optional.empty();
    }
    Operation operation = resource.get().operation().orElseThrow();
    SortedMap<String, Script> inputs = new TreeMap<>();
    SortedMap<String, String> keys = new TreeMap<>();
    SortedMap<String, Origin> raws = new TreeMap<>();
    for (Input input : step.inputs()) {
      Optional<String> key = rawKey(input, state);
      if (key.isPresent()) {
        rawInput(operation, input, raw(key.get(), state))
            .ifPresent(
                name -> {
                  keys.put(name, key.get());
                  raws.put(name, state.raws().get(key.get()));
                });
      } else {
        input(operation, input, state, expressions)
            .ifPresent(script -> inputs.put(input.name().value(), script));
      }
    }
    for (Operation.Input input : operation.inputs()) {
      boolean given = step.inputs().stream().anyMatch(i -> i.name().value().equals(input.name()));
      if (input.required() && !given) {
        diagnostics.error(
            ResolveCode.INPUT,
            step.operation().span(),
            "`" + step.operation() + "` cannot be asked without `" + input.name() + "`",
            "write `" + input.name() + ": …` under `parameters:`");
      }
    }
    boolean single = step.single().orElse(operation.single());
    Read read =
        new Read(
            id(place, step.span()),
            source.get(),
            new Asked(resource.get(), inputs, keys),
            single,
            raws,
            step.operation().span());
    reads.put(read.id(), read);
    return Optional.of(read);
  }

  private List<String> operations() {
    return catalog.resources().stream()
        .filter(r -> r.operation().isPresent())
        .map(r -> r.source() + "/" + r.operation().get().name())
        .toList();
  }

  /** The raw key an input is; a text with more in it than the key's name is an expression. */
  private static Optional<String> rawKey(Input input, RouteState state) {
    Matcher form = VARIABLE.matcher(input.value().text().text());
    return form.matches()
        ? Optional.of(form.group(1)).filter(state.raws()::containsKey)
        : Optional.empty();
  }

  private Optional<String> rawInput(Operation operation, Input input, Optional<FieldType> type) {
    return known(operation, input)
        .filter(known -> fits(input, known, type.orElseThrow()))
        .map(Operation.Input::name);
  }

  private Optional<Script> input(
      Operation operation, Input input, RouteState state, Expressions expressions) {
    Optional<Operation.Input> known = known(operation, input);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    Optional<Expressions.Typed> typed = expressions.single(input.value(), state);
    if (typed.isPresent()
        && typed.get().shape() instanceof Value value
        && !fits(input, known.get(), value.type())) {
      return Optional.empty();
    }
    return typed.map(Expressions.Typed::script);
  }

  private Optional<Operation.Input> known(Operation operation, Input input) {
    Optional<Operation.Input> known = operation.input(input.name().value());
    if (known.isEmpty()) {
      diagnostics.unknown(
          ResolveCode.INPUT,
          input.name().span(),
          "the operation has no input `" + input.name() + "`",
          input.name().value(),
          operation.inputNames());
    }
    return known;
  }

  private boolean fits(Input input, Operation.Input known, FieldType type) {
    FieldType wanted = known.type();
    boolean fits = type == wanted || wanted == FieldType.NUMBER && type == FieldType.INTEGER;
    if (!fits) {
      diagnostics.error(
          ResolveCode.INPUT,
          input.value().span(),
          "the input `" + input.name() + "` is " + wanted.word() + "; this is " + type.word(),
          "give it a value of its type; one `${…}` alone keeps the type of what it names");
    }
    return fits;
  }

  // ---- parameters

  private void bind(ParameterUse use, RouteState state) {
    Optional<ParameterDefinition> parameter =
        declared.stream().filter(p -> p.name().value().equals(use.name())).findFirst();
    Optional<FieldType> type =
        parameter
            .map(ParameterDefinition::type)
            .or(() -> variable(use.name(), state))
            .or(() -> raw(use.name(), state));
    if (type.isEmpty()) {
      SortedSet<String> known = new TreeSet<>(state.variables().keySet());
      known.addAll(state.raws().keySet());
      declared.forEach(p -> known.add(p.name().value()));
      for (Span span : use.spans()) {
        diagnostics.unknown(
            ResolveCode.UNKNOWN_PARAMETER,
            span,
            "the request has no parameter `" + use.name() + "`, and no variable has this name here",
            use.name(),
            known);
      }
      return;
    }
    parameter.ifPresent(p -> usedParameters.add(use.name()));
    if (!fits(type.get(), use.sqlType())) {
      diagnostics.error(
          ResolveCode.PARAMETER_TYPE,
          use.spans().getFirst(),
          (parameter.isPresent() ? "the parameter `" : "the variable `")
              + use.name()
              + "` is declared as "
              + type.get().word()
              + " and used as "
              + use.sqlType());
    }
  }

  private static Optional<FieldType> variable(String name, RouteState state) {
    return Optional.ofNullable(state.variables().get(name))
        .flatMap(
            shape -> shape instanceof Value value ? Optional.of(value.type()) : Optional.empty());
  }

  private Optional<FieldType> raw(String name, RouteState state) {
    return Optional.ofNullable(state.raws().get(name))
        .map(origin -> reads.get(origin.read()).types().get(origin.output()));
  }

  private static boolean fits(FieldType type, String sqlType) {
    return switch (type) {
      // a list of texts is sent as one, with commas
      case STRING -> List.of("text", "varchar", "bpchar", "text[]", "varchar[]").contains(sqlType);
      case INTEGER -> List.of("int2", "int4", "int8", "numeric").contains(sqlType);
      case NUMBER -> List.of("numeric", "float4", "float8").contains(sqlType);
      case BOOLEAN -> sqlType.equals("bool");
      case DATE -> sqlType.equals("date");
      case DATE_TIME -> sqlType.equals("timestamptz");
      case OBJECT -> false;
    };
  }

  // ---- code sets

  /**
   * The read of a code set: its first output is the code, its second the name or the counterpart.
   * The set's name goes into the statement as a literal; it is a word by its form.
   */
  Optional<Read> codes(CodeMapStep step, String place) {
    Optional<Source> source = source(step.dictionary());
    if (source.isEmpty()
        || !codeSet(step.set())
        || !step.target().map(this::codeSet).orElse(true)) {
      return Optional.empty();
    }
    List<String> columns =
        step.target().isPresent()
            ? List.of("from_set", "from_code", "to_set", "to_code")
            : List.of("set_code", "code", "name_cn");
    Optional<Resource> table =
        catalog.resources().stream()
            .filter(r -> r.source().equals(source.get().id()))
            .filter(r -> columns.stream().allMatch(c -> r.field(c).isPresent()))
            .findFirst();
    if (table.isEmpty()) {
      diagnostics.error(
          ResolveCode.NO_DICTIONARY,
          step.dictionary().span(),
          "the source `"
              + step.dictionary()
              + "` has no table with the columns "
              + String.join(", ", columns));
      return Optional.empty();
    }
    String from = table.get().schema() + "." + table.get().table();
    String statement =
        step.target()
            .map(
                target ->
                    "select m.from_code, m.to_code from "
                        + from
                        + " m where m.from_set = '"
                        + step.set()
                        + "' and m.to_set = '"
                        + target
                        + "'")
            .orElse(
                "select c.code, c.name_cn from "
                    + from
                    + " c where c.set_code = '"
                    + step.set()
                    + "'");
    return read(
        place,
        source.get(),
        WrittenQuery.of(SqlText.of(statement, (start, end) -> step.span())),
        Optional.empty(),
        false,
        step.span(),
        RouteState.START);
  }

  private boolean codeSet(Located<String> set) {
    if (CODE_SET.matcher(set.value()).matches()) {
      return true;
    }
    diagnostics.error(
        ResolveCode.NO_DICTIONARY,
        set.span(),
        "`" + set + "` is no name of a code set",
        "code sets are named by letters, digits and _");
    return false;
  }

  // ---- shapes

  /** What a read yields. */
  static Shape shape(Read read) {
    List<Member> members =
        switch (read.access()) {
          case Statement statement -> members(read.id(), statement.query());
          case Asked asked -> members(read.id(), asked.resource());
        };
    Fields row = new Fields(members, false, Lineage.NONE);
    return read.single() ? row : new Listing(row, false, Lineage.NONE);
  }

  private static List<Member> members(String read, AnalyzedQuery query) {
    List<Member> members = new ArrayList<>();
    for (OutputColumn output : query.outputs()) {
      Lineage lineage = Lineage.of(new Origin(read, members.size()));
      members.add(
          new Member(
              output.name(),
              new Value(output.type(), output.nullable(), lineage, title(query, output))));
    }
    return members;
  }

  private static List<Member> members(String read, Resource resource) {
    List<Member> members = new ArrayList<>();
    for (Field field : resource.fields()) {
      Lineage lineage = Lineage.of(new Origin(read, members.size()));
      members.add(
          new Member(
              field.name(),
              new Value(field.type(), field.nullable(), lineage, Optional.of(field.title()))));
    }
    return members;
  }

  /** A plain column keeps the name the catalog has for people. */
  private static Optional<Bilingual> title(AnalyzedQuery query, OutputColumn output) {
    return output
        .copyOf()
        .flatMap(use -> query.tables().get(use.table()).resource().field(use.column().column()))
        .map(Field::title);
  }
}
