package io.tidegate.engine.compile;

import io.tidegate.engine.plan.PlannedAccess;
import io.tidegate.engine.plan.PlannedAccess.ParentKey;
import io.tidegate.engine.plan.PlannedAccess.PartyField;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedInfluence;
import io.tidegate.engine.plan.PlannedLabel;
import io.tidegate.engine.plan.PlannedMask;
import io.tidegate.engine.plan.PlannedPaging;
import io.tidegate.engine.plan.PlannedRaw;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.plan.PlannedTable;
import io.tidegate.engine.plan.PlannedTable.Scope;
import io.tidegate.route.catalog.Catalog;
import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.Field;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Operation;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.catalog.Roles;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.resolve.ResolvedService.Asked;
import io.tidegate.route.resolve.ResolvedService.Read;
import io.tidegate.route.resolve.ResolvedService.Statement;
import io.tidegate.route.shape.Origin;
import io.tidegate.route.sql.AnalyzedQuery;
import io.tidegate.route.sql.ColumnUse;
import io.tidegate.route.sql.Failure;
import io.tidegate.route.sql.Fold;
import io.tidegate.route.sql.Influence;
import io.tidegate.route.sql.InfluenceKind;
import io.tidegate.route.sql.Keyset;
import io.tidegate.route.sql.OutputColumn;
import io.tidegate.route.sql.ParameterUse;
import io.tidegate.route.sql.PrintedPages;
import io.tidegate.route.sql.PrintedQuery;
import io.tidegate.route.sql.Scoping;
import io.tidegate.route.sql.SortOrder;
import io.tidegate.route.sql.SqlPrinter;
import io.tidegate.route.sql.TableUse;
import io.tidegate.rules.decide.Decisions;
import io.tidegate.rules.decide.FieldDecision;
import io.tidegate.rules.decide.InfluenceDecision;
import io.tidegate.rules.decide.InfluenceKey;
import io.tidegate.rules.decide.MaskDecision;
import io.tidegate.rules.mask.MaskKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Turns one resolved read and the decisions about its columns into a governed read. */
final class ReadPlanner {
  /** Most rows of a list that is not paged. */
  static final int MAX_ROWS = 10_000;

  /** One more than a single record needs, so that a second one is noticed. */
  private static final int SINGLE_ROWS = 2;

  private final Catalog catalog;
  private final Decisions decisions;
  private final Diagnostics diagnostics;
  private final boolean delegates;

  /** The names of the switches of a table's records, by its resource. */
  private final Map<String, Set<String>> switches = new HashMap<>();

  /** The resources of whose records the service has a statistic. */
  private final Set<String> counted = new TreeSet<>();

  /**
   * @param delegates whether principals may let others have their records
   */
  ReadPlanner(Catalog catalog, Decisions decisions, Diagnostics diagnostics, boolean delegates) {
    this.catalog = catalog;
    this.decisions = decisions;
    this.diagnostics = diagnostics;
    this.delegates = delegates;
  }

  /**
   * @param keysets for a paged read, the keys of its pages by the name of the order
   * @param before the reads that come before it, whose outputs it can be asked with
   */
  PlannedRead plan(
      Read read, List<PlannedRead> before, SortedMap<String, Keyset> keysets, int pageMax) {
    List<PlannedTable> tables = tables(read);
    int rowLimit = !keysets.isEmpty() ? pageMax + 1 : read.single() ? SINGLE_ROWS : MAX_ROWS + 1;
    List<PlannedField> fields =
        outputs(read).stream().map(output -> field(read, output, tables)).toList();
    List<PlannedInfluence> influences =
        influences(read).stream().map(i -> influence(i, tables)).toList();
    if (read.access() instanceof Statement statement) {
      statement.query().failures().forEach(f -> failure(f, tables));
    }
    PlannedAccess access =
        switch (read.access()) {
          case Statement statement -> statements(statement, tables, keysets, rowLimit);
          case Asked asked -> operation(asked, read, before);
        };
    return new PlannedRead(
        read.id(),
        read.source().id(),
        read.single(),
        access,
        rowLimit,
        tables,
        fields,
        influences,
        read.raws().entrySet().stream()
            .map(raw -> raw(raw.getKey(), raw.getValue(), before, read))
            .toList(),
        read.span().line());
  }

