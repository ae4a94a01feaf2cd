package io.tidegate.engine.check;

import static io.tidegate.engine.check.PlanDraft.mask;
import static io.tidegate.engine.check.PlanDraft.unless;
import static io.tidegate.engine.check.PlanDraft.use;
import static io.tidegate.route.catalog.Relation.AGENT;
import static io.tidegate.route.catalog.Relation.APPROVED;
import static io.tidegate.route.catalog.Relation.PRINCIPAL;
import static io.tidegate.route.catalog.Relation.PUBLIC;

import io.tidegate.engine.plan.PlannedCache.Audience;
import io.tidegate.engine.plan.PlannedPaging;
import io.tidegate.engine.plan.PlannedPaging.PageKey;
import io.tidegate.engine.plan.PlannedRaw;
import io.tidegate.engine.plan.PlannedTable;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.definition.Combination;
import io.tidegate.route.flow.Flow;
import io.tidegate.route.shape.Origin;
import io.tidegate.route.sql.Binding;
import io.tidegate.route.sql.HiddenColumn;
import io.tidegate.route.sql.InfluenceKind;
import io.tidegate.rules.fact.Approval;
import io.tidegate.rules.mask.MaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Sound plans of every kind, with statements as the printer writes them. */
final class Drafts {
  static final Map<String, Supplier<PlanDraft>> SOUND = sound();

  private static final String HEAD_COLUMNS =
      "\"~g\".\"head_id\", \"~g\".\"entry_id\", \"~g\".\"status\", \"~g\".\"trade_name\","
          + " \"~g\".\"decl_total\", \"~g\".\"trade_usci\", \"~g\".\"agent_usci\"";
  private static final String ROLES =
      ", \"~o\".\"trade_usci\" AS \"~r0\", \"~o\".\"agent_usci\" AS \"~r1\","
          + " \"~o\".\"agent_price_open\" AS \"~s0\"";
  private static final String SCOPE =
      " WHERE (\"~o\".\"trade_usci\" = CAST(? AS varchar)"
          + " OR \"~o\".\"agent_usci\" = CAST(? AS varchar))";
  private static final String HEAD =
      "(SELECT "
          + HEAD_COLUMNS
          + ROLES.replace("~o", "~g")
          + " FROM \"dec\".\"head\" AS \"~g\""
          + SCOPE.replace("~o", "~g")
          + ")";
  private static final String HIDDEN =
      ", \"h\".\"~r0\" AS \"~0~r0\", \"h\".\"~r1\" AS \"~0~r1\", \"h\".\"~s0\" AS \"~0~s0\"";
  private static final String LIMIT = " LIMIT LEAST(CAST(? AS int8), 100)";

  private Drafts() {}

  private static Map<String, Supplier<PlanDraft>> sound() {
    Map<String, Supplier<PlanDraft>> drafts = new TreeMap<>();
    drafts.put("declarations with status names", Drafts::declarations);
    drafts.put("items scoped through their head", Drafts::items);
    drafts.put("a notice found by a subquery", Drafts::notices);
    drafts.put("declarations counted by status", Drafts::counts);
    drafts.put("ranks among the caller's declarations", Drafts::ranks);
    drafts.put("codes for everybody, page by page", Drafts::codes);
    drafts.put("codes in an order to choose", Drafts::sortedCodes);
    drafts.put("declarations through nested queries", Drafts::nested);
    drafts.put("declarations and items put together", Drafts::together);
    drafts.put("declarations through a view", Drafts::viewed);
    drafts.put("berths for whoever is approved", Drafts::berths);
    drafts.put("visits counted where they are of enough parties", Drafts::visits);
    drafts.put("a read that is asked with a raw key of another", Drafts::rawKey);
    drafts.put("the answer of another service", Drafts::called);
    drafts.put("pages of codes kept for everybody", () -> codes().kept(Audience.EVERYBODY, false));
    drafts.put("berths kept for everybody", () -> berths().kept(Audience.EVERYBODY, false));
    drafts.put("items kept for the caller", () -> items().kept(Audience.CALLER, false));
    return drafts;
  }

