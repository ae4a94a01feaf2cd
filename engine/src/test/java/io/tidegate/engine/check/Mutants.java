package io.tidegate.engine.check;

import static io.tidegate.engine.check.PlanDraft.NONE;
import static io.tidegate.engine.check.PlanDraft.mask;
import static io.tidegate.engine.check.PlanDraft.unless;
import static io.tidegate.engine.check.PlanDraft.use;
import static io.tidegate.route.catalog.Relation.AGENT;
import static io.tidegate.route.catalog.Relation.APPROVED;
import static io.tidegate.route.catalog.Relation.PRINCIPAL;
import static io.tidegate.route.catalog.Relation.PUBLIC;

import io.tidegate.engine.plan.PlannedAccess;
import io.tidegate.engine.plan.PlannedCache;
import io.tidegate.engine.plan.PlannedInfluence;
import io.tidegate.engine.plan.PlannedPaging.PageKey;
import io.tidegate.engine.plan.PlannedRaw;
import io.tidegate.engine.plan.PlannedTable;
import io.tidegate.engine.plan.PlannedTerms;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.definition.AuthorProblem;
import io.tidegate.route.definition.Combination;
import io.tidegate.route.flow.Flow;
import io.tidegate.route.shape.Origin;
import io.tidegate.route.sql.Binding;
import io.tidegate.route.sql.HiddenColumn;
import io.tidegate.route.sql.InfluenceKind;
import io.tidegate.rules.fact.Approval;
import io.tidegate.rules.fact.Audience;
import io.tidegate.rules.fact.LimitClass;
import io.tidegate.rules.fact.OrganisationLevel;
import io.tidegate.rules.fact.Purpose;
import io.tidegate.rules.mask.MaskKind;
import io.tidegate.rules.mask.MaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Sound plans with one fault each. */
final class Mutants {
  private static final String ROLE = "\"~g\".\"agent_usci\" = CAST(? AS varchar)";
  private static final String ENTRY = "\"h\".\"entry_id\" AS \"entry_id\"";
  private static final String ASKED = "(\"h\".\"entry_id\" = CAST(? AS text))";

  private final List<Mutant> mutants = new ArrayList<>();

  private Mutants() {}

  /**
   * A plan with a fault.
   *
   * @param code what must be said of it
   */
  record Mutant(CheckCode code, String name, Supplier<PlanDraft> sound, Consumer<PlanDraft> fault) {
    PlanDraft draft() {
      PlanDraft draft = sound.get();
      fault.accept(draft);
      return draft;
    }

    @Override
    public String toString() {
      return code.id() + ": " + name;
    }
  }

  private void add(
      CheckCode code, String name, Supplier<PlanDraft> sound, Consumer<PlanDraft> fault) {
    mutants.add(new Mutant(code, name, sound, fault));
  }

  static void delegates(PlanDraft draft) {
    PlannedTable head = draft.tables.getFirst();
    List<Relation> relations = new ArrayList<>(head.relations());
    relations.add(Relation.DELEGATE);
    draft.tables.set(
        0,
        new PlannedTable(
            head.index(),
            head.resource(),
            head.name(),
            head.scope(),
            head.aligned(),
            head.base(),
            head.views(),
            relations,
            head.least()));
  }

  private void text(CheckCode code, String name, String old, String fresh) {
    add(code, name, Drafts::declarations, draft -> draft.replace(old, fresh));
  }

  /** Routes whose values cannot be followed. */
  private void routes() {
    add(
        CheckCode.ROUTE,
        "a read there is not",
        Drafts::codes,
        d -> d.route = Optional.of(new Flow.Read("others")));
    add(
        CheckCode.ROUTE,
        "a step behind the end of the call",
        Drafts::codes,
        d ->
            d.route =
                Optional.of(
                    new Flow.Sequence(
                        List.of(new Flow.Throw(AuthorProblem.NOT_FOUND), new Flow.Read("rows")))));
    add(
        CheckCode.ROUTE,
        "a list ordered by what it has not",
        Drafts::codes,
        d ->
            d.route =
                Optional.of(
                    new Flow.Sequence(
                        List.of(
                            new Flow.Read("rows"),
                            new Flow.Sort("", List.of(new Flow.Sort.Key("no_such", false)))))));
    add(
        CheckCode.ROUTE,
        "a branch that is said to yield other members",
        Drafts::rawKey,
        d ->
            d.route =
                Optional.of(
                    new Flow.Sequence(
                        List.of(
                            new Flow.Read("rows"),
                            new Flow.Enrich(
                                new Combination(Combination.Strategy.NEST, List.of()),
                                new Flow.Branch(
                                    "again", List.of("entry_id"), new Flow.Read("rows")))))));
    add(
        CheckCode.ROUTE,
        "a raw key of something else than a record of its read",
        Drafts::codes,
        d ->
            d.route =
                Optional.of(
                    new Flow.Sequence(
                        List.of(new Flow.Read("rows"), new Flow.SetRaw("key", "rows", 0)))));
  }

  /** Faults that exactly one check finds. */
  static List<Mutant> found() {
    Mutants all = new Mutants();
    all.statements();
    all.scopes();
    all.openness();
    all.terms();
    all.outputs();
    all.lineage();
    all.masks();
    all.influences();
    all.answers();
    all.rawKeys();
    all.kept();
    all.parts();
    all.views();
    all.statistics();
    return List.copyOf(all.mutants);
  }

  /** Groups of others' records. */
  private void statistics() {
    String principals = " AND pg_catalog.\"count\"(DISTINCT \"v\".\"~r0\") >= 5";
    statistic("every group is told", d -> d.text = d.text.replaceAll(" HAVING .*(?= LIMIT)", ""));
    statistic("groups of four", "\"~r0\") >= 5", "\"~r0\") >= 4");
    statistic("groups of more than were decided", "\"~r0\") >= 5", "\"~r0\") >= 6");
    statistic("the least of another decision", d -> d.retable(0, t -> t.withLeast(4)));
    statistic("principals are not counted", principals, "");
    statistic(
        "nobody has to be a principal",
        principals,
        " AND (pg_catalog.\"count\"(DISTINCT \"v\".\"~r0\") >= 5"
            + " OR pg_catalog.\"count\"(\"v\".\"~r0\") = 0)");
  }

