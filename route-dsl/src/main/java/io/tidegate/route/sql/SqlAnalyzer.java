package io.tidegate.route.sql;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.route.catalog.Catalog;
import io.tidegate.route.catalog.Source;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.sql.QueryResolver.Resolved;
import io.tidegate.route.sql.Scope.CommonTables;
import io.tidegate.route.sql.Scope.Output;
import io.tidegate.route.sql.WrittenQuery.Part;
import io.tidegate.route.text.Span;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds out what a statement means: which columns it returns and what flows into them, and which
 * columns decide about the answer. What cannot be found out is refused. A pure function of the text
 * and the catalog; thread-safe.
 */
public final class SqlAnalyzer {
  /** The longest text an author may write, in bytes of UTF-8. */
  public static final int MAX_BYTES = 16 * 1024;

  private final PgGrammar grammar;

  public SqlAnalyzer(PgGrammar grammar) {
    this.grammar = Objects.requireNonNull(grammar, "grammar");
  }

  /**
   * A hash of what a statement's meaning depends on besides its text and the catalog: the grammar
   * and the list of accepted functions.
   */
  public String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(grammar.fingerprint().getBytes(StandardCharsets.UTF_8));
      digest.update(SqlFunctions.text().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The meaning of a statement without optional filters and choices of order.
   *
   * @param source the source the query is put to; only its tables can be named
   */
  public Outcome<AnalyzedQuery> analyze(SqlText text, Catalog catalog, Source source) {
    return analyze(WrittenQuery.of(text), catalog, source);
  }

  /**
   * The meaning of a query, or every reason found why it is refused. Every filter is taken for one
   * that counts, and every order for one that is chosen.
   *
   * @param source the source the query is put to; only its tables can be named
   */
  public Outcome<AnalyzedQuery> analyze(WrittenQuery written, Catalog catalog, Source source) {
    Draft draft = new Draft(written.whole(), catalog, source, grammar);
    try {
      return read(written, draft)
          .map(query -> resolve(query, written, draft))
          .orElseGet(() -> Outcome.refused(draft.diagnostics()));
    } catch (Refusal e) {
      draft.error(e.code, e.place, e.getMessage(), e.help);
      return Outcome.refused(draft.diagnostics());
    }
  }

  private Optional<Query> read(WrittenQuery written, Draft draft) {
    Place whole = new Place(0, written.statement().text().length());
    if (written.bytes() > MAX_BYTES) {
      draft.error(
          SqlCode.TOO_COMPLEX,
          whole,
          "the statement has "
              + written.bytes()
              + " bytes; at most "
              + MAX_BYTES
              + " are accepted");
      return Optional.empty();
    }
    Optional<Query> query = parse(SqlTokens.scan(written.statement().text()), whole, draft);
    for (Part part : written.filterParts()) {
      SqlTokens tokens = SqlTokens.scan(WrittenQuery.readable(part));
      Optional<Query> filter = parse(tokens, part.place(), draft);
      if (query.isPresent() && filter.isPresent()) {
        query = Optional.of(OptionalFilter.of(filter.get(), tokens, part.place()).in(query.get()));
      }
    }
    return draft.diagnostics().hasErrors() ? Optional.empty() : query;
  }

  private Optional<Query> parse(SqlTokens tokens, Place whole, Draft draft) {
    try {
      JsonNode tree = grammar.parse(tokens.grammarText());
      return Optional.of(TreeAdapter.adapt(tree, tokens));
    } catch (SqlSyntaxException e) {
      draft.error(SqlCode.SYNTAX, tokens.token(e.offset()), e.getMessage().replace('"', '`'));
    } catch (SqlTooComplexException e) {
      draft.error(SqlCode.TOO_COMPLEX, whole, e.getMessage());
    }
    return Optional.empty();
  }

  private static Outcome<AnalyzedQuery> resolve(Query query, WrittenQuery written, Draft draft) {
    QueryResolver resolver = new QueryResolver(draft);
    Resolved resolved = resolver.resolve(query, Optional.empty(), CommonTables.NONE);
    List<Output> outputs = resolver.renamed(resolved.outputs(), List.of(), query.place());
    if (!draft.diagnostics().hasErrors()) {
      // FROM is resolved before what stands in front of it; readers of the printed text count from
      // its beginning
      Optional<Draft> again = draft.again(resolved.text().whole());
      if (again.isPresent()) {
        return resolve(query, written, again.get());
      }
    }
    Set<Effect> effects = new LinkedHashSet<>(resolved.effects());
    List<SortOrder> orders = orders(written, query, outputs, effects, draft);
    if (draft.diagnostics().hasErrors()) {
      // what a parameter stands beside may be unknown, and then its type is no finding of its own
      return Outcome.refused(draft.diagnostics());
    }
    ParameterTypes parameters = ParameterTypes.derive(draft, KeyPlaces.of(query));
    if (draft.diagnostics().hasErrors()) {
      return Outcome.refused(draft.diagnostics());
    }
    Set<Effect> onRows = new LinkedHashSet<>(effects);
    outputs.forEach(output -> effects.addAll(output.value().control()));
    Statement statement =
        new Statement(
            resolved.text(),
            draft.parties(),
            draft.used(),
            parameters.bindings(),
            told(resolved.aligned()),
            draft.raising());
    AnalyzedQuery analyzed =
        new AnalyzedQuery(
            outputs.stream().map(output -> output(output, draft)).toList(),
            influences(effects, onRows, draft),
            failures(draft),
            tables(resolved.aligned().keySet(), draft),
            parameters.parameters(),
            orders,
            folds(draft),
            statement);
    int bytes =
        SqlPrinter.print(analyzed, Scoping.party(analyzed), Integer.MAX_VALUE)
            .text()
            .getBytes(StandardCharsets.UTF_8)
            .length;
    if (bytes > PgGrammar.MAX_BYTES) {
      throw new Refusal(
          SqlCode.TOO_COMPLEX,
          query.place(),
          "with the caller's scope put in, the statement has "
              + bytes
              + " bytes; at most "
              + PgGrammar.MAX_BYTES
              + " are accepted");
    }
    return Outcome.of(analyzed, draft.diagnostics());
  }

  /** The orders to choose from; what they go by decides about the rows like ORDER BY. */
  private static List<SortOrder> orders(
      WrittenQuery written, Query query, List<Output> outputs, Set<Effect> effects, Draft draft) {
    boolean sorted = !query.order().isEmpty();
    boolean firsts = query.body() instanceof Query.Select select && !select.distinctOn().isEmpty();
    if (!written.orders().isEmpty() && (sorted || firsts)) {
      draft.error(
          SqlCode.UNSUPPORTED,
          query.place(),
          "the statement has an order of its own, and callers choose one",
          "take ORDER BY and DISTINCT ON out of the statement, or the orders to choose from away");
    }
    List<SortOrder> orders = new ArrayList<>();
    for (WrittenQuery.Order order : written.orders()) {
      List<Keyset.Key> keys = new ArrayList<>();
      List<Span> spans = new ArrayList<>();
      for (Part part : written.keyParts(order)) {
        boolean descending = part.text().text().startsWith("-");
        String name = part.text().text().substring(descending ? 1 : 0);
        Optional<Output> output =
            outputs.stream().filter(each -> each.name().equals(name)).findFirst();
        if (output.isEmpty()) {
          draft.unknown(
              SqlCode.UNKNOWN_COLUMN,
              part.place(),
              "the statement has no output `" + name + "`",
              name,
              outputs.stream().map(Output::name).toList());
        } else if (keys.stream().anyMatch(key -> key.output().equals(name))) {
          draft.error(
              SqlCode.DUPLICATE_OUTPUT,
              part.place(),
              "the order `" + order.name() + "` goes by `" + name + "` already",
              "name each output once");
        } else {
          effects.addAll(output.get().value().at(part.place()).effects(InfluenceKind.ORDER));
          keys.add(new Keyset.Key(name, descending));
          spans.add(draft.span(part.place()));
        }
      }
      orders.add(new SortOrder(order.name(), keys, spans));
    }
    return orders;
  }

  private static OutputColumn output(Output output, Draft draft) {
    Value value = output.value();
    SortedSet<ColumnUse> control = new TreeSet<>();
    value.control().forEach(effect -> control.add(effect.column()));
    return new OutputColumn(
        output.name(),
        value.type().toString(),
        value.type().fieldType(),
        value.nullable(),
        new TreeSet<>(value.sources().keySet()),
        control,
        value.copyOf(),
        value.copies(),
        value.acrossRows(),
        draft.span(output.place()));
  }

  /** One for each column and part of the query, with its first place; a probe anywhere counts. */
  private static List<Influence> influences(Set<Effect> effects, Set<Effect> onRows, Draft draft) {
    record Key(ColumnUse column, InfluenceKind kind) {}
    Map<Key, Effect> merged = new LinkedHashMap<>();
    List<Effect> inOrder = new ArrayList<>(effects);
    inOrder.sort(
        Comparator.comparingInt((Effect effect) -> effect.place().start())
            .thenComparing(Effect::kind)
            .thenComparing(Effect::column));
    for (Effect effect : inOrder) {
      merged.merge(
          new Key(effect.column(), effect.kind()),
          effect,
          (first, next) ->
              new Effect(
                  first.column(), first.kind(), first.probe() || next.probe(), first.place()));
    }
    Set<Key> steering = new HashSet<>();
    onRows.forEach(effect -> steering.add(new Key(effect.column(), effect.kind())));
    return merged.entrySet().stream()
        .map(
            entry ->
                new Influence(
                    entry.getKey().column(),
                    entry.getKey().kind(),
                    entry.getValue().probe(),
                    steering.contains(entry.getKey()),
                    draft.span(entry.getValue().place())))
        .toList();
  }

  private static List<Failure> failures(Draft draft) {
    return draft.failures().entrySet().stream()
        .map(
            entry ->
                new Failure(
                    entry.getKey(), entry.getValue().probe(), draft.span(entry.getValue().place())))
        .toList();
  }

  private static List<Fold> folds(Draft draft) {
    return draft.folds().entrySet().stream()
        .map(
            fold ->
                new Fold(
                    fold.getValue().tables(), fold.getValue().problem(), draft.span(fold.getKey())))
        .sorted(Comparator.comparingInt(fold -> fold.span().start()))
        .toList();
  }

  private static SortedSet<Integer> told(Map<Integer, Boolean> aligned) {
    SortedSet<Integer> told = new TreeSet<>();
    aligned.forEach(
        (occurrence, tells) -> {
          if (tells) {
            told.add(occurrence);
          }
        });
    return told;
  }

  private static List<TableUse> tables(Set<Integer> aligned, Draft draft) {
    return draft.occurrences().stream()
        .map(
            occurrence ->
                new TableUse(
                    occurrence.index(),
                    occurrence.resource(),
                    occurrence.alias(),
                    aligned.contains(occurrence.index())
                        && !draft.readTwice().contains(occurrence.index()),
                    occurrence.views(),
                    draft.span(occurrence.place())))
        .toList();
  }
}
