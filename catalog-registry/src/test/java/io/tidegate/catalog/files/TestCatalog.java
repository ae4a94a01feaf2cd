package io.tidegate.catalog.files;

import io.tidegate.route.text.SourceText;
import java.util.ArrayList;
import java.util.List;

/** A small catalog as text, for tests to read whole or to break at one place. */
public final class TestCatalog {
  /** A source. */
  public static final String CUSTOMS =
      """
      source: customs
      kind: postgresql
      title: { zh: 海关, en: Customs }
      schema: dec
      """;

  /** A resource with role columns and a switch. */
  public static final String HEAD =
      """
      resource: dec_head
      source: customs
      table: dec.head
      title: { zh: 报关单, en: Declarations }
      summary: { zh: 报关单表头, en: Heads of declarations }
      area: declaration
      department: 海关
      theme: 通关
      updateFrequency: 实时
      tags: [报关, 通关]
      openness: closed
      primaryKey: [head_id]
      roles:
        columns: { trade_usci: principal, owner_usci: principal, agent_usci: agent }
        switches: { agent_prices: agent_price_open }
      fields:
        head_id:
          title: { zh: 编号, en: Id }
          type: integer
          sql: int8
          nullable: false
          sensitivity: S0
          categories: [key]
          example: "1"
        entry_id:
          title: { zh: 报关单号, en: Entry id }
          official: EntryId
          sic: true
          type: string
          sql: bpchar
          length: 18
          format: entry-id
          nullable: false
          codeSet: entry
          sensitivity: S1
          categories: [entry-no, code]
          detected: [entry-id]
          openness: unconditional
          example: "379120241000000001"
          meaning: { zh: 海关编号, en: The number customs gives }
        trade_usci: { title: { zh: 贸易商, en: Trader }, type: string, sql: varchar, categories: [party-code], example: A }
        owner_usci: { title: { zh: 货主, en: Owner }, type: string, sql: varchar, categories: [party-code], example: A }
        agent_usci: { title: { zh: 代理, en: Agent }, type: string, sql: varchar, categories: [party-code], example: A }
        agent_price_open: { title: { zh: 价格, en: Prices }, type: boolean, sql: bool, categories: [flag], example: "false" }
      """;

  /** A resource whose roles are its parent's, and whose table is named without a schema. */
  public static final String ITEM =
      """
      resource: dec_item
      source: customs
      table: item
      title: { zh: 商品, en: Items }
      summary: { zh: 报关单表体, en: Items of declarations }
      area: declaration
      department: 海关
      theme: 通关
      updateFrequency: 实时
      openness: closed
      primaryKey: [head_id, g_no]
      roles:
        parent: dec_head
        link: { head_id: head_id }
      fields:
        head_id: { title: { zh: 编号, en: Id }, type: integer, sql: int8, categories: [key], example: "1" }
        g_no: { title: { zh: 序号, en: Number }, type: integer, sql: int4, categories: [key], example: "1" }
      """;

  /** A view over declarations; one of its fields has labels of its own. */
  public static final String VIEW =
      """
      resource: dec_open
      source: customs
      table: dec.open
      title: { zh: 视图, en: View }
      summary: { zh: 视图, en: View }
      area: declaration
      department: 海关
      theme: 通关
      updateFrequency: 实时
      openness: closed
      primaryKey: [head_id]
      view:
        statement: >-
          select h.head_id, h.entry_id as number, count(i.g_no) as items
          from dec.head h join dec.item i on i.head_id = h.head_id
          where h.agent_price_open group by h.head_id, h.entry_id
        barrier: true
      fields:
        head_id: { title: { zh: 编号, en: Id }, type: integer, sql: int8, nullable: false, example: "1" }
        number: { title: { zh: 号, en: Number }, type: string, sql: bpchar, sensitivity: S3, categories: [entry-no], example: A }
        items: { title: { zh: 数, en: Items }, type: integer, sql: int8, example: "1" }
      """;