  /** Such in which groups cannot be left out, so that roles decide about rows. */
  private void statisticsOfAnotherForm() {
    String count = "pg_catalog.\"count\"(*) AS \"n\"";
    String none = " OR pg_catalog.\"count\"(\"v\".\"~r1\") = 0)";
    statistic(
        "each record is counted for a principal", "(DISTINCT \"v\".\"~r0\")", "(\"v\".\"~r0\")");
    statistic("agents may be one", none, " OR pg_catalog.\"count\"(\"v\".\"~r1\") = 1)");
    statistic(
        "a total beside the groups", "GROUP BY \"v\".\"ship\"", "GROUP BY ROLLUP(\"v\".\"ship\")");
    statistic(
        "a condition on what is counted",
        count,
        count.replace(")", ") FILTER (WHERE \"v\".\"ship\" = 'x')"));
    statistic(
        "a sum that counts one ship",
        count,
        "pg_catalog.\"sum\"(CAST(\"v\".\"ship\" = 'x' AS int4)) AS \"n\"");
    statistic("the value of one record", count, "pg_catalog.\"max\"(\"v\".\"ship\") AS \"n\"");
    statistic(
        "others than the sent one", "\"v\".\"berth_no\" = CAST", "\"v\".\"berth_no\" <> CAST");
    statistic("distinct groups", "SELECT \"v\"", "SELECT DISTINCT \"v\"");
    statistic(
        "a window over the groups",
        count,
        "pg_catalog.\"sum\"(pg_catalog.\"count\"(*)) OVER () AS \"n\"");
  }

  private void statistic(String name, String old, String fresh) {
    statistic(name, d -> d.replace(old, fresh));
  }

  private void statistic(String name, Consumer<PlanDraft> fault) {
    add(CheckCode.STATISTICS, name, Drafts::visits, fault);
  }

  /** Rows of which each is of one of two tables. */
  private void parts() {
    add(
        CheckCode.OUTPUT,
        "rows that are said to be of the other table only",
        Drafts::together,
        d ->
            d.replace("TRUE AS \"~0~u\"", "NULL AS \"~0~u\"")
                .replace("FALSE AS \"~0~u\"", "TRUE AS \"~0~u\"")
                .replace("NULL AS \"~0~u\"", "FALSE AS \"~0~u\""));
    add(
        CheckCode.OUTPUT,
        "rows that are said to be of no table",
        Drafts::together,
        d -> d.replace("TRUE AS \"~0~u\"", "FALSE AS \"~0~u\""));
    add(
        CheckCode.OUTPUT,
        "what tells the parts apart is reckoned",
        Drafts::together,
        d -> d.replace("TRUE AS \"~1~u\"", "(\"i\".\"g_no\" > '5') AS \"~1~u\""));
    add(
        CheckCode.OUTPUT,
        "a party where there is no record",
        Drafts::together,
        d -> d.replace("CAST(NULL AS varchar) AS \"~0~r0\"", "CAST('9' AS varchar) AS \"~0~r0\""));
    add(
        CheckCode.OUTPUT,
        "a switch that is on where there is no record",
        Drafts::together,
        d -> d.replace("CAST(NULL AS bool) AS \"~0~s0\"", "TRUE AS \"~0~s0\""));
    add(
        CheckCode.OUTPUT,
        "a record that is said to be absent by what stands beside it",
        Drafts::berths,
        d -> {
          d.replace(
              " FROM \"port\".\"berth\" AS \"b\"",
              ", \"l\".\"u\" AS \"~0~u\" FROM (SELECT \"b\".\"berth_no\" AS \"berth_no\","
                  + " \"b\".\"ship\" AS \"ship\", TRUE AS \"u\" FROM \"port\".\"berth\" AS \"b\") AS \"b\""
                  + " CROSS JOIN LATERAL (SELECT \"b\".\"u\" AS \"u\" UNION ALL SELECT FALSE AS \"u\") AS \"l\"");
          d.hidden.add(new HiddenColumn.Presence(0));
        });
    add(
        CheckCode.MASK,
        "a part that is shown to agents",
        Drafts::together,
        d -> d.field("name").masks.put(AGENT, NONE));
    add(
        CheckCode.LINEAGE,
        "the column of one part left out",
        Drafts::together,
        d -> {
          d.field("no").sources.remove(use(1, "dec.item.g_no"));
          d.field("no").parts = List.of(use(0, "dec.head.entry_id"));
        });
    add(
        CheckCode.COPY,
        "a part that is computed",
        Drafts::together,
        d -> d.replace("\"i\".\"g_no\" AS \"no\"", "(\"i\".\"g_no\" || 'x') AS \"no\""));
  }

  /** What has a label of its own in a view. */
  private void views() {
    add(
        CheckCode.TABLE,
        "a view the plan does not speak of",
        Drafts::viewed,
        d -> d.through(0, List.of()));
    add(
        CheckCode.MASK,
        "hidden as in the table, and not as in the view",
        Drafts::viewed,
        d -> d.field("text").masks.put(AGENT, mask(HarbourDecisions.SHORT)));
    add(
        CheckCode.LABEL,
        "labelled as in the table, and not as in the view",
        Drafts::viewed,
        d -> d.field("text").label(Sensitivity.S2, "party-name"));
    add(
        CheckCode.LINEAGE,
        "the column of the view left out",
        Drafts::viewed,
        d -> d.field("text").sources.remove(use(0, "dec.open.text")));
    add(
        CheckCode.INFLUENCE,
        "a question about the column of the view",
        Drafts::viewed,
        d -> {
          d.replace(" LIMIT", " WHERE (\"o\".\"text\" > 'm') LIMIT");
          d.influence(use(0, "dec.head.trade_name"), InfluenceKind.WHERE, false, "unmasked");
        });
  }

