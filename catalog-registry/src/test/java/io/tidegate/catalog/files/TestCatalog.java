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

  private TestCatalog() {}

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
