package io.tidegate.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.check.CheckResult.Certified;
import io.tidegate.engine.plan.PlannedPaging.PageKey;
import io.tidegate.engine.plan.PlannedTable;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.sql.AnalyzedQuery;
import io.tidegate.route.sql.ColumnUse;
import io.tidegate.route.sql.Influence;
import io.tidegate.route.sql.Keyset;
import io.tidegate.route.sql.OutputColumn;
import io.tidegate.route.sql.PrintedPages;
import io.tidegate.route.sql.PrintedQuery;
import io.tidegate.route.sql.Scoping;
import io.tidegate.route.sql.SqlAnalyzer;
import io.tidegate.route.sql.SqlPrinter;
import io.tidegate.route.sql.SqlText;
import io.tidegate.route.sql.TableUse;
import io.tidegate.route.text.SourceText;
import io.tidegate.rules.mask.MaskSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the analysis of a statement says of it, the checker finds in what the printer made of it.
 * The plans hide everything from everybody, so that only statement, lineage and influences count.
 */
class PrintedStatementsTest {
  private static final PlanChecker CHECKER = new PlanChecker(PlanDraft.GRAMMAR);
  private static final SqlAnalyzer ANALYZER = new SqlAnalyzer(PlanDraft.GRAMMAR);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select h.entry_id, h.status || '?' as s from dec.head h where h.entry_id = :#wanted",
        "select i.*, h.status from dec.item i join dec.head h on h.head_id = i.head_id order by i.g_no desc",
        "select i.g_no, head_id from dec.head h join dec.item i using (head_id)",
        "select head_id from dec.head h full join dec.item i using (head_id)",
        "select t.x from (select status as x, decl_total as y from dec.head) t where t.x like 'A%'",
        "with a as (select head_id from dec.head), b as (select head_id from a) select head_id from b",
        "with unused as (select head_id from dec.head where decl_total > '5') select code from ref.code",
        "select h.entry_id, l.sent_at from dec.head h left join lateral (select n.sent_at from dec.notice n"
            + " where n.head_id = h.head_id order by n.sent_at desc limit 1) l on true",
        "select (select max(n.text) from dec.notice n where n.head_id = h.head_id) as last from dec.head h",
        "select h.entry_id from dec.head h where exists (select 1 from dec.item i where i.head_id = h.head_id"
            + " and i.g_no in (select code from ref.code where set_code = :#wanted))",
        "select status, count(*) as n, max(decl_total) filter (where entry_id > 'x') as most from dec.head"
            + " group by status having count(*) > 1 order by n desc",
        "select entry_id, rank() over (partition by status order by entry_id) as r,"
            + " lag(trade_name) over w as b from dec.head window w as (order by head_id)",
        "select status from dec.head union select code from ref.code order by 1 limit 5",
        "select status as s from dec.head except all select g_no from dec.item",
        "select distinct on (status) status, entry_id from dec.head order by status, entry_id",
        "select case when entry_id = :#wanted then decl_total else coalesce(status, 'x') end as v from dec.head",
        "select h.entry_id, p.v from dec.head h cross join string_to_table(h.status, ',') as p(v)",
        "select a.entry_id as one, b.entry_id as two, a.status || b.status as both from dec.head a"
            + " join dec.head b on b.head_id = a.head_id and b.entry_id > a.entry_id",
        "with recursive t(code, up) as (select code, name_cn from ref.code where set_code = 'a' union"
            + " select c.code, c.name_cn from ref.code c join t on t.up = c.code) select code, up from t",
        "select c.a from ref.code as c(s, a) where (c.s, c.a) > ('x', :#wanted)",
        "select entry_id as v, status as s from dec.head union all"
            + " select g_no, g_name from dec.item where g_no = :#wanted",
        "select u.v from (select entry_id as v from dec.head union all"
            + " (select g_no from dec.item union all select code from ref.code)) u where u.v > 'a'",
        "select status, code from (select status, null as code from dec.head"
            + " union all select null, code from ref.code) t order by code",
        "with c as (select entry_id, status from dec.head) select entry_id from c"
            + " union all select status from c",
        "select h.entry_id, l.v from dec.head h cross join lateral (select i.g_name as v"
            + " from dec.item i where i.head_id = h.head_id union all select h.status) l",
        "select status from dec.head union all select max(g_name) from dec.item group by g_no",
        "select status from dec.head union all (select g_no from dec.item except select code from ref.code)",
        "select status from dec.head union all values ('x'), ('y')",
        "select o.entry_id, o.text from dec.open o where o.entry_id like 'A%' order by o.entry_id",
        "select n.no, h.status from dec.numbers n join dec.head h on h.entry_id = n.no",
        "select a.text, b.text as other from dec.open a left join dec.open b using (entry_id)",
        "select (select max(o.text) from dec.open o where o.entry_id = h.entry_id) as t from dec.head h",
        "select x.a from dec.open as x(a)",
        "select count(*) as n from dec.open",
        "select status, entry_id as e, grouping(status) as g, count(*) as n from dec.head"
            + " group by rollup (status, (e, head_id)), grouping sets ((head_id), ())",
        "select status, percentile_disc(0.5) within group (order by decl_total desc)"
            + " filter (where entry_id > 'x') as middle from dec.head group by status",
        "select (string_to_array(status, ','))[1] as one,"
            + " (string_to_array(entry_id, status))[1:2] as two from dec.head",
        "select case when o.entry_id > 'm' then o.text else 'none' end as half from dec.open o"
      })
  void theCheckerAgreesWithTheAnalysis(String sql) {
    AnalyzedQuery query = analyze(sql);
    PlanDraft draft = draft(query);
    PrintedQuery printed = SqlPrinter.print(query, Scoping.party(query), 100);
    draft.text = printed.text();
    draft.bindings.addAll(printed.bindings());
    draft.hidden.addAll(printed.hidden());

    assertThat(draft.check(CHECKER)).isInstanceOf(Certified.class);
  }

  @Test
  void theCheckerAgreesPageByPage() {
    AnalyzedQuery query =
        analyze(
            "select h.entry_id, h.head_id, h.trade_name from dec.head h where h.status = :#wanted");
    PlanDraft draft = draft(query);
    PrintedPages pages =
        SqlPrinter.printPages(
            query,
            Scoping.party(query),
            new Keyset(List.of(new Keyset.Key("entry_id", true), new Keyset.Key("head_id", false))),
            100);
    draft.text = pages.first().text();
    draft.bindings.addAll(pages.first().bindings());
    draft.hidden.addAll(pages.first().hidden());
    draft.next = Optional.of(pages.following().text());
    draft.nextBindings = pages.following().bindings();
    draft.page(
        new PageKey(0, "entry_id", "varchar", true), new PageKey(1, "head_id", "varchar", false));
    for (String key : List.of("entry_id", "head_id")) {
      draft.field(key).fixed(MaskSpec.NONE);
      draft.field(key).masks.replaceAll((relation, mask) -> PlanDraft.NONE);
    }

    assertThat(draft.check(CHECKER)).isInstanceOf(Certified.class);
  }

  private static AnalyzedQuery analyze(String sql) {
    return ANALYZER
        .analyze(
            SqlText.of(new SourceText("test.sql", sql)),
            PlanDraft.CATALOG,
            PlanDraft.CATALOG.source("customs").orElseThrow())
        .value()
        .orElseThrow();
  }

  private static PlanDraft draft(AnalyzedQuery query) {
    PlanDraft draft = new PlanDraft();
    for (TableUse table : query.tables()) {
      if (table.governed()) {
        draft.party(table.resource().id(), table.rowAligned());
      } else {
        draft.table(
            table.resource().id(),
            PlannedTable.Scope.OPEN,
            table.rowAligned(),
            Optional.of(Relation.PUBLIC),
            Relation.PUBLIC);
      }
      draft.through(table.index(), table.views().stream().map(Resource::id).toList());
    }
    for (OutputColumn output : query.outputs()) {
      PlanDraft.FieldDraft field =
          draft
              .output(output.name())
              .from(output.sources().toArray(ColumnUse[]::new))
              .decidedBy(output.control().toArray(ColumnUse[]::new))
              .fixed(MaskSpec.DROP)
              .label(null, "amount", "party-name");
      field.copyOf = output.copyOf();
      field.parts = List.copyOf(output.copies());
      for (Relation relation : Relation.values()) {
        field.masked(relation, PlanDraft.mask(MaskSpec.DROP));
      }
    }
    for (Influence influence : query.influences()) {
      draft.influence(influence.column(), influence.where(), influence.probe(), "unmasked");
    }
    return draft;
  }
}