  private static final List<String> OPERATIONS =
      List.of(
          """
          source: terminal
          kind: rest
          title: { zh: 码头, en: Terminal }
          """,
          """
          resource: terminal_moves
          source: terminal
          operation: listMoves
          title: { zh: 动态, en: Moves }
          summary: { zh: 箱动态, en: Moves of a container }
          area: manifest
          department: 码头
          theme: 物流
          updateFrequency: 实时
          openness: closed
          primaryKey: [container_no, moved_at]
          empty: not-found
          inputs:
            containerNo: { title: { zh: 箱号, en: Container }, type: string, required: true, field: container_no, example: TDGU1234568 }
            since: { title: { zh: 起, en: Since }, type: date, pattern: yyyyMMdd, example: 2024-01-01 }
          rest:
            get: /containers/{containerNo}/moves
            query: { from: since }
            records: /data/moves
            status: { at: /code, success: ['0'], notFound: ['404'], busy: ['9'] }
            pages: { number: page, size: pageSize, of: 100, most: 5 }
          fields:
            container_no: { title: { zh: 箱号, en: Container }, type: string, from: '#/data/container', categories: [container-no], example: TDGU1234568 }
            moved_at: { title: { zh: 时间, en: Moved at }, type: date-time, from: /when, optional: true, pattern: yyyyMMddHHmmss, zone: UTC, emptyIsNull: true, categories: [time], example: "2024-01-01T08:00:00+08:00" }
          """,
          """
          source: manifest-ws
          kind: soap
          title: { zh: 舱单, en: Manifest }
          """,
          """
          resource: manifest_status
          source: manifest-ws
          operation: queryStatus
          title: { zh: 舱单状态, en: Status }
          summary: { zh: 舱单状态, en: Status of a bill }
          area: manifest
          department: 海关
          theme: 物流
          updateFrequency: 实时
          openness: closed
          primaryKey: [bill_no]
          single: true
          roles:
            columns: { consignee_usci: principal }
          inputs:
            billNo: { title: { zh: 提单, en: Bill }, type: string, required: true, field: bill_no, example: TDGL1 }
          soap:
            action: urn:status
            namespace: urn:manifest
            charset: GB18030
            signed: true
            request: { QueryStatus: { Type: "MFT01", Query: { BillNo: $billNo } } }
            records: QueryStatusReply/List/Status
          fields:
            bill_no: { title: { zh: 提单, en: Bill }, type: string, from: BillNo, categories: [bill-no], example: TDGL1 }
            consignee_usci: { title: { zh: 收货人, en: Consignee }, type: string, from: Parties/Consignee, categories: [party-code], example: A }
            arrived: { title: { zh: 运抵, en: Arrived }, type: boolean, from: Arrived, codes: { 'Y': 'true', 'N': 'false' }, categories: [flag], example: "true" }
          """,
          """
          source: express-files
          kind: files
          title: { zh: 快件, en: Express }
          """,
          """
          resource: express_list
          source: express-files
          operation: findParcel
          title: { zh: 快件, en: Parcels }
          summary: { zh: 快件, en: Parcels }
          area: express
          department: 海关
          theme: 物流
          updateFrequency: 每小时
          openness: closed
          primaryKey: [house_bill]
          inputs:
            houseBill: { title: { zh: 分单, en: House bill }, type: string, required: true, field: house_bill, example: E1 }
          files:
            glob: EXP_*.csv
            charset: GBK
            companion: true
            version: version
          fields:
            house_bill: { title: { zh: 分单, en: House bill }, type: string, from: 分运单号, categories: [bill-no], example: E1 }
            version: { title: { zh: 版本, en: Version }, type: integer, from: 版本, categories: [key], example: "1" }
          """,
          """
          source: gate-events
          kind: topic
          title: { zh: 卡口, en: Gate }
          """,
          """
          resource: gate_passes
          source: gate-events
          operation: listPasses
          title: { zh: 过卡, en: Passes }
          summary: { zh: 过卡, en: Passes }
          area: bonded
          department: 海关
          theme: 物流
          updateFrequency: 实时
          openness: closed
          primaryKey: [pass_no]
          inputs:
            passNo: { title: { zh: 核放单, en: Pass }, type: string, required: true, field: pass_no, example: P1 }
          topic: { topic: gate.pass, occurred: passed_at, replayHours: 72 }
          fields:
            pass_no: { title: { zh: 核放单, en: Pass }, type: string, from: /passNo, categories: [key], example: P1 }
            passed_at: { title: { zh: 时间, en: Passed at }, type: date-time, from: /at, categories: [time], example: "2024-01-01T08:00:00+08:00" }
          """,
          """
          source: documents
          kind: objects
          title: { zh: 单证, en: Documents }
          """,
          """
          resource: document_list
          source: documents
          operation: findDocument
          title: { zh: 单证, en: Documents }
          summary: { zh: 单证, en: Documents }
          area: declaration
          department: 海关
          theme: 通关
          updateFrequency: 实时
          openness: closed
          primaryKey: [document_key]
          inputs:
            documentKey: { title: { zh: 键, en: Key }, type: string, required: true, field: document_key, example: D1 }
          objects: { prefix: documents/ }
          fields:
            document_key: { title: { zh: 键, en: Key }, type: string, from: /key, categories: [key], example: D1 }
          """);

  private TestCatalog() {}

  /** A table, and an operation of each kind, with their sources. */
  public static List<SourceText> withOperations() {
    List<String> texts = new ArrayList<>(List.of(CUSTOMS, HEAD));
    texts.addAll(OPERATIONS);
    return files(texts.toArray(String[]::new));
  }

  /** The texts as files named after their place in the list: {@code 1.yaml} and so on. */
  public static List<SourceText> files(String... texts) {
    List<SourceText> files = new ArrayList<>();
    for (String text : texts) {
      files.add(new SourceText(files.size() + 1 + ".yaml", text));
    }
    return files;
  }

  /** The snapshot of all three. */
  public static CatalogSnapshot snapshot() {
    return CatalogFiles.parse(files(CUSTOMS, HEAD, ITEM)).value().orElseThrow();
  }
}
