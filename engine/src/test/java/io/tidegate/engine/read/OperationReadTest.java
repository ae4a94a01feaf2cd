package io.tidegate.engine.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.compile.BenignSamples;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedAccess;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.plan.PlannedTable;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.source.OperationClient;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.data.DataRecord;
import io.tidegate.route.data.RawKey;
import io.tidegate.rules.mask.MaskKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Records whose parties are those of another record: whatever the source answers, only those with
 * the key of that record come, and only for who is a party to it.
 */
class OperationReadTest {
  private static final String OWN = "T3791W000001";
  private static final String OTHER = "T3796W000001";
  private static final Set<String> OPEN_PRICES = Set.of("agent_prices");

  private final PlannedRead read = items();

  @Test
  void theCallerIsToTheRecordsWhatHeIsToTheKeysRecord() throws CallProblem {
    List<DataRecord> seen = run(new RawKey(OWN, Set.of(Relation.PRINCIPAL), Set.of()), OWN, OWN);

    assertThat(seen).hasSize(2);
    assertThat(seen)
        .allSatisfy(
            record -> {
              assertThat(record.value("account_no")).isEqualTo(OWN);
              assertThat(((Treatment) record.provenance().marks().getFirst()).relations())
                  .containsExactly(Relation.PRINCIPAL);
            });
  }

  @Test
  void whatASourceAnswersBesideTheKeyIsLeftOut() throws CallProblem {
    RawKey key = new RawKey(OWN, Set.of(Relation.PRINCIPAL), Set.of());

    assertThat(run(key, OTHER, OWN, null))
        .extracting(record -> record.value("account_no"))
        .containsExactly(OWN);
    assertThat(run(key, OWN + " ", OTHER)).isEmpty();
  }

  @Test
  void withoutAKeyNothingComes() throws CallProblem {
    assertThat(run(new RawKey(null, Set.of(Relation.PRINCIPAL), Set.of()), OWN, null)).isEmpty();
    assertThat(run(read, Optional.empty(), OWN, null)).isEmpty();
    assertThat(run(open(read), Optional.empty(), OWN, null)).isEmpty();
  }

  @Test
  void whoIsNoPartyToTheKeysRecordGetsNothing() throws CallProblem {
    assertThat(run(RawKey.of(OWN), OWN)).isEmpty();
    // everybody served is this to an open parent, which says nothing of records that are not open
    assertThat(run(new RawKey(OWN, Set.of(Relation.APPROVED), OPEN_PRICES), OWN)).isEmpty();
    assertThat(run(new RawKey(OWN, Set.of(Relation.PUBLIC), OPEN_PRICES), OWN)).isEmpty();
  }

  @Test
  void ofAnOpenTableTheRecordsOfOtherKeysAreLeftOutToo() throws CallProblem {
    assertThat(run(open(read), Optional.of(RawKey.of(OWN)), OTHER, OWN)).hasSize(1);
  }

  @Test
  void theSwitchesOfTheKeysRecordLiftMasks() throws CallProblem {
    Set<Relation> agent = Set.of(Relation.AGENT);

    assertThat(run(new RawKey(OWN, agent, Set.of()), OWN).getFirst().value("unit_price")).isNull();
    assertThat(run(new RawKey(OWN, agent, OPEN_PRICES), OWN).getFirst().value("unit_price"))
        .isNotNull();
  }

  private List<DataRecord> run(RawKey key, String... accounts) throws CallProblem {
    return run(read, Optional.of(key), accounts);
  }

  private static List<DataRecord> run(PlannedRead read, Optional<RawKey> key, String... accounts)
      throws CallProblem {
    ReadCall call =
        new ReadCall(
            Optional.of("91350299MAT0000775"),
            Map.of("accountNo", OWN),
            Optional.empty(),
            100,
            Instant.MAX,
            "test",
            (purpose, input) -> new byte[MaskKey.MIN_BYTES]);
    return new OperationRead(
            read,
            (PlannedAccess.Operation) read.access(),
            new TreeSet<>(),
            answering(read, accounts))
        .run(key.map(call::under).orElse(call));
  }

  /** A source that answers with records of these accounts, whatever it is asked. */
  private static OperationClient answering(PlannedRead read, String... accounts) {
    List<String> names = read.fields().stream().map(field -> field.name()).toList();
    List<Object[]> records =
        Arrays.stream(accounts)
            .map(
                account -> {
                  Object[] record = new Object[names.size()];
                  record[names.indexOf("account_no")] = account;
                  record[names.indexOf("unit_price")] = new BigDecimal("128.50");
                  return record;
                })
            .toList();
    return new OperationClient() {
      @Override
      public List<Object[]> read(Map<String, Object> inputs, Instant deadline, String traceId) {
        return records;
      }

      @Override
      public void close() {
        // there is nothing to close
      }
    };
  }

  private static PlannedRead items() {
    GovernedPlan plan =
        BenignSamples.outcomes().get("parent-of-an-operation.yaml").value().orElseThrow().plan();
    return plan.read("items");
  }

  /** The same as if anybody with a grant were served. */
  private static PlannedRead open(PlannedRead read) {
    PlannedTable table = read.tables().getFirst();
    return new PlannedRead(
        read.id(),
        read.source(),
        read.single(),
        read.access(),
        read.rowLimit(),
        List.of(
            new PlannedTable(
                0,
                table.resource(),
                table.name(),
                PlannedTable.Scope.OPEN,
                true,
                Optional.of(Relation.APPROVED),
                List.of(),
                List.of(Relation.APPROVED),
                1)),
        read.fields(),
        read.influences(),
        read.raws(),
        read.line());
  }
}