  /** Its one read is of another service. */
  static PlanDraft called() {
    PlanDraft draft = declarations();
    draft.id = "other/rows";
    draft.route =
        Optional.of(
            new Flow.Call(
                "other", "other", new TreeMap<>(), Optional.empty(), new Flow.Read(draft.id)));
    return draft.calling("other", Optional.empty(), false);
  }

  private static void hide(PlanDraft draft) {
    hide(draft, 0);
  }

  private static void hide(PlanDraft draft, int table) {
    draft.hidden.add(new HiddenColumn.Role(table, "trade_usci", PRINCIPAL));
    draft.hidden.add(new HiddenColumn.Role(table, "agent_usci", AGENT));
    draft.hidden.add(new HiddenColumn.Switch(table, "agent_prices"));
  }

  private static void callers(PlanDraft draft, int times) {
    for (int i = 0; i < 2 * times; i++) {
      draft.bindings.add(new Binding.Caller());
    }
  }

  /** Copies with every kind of mask, a computed value, a join with an open table, a question. */
  static PlanDraft declarations() {
    PlanDraft draft = new PlanDraft();
    draft.text =
        "SELECT \"h\".\"entry_id\" AS \"entry_id\", \"h\".\"trade_name\" AS \"trade_name\","
            + " \"h\".\"decl_total\" AS \"decl_total\", (\"h\".\"status\" = 'WITHDRAWN ?') AS \"withdrawn\","
            + " COALESCE(\"c\".\"name_cn\", \"h\".\"status\") AS \"status_name\","
            + " CASE WHEN (\"h\".\"decl_total\" > 1000) THEN 'big' ELSE 'small' END AS \"size\""
            + HIDDEN
            + " FROM "
            + HEAD
            + " AS \"h\" LEFT JOIN \"ref\".\"code\" AS \"c\" ON ((\"c\".\"set_code\" = 'status')"
            + " AND (\"c\".\"code\" = \"h\".\"status\"))"
            + " WHERE (\"h\".\"entry_id\" = CAST(? AS text)) ORDER BY \"h\".\"decl_total\" DESC"
            + LIMIT;
    callers(draft, 1);
    draft.bindings.add(new Binding.Parameter("wanted", "text"));
    draft.bindings.add(new Binding.RowLimit());
    hide(draft);
    draft.party("dec_head", true).open("ref_code", PUBLIC);
    draft.copy("entry_id", use(0, "dec.head.entry_id"), PRINCIPAL, AGENT);
    draft
        .copy("trade_name", use(0, "dec.head.trade_name"), PRINCIPAL)
        .masked(AGENT, mask(HarbourDecisions.SHORT))
        .label(Sensitivity.S2, "party-name");
    draft
        .copy("decl_total", use(0, "dec.head.decl_total"), PRINCIPAL)
        .masked(AGENT, unless(MaskSpec.DROP, "agent_prices"))
        .label(Sensitivity.S2, "amount");
    draft.output("withdrawn", PRINCIPAL, AGENT).from(use(0, "dec.head.status"));
    draft
        .output("status_name", PRINCIPAL, AGENT, PUBLIC)
        .from(use(0, "dec.head.status"), use(1, "ref.code.name_cn"));
    draft
        .output("size", PRINCIPAL)
        .masked(AGENT, unless(MaskSpec.DROP, "agent_prices"))
        .decidedBy(use(0, "dec.head.decl_total"))
        .label(Sensitivity.S2, "amount");
    return draft
        .influence(use(0, "dec.head.entry_id"), InfluenceKind.WHERE, true, "unmasked")
        .influence(use(0, "dec.head.status"), InfluenceKind.JOIN, false, "unmasked")
        .influence(use(1, "ref.code.set_code"), InfluenceKind.JOIN, false, "unmasked")
        .influence(use(1, "ref.code.code"), InfluenceKind.JOIN, false, "unmasked")
        .influence(use(0, "dec.head.decl_total"), InfluenceKind.ORDER, false, "totals-decide")
        .influence(use(0, "dec.head.decl_total"), InfluenceKind.CONTROL, false, "totals-decide");
  }