  private static PlannedAccess statements(
      Statement statement,
      List<PlannedTable> tables,
      SortedMap<String, Keyset> keysets,
      int rowLimit) {
    AnalyzedQuery query = statement.query();
    Scoping scoping = new Scoping(tables.stream().map(ReadPlanner::rows).toList(), least(tables));
    if (query.orders().isEmpty()) {
      return keysets.isEmpty()
          ? whole(SqlPrinter.print(query, scoping, rowLimit))
          : pages(query, scoping, keysets.get(PlannedPaging.ONLY), rowLimit);
    }
    SortedMap<String, PlannedAccess.Statements> orders = new TreeMap<>();
    for (SortOrder order : query.orders()) {
      orders.put(
          order.name(),
          keysets.isEmpty()
              ? whole(SqlPrinter.print(query, scoping, order, rowLimit))
              : pages(query, scoping, keysets.get(order.name()), rowLimit));
    }
    return new PlannedAccess.Sorted(statement.sortedBy().orElseThrow(), orders);
  }

  private static Scoping.Rows rows(PlannedTable table) {
    return table.scope() == Scope.OPEN
        ? Scoping.Rows.OPEN
        : table.delegated() ? Scoping.Rows.DELEGATE : Scoping.Rows.PARTY;
  }

  private static SortedMap<Integer, Integer> least(List<PlannedTable> tables) {
    SortedMap<Integer, Integer> least = new TreeMap<>();
    tables.stream()
        .filter(table -> table.least() > 1)
        .forEach(table -> least.put(table.index(), table.least()));
    return least;
  }

  private static PlannedAccess.Statements whole(PrintedQuery query) {
    return new PlannedAccess.Statements(query, Optional.empty());
  }

  private static PlannedAccess.Statements pages(
      AnalyzedQuery query, Scoping scoping, Keyset keyset, int rowLimit) {
    PrintedPages pages = SqlPrinter.printPages(query, scoping, keyset, rowLimit);
    return new PlannedAccess.Statements(pages.first(), Optional.of(pages.following()));
  }

  // ---- operations

  private PlannedAccess operation(Asked asked, Read read, List<PlannedRead> before) {
    Resource resource = asked.resource();
    List<String> names = resource.fields().stream().map(Field::name).toList();
    List<PartyField> parties = new ArrayList<>();
    SortedMap<String, Integer> switches = new TreeMap<>();
    resource
        .roles()
        .ifPresent(
            roles -> {
              roles
                  .columns()
                  .forEach(
                      c -> parties.add(new PartyField(names.indexOf(c.column()), c.relation())));
              roles.switches().forEach((name, column) -> switches.put(name, names.indexOf(column)));
            });
    return new PlannedAccess.Operation(
        resource.id(),
        resource.source() + "/" + resource.table(),
        asked.inputs(),
        asked.keys(),
        parties,
        switches,
        resource
            .roles()
            .filter(roles -> roles.parent().isPresent())
            .flatMap(roles -> parentKey(asked, roles, read, before)));
  }

  /** The input that is asked with the parent's key, unchanged and of a record in the row. */
  private Optional<ParentKey> parentKey(
      Asked asked, Roles roles, Read read, List<PlannedRead> before) {
    Map.Entry<String, String> link = roles.link().entrySet().iterator().next();
    Resource parent = catalog.resource(roles.parent().orElseThrow()).orElseThrow();
    for (Operation.Input input : asked.resource().operation().orElseThrow().inputs()) {
      boolean linked =
          input.field().equals(Optional.of(link.getKey()))
              && asked.keys().containsKey(input.name())
              && isColumn(read.raws().get(input.name()), parent.column(link.getValue()), before);
      if (linked) {
        List<String> fields = asked.resource().fields().stream().map(Field::name).toList();
        return Optional.of(new ParentKey(input.name(), fields.indexOf(link.getKey())));
      }
    }
    diagnostics.error(
        PlanCode.PARENT_KEY,
        read.span(),
        "the records of `"
            + asked.resource().id()
            + "` have the parties of a record of `"
            + parent.id()
            + "`, and its `"
            + link.getValue()
            + "` is not what they are asked by");
    return Optional.empty();
  }