  private void statements() {
    add(CheckCode.INPUTS, "another rule pack", Drafts::codes, d -> d.rulePack = "pack-2");
    text(
        CheckCode.STATEMENT,
        "a second statement",
        "LEAST(CAST(? AS int8), 100)",
        "LEAST(CAST(? AS int8), 100); SELECT 1");
    add(
        CheckCode.STATEMENT,
        "a binding too many",
        Drafts::codes,
        d -> d.bindings.add(new Binding.RowLimit()));
    add(
        CheckCode.STATEMENT,
        "a parameter the request has not",
        Drafts::codes,
        d -> d.bindings.set(0, new Binding.Parameter("other", "text")));
    add(
        CheckCode.STATEMENT,
        "a cursor value for a key there is not",
        Drafts::codes,
        d -> d.nextBindings.set(1, new Binding.KeyValue(1, "varchar")));
    text(
        CheckCode.NODE,
        "rows locked",
        "LEAST(CAST(? AS int8), 100)",
        "LEAST(CAST(? AS int8), 100) FOR UPDATE");
    text(
        CheckCode.NODE,
        "a table written",
        " FROM (SELECT \"~g\"",
        " INTO \"copy\" FROM (SELECT \"~g\"");
    text(
        CheckCode.NODE, "an order by an operator", "\"decl_total\" DESC", "\"decl_total\" USING <");
    text(CheckCode.CALL, "a file read", "'WITHDRAWN ?'", "pg_catalog.pg_read_file('/etc/passwd')");
    text(CheckCode.CALL, "a setting read", "'WITHDRAWN ?'", "pg_catalog.current_setting('x')");
    text(
        CheckCode.CALL,
        "a query in a function",
        "'WITHDRAWN ?'",
        "pg_catalog.query_to_xml('select 1', true, true, '')");
    text(CheckCode.CALL, "a sequence moved", "'big'", "pg_catalog.nextval('s')");
    text(CheckCode.CALL, "a function that is not PostgreSQL's", "'big'", "\"dec\".\"upper\"('x')");
    text(CheckCode.CALL, "a function along the search path", "'big'", "upper('x')");
    text(
        CheckCode.CALL,
        "a name looked up in the system catalog",
        "'WITHDRAWN ?'",
        "CAST(CAST('dec.head' AS regclass) AS text)");
    text(
        CheckCode.CALL,
        "an operator of somebody's schema",
        "\"status\" = 'WITHDRAWN ?'",
        "\"status\" OPERATOR(dec.=) 'x'");
    text(CheckCode.CALL, "an unknown operator", "\"status\" = 'WITHDRAWN ?'", "\"status\" @@@ 'x'");
  }

  private void scopes() {
    add(
        CheckCode.TABLE,
        "a table of another resource",
        Drafts::items,
        d -> retable(d, "dec_notice"));
    text(CheckCode.SCOPE, "a scope that always holds", ROLE, ROLE + " OR TRUE");
    text(CheckCode.SCOPE, "a scope turned round", "WHERE (\"~g\"", "WHERE NOT (\"~g\"");
    text(
        CheckCode.SCOPE,
        "a scope by what the caller asks",
        ROLE,
        "\"~g\".\"entry_id\" = CAST(? AS varchar)");
    text(
        CheckCode.SCOPE,
        "a scope that cuts the caller's code",
        ROLE,
        "\"~g\".\"agent_usci\" = CAST(? AS varchar(1))");
    text(
        CheckCode.SCOPE, "a scope by pattern", ROLE, "\"~g\".\"agent_usci\" ~~ CAST(? AS varchar)");
    text(
        CheckCode.SCOPE,
        "a scope by inequality",
        ROLE,
        "\"~g\".\"agent_usci\" >= CAST(? AS varchar)");
    text(
        CheckCode.SCOPE,
        "a scope by a column that is no role",
        ROLE,
        "\"~g\".\"trade_name\" = CAST(? AS varchar)");
    add(
        CheckCode.SCOPE,
        "a scope by what the caller sends",
        Drafts::declarations,
        d -> d.bindings.set(0, new Binding.Parameter("wanted", "varchar")));
    add(
        CheckCode.SCOPE,
        "whoever filed a record lets others have it",
        Drafts::declarations,
        d -> d.bindings.set(1, new Binding.Principal()));
    add(
        CheckCode.OPENNESS,
        "the plan has delegates the statement gives nothing",
        Drafts::declarations,
        Mutants::delegates);
    add(
        CheckCode.SCOPE,
        "no scope at all",
        Drafts::counts,
        d -> {
          d.text = d.text.replaceAll(" WHERE \\(\"~g\".*?varchar\\)\\)", "");
          d.bindings.removeIf(Binding.Caller.class::isInstance);
          openToApproved(d, PlannedTable.Scope.OPEN);
        });
    add(
        CheckCode.SCOPE,
        "the plan says open and the statement scopes",
        Drafts::counts,
        d ->
            d.retable(
                0, t -> table(t, PlannedTable.Scope.OPEN, t.aligned(), t.base(), t.relations())));
  }