  /** The total of a declaration, which an agent may not see, decides what is read next. */
  static PlanDraft rawKey() {
    PlanDraft draft = declarations();
    draft.single = true;
    draft.route =
        Optional.of(
            new Flow.Sequence(
                List.of(
                    new Flow.Read("rows"),
                    new Flow.SetRaw("wanted", "rows", 0),
                    new Flow.Enrich(
                        new Combination(Combination.Strategy.NEST, List.of()),
                        new Flow.Branch(
                            "again",
                            draft.fields.stream().map(field -> field.name).toList(),
                            new Flow.Read("rows"))))));
    draft.raws.add(
        new PlannedRaw(
            "wanted",
            new Origin("rows", 0),
            List.of(use(0, "dec.head.entry_id").column()),
            List.of("unmasked")));
    return draft;
  }

  /** The columns that tell the caller's relation to a table's record, where rows are of it. */
  private static String own(int table, String alias) {
    return HIDDEN.replace("\"h\"", "\"" + alias + "\"").replace("~0", "~" + table)
        + ", TRUE AS \"~"
        + table
        + "~u\"";
  }

  /** The same where rows are of another table. */
  private static String none(int table) {
    return ", CAST(NULL AS varchar) AS \"~0~r0\", CAST(NULL AS varchar) AS \"~0~r1\","
            .replace("~0", "~" + table)
        + " CAST(NULL AS bool) AS \"~0~s0\", FALSE AS \"~0~u\"".replace("~0", "~" + table);
  }

  /**
   * Each row is of a declaration or of an item, and what hides its values is decided by that one.
   */
  static PlanDraft together() {
    PlanDraft draft = new PlanDraft();
    draft.text =
        "(SELECT \"h\".\"entry_id\" AS \"no\", \"h\".\"trade_name\" AS \"name\""
            + own(0, "h")
            + none(1)
            + " FROM "
            + HEAD
            + " AS \"h\") UNION ALL (SELECT \"i\".\"g_no\" AS \"no\", \"i\".\"g_name\" AS \"name\""
            + none(0)
            + own(1, "i")
            + " FROM (SELECT \"~g\".\"g_no\", \"~g\".\"g_name\""
            + ROLES.replace("~o", "~h")
            + " FROM \"dec\".\"item\" AS \"~g\" JOIN \"dec\".\"head\" AS \"~h\""
            + " ON \"~g\".\"head_id\" = \"~h\".\"head_id\""
            + SCOPE.replace("~o", "~h")
            + ") AS \"i\")"
            + LIMIT;
    callers(draft, 2);
    draft.bindings.add(new Binding.RowLimit());
    for (int table = 0; table < 2; table++) {
      draft.hidden.add(new HiddenColumn.Role(table, "trade_usci", PRINCIPAL));
      draft.hidden.add(new HiddenColumn.Role(table, "agent_usci", AGENT));
      draft.hidden.add(new HiddenColumn.Switch(table, "agent_prices"));
      draft.hidden.add(new HiddenColumn.Presence(table));
    }
    draft.party("dec_head", true).party("dec_item", true);
    draft.parts(
        "no", List.of(use(0, "dec.head.entry_id"), use(1, "dec.item.g_no")), PRINCIPAL, AGENT);
    draft
        .parts("name", List.of(use(0, "dec.head.trade_name"), use(1, "dec.item.g_name")), PRINCIPAL)
        .masked(AGENT, mask(HarbourDecisions.SHORT))
        .label(Sensitivity.S2, "party-name");
    return draft;
  }