  private static boolean isColumn(Origin origin, ColumnId column, List<PlannedRead> before) {
    PlannedRead other =
        before.stream().filter(r -> r.id().equals(origin.read())).findFirst().orElseThrow();
    return other
        .fields()
        .get(origin.output())
        .copyOf()
        .filter(use -> use.column().equals(column))
        .filter(use -> other.tables().get(use.table()).aligned())
        .isPresent();
  }

  /** The outputs of an operation are the fields of its records, unchanged. */
  private static List<OutputColumn> outputs(Read read) {
    return switch (read.access()) {
      case Statement statement -> statement.query().outputs();
      case Asked asked -> {
        List<OutputColumn> outputs = new ArrayList<>();
        for (Field field : asked.resource().fields()) {
          ColumnUse itself = new ColumnUse(0, asked.resource().column(field.name()));
          outputs.add(
              new OutputColumn(
                  field.name(),
                  field.sqlType(),
                  field.type(),
                  field.nullable(),
                  new TreeSet<>(List.of(itself)),
                  new TreeSet<>(),
                  Optional.of(itself),
                  new TreeSet<>(List.of(itself)),
                  false,
                  read.span()));
        }
        yield outputs;
      }
    };
  }

  /** Asking by a field tells something about it: what comes back has that value. */
  private static List<Influence> influences(Read read) {
    return switch (read.access()) {
      case Statement statement -> statement.query().influences();
      case Asked asked -> {
        List<Influence> influences = new ArrayList<>();
        for (Operation.Input input : asked.resource().operation().orElseThrow().inputs()) {
          boolean given =
              asked.inputs().containsKey(input.name()) || asked.keys().containsKey(input.name());
          if (input.field().isPresent() && given) {
            influences.add(
                new Influence(
                    new ColumnUse(0, asked.resource().column(input.field().get())),
                    InfluenceKind.WHERE,
                    true,
                    true,
                    read.span()));
          }
        }
        yield influences;
      }
    };
  }

  /** What a raw key is made from decides what the read finds, like a column that is joined by. */
  private PlannedRaw raw(String parameter, Origin origin, List<PlannedRead> before, Read read) {
    PlannedRead other =
        before.stream().filter(r -> r.id().equals(origin.read())).findFirst().orElseThrow();
    PlannedField field = other.fields().get(origin.output());
    if (read.access() instanceof Statement statement) {
      for (ParameterUse use : statement.query().parameters()) {
        if (use.name().equals(parameter)) {
          use.beyondJoins()
              .forEach(
                  span ->
                      diagnostics.error(
                          PlanCode.RAW_USE,
                          span,
                          "the raw key `" + parameter + "` does more here than join by a column"));
        }
      }
    }
    SortedSet<ColumnUse> uses = new TreeSet<>(field.sources());
    uses.addAll(field.control());
    SortedSet<String> allowedBy = new TreeSet<>();
    for (ColumnUse use : uses) {
      FieldDecision decision = decision(use);
      PlannedTable table = other.tables().get(use.table());
      if (unmasked(decision, table)) {
        allowedBy.add(PlannedInfluence.UNMASKED);
        continue;
      }
      InfluenceDecision allowed =
          decision.influences().get(new InfluenceKey(InfluenceKind.JOIN.name(), false));
      allowedBy.addAll(allowed.rules());
      if (!allowed.allowed()) {
        diagnostics.ruled(
            PlanCode.RAW_KEY,
            read.span(),
            "the raw key `"
                + parameter
                + "` is made from `"
                + use.column().column()
                + "`, which is hidden from "
                + hiddenFrom(decision, table),
            String.join(", ", allowed.rules()));
      }
    }
    return new PlannedRaw(
        parameter, origin, uses.stream().map(ColumnUse::column).toList(), List.copyOf(allowedBy));
  }

  private static boolean unmasked(FieldDecision decision, PlannedTable table) {
    return table.relations().stream()
        .allMatch(r -> decision.masks().get(r).mask().kind() == MaskKind.NONE);
  }

  // ---- tables