  private void openness() {
    add(
        CheckCode.OPENNESS,
        "anonymous callers for parties' records",
        Drafts::items,
        d -> d.anonymous = true);
    add(
        CheckCode.OPENNESS,
        "anonymous callers where approval is needed",
        Drafts::berths,
        d -> d.anonymous = true);
    add(CheckCode.OPENNESS, "no approval", Drafts::berths, d -> d.approval = Optional.empty());
    add(
        CheckCode.OPENNESS,
        "a weaker approval",
        Drafts::berths,
        d -> d.approval = Optional.of(Approval.AUTO));
    add(
        CheckCode.OPENNESS,
        "a more open service",
        Drafts::items,
        d -> d.openness = Openness.CONDITIONAL);
    add(
        CheckCode.OPENNESS,
        "everybody counts as a base where only parties are served",
        Drafts::counts,
        d -> openToApproved(d, PlannedTable.Scope.PARTY));
    add(
        CheckCode.OPENNESS,
        "a relation left out",
        Drafts::counts,
        d -> d.retable(0, t -> table(t, t.scope(), false, t.base(), List.of(PRINCIPAL))));
    add(
        CheckCode.OPENNESS,
        "public where approval is needed",
        Drafts::berths,
        d -> {
          d.replace(
              "\"b\".\"berth_no\" AS \"berth_no\", \"b\".\"ship\" AS \"ship\"", "1 AS \"one\"");
          d.fields.clear();
          d.output("one");
          d.retable(0, t -> table(t, t.scope(), true, Optional.of(PUBLIC), List.of(PUBLIC)));
        });
  }

  private void terms() {
    Optional<Approval> owner = Optional.of(Approval.OWNER);
    add(
        CheckCode.TERMS,
        "more calls than were decided",
        Drafts::items,
        d -> d.terms = List.of(PlanDraft.terms(owner, new LimitClass("OWN", 2, 2, 10))));
    add(
        CheckCode.TERMS,
        "served though it is denied",
        Drafts::items,
        d -> d.deniedBy = List.of("x"));
    add(
        CheckCode.TERMS,
        "served others' records that are closed to it",
        Drafts::berths,
        d -> d.closedToAudiences = true);
    add(
        CheckCode.TERMS,
        "a weaker approval of an audience",
        Drafts::berths,
        d -> d.terms = List.of(PlanDraft.terms(Optional.of(Approval.AUTO), LimitClass.LEAST)));
    add(
        CheckCode.TERMS,
        "no approval of an audience",
        Drafts::berths,
        d -> d.terms = List.of(PlanDraft.terms(Optional.empty(), LimitClass.LEAST)));
    add(
        CheckCode.TERMS,
        "an audience without terms",
        Drafts::items,
        d ->
            d.terms =
                List.of(
                    new PlannedTerms(
                        new Audience(List.of(Purpose.FINANCE), List.of(OrganisationLevel.UNRATED)),
                        true,
                        owner,
                        LimitClass.LEAST,
                        List.of())));
    add(
        CheckCode.TERMS,
        "an audience with two kinds of terms",
        Drafts::items,
        d ->
            d.terms =
                List.of(
                    PlanDraft.terms(owner, LimitClass.LEAST),
                    PlanDraft.terms(owner, LimitClass.LEAST)));
  }

  private void outputs() {
    add(
        CheckCode.OUTPUT,
        "a role column missing",
        Drafts::declarations,
        d -> {
          d.replace(", \"h\".\"~r1\" AS \"~0~r1\"", "");
          d.hidden.remove(1);
        });
    add(
        CheckCode.OUTPUT,
        "a role given to another column",
        Drafts::declarations,
        d -> d.replace("\"h\".\"~r1\" AS \"~0~r1\"", "\"h\".\"~r0\" AS \"~0~r1\""));
    add(
        CheckCode.OUTPUT,
        "an agent taken for the principal",
        Drafts::declarations,
        d -> d.hidden.set(1, new HiddenColumn.Role(0, "agent_usci", PRINCIPAL)));
    add(
        CheckCode.OUTPUT,
        "a switch that is always on",
        Drafts::declarations,
        d -> d.replace("\"h\".\"~s0\" AS \"~0~s0\"", "TRUE AS \"~0~s0\""));
    add(
        CheckCode.OUTPUT,
        "an output under another name",
        Drafts::items,
        d -> d.replace("AS \"g_name\"", "AS \"name\""));
    add(
        CheckCode.OUTPUT,
        "an output more than planned",
        Drafts::codes,
        d -> d.replace("\"~p\".\"name\" FROM", "\"~p\".\"name\", 1 FROM"));
    add(
        CheckCode.ALIGNED,
        "rows made distinct",
        Drafts::items,
        d -> {
          d.text = "SELECT DISTINCT" + d.text.substring("SELECT".length());
          distinct(d, "head_id", "g_no", "g_name");
        });
    add(
        CheckCode.ALIGNED,
        "rows grouped",
        Drafts::berths,
        d -> {
          d.replace(" LIMIT", " GROUP BY \"b\".\"berth_no\", \"b\".\"ship\" LIMIT");
          d.influence(use(0, "port.berth.berth_no"), InfluenceKind.GROUP, false, "unmasked");
          d.influence(use(0, "port.berth.ship"), InfluenceKind.GROUP, false, "unmasked");
        });
    add(
        CheckCode.ALIGNED,
        "an aggregate",
        Drafts::berths,
        d -> {
          d.replace("\"b\".\"ship\" AS \"ship\"", "pg_catalog.max(\"b\".\"ship\") AS \"ship\"");
          d.field("ship").copyOf = Optional.empty();
        });
  }

