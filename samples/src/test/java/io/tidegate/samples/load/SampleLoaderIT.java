package io.tidegate.samples.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tidegate.samples.generate.Manifest;
import io.tidegate.samples.generate.SampleData;
import io.tidegate.samples.generate.Volume;
import io.tidegate.samples.load.SampleLoader.Result;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SampleLoaderIT {
  private static final SampleData DATA = new SampleData(Volume.CI, SampleData.DEFAULT_SEED);

  private static SampleDatabase database;

  @BeforeAll
  static void start() {
    database = SampleDatabase.start();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void empty() throws SQLException {
    database.run("drop schema if exists ops, dec, party, ref, tran, mft, exp, bond cascade");
  }

  @Test
  void everyTableIsFilledIndexedAndReported() throws SQLException {
    List<String> reported = new ArrayList<>();

    Result result =
        SampleLoader.load(
            database.dataSource(),
            Volume.CI,
            SampleData.DEFAULT_SEED,
            (table, rows, elapsed) -> reported.add(table + " " + rows));

    assertThat(result.loaded()).isTrue();
    assertThat(result.manifest()).isEqualTo(Manifest.of(DATA).text());
    assertThat(reported)
        .hasSameSizeAs(DATA.tables())
        .contains("dec.head 400", "party.enterprise 40")
        .allSatisfy(
            line -> {
              String table = line.substring(0, line.indexOf(' '));
              assertThat(database.query("select '" + table + "', count(*) from " + table))
                  .containsExactly(line);
            });
    assertThat(database.query("select count(*) from pg_indexes where schemaname = 'dec'"))
        .containsExactly("16");
    assertThat(database.query("select reltuples from pg_class where oid = 'dec.head'::regclass"))
        .containsExactly("400");
  }

  @Test
  void rowsComeOutAsTheyWereTold() throws SQLException {
    load();

    assertThat(
            database.query(
                """
                select h.entry_id, h.trade_name, h.gross_weight, h.pack_no, h.agent_price_open,
                       h.status, i.hs_code, i.decl_price, i.decl_total, c.container_no
                from dec.head h
                join dec.item i using (head_id)
                join dec.container c using (head_id)
                where h.bill_no = 'TDGL00083334'"""))
        .containsExactly(
            "379120241000000004 潮汐示例国际贸易有限公司 12840.50000 480 f RELEASED 9403200000"
                + " 128.5000 61680.00 TDGU1234568");
  }

  @Test
  void everyChildHasItsParentAndEveryDeclarationItsPartiesRateAndTariffLine() throws SQLException {
    load();

    for (String child : List.of("item", "container", "receipt", "tax_bill")) {
      assertThat(
              database.query(
                  "select count(*) from dec.%s c left join dec.head h using (head_id)"
                          .formatted(child)
                      + " where h.head_id is null"))
          .containsExactly("0");
    }
    for (String role : List.of("trade", "owner", "agent", "cop", "terminal")) {
      assertThat(
              database.query(
                  """
                  select count(*) from dec.head h
                  left join party.enterprise e on e.usci = h.%1$s_usci and e.name = h.%1$s_name
                  where h.%1$s_usci is not null and e.usci is null"""
                      .formatted(role)))
          .containsExactly("0");
    }
    assertThat(
            database.query(
                """
                select count(*) from dec.item i
                join dec.head h using (head_id)
                left join ref.fx_rate r on r.rate_date = h.declare_date and r.curr = i.trade_curr
                left join ref.tariff t using (hs_code)
                where r.rate is null or t.hs_code is null"""))
        .containsExactly("0");
  }

  @Test
  void everyChildInOtherAreasHasItsParent() throws SQLException {
    load();

    for (String[] link :
        new String[][] {
          {"tran.vessel_call", "tran.vessel", "imo_no"},
          {"mft.house", "mft.master", "bill_id"},
          {"mft.equipment", "mft.master", "bill_id"},
          {"mft.tally", "mft.master", "bill_id"},
          {"mft.status", "mft.master", "bill_id"},
          {"mft.snapshot", "mft.master", "bill_id"},
          {"exp.item", "exp.entry", "house_bill_no, version"},
          {"bond.ledger", "bond.account", "account_no"},
          {"bond.invt", "bond.account", "account_no"},
          {"bond.invt_item", "bond.invt", "invt_id"}
        }) {
      assertThat(
              database.query(
                  "select count(*) from %s c where not exists (select 1 from %s p where (%s) = (%s))"
                      .formatted(
                          link[0], link[1], qualified("p", link[2]), qualified("c", link[2]))))
          .as(link[0])
          .containsExactly("0");
      assertThat(database.query("select count(*) > 0 from " + link[0])).containsExactly("t");
    }
  }

  private static String qualified(String table, String columns) {
    return table + "." + columns.replace(", ", ", " + table + ".");
  }

  @Test
  void theReconciliationOfTheStoryFindsTwoPackages() throws SQLException {
    load();

    assertThat(
            database.query(
                """
                select h.pack_no, m.packages, h.gross_weight = m.gross_weight,
                       h.voyage_no = m.voyage_no, c.container_no = e.container_no
                from dec.head h
                join mft.master m on m.bill_no = h.bill_no and m.ie_flag = h.ie_flag
                join dec.container c on c.head_id = h.head_id
                join mft.equipment e on e.bill_id = m.bill_id
                where h.bill_no = 'TDGL00083334'"""))
        .containsExactly("480 478 t t t");
  }

  @Test
  void theSameDataAreNotLoadedTwice() throws SQLException {
    load();
    List<String> reported = new ArrayList<>();

    Result again =
        SampleLoader.load(
            database.dataSource(), DATA, (table, rows, elapsed) -> reported.add(table));

    assertThat(again.loaded()).isFalse();
    assertThat(again.manifest()).isEqualTo(Manifest.of(DATA).text());
    assertThat(reported).isEmpty();
  }

  @Test
  void otherDataReplaceWhatWasLoaded() throws SQLException {
    load();

    Result other =
        SampleLoader.load(database.dataSource(), new SampleData(Volume.CI, 7, 30), Progress.SILENT);

    assertThat(other.loaded()).isTrue();
    assertThat(database.query("select declare_date from dec.head where head_id = 4"))
        .containsExactly("2024-02-10");
    assertThat(database.query("select count(*) from ops.sample_load")).containsExactly("1");
  }

  @Test
  void dataThatHaveLostRowsAreLoadedAnew() throws SQLException {
    load();
    database.run("delete from dec.receipt where head_id = 4");

    assertThat(SampleLoader.load(database.dataSource(), DATA, Progress.SILENT).loaded()).isTrue();
    assertThat(database.query("select count(*) from dec.receipt where head_id = 4"))
        .containsExactly("5");
  }

  @Test
  void anInterruptedFirstLoadLeavesNothing() throws SQLException {
    assertThatIllegalStateException()
        .isThrownBy(() -> SampleLoader.load(database.dataSource(), DATA, this::interrupt));

    assertThat(
            database.query(
                "select schema_name from information_schema.schemata"
                    + " where schema_name in ('ops', 'dec', 'party', 'ref', 'tran', 'mft', 'exp', 'bond')"))
        .isEmpty();
  }

  @Test
  void anInterruptedReplacementLeavesWhatWasThere() throws SQLException {
    load();
    List<String> receipts = database.query("select count(*) from dec.receipt");

    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                SampleLoader.load(
                    database.dataSource(), new SampleData(Volume.CI, 7), this::interrupt));

    assertThat(database.query("select count(*) from dec.receipt")).isEqualTo(receipts);
    assertThat(SampleLoader.load(database.dataSource(), DATA, Progress.SILENT).loaded()).isFalse();
  }

  @Test
  void aTableOfSomebodyElseIsLeftAlone() throws SQLException {
    database.run("create schema dec; create table dec.item (theirs text)");
    database.run("insert into dec.item values ('kept')");

    assertThatExceptionOfType(SampleLoadException.class)
        .isThrownBy(() -> SampleLoader.load(database.dataSource(), DATA, Progress.SILENT))
        .withMessageContaining("dec.item");
    assertThat(database.query("select theirs from dec.item")).containsExactly("kept");
  }

  @Test
  void whatOthersHaveBuiltOnTheTablesStopsTheirReplacement() throws SQLException {
    load();
    database.run("create view theirs as select entry_id from dec.head");

    try {
      assertThatExceptionOfType(SampleLoadException.class)
          .isThrownBy(
              () ->
                  SampleLoader.load(
                      database.dataSource(), new SampleData(Volume.CI, 7), Progress.SILENT));
      assertThat(database.query("select count(*) from theirs")).containsExactly("400");
    } finally {
      database.run("drop view theirs");
    }
  }

  @Test
  void ofTwoLoadersAtOnceOneLoadsAndTheOtherFindsItDone() throws InterruptedException {
    AtomicReference<Result> second = new AtomicReference<>();
    Thread late =
        new Thread(
            () -> second.set(SampleLoader.load(database.dataSource(), DATA, Progress.SILENT)));

    Result first =
        SampleLoader.load(
            database.dataSource(),
            DATA,
            (table, rows, elapsed) -> {
              if (table.equals("ref.code_set")) {
                late.start();
              }
            });
    late.join();

    assertThat(first.loaded()).isTrue();
    assertThat(second.get()).isNotNull();
    assertThat(second.get().loaded()).isFalse();
  }

  private static void load() {
    assertThat(SampleLoader.load(database.dataSource(), DATA, Progress.SILENT).loaded()).isTrue();
  }

  private void interrupt(String table, long rows, Duration elapsed) {
    if (table.equals("dec.item")) {
      throw new IllegalStateException("interrupted");
    }
  }
}