  private List<PlannedTable> tables(Read read) {
    List<PlannedTable> tables = new ArrayList<>();
    SortedSet<ColumnUse> columns = Columns.of(read);
    List<TableUse> uses = Columns.tables(read);
    uses.forEach(use -> tables.add(table(use, uses, columns)));
    if (read.access() instanceof Statement statement) {
      statement.query().folds().forEach(fold -> fold(fold, statement.query(), tables));
    }
    return tables;
  }

  /**
   * Where records of others are put together, groups of too few parties are left out; where they
   * cannot be, nothing is told. Two statistics of the same records could be subtracted from one
   * another, so a service has one.
   */
  private void fold(Fold fold, AnalyzedQuery query, List<PlannedTable> tables) {
    for (int index : fold.tables()) {
      PlannedTable table = tables.get(index);
      int least = least(table, query.tables().get(index));
      if (least == 1) {
        continue;
      }
      Optional<String> problem =
          fold.problem()
              .or(
                  () ->
                      counted.add(table.resource())
                          ? Optional.empty()
                          : Optional.of("the service has another statistic of them"));
      if (problem.isPresent()) {
        diagnostics.error(
            PlanCode.STATISTICS,
            fold.span(),
            "`"
                + table.resource()
                + "` has records of others, and groups of fewer than "
                + least
                + " parties cannot be left out here: "
                + problem.get());
        return;
      }
      tables.set(index, table.withLeast(least));
    }
  }

  /** How many parties a group of these records must have; 1 where they are nobody else's. */
  private int least(PlannedTable table, TableUse use) {
    return use.governed()
        ? table
            .base()
            .map(
                base ->
                    decisions
                        .leastParties()
                        .of(
                            base == Relation.PUBLIC
                                ? Openness.UNCONDITIONAL
                                : Openness.CONDITIONAL))
            .orElse(1)
        : 1;
  }

  private PlannedTable table(TableUse use, List<TableUse> all, SortedSet<ColumnUse> columns) {
    Resource resource = use.resource();
    Openness openness = openness(use, all, columns);
    Optional<Roles> roles = ownRoles(resource);
    boolean closed =
        openness == Openness.CLOSED
            || decisions.service().openness() == Openness.CLOSED && roles.isPresent();
    SortedSet<Relation> relations = new TreeSet<>();
    roles.ifPresent(r -> r.columns().forEach(c -> relations.add(c.relation())));
    Optional<Relation> base = Optional.empty();
    if (!closed) {
      base = Optional.of(openness == Openness.CONDITIONAL ? Relation.APPROVED : Relation.PUBLIC);
      relations.add(base.get());
    } else if (roles.isEmpty()) {
      diagnostics.error(
          PlanCode.NOBODY,
          use.span(),
          "`"
              + resource.id()
              + "` is closed and says nowhere who its parties are, so nobody may read it");
    } else if (delegates && relations.contains(Relation.PRINCIPAL)) {
      relations.add(Relation.DELEGATE);
    }
    return new PlannedTable(
        use.index(),
        resource.id(),
        resource.schema() + "." + resource.table(),
        closed && roles.isPresent() ? Scope.PARTY : Scope.OPEN,
        use.rowAligned(),
        base,
        use.views().stream().map(Resource::id).toList(),
        List.copyOf(relations),
        1);
  }

  /**
   * The tier of a table: the strictest of its own, of those of the views it is read through, and of
   * what was decided for the fields that are read.
   */
  private Openness openness(TableUse table, List<TableUse> all, SortedSet<ColumnUse> columns) {
    Openness openness = table.resource().openness();
    for (Resource view : table.views()) {
      openness = openness.strictest(view.openness());
    }
    for (ColumnUse use : columns) {
      if (all.get(use.table()).resource().id().equals(table.resource().id())) {
        openness = openness.strictest(decision(use).openness().openness());
      }
    }
    return openness;
  }

  /**
   * The roles of a resource's records, found in the parent when the records have none of their own.
   */
  private Optional<Roles> ownRoles(Resource resource) {
    return resource
        .roles()
        .map(
            r ->
                r.parent()
                    .map(id -> catalog.resource(id).orElseThrow().roles().orElseThrow())
                    .orElse(r));
  }

  // ---- fields

