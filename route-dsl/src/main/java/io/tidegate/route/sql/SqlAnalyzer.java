package io.tidegate.route.sql;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.route.catalog.Catalog;
import io.tidegate.route.catalog.Source;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.sql.QueryResolver.Resolved;
import io.tidegate.route.sql.Scope.CommonTables;
import io.tidegate.route.sql.Scope.Output;
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
   * The meaning of a query, or every reason found why it is refused.
   *
   * @param source the source the query is put to; only its tables can be named
   */
  public Outcome<AnalyzedQuery> analyze(SqlText text, Catalog catalog, Source source) {
    Draft draft = new Draft(text, catalog, source);
    try {
      return read(text, draft)
          .map(query -> resolve(query, draft))
          .orElseGet(() -> Outcome.refused(draft.diagnostics()));
    } catch (Refusal e) {
      draft.error(e.code, e.place, e.getMessage(), e.help);
      return Outcome.refused(draft.diagnostics());
    }
  }

  private Optional<Query> read(SqlText text, Draft draft) {
    Place whole = new Place(0, text.text().length());
    int bytes = text.text().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES) {
      draft.error(
          SqlCode.TOO_COMPLEX,
          whole,
          "the statement has " + bytes + " bytes; at most " + MAX_BYTES + " are accepted");
      return Optional.empty();
    }
    SqlTokens tokens = SqlTokens.scan(text.text());
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

  private static Outcome<AnalyzedQuery> resolve(Query query, Draft draft) {
    QueryResolver resolver = new QueryResolver(draft);
    Resolved resolved = resolver.resolve(query, Optional.empty(), CommonTables.NONE);
    List<Output> outputs = resolver.renamed(resolved.outputs(), List.of(), query.place());
    if (!draft.diagnostics().hasErrors() && !draft.inTextOrder()) {
      // FROM is resolved before what stands in front of it; readers of the printed text count from
      // its beginning
      return resolve(query, draft.again());
    }
    if (draft.diagnostics().hasErrors()) {
      // what a parameter stands beside may be unknown, and then its type is no finding of its own
      return Outcome.refused(draft.diagnostics());
    }
    ParameterTypes parameters = ParameterTypes.derive(draft);
    if (draft.diagnostics().hasErrors()) {
      return Outcome.refused(draft.diagnostics());
    }
    Set<Effect> effects = new LinkedHashSet<>(resolved.effects());
    outputs.forEach(output -> effects.addAll(output.value().control()));
    Statement statement =
        new Statement(
            resolved.text(), draft.parties(), draft.used(), parameters.bindings(), draft.raising());
    AnalyzedQuery analyzed =
        new AnalyzedQuery(
            outputs.stream().map(output -> output(output, draft)).toList(),
            influences(effects, resolved.effects(), draft),
            failures(draft),
            tables(resolved.aligned(), draft),
            parameters.parameters(),
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

  private static List<TableUse> tables(Set<Integer> aligned, Draft draft) {
    return draft.occurrences().stream()
        .map(
            occurrence ->
                new TableUse(
                    occurrence.index(),
                    occurrence.resource(),
                    occurrence.alias(),
                    aligned.contains(occurrence.index()),
                    draft.span(occurrence.place())))
        .toList();
  }
}