  /** The view covers from agents what the table shows them in a short form. */
  static PlanDraft viewed() {
    PlanDraft draft = new PlanDraft();
    String handedOn =
        ", \"~o\".\"~0~r0\" AS \"~0~r0\", \"~o\".\"~0~r1\" AS \"~0~r1\","
            + " \"~o\".\"~0~s0\" AS \"~0~s0\"";
    String columns = "\"~o\".\"entry_id\" AS \"entry_id\", \"~o\".\"text\" AS \"text\"" + handedOn;
    draft.text =
        "SELECT "
            + columns.replace("~o", "o")
            + " FROM (SELECT "
            + columns.replace("~o", "~v:dec_open")
            + " FROM (SELECT \"h\".\"entry_id\" AS \"entry_id\", \"h\".\"trade_name\" AS \"text\""
            + HIDDEN
            + " FROM "
            + HEAD
            + " AS \"h\") AS \"~v:dec_open\") AS \"o\""
            + LIMIT;
    callers(draft, 1);
    draft.bindings.add(new Binding.RowLimit());
    hide(draft);
    draft.party("dec_head", true).through(0, List.of("dec_open"));
    draft.copy("entry_id", use(0, "dec.head.entry_id"), PRINCIPAL, AGENT);
    draft
        .copy("text", use(0, "dec.head.trade_name"), PRINCIPAL)
        .from(use(0, "dec.open.text"))
        .masked(AGENT, mask(MaskSpec.COVER))
        .label(null, "party-name");
    return draft;
  }

  /** As {@link #declarations()}, through a common table and a derived table around it. */
  static PlanDraft nested() {
    PlanDraft draft = new PlanDraft();
    String handedOn =
        ", \"~o\".\"~0~r0\" AS \"~0~r0\", \"~o\".\"~0~r1\" AS \"~0~r1\","
            + " \"~o\".\"~0~s0\" AS \"~0~s0\"";
    draft.text =
        "WITH \"c\" AS (SELECT \"h\".\"entry_id\" AS \"entry_id\", \"h\".\"decl_total\" AS \"total\""
            + HIDDEN
            + " FROM "
            + HEAD
            + " AS \"h\") SELECT \"d\".\"entry_id\" AS \"entry_id\", \"d\".\"total\" AS \"total\""
            + handedOn.replace("~o", "d")
            + " FROM (SELECT \"c\".\"entry_id\" AS \"entry_id\", \"c\".\"total\" AS \"total\""
            + handedOn.replace("~o", "c")
            + " FROM \"c\" AS \"c\") AS \"d\""
            + LIMIT;
    callers(draft, 1);
    draft.bindings.add(new Binding.RowLimit());
    hide(draft);
    draft.party("dec_head", true);
    draft.copy("entry_id", use(0, "dec.head.entry_id"), PRINCIPAL, AGENT);
    draft
        .copy("total", use(0, "dec.head.decl_total"), PRINCIPAL, AGENT)
        .masked(AGENT, unless(MaskSpec.DROP, "agent_prices"))
        .label(Sensitivity.S2, "amount");
    return draft;
  }

  /** Role columns that stand in another table. */
  static PlanDraft items() {
    PlanDraft draft = new PlanDraft();
    draft.text =
        "SELECT \"i\".\"g_no\" AS \"g_no\", \"i\".\"g_name\" AS \"g_name\""
            + HIDDEN.replace("\"h\"", "\"i\"")
            + " FROM (SELECT \"~g\".\"head_id\", \"~g\".\"g_no\", \"~g\".\"g_name\""
            + ROLES.replace("~o", "~h")
            + " FROM \"dec\".\"item\" AS \"~g\" JOIN \"dec\".\"head\" AS \"~h\""
            + " ON \"~g\".\"head_id\" = \"~h\".\"head_id\""
            + SCOPE.replace("~o", "~h")
            + " OFFSET 0) AS \"i\" ORDER BY 1"
            + LIMIT;
    callers(draft, 1);
    draft.bindings.add(new Binding.RowLimit());
    hide(draft);
    draft.party("dec_item", true);
    draft.copy("g_no", use(0, "dec.item.g_no"), PRINCIPAL, AGENT);
    draft.copy("g_name", use(0, "dec.item.g_name"), PRINCIPAL, AGENT);
    return draft.influence(use(0, "dec.item.g_no"), InfluenceKind.ORDER, false, "unmasked");
  }