  private void lineage() {
    add(
        CheckCode.LINEAGE,
        "a source left out",
        Drafts::declarations,
        d -> d.field("status_name").sources.remove(use(0, "dec.head.status")));
    add(
        CheckCode.LINEAGE,
        "a condition left out",
        Drafts::declarations,
        d -> d.field("size").control.clear());
    add(
        CheckCode.LINEAGE,
        "the rows of a subquery left out",
        Drafts::notices,
        d -> d.field("notice").control.remove(use(0, "dec.notice.head_id")));
    add(
        CheckCode.LINEAGE,
        "the key of a window left out",
        Drafts::ranks,
        d -> d.field("before").control.clear());
    add(
        CheckCode.LINEAGE,
        "a source of the other record",
        Drafts::declarations,
        d ->
            d.replace(ENTRY, "(\"h\".\"entry_id\" || \"h\".\"status\") AS \"entry_id\"")
                    .field("entry_id")
                    .copyOf =
                Optional.empty());
    add(
        CheckCode.COPY,
        "a computed value called a copy",
        Drafts::declarations,
        d -> d.field("withdrawn").copyOf = Optional.of(use(0, "dec.head.status")));
    add(
        CheckCode.COPY,
        "a copy of another column",
        Drafts::items,
        d ->
            d.field("g_no").from(use(0, "dec.item.g_name")).copyOf =
                Optional.of(use(0, "dec.item.g_name")));
    add(
        CheckCode.LABEL,
        "a lower sensitivity",
        Drafts::declarations,
        d -> d.field("trade_name").label(Sensitivity.S1, "party-name"));
    add(
        CheckCode.LABEL,
        "a category left out",
        Drafts::declarations,
        d -> d.field("trade_name").label(Sensitivity.S2));
    add(
        CheckCode.LABEL,
        "an unknown sensitivity called known",
        Drafts::notices,
        d -> d.field("notice").label(Sensitivity.S4));
    add(
        CheckCode.LABEL,
        "a computed value below its condition",
        Drafts::declarations,
        d -> d.field("size").label(Sensitivity.S1));
  }

  private void masks() {
    masks("a mask removed", Drafts::declarations, d -> d.field("trade_name").masked(AGENT, NONE));
    masks(
        "a weaker mask",
        Drafts::declarations,
        d -> d.field("trade_name").masked(AGENT, mask(weaker())));
    masks(
        "another mask of equal rank",
        Drafts::declarations,
        d -> d.field("trade_name").masked(AGENT, mask(wider())));
    masks(
        "a mask a switch lifts",
        Drafts::declarations,
        d -> d.field("trade_name").masked(AGENT, unless(MaskSpec.DROP, "agent_prices")));
    masks(
        "a mask another switch lifts",
        Drafts::declarations,
        d -> d.field("decl_total").masked(AGENT, unless(MaskSpec.DROP, "other")));
    masks(
        "a relation forgotten",
        Drafts::declarations,
        d -> d.field("decl_total").masks.remove(AGENT));
    masks(
        "a column's mask on a computed value",
        Drafts::declarations,
        d -> {
          d.replace("\"h\".\"trade_name\" AS", "(\"h\".\"trade_name\" || 'x') AS");
          d.field("trade_name").copyOf = Optional.empty();
        });
    masks(
        "a condition on a masked column shown",
        Drafts::declarations,
        d -> d.field("size").masked(AGENT, NONE));
    masks("what is fixed removed", Drafts::notices, d -> d.field("notice").fixed = NONE);
    masks(
        "what is fixed weakened",
        Drafts::notices,
        d -> d.field("notice").fixed(HarbourDecisions.SHORT));
    masks(
        "what is fixed lifted by a switch",
        Drafts::notices,
        d -> d.field("notice").fixed = unless(MaskSpec.DROP, "agent_prices"));
    masks(
        "another record's value shown by the relation to this one",
        Drafts::ranks,
        d -> d.field("before").masked(AGENT, mask(MaskSpec.DROP)).fixed(MaskSpec.NONE));
    masks(
        "grouped values with masks per record",
        Drafts::counts,
        d -> {
          d.replace("\"h\".\"status\"", "\"h\".\"trade_name\"");
          d.fields.clear();
          d.copy("status", use(0, "dec.head.trade_name"), PRINCIPAL)
              .masked(AGENT, mask(HarbourDecisions.SHORT))
              .label(Sensitivity.S2, "party-name");
          d.output("n");
          d.influences.clear();
          d.replace("GROUP BY \"h\".\"trade_name\"", "HAVING TRUE");
        });
  }

  private void masks(String name, Supplier<PlanDraft> sound, Consumer<PlanDraft> fault) {
    add(CheckCode.MASK, name, sound, fault);
  }

  private void influences() {
    for (int i = 0; i < Drafts.declarations().influences.size(); i++) {
      int index = i;
      PlannedInfluence influence = Drafts.declarations().influences.get(i);
      add(
          CheckCode.INFLUENCE,
          influence.where() + " of " + influence.column() + " left out",
          Drafts::declarations,
          d -> d.influences.remove(index));
    }
    reason("unmasked, though agents are kept from it", PlannedInfluence.UNMASKED);
    reason("of an output alone, though it decides which rows come", PlannedInfluence.OUTPUT);
    reason("allowed by a rule that did not", "nothing-else");
    reason("allowed by no rule");
    add(
        CheckCode.INFLUENCE,
        "a question allowed as if the caller did not ask",
        Drafts::declarations,
        d -> {
          d.replace(
              "ORDER BY \"h\".\"decl_total\"", "ORDER BY (\"h\".\"decl_total\" > CAST(? AS text))");
          d.bindings.add(3, new Binding.Parameter("wanted", "text"));
        });
    add(
        CheckCode.INFLUENCE,
        "a question within a value",
        Drafts::declarations,
        d -> {
          d.replace(
              "CASE WHEN (\"h\".\"decl_total\" > 1000)",
              "CASE \"h\".\"decl_total\" WHEN CAST(? AS text)");
          d.bindings.addFirst(new Binding.Parameter("wanted", "text"));
        });
    add(
        CheckCode.INFLUENCE,
        "a condition on what agents may not see",
        Drafts::declarations,
        d -> d.replace(ASKED, ASKED.replace(")", "") + ") AND \"h\".\"trade_name\" ~~ 'A%')"));
    add(
        CheckCode.INFLUENCE,
        "a condition in a subquery",
        Drafts::notices,
        d ->
            d.replace("\"h\".\"head_id\"))", "\"h\".\"head_id\") AND \"n\".\"sent_at\" > 'x')")
                .field("notice")
                .decidedBy(use(0, "dec.notice.sent_at")));
    for (String failing :
        List.of(
            "(1 / \"h\".\"decl_total\")",
            "(\"h\".\"decl_total\" ^ 2)",
            "CAST(\"h\".\"decl_total\" AS int8)",
            "pg_catalog.\"sqrt\"(\"h\".\"decl_total\")")) {
      add(
          CheckCode.INFLUENCE,
          "an error that tells of a value, of " + failing,
          Drafts::declarations,
          d -> d.replace("CASE WHEN (\"h\".\"decl_total\"", "CASE WHEN (" + failing));
    }
    String overflowing =
        "(SELECT CAST(pg_catalog.\"sum\"(CAST('1e308' AS float8)) AS text)"
            + " FROM (VALUES (1), (2)) AS \"v\"(\"x\"))";
    for (String failing :
        List.of(
            "CAST((1 / 0) AS text)",
            overflowing,
            "pg_catalog.\"repeat\"(pg_catalog.\"repeat\"('x', 9999), 9999)")) {
      text(
          CheckCode.INFLUENCE,
          "an error behind a condition, of " + failing,
          "THEN 'big'",
          "THEN " + failing);
    }
    text(
        CheckCode.INFLUENCE,
        "an error behind another comparison",
        "(\"h\".\"decl_total\" > 1000)",
        "((\"h\".\"decl_total\" > 1000) AND ((1 / 0) > 0))");
    add(
        CheckCode.INFLUENCE,
        "rows made of a value",
        Drafts::berths,
        d ->
            d.replace(
                " LIMIT",
                " CROSS JOIN LATERAL pg_catalog.string_to_table(\"b\".\"ship\", ',') AS \"x\" LIMIT"));
  }