  private PlannedField field(Read read, OutputColumn output, List<PlannedTable> tables) {
    SortedSet<ColumnUse> all = new TreeSet<>(output.sources());
    all.addAll(output.control());
    SortedSet<Relation> relations = new TreeSet<>();
    all.forEach(use -> relations.addAll(tables.get(use.table()).relations()));
    if (all.isEmpty()) {
      tables.forEach(t -> relations.addAll(t.relations()));
    }
    SortedMap<Relation, PlannedMask> masks = new TreeMap<>();
    for (Relation relation : relations) {
      List<ColumnUse> concerned =
          all.stream()
              .filter(
                  use ->
                      tables.get(use.table()).aligned()
                          && tables.get(use.table()).relations().contains(relation))
              .toList();
      masks.put(relation, mask(output, concerned, List.of(relation), tables));
    }
    List<PlannedMask> fixed = new ArrayList<>();
    for (ColumnUse use : all) {
      PlannedTable table = tables.get(use.table());
      // what a window function brings can be a value of records this row does not stand for
      if (!table.aligned() || output.acrossRows()) {
        table
            .relations()
            .forEach(relation -> fixed.add(mask(output, List.of(use), List.of(relation), tables)));
      }
    }
    PlannedField field =
        new PlannedField(
            output.name(),
            output.type(),
            output.sqlType(),
            output.nullable(),
            List.copyOf(output.sources()),
            List.copyOf(output.control()),
            output.copyOf(),
            List.copyOf(output.copies()),
            label(output, all),
            masks,
            MaskChoice.always(fixed));
    parts(output, relations, tables);
    // an operation's fields are all read, whether they leave or not
    if (read.access() instanceof Statement
        && neverShown(field)
        && all.stream().allMatch(use -> decision(use).seen().isEmpty())) {
      diagnostics.warning(
          PlanCode.NEVER_SHOWN,
          output.span(),
          "`" + output.name() + "` is hidden from every caller");
    }
    return field;
  }

  /** A row shows less than its own column would, when another part's column is hidden more. */
  private void parts(
      OutputColumn output, SortedSet<Relation> relations, List<PlannedTable> tables) {
    for (Relation relation : relations) {
      SortedMap<String, String> columns = new TreeMap<>();
      for (ColumnUse copy : output.copies()) {
        if (!tables.get(copy.table()).relations().contains(relation)) {
          continue;
        }
        MaskDecision decision = decision(copy).masks().get(relation);
        columns.putIfAbsent(
            new PlannedMask(decision.mask(), decision.unless(), List.of()).text(),
            copy.column().column());
      }
      if (columns.size() > 1) {
        List<String> ways = new ArrayList<>();
        columns.forEach((mask, column) -> ways.add("`" + column + "` by " + mask));
        diagnostics.warning(
            PlanCode.PARTS,
            output.span(),
            "`"
                + output.name()
                + "` would be hidden from "
                + relation
                + " in its parts as "
                + String.join(", ", ways)
                + "; it has the strictest everywhere");
        return;
      }
    }
  }

  private static boolean neverShown(PlannedField field) {
    boolean fixed =
        !MaskChoice.isNone(field.fixed())
            && field.fixed().mask().kind().rank() >= 90
            && field.fixed().unless().isEmpty();
    return fixed
        || !field.masks().isEmpty()
            && field.masks().values().stream()
                .allMatch(m -> m.mask().kind().rank() >= 90 && m.unless().isEmpty());
  }

  /**
   * A verbatim column has the mask of the column; whatever is computed from a masked column is left
   * out whole.
   */
  private PlannedMask mask(
      OutputColumn output,
      List<ColumnUse> concerned,
      List<Relation> relations,
      List<PlannedTable> tables) {
    List<PlannedMask> decided = new ArrayList<>();
    for (ColumnUse use : concerned) {
      for (Relation relation : relations) {
        MaskDecision decision = decision(use).masks().get(relation);
        // a record without the switch has nothing that could lift the mask
        Optional<String> unless =
            decision.unless().filter(name -> switches(tables.get(use.table())).contains(name));
        decided.add(new PlannedMask(decision.mask(), unless, decision.rules()));
      }
    }
    boolean verbatim =
        concerned.stream().anyMatch(output.copies()::contains)
            && concerned.stream().allMatch(use -> verbatim(use, output, tables));
    return verbatim ? MaskChoice.strictest(decided) : MaskChoice.derived(decided);
  }