  /** A value of rows that do not stand in the answer: hidden from all as from the least trusted. */
  static PlanDraft notices() {
    PlanDraft draft = new PlanDraft();
    String notice =
        "(SELECT pg_catalog.max(\"n\".\"text\") FROM (SELECT \"~g\".\"head_id\", \"~g\".\"sent_at\", \"~g\".\"text\""
            + " FROM \"dec\".\"notice\" AS \"~g\" JOIN \"dec\".\"head\" AS \"~h\""
            + " ON \"~g\".\"head_id\" = \"~h\".\"head_id\""
            + SCOPE.replace("~o", "~h")
            + ") AS \"n\" WHERE (\"n\".\"head_id\" = \"h\".\"head_id\"))";
    draft.text =
        "SELECT \"h\".\"entry_id\" AS \"entry_id\", "
            + notice
            + " AS \"notice\""
            + HIDDEN
            + " FROM "
            + HEAD
            + " AS \"h\""
            + LIMIT;
    callers(draft, 2);
    draft.bindings.add(new Binding.RowLimit());
    hide(draft, 1);
    draft.party("dec_notice", false).party("dec_head", true);
    draft.copy("entry_id", use(1, "dec.head.entry_id"), PRINCIPAL, AGENT);
    draft
        .output("notice", PRINCIPAL, AGENT)
        .from(use(0, "dec.notice.text"))
        .decidedBy(use(1, "dec.head.head_id"), use(0, "dec.notice.head_id"))
        .fixed(MaskSpec.DROP)
        .label(null);
    return draft
        .influence(use(0, "dec.notice.head_id"), InfluenceKind.WHERE, false, "unmasked")
        .influence(use(1, "dec.head.head_id"), InfluenceKind.WHERE, false, "unmasked");
  }

  /** Many records in one row. */
  static PlanDraft counts() {
    PlanDraft draft = new PlanDraft();
    draft.text =
        "SELECT \"h\".\"status\" AS \"status\", pg_catalog.count(*) AS \"n\" FROM "
            + HEAD.replace(ROLES.replace("~o", "~g"), "")
            + " AS \"h\" GROUP BY \"h\".\"status\""
            + LIMIT;
    callers(draft, 1);
    draft.bindings.add(new Binding.RowLimit());
    draft.party("dec_head", false);
    draft.copy("status", use(0, "dec.head.status"));
    draft.output("n");
    return draft.influence(use(0, "dec.head.status"), InfluenceKind.GROUP, false, "unmasked");
  }

  /** A window looks at other records than the row's own. */
  static PlanDraft ranks() {
    PlanDraft draft = new PlanDraft();
    draft.text =
        "SELECT \"h\".\"entry_id\" AS \"entry_id\","
            + " pg_catalog.lag(\"h\".\"trade_name\") OVER (ORDER BY \"h\".\"entry_id\") AS \"before\""
            + HIDDEN
            + " FROM "
            + HEAD
            + " AS \"h\""
            + LIMIT;
    callers(draft, 1);
    draft.bindings.add(new Binding.RowLimit());
    hide(draft);
    draft.party("dec_head", true);
    draft.copy("entry_id", use(0, "dec.head.entry_id"), PRINCIPAL, AGENT);
    draft
        .output("before", PRINCIPAL, AGENT)
        .from(use(0, "dec.head.trade_name"))
        .decidedBy(use(0, "dec.head.entry_id"))
        .fixed(MaskSpec.DROP)
        .label(Sensitivity.S2, "party-name");
    return draft.influence(use(0, "dec.head.entry_id"), InfluenceKind.CONTROL, false, "unmasked");
  }

  static PlanDraft codes() {
    PlanDraft draft = new PlanDraft();
    String body =
        "SELECT \"~p\".\"code\", \"~p\".\"name\" FROM (SELECT \"c\".\"code\" AS \"code\","
            + " \"c\".\"name_cn\" AS \"name\" FROM \"ref\".\"code\" AS \"c\""
            + " WHERE (\"c\".\"set_code\" = CAST(? AS text))) AS \"~p\"";
    String order = " ORDER BY \"~p\".\"code\"" + LIMIT;
    draft.text = body + order;
    draft.next = Optional.of(body + " WHERE (\"~p\".\"code\") > (CAST(? AS varchar))" + order);
    draft.bindings.add(new Binding.Parameter("wanted", "text"));
    draft.bindings.add(new Binding.RowLimit());
    draft.nextBindings = new ArrayList<>(draft.bindings);
    draft.nextBindings.add(1, new Binding.KeyValue(0, "varchar"));
    draft.page(new PageKey(0, "code", "varchar", false));
    draft.decided = Openness.UNCONDITIONAL;
    draft.openness = Openness.UNCONDITIONAL;
    draft.anonymous = true;
    draft.related = false;
    draft.open("ref_code", PUBLIC);
    draft.copy("code", use(0, "ref.code.code"), PUBLIC).label(Sensitivity.S0);
    draft.copy("name", use(0, "ref.code.name_cn"), PUBLIC).label(Sensitivity.S0);
    return draft.influence(use(0, "ref.code.set_code"), InfluenceKind.WHERE, true, "unmasked");
  }