  private void reason(String name, String... allowedBy) {
    add(
        CheckCode.INFLUENCE,
        name,
        Drafts::declarations,
        d ->
            d.influences.replaceAll(
                each ->
                    each.where() == InfluenceKind.ORDER
                        ? new PlannedInfluence(
                            each.column(), each.where(), each.probe(), List.of(allowedBy))
                        : each));
  }

  private void rawKeys() {
    add(CheckCode.RAW, "a raw key that is not named", Drafts::rawKey, d -> d.raws.clear());
    add(
        CheckCode.RAW,
        "a raw key that is said to be another column",
        Drafts::rawKey,
        d -> raw(d, 0, "dec.head.status"));
    add(
        CheckCode.RAW,
        "a raw key of what an agent may not see",
        Drafts::rawKey,
        d -> {
          raw(d, 2, "dec.head.decl_total");
          d.route = d.route.map(route -> rawOutput(route, 2));
        });
    add(
        CheckCode.RAW,
        "a raw key nothing sets",
        Drafts::rawKey,
        d ->
            d.raws.add(
                new PlannedRaw("other", new Origin("rows", 0), List.of(), List.of("unmasked"))));
  }

  private static void raw(PlanDraft draft, int output, String column) {
    draft.raws.clear();
    draft.raws.add(
        new PlannedRaw(
            "wanted",
            new Origin("rows", output),
            List.of(use(0, column).column()),
            List.of("unmasked")));
  }

  private static Flow rawOutput(Flow route, int output) {
    List<Flow> steps = new ArrayList<>(route.inner());
    steps.set(1, new Flow.SetRaw("wanted", "rows", output));
    return new Flow.Sequence(steps);
  }

  private void kept() {
    add(
        CheckCode.CACHE,
        "items of a party kept for everybody",
        Drafts::items,
        d -> d.kept(PlannedCache.Audience.EVERYBODY, false));
    add(
        CheckCode.CACHE,
        "what nobody knows the label of kept open",
        Drafts::items,
        d -> {
          d.fields.getFirst().label(null);
          d.kept(PlannedCache.Audience.CALLER, false);
        });
    add(
        CheckCode.CACHE,
        "what is personal kept open",
        Drafts::items,
        d -> {
          d.fields.getFirst().label(Sensitivity.S3);
          d.kept(PlannedCache.Audience.CALLER, false);
        });
  }

  private void answers() {
    add(
        CheckCode.ANSWER,
        "a member of a hidden column",
        Drafts::items,
        d -> d.extraMembers.add(PlanDraft.value("rows", "role", 2)));
    add(
        CheckCode.ANSWER,
        "two members of the same name",
        Drafts::items,
        d -> d.extraMembers.add(PlanDraft.value("rows", "g_no", 0)));
    add(CheckCode.ANSWER, "relations not told", Drafts::items, d -> d.related = false);
    add(
        CheckCode.PAGING,
        "a key that is hidden from somebody",
        Drafts::codes,
        d -> d.field("code").masked(PUBLIC, mask(MaskSpec.DROP)));
    add(
        CheckCode.PAGING,
        "a key that is fixed",
        Drafts::codes,
        d -> d.field("code").fixed(MaskSpec.COVER));
    add(
        CheckCode.PAGING,
        "pages by something else than the keys",
        Drafts::codes,
        d -> d.replace("ORDER BY \"~p\".\"code\"", "ORDER BY \"~p\".\"name\""));
    add(
        CheckCode.PAGING,
        "a key of another output",
        Drafts::codes,
        d -> d.page(new PageKey(1, "code", "varchar", false)));
    add(
        CheckCode.PAGING,
        "an order whose pages go by something else than its keys",
        Drafts::sortedCodes,
        d -> d.keys("name", new PageKey(0, "code", "varchar", false)));
    add(
        CheckCode.PAGING,
        "an order that has no further page",
        Drafts::sortedCodes,
        d ->
            d.otherOrders.computeIfPresent(
                "name",
                (name, each) -> new PlannedAccess.Statements(each.query(), Optional.empty())));
    add(
        CheckCode.STATEMENT,
        "a parameter that can name no order",
        Drafts::sortedCodes,
        d -> d.orderNames = List.of("code", "name", "secret"));
    add(
        CheckCode.STATEMENT,
        "a parameter that can have any value",
        Drafts::sortedCodes,
        d -> d.orderNames = List.of());
    add(
        CheckCode.INFLUENCE,
        "an order that filters by another column",
        Drafts::sortedCodes,
        d -> d.order("name", "\"c\".\"set_code\" =", "\"c\".\"name_cn\" ="));
    add(
        CheckCode.OUTPUT,
        "a role handed on as another",
        Drafts::nested,
        d -> d.replace("\"c\".\"~0~r0\" AS", "\"c\".\"~0~r1\" AS"));
    add(CheckCode.PAGING, "no pages", Drafts::codes, d -> d.next = Optional.empty());
    services();
  }