  /** Whether a use is the column that a value is a copy of, or its label in a view. */
  private boolean verbatim(ColumnUse use, OutputColumn output, List<PlannedTable> tables) {
    ColumnId column = use.column();
    return output.copies().contains(use)
        || output.copies().stream().anyMatch(copy -> copy.table() == use.table())
            && tables.get(use.table()).views().stream()
                .anyMatch(view -> catalog.resource(view).orElseThrow().holds(column));
  }

  private Set<String> switches(PlannedTable table) {
    return switches.computeIfAbsent(
        table.resource(),
        resource ->
            ownRoles(catalog.resource(resource).orElseThrow())
                .map(roles -> roles.switches().keySet())
                .orElse(Set.of()));
  }

  private PlannedLabel label(OutputColumn output, SortedSet<ColumnUse> all) {
    if (all.isEmpty()) {
      return new PlannedLabel(Optional.of(Sensitivity.S0), List.of(), List.of("builtin:no-source"));
    }
    Optional<Sensitivity> strictest = Optional.of(Sensitivity.S0);
    SortedSet<String> categories = new TreeSet<>();
    SortedSet<String> rules = new TreeSet<>();
    for (ColumnUse use : all) {
      FieldDecision decision = decision(use);
      Optional<Sensitivity> own = decision.label().sensitivity();
      strictest = strictest.flatMap(s -> own.map(s::strictest));
      rules.addAll(decision.label().rules());
      if (output.sources().contains(use)) {
        categories.addAll(decision.label().categories());
      }
    }
    return new PlannedLabel(strictest, List.copyOf(categories), List.copyOf(rules));
  }

  // ---- influences

  private PlannedInfluence influence(Influence influence, List<PlannedTable> tables) {
    FieldDecision decision = decision(influence.column());
    PlannedTable table = tables.get(influence.column().table());
    if (unmasked(decision, table)) {
      return new PlannedInfluence(
          influence.column(),
          influence.where(),
          influence.probe(),
          List.of(PlannedInfluence.UNMASKED));
    }
    if (!influence.onRows()) {
      return new PlannedInfluence(
          influence.column(),
          influence.where(),
          influence.probe(),
          List.of(PlannedInfluence.OUTPUT));
    }
    InfluenceDecision allowed =
        decision.influences().get(new InfluenceKey(influence.where().name(), influence.probe()));
    if (!allowed.allowed()) {
      diagnostics.ruled(
          PlanCode.INFLUENCE,
          influence.span(),
          "`"
              + influence.column().column().column()
              + "` is hidden from "
              + hiddenFrom(decision, table)
              + " and decides here ("
              + influence.where().name().toLowerCase(Locale.ROOT).replace('_', ' ')
              + ") what they get",
          String.join(", ", allowed.rules()));
    }
    return new PlannedInfluence(
        influence.column(), influence.where(), influence.probe(), allowed.rules());
  }

  /**
   * An error or none is an answer that no mask covers, so what decides about it must be allowed to
   * choose rows.
   */
  private void failure(Failure failure, List<PlannedTable> tables) {
    FieldDecision decision = decision(failure.column());
    PlannedTable table = tables.get(failure.column().table());
    InfluenceDecision allowed =
        decision.influences().get(new InfluenceKey(InfluenceKind.WHERE.name(), failure.probe()));
    if (!unmasked(decision, table) && !allowed.allowed()) {
      diagnostics.ruled(
          PlanCode.FAILURE,
          failure.span(),
          "`"
              + failure.column().column().column()
              + "` is hidden from "
              + hiddenFrom(decision, table)
              + " and decides whether the statement fails, which they would notice",
          String.join(", ", allowed.rules()));
    }
  }

  private static String hiddenFrom(FieldDecision decision, PlannedTable table) {
    return String.join(
        ", ",
        table.relations().stream()
            .filter(r -> decision.masks().get(r).mask().kind() != MaskKind.NONE)
            .map(Relation::name)
            .toList());
  }

  private FieldDecision decision(ColumnUse use) {
    FieldDecision decision = decisions.fields().get(use.column());
    if (decision == null) {
      throw new IllegalStateException("nothing was decided about " + use.column());
    }
    return decision;
  }
}
