package io.tidegate.engine.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tidegate.engine.DemoResource;
import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.compile.Samples;
import io.tidegate.engine.emit.EmitException;
import io.tidegate.engine.emit.RouteEmitter;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.read.Sources;
import io.tidegate.route.diagnostic.Outcome;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/**
 * What a caller sees through derived tables and common tables is what he sees of the tables
 * themselves, record by record; and where a row stands for no record the strictest mask counts.
 */
@QuarkusTest
@QuarkusTestResource(DemoResource.class)
class NestedQueryIT {
  private static final byte[] KEY = new byte[32];
  private static final String ENTRY = "379120241000000004";
  private static final String PRINCIPAL = "91350299MAT0000182";
  private static final String AGENT = "91350299MAT000026W";
  private static final String CARRIER = "91350299MAT000042J";
  private static final String STRANGER = "91350299MAT000099X";

  private static final String PLAIN =
      "select i.g_no, i.g_name, i.decl_price, h.trade_name from dec.item i"
          + " join dec.head h on h.head_id = i.head_id where h.entry_id = :#entryId order by i.g_no";

  private static final List<String> NESTED =
      List.of(
          "select * from (" + PLAIN + ") d order by d.g_no",
          "select d.g_no, d.g_name, d.p as decl_price, h.trade_name from (select * from"
              + " (select i.head_id, i.g_no, i.g_name, i.decl_price from dec.item i) x)"
              + " as d(k, g_no, g_name, p) join (select head_id, trade_name from dec.head"
              + " where entry_id = :#entryId) h on h.head_id = d.k order by d.g_no",
          "with heads as (select h.head_id as k, h.trade_name from dec.head h where h.entry_id ="
              + " :#entryId), goods(k, g_no, g_name, decl_price) as materialized (select i.head_id,"
              + " i.g_no, i.g_name, i.decl_price from dec.item i) select g.g_no, g.g_name,"
              + " g.decl_price, heads.trade_name from heads join goods g using (k) order by g.g_no",
          "select l.g_no, l.g_name, l.decl_price, h.trade_name from dec.head h cross join lateral"
              + " (select i.g_no, i.g_name, i.decl_price from dec.item i where i.head_id = h.head_id"
              + " order by i.g_no limit 100) l where h.entry_id = :#entryId order by l.g_no");

  @Inject RouteEmitter emitter;
  @Inject Sources sources;

  @Test
  void everyCallerSeesTheSameThroughNestedQueries() throws Exception {
    for (String caller : List.of(PRINCIPAL, AGENT, CARRIER, STRANGER)) {
      String plain = answer(PLAIN, caller);
      for (String nested : NESTED) {
        assertThat(answer(nested, caller)).as("%s for %s", nested, caller).isEqualTo(plain);
      }
    }
    assertThat(answer(PLAIN, PRINCIPAL)).contains("128.5");
    assertThat(answer(PLAIN, AGENT)).contains("\"decl_price\":null").contains("AGENT");
  }

  @Test
  void whatIsReadTwiceIsHiddenFromEverybody() throws Exception {
    String twice =
        "with t as (select h.entry_id, i.g_no, i.decl_price from dec.item i join dec.head h on"
            + " h.head_id = i.head_id) select t.g_no, u.decl_price from t join t u on u.g_no ="
            + " t.g_no where t.entry_id = :#entryId";

    for (String caller : List.of(PRINCIPAL, AGENT, CARRIER)) {
      assertThat(answer(twice, caller)).contains("\"g_no\":1").doesNotContain("128.5");
    }
  }

  private String answer(String sql, String caller) throws EmitException, CallProblem {
    String document =
        """
        service: nested
        version: 1.0.0
        title: { zh: 样例, en: Sample }
        summary: { zh: 嵌套查询, en: Nested queries }
        area: declaration
        department: 潮汐港数据中心
        openness: closed
        request:
          get: /nested/{entryId}
          parameters:
            entryId: { in: path, type: string, format: entry-id, title: { zh: 报关单号, en: Entry id } }
        route:
          from:
            uri: direct:request
            steps:
              - to:
                  uri: sql
                  parameters:
                    dataSource: "#customs"
                    query: >-
                      QUERY
        """
            .replace("QUERY", sql);
    Outcome<CheckedPlan> outcome =
        Samples.compiler().compile("nested.yaml", document.getBytes(StandardCharsets.UTF_8));
    CheckedPlan checked =
        outcome.value().orElseThrow(() -> new AssertionError(outcome.diagnostics()));
    RouteEndpoint endpoint =
        new RouteEndpoint(
            checked.plan(),
            checked.certificate(),
            emitter.emit(checked.plan(), sources),
            new CursorCodec(KEY),
            new MaskKeys(KEY),
            new DocumentLinks(KEY, Duration.ofMinutes(5), InstantSource.system()));
    try {
      Answer answer =
          endpoint.answer(
              new Call(
                  Optional.of(caller),
                  Map.of("entryId", ENTRY),
                  Optional.empty(),
                  OptionalInt.empty(),
                  Instant.now().plusSeconds(10),
                  "nested"));
      return new String(answer.body(), StandardCharsets.UTF_8);
    } finally {
      endpoint.discard();
    }
  }
}