  /** Called services that are not what the plan says. */
  private void services() {
    add(
        CheckCode.SERVICE,
        "a service that is named and not called",
        Drafts::declarations,
        d -> d.calling("another", Optional.empty(), false));
    add(
        CheckCode.SERVICE,
        "a service whose callers need an approval",
        Drafts::called,
        d -> {
          d.calls.clear();
          d.calling("other", Optional.of(Approval.OWNER), false);
        });
    add(
        CheckCode.SERVICE,
        "a service that asks for a key where none is needed",
        Drafts::codes,
        d -> d.calling("another", Optional.empty(), false));
    add(
        CheckCode.SERVICE,
        "a read of the caller's own in a called route",
        Drafts::called,
        d -> {
          d.id = "rows";
          d.route =
              Optional.of(
                  new Flow.Call(
                      "other", "other", new TreeMap<>(), Optional.empty(), new Flow.Read("rows")));
        });
    add(
        CheckCode.SERVICE,
        "a read of a called service outside of it",
        Drafts::called,
        d ->
            d.route =
                Optional.of(
                    new Flow.Sequence(
                        List.of(
                            new Flow.Read(d.id),
                            new Flow.Call(
                                "other",
                                "other",
                                new TreeMap<>(),
                                Optional.empty(),
                                new Flow.Read(d.id))))));
    add(
        CheckCode.SERVICE,
        "two calls at one place",
        Drafts::called,
        d ->
            d.route =
                Optional.of(
                    new Flow.Sequence(List.of(d.route.orElseThrow(), d.route.orElseThrow()))));
  }

  /** Faults that more than one check finds. */
  static List<Mutant> foundTwice() {
    Mutants all = new Mutants();
    all.statisticsOfAnotherForm();
    all.text(
        CheckCode.STATEMENT,
        "a second statement that writes",
        "LEAST(CAST(? AS int8), 100)",
        "LEAST(CAST(? AS int8), 100); DELETE FROM dec.head");
    all.add(
        CheckCode.TABLE,
        "a table the plan does not know",
        Drafts::berths,
        d -> d.replace(" LIMIT", " CROSS JOIN \"ref\".\"code\" AS \"c\" LIMIT"));
    all.text(
        CheckCode.COPY,
        "two columns exchanged",
        "\"h\".\"trade_name\" AS",
        "\"h\".\"decl_total\" AS");
    all.text(
        CheckCode.LINEAGE,
        "a column of one's own put for another",
        "\"h\".\"entry_id\" AS",
        "\"h\".\"trade_name\" AS");
    all.add(
        CheckCode.SCOPE,
        "one of two occurrences without its scope",
        Drafts::notices,
        d -> {
          d.text = d.text.replaceFirst(" WHERE \\(\"~h\".*?varchar\\)\\)", "");
          d.bindings.subList(0, 2).clear();
        });
    all.add(
        CheckCode.ALIGNED,
        "a common table that is read twice",
        Drafts::nested,
        d -> d.replace("FROM \"c\" AS \"c\")", "FROM \"c\" AS \"c\" CROSS JOIN \"c\" AS \"x\")"));
    return List.copyOf(all.mutants);
  }