  static PlanDraft sortedCodes() {
    PlanDraft draft = codes();
    draft.sortedBy = Optional.of("by");
    draft.orderNames = List.of(PlanDraft.FIRST_ORDER, "name");
    draft.paging = Optional.of(new PlannedPaging("rows", new TreeMap<>(), 10, 100));
    return draft
        .keys(PlanDraft.FIRST_ORDER, new PageKey(0, "code", "varchar", false))
        .keys(
            "name",
            new PageKey(1, "name", "varchar", false),
            new PageKey(0, "code", "varchar", false))
        .order("name", "BY \"~p\".\"code\"", "BY \"~p\".\"name\"");
  }

  static PlanDraft berths() {
    PlanDraft draft = new PlanDraft();
    draft.text =
        "SELECT \"b\".\"berth_no\" AS \"berth_no\", \"b\".\"ship\" AS \"ship\""
            + " FROM \"port\".\"berth\" AS \"b\""
            + LIMIT;
    draft.bindings.add(new Binding.RowLimit());
    draft.decided = Openness.CONDITIONAL;
    draft.openness = Openness.CONDITIONAL;
    draft.approval = Optional.of(Approval.REVIEW);
    draft.related = false;
    draft.open("berth_plan", APPROVED);
    draft.copy("berth_no", use(0, "port.berth.berth_no"), APPROVED);
    draft.copy("ship", use(0, "port.berth.ship"), APPROVED);
    return draft;
  }

  /** How often ships came to a berth, where enough parties had to do with it. */
  static PlanDraft visits() {
    PlanDraft draft = new PlanDraft();
    draft.text =
        "SELECT \"v\".\"ship\" AS \"ship\", pg_catalog.\"count\"(*) AS \"n\""
            + " FROM (SELECT \"~g\".\"berth_no\", \"~g\".\"ship\", \"~g\".\"trade_usci\" AS \"~r0\","
            + " \"~g\".\"agent_usci\" AS \"~r1\" FROM \"port\".\"visit\" AS \"~g\") AS \"v\""
            + " WHERE (\"v\".\"berth_no\" = CAST(? AS text)) GROUP BY \"v\".\"ship\""
            + " HAVING (pg_catalog.\"count\"(*) > 1)"
            + " AND pg_catalog.\"count\"(DISTINCT \"v\".\"~r0\") >= 5"
            + " AND (pg_catalog.\"count\"(DISTINCT \"v\".\"~r1\") >= 5"
            + " OR pg_catalog.\"count\"(\"v\".\"~r1\") = 0)"
            + LIMIT;
    draft.bindings.add(new Binding.Parameter("wanted", "text"));
    draft.bindings.add(new Binding.RowLimit());
    draft.decided = Openness.CONDITIONAL;
    draft.openness = Openness.CONDITIONAL;
    draft.approval = Optional.of(Approval.REVIEW);
    draft.table(
        "berth_visit",
        PlannedTable.Scope.OPEN,
        false,
        Optional.of(APPROVED),
        PRINCIPAL,
        AGENT,
        APPROVED);
    draft.retable(0, table -> table.withLeast(5));
    draft.copy("ship", use(0, "port.visit.ship"));
    draft.output("n");
    return draft
        .influence(use(0, "port.visit.berth_no"), InfluenceKind.WHERE, true, "unmasked")
        .influence(use(0, "port.visit.ship"), InfluenceKind.GROUP, false, "unmasked");
  }

  static List<String> names() {
    return List.copyOf(SOUND.keySet());
  }
}