  /** Faults that keep a statement from being followed; no check can be left out that finds them. */
  static List<Mutant> unreadable() {
    Mutants all = new Mutants();
    all.routes();
    all.text(CheckCode.STATEMENT, "no SQL", "SELECT \"h\"", "SELEKT \"h\"");
    all.text(CheckCode.STATEMENT, "a string without an end", "'big'", "'big");
    all.add(
        CheckCode.TABLE,
        "a view the catalog has not",
        Drafts::viewed,
        d -> d.replace("~v:dec_open", "~v:dec_other"));
    all.add(
        CheckCode.COLUMN,
        "a column the view has not",
        Drafts::viewed,
        d ->
            d.replace(
                    "\"~v:dec_open\".\"text\" AS \"text\"", "\"~v:dec_open\".\"text\" AS \"words\"")
                .replace("\"o\".\"text\"", "\"o\".\"words\""));
    all.text(CheckCode.STATEMENT, "a numbered placeholder", "'big'", "$1");
    all.add(
        CheckCode.STATEMENT,
        "a statement that writes",
        Drafts::berths,
        d -> {
          d.text = "DELETE FROM \"port\".\"berth\"";
          d.bindings.clear();
        });
    all.add(CheckCode.STATEMENT, "a binding too few", Drafts::codes, d -> d.bindings.removeLast());
    all.text(
        CheckCode.TABLE,
        "the information schema",
        "\"ref\".\"code\"",
        "\"information_schema\".\"columns\"");
    all.text(
        CheckCode.TABLE,
        "a table that is not in the catalog",
        "\"ref\".\"code\"",
        "\"dec\".\"secret\"");
    all.text(CheckCode.TABLE, "a table along the search path", "\"ref\".\"code\"", "\"code\"");
    all.text(CheckCode.COLUMN, "a whole row", ENTRY, "pg_catalog.to_jsonb(\"h\") AS \"entry_id\"");
    all.text(CheckCode.COLUMN, "a whole row as text", ENTRY, "CAST(\"h\" AS text) AS \"entry_id\"");
    all.text(
        CheckCode.COLUMN,
        "a function written like a column",
        ENTRY,
        "\"h\".\"to_jsonb\" AS \"entry_id\"");
    all.text(
        CheckCode.COLUMN,
        "a system column",
        "\"~g\".\"head_id\"",
        "\"~g\".\"ctid\" AS \"head_id\"");
    all.text(
        CheckCode.COLUMN,
        "a column that is not in the catalog",
        ENTRY,
        "\"c\".\"secret\" AS \"entry_id\"");
    all.text(CheckCode.COLUMN, "a column without its table", ENTRY, "\"secret\" AS \"entry_id\"");
    all.text(CheckCode.COLUMN, "every column", ENTRY, "\"h\".*");
    all.text(
        CheckCode.COLUMN,
        "columns by their place in the database",
        "\"ref\".\"code\" AS \"c\"",
        "\"ref\".\"code\" AS \"c\"(\"set_code\", \"code\", \"name_cn\")");
    all.text(CheckCode.NODE, "a part of a row", ENTRY, "(\"h\").\"entry_id\" AS \"entry_id\"");
    all.text(CheckCode.NODE, "who the reader is", ENTRY, "XMLELEMENT(NAME x) AS \"entry_id\"");
    all.text(
        CheckCode.NODE,
        "a sample of a table",
        "\"ref\".\"code\" AS \"c\"",
        "\"ref\".\"code\" AS \"c\" TABLESAMPLE SYSTEM (1)");
    all.text(CheckCode.NODE, "rows made within a value", "'big'", "pg_catalog.unnest(ARRAY['a'])");
    all.add(
        CheckCode.SCOPE,
        "the caller's code as a value",
        Drafts::declarations,
        d -> {
          d.replace("'big'", "CAST(? AS text)");
          d.bindings.addFirst(new Binding.Caller());
        });
    all.add(
        CheckCode.SCOPE,
        "the principal's code as a value",
        Drafts::declarations,
        d -> {
          d.replace("'big'", "CAST(? AS text)");
          d.bindings.addFirst(new Binding.Principal());
        });
    all.text(
        CheckCode.SCOPE,
        "a join between a table and its scope",
        "FROM \"dec\".\"head\" AS \"~g\"",
        "FROM \"dec\".\"head\" AS \"~g\" CROSS JOIN \"ref\".\"code\" AS \"~h\"");
    all.add(
        CheckCode.SCOPE,
        "a parent joined by another column",
        Drafts::items,
        d ->
            d.replace(
                "\"~g\".\"head_id\" = \"~h\".\"head_id\"", "\"~g\".\"g_no\" = \"~h\".\"head_id\""));
    all.add(
        CheckCode.SCOPE,
        "a parent joined by half a condition",
        Drafts::items,
        d -> d.replace("\"~g\".\"head_id\" = \"~h\".\"head_id\"", "TRUE"));
    all.add(
        CheckCode.SCOPE,
        "a parent that may be missing",
        Drafts::items,
        d -> d.replace("\"item\" AS \"~g\" JOIN", "\"item\" AS \"~g\" LEFT JOIN"));
    all.add(
        CheckCode.COLUMN,
        "a parent's column that is no role",
        Drafts::items,
        d -> d.replace("\"~g\".\"g_name\", \"~h\"", "\"~h\".\"decl_total\" AS \"g_name\", \"~h\""));
    all.add(
        CheckCode.PAGING,
        "a page that begins where the caller says",
        Drafts::codes,
        d -> d.nextBindings.set(1, new Binding.Parameter("wanted", "varchar")));
    all.add(
        CheckCode.PAGING,
        "a cursor used within the query",
        Drafts::codes,
        d -> d.bindings.set(0, new Binding.KeyValue(0, "varchar")));
    all.add(
        CheckCode.COLUMN,
        "an aggregate of the query around it",
        Drafts::berths,
        d ->
            d.replace(
                "\"b\".\"ship\" AS \"ship\"",
                "(SELECT pg_catalog.max(\"b\".\"ship\")) AS \"ship\""));
    return List.copyOf(all.mutants);
  }

  private static MaskSpec weaker() {
    return new MaskSpec("M-HEAD", MaskKind.PREFIX, new TreeMap<>(Map.of("keep", "9")));
  }

  private static MaskSpec wider() {
    return new MaskSpec("M-WIDE", MaskKind.KEEP, new TreeMap<>(Map.of("first", "9", "last", "9")));
  }

  private static PlannedTable table(
      PlannedTable table,
      PlannedTable.Scope scope,
      boolean aligned,
      Optional<Relation> base,
      List<Relation> relations) {
    return new PlannedTable(
        table.index(),
        table.resource(),
        table.name(),
        scope,
        aligned,
        base,
        table.views(),
        relations,
        table.least());
  }

  private static void retable(PlanDraft draft, String resource) {
    PlannedTable old = draft.tables.getFirst();
    draft.tables.set(
        0,
        new PlannedTable(
            0,
            resource,
            old.name(),
            old.scope(),
            old.aligned(),
            old.base(),
            old.views(),
            old.relations(),
            old.least()));
  }

  private static void openToApproved(PlanDraft draft, PlannedTable.Scope scope) {
    draft.approval = Optional.of(Approval.OWNER);
    draft.retable(
        0, t -> table(t, scope, false, Optional.of(APPROVED), List.of(PRINCIPAL, AGENT, APPROVED)));
    draft.fields.removeIf(field -> field.name.equals("status"));
    draft.replace("\"h\".\"status\" AS \"status\", ", "");
    draft.replace(" GROUP BY \"h\".\"status\"", "");
    draft.influences.clear();
  }

  private static void distinct(PlanDraft draft, String... columns) {
    for (String column : columns) {
      draft.influence(use(0, "dec.item." + column), InfluenceKind.DISTINCT, false, "unmasked");
    }
    draft.influence(use(0, "dec.head.trade_usci"), InfluenceKind.DISTINCT, false, "unmasked");
    draft.influence(use(0, "dec.head.agent_usci"), InfluenceKind.DISTINCT, false, "unmasked");
    draft.influence(use(0, "dec.head.agent_price_open"), InfluenceKind.DISTINCT, false, "unmasked");
  }
}
