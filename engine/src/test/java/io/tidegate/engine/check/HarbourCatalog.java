package io.tidegate.engine.check;

import io.tidegate.route.catalog.Catalog;
import io.tidegate.route.catalog.Field;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.catalog.Roles;
import io.tidegate.route.catalog.Roles.RoleColumn;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.catalog.Source;
import io.tidegate.route.catalog.View;
import io.tidegate.route.text.Bilingual;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A small catalog: declarations with their items, notices, a code table, berth plans and visits.
 */
final class HarbourCatalog implements Catalog {
  private static final Bilingual TITLE = new Bilingual("测试", "test");

  private final List<Resource> resources =
      List.of(
          resource(
              "berth_plan",
              "port",
              "berth",
              Openness.CONDITIONAL,
              Optional.empty(),
              "berth_no",
              "ship"),
          resource(
              "dec_head",
              "dec",
              "head",
              Openness.CLOSED,
              Optional.of(
                  new Roles(
                      Optional.empty(),
                      Map.of(),
                      List.of(
                          new RoleColumn("trade_usci", Relation.PRINCIPAL),
                          new RoleColumn("agent_usci", Relation.AGENT)),
                      Map.of("agent_prices", "agent_price_open"))),
              "head_id",
              "entry_id",
              "status",
              "trade_name",
              "decl_total",
              "trade_usci",
              "agent_usci",
              "agent_price_open"),
          resource(
              "dec_item", "dec", "item", Openness.CLOSED, ofHead(), "head_id", "g_no", "g_name"),
          resource(
              "dec_notice",
              "dec",
              "notice",
              Openness.CLOSED,
              ofHead(),
              "head_id",
              "sent_at",
              "text"),
          resource(
              "ref_code",
              "ref",
              "code",
              Openness.UNCONDITIONAL,
              Optional.empty(),
              "set_code",
              "code",
              "name_cn"),
          resource(
              "berth_visit",
              "port",
              "visit",
              Openness.CONDITIONAL,
              Optional.of(
                  new Roles(
                      Optional.empty(),
                      Map.of(),
                      List.of(
                          new RoleColumn("trade_usci", Relation.PRINCIPAL),
                          new RoleColumn("agent_usci", Relation.AGENT)),
                      Map.of())),
              "berth_no",
              "ship",
              "tons",
              "trade_usci",
              "agent_usci"),
          view(
              "dec_open",
              "open",
              "select entry_id, trade_name as text from dec.head",
              "entry_id",
              "text"),
          view(
              "dec_numbers",
              "numbers",
              "select entry_id as no from dec.head union all select g_no from dec.item",
              "no"));

  /** A view; its column {@code text} has a label of its own. */
  private static Resource view(String id, String table, String statement, String... fields) {
    Resource plain = resource(id, "dec", table, Openness.CLOSED, Optional.empty(), fields);
    return new Resource(
        plain.id(),
        plain.source(),
        plain.schema(),
        plain.table(),
        plain.title(),
        plain.summary(),
        plain.area(),
        plain.department(),
        plain.theme(),
        plain.updateFrequency(),
        plain.tags(),
        plain.openness(),
        plain.roles(),
        plain.primaryKey(),
        plain.fields(),
        Optional.empty(),
        Optional.of(new View(statement, false)));
  }

  private static Optional<Roles> ofHead() {
    return Optional.of(
        new Roles(Optional.of("dec_head"), Map.of("head_id", "head_id"), List.of(), Map.of()));
  }

  private static Resource resource(
      String id,
      String schema,
      String table,
      Openness openness,
      Optional<Roles> roles,
      String... fields) {
    return new Resource(
        id,
        "customs",
        schema,
        table,
        TITLE,
        TITLE,
        "declaration",
        "test",
        "test",
        "daily",
        List.of(),
        openness,
        roles,
        List.of(fields[0]),
        Arrays.stream(fields).map(name -> field(name, name.equals(fields[0]), openness)).toList());
  }

  private static Field field(String name, boolean key, Openness openness) {
    return new Field(
        name,
        TITLE,
        Optional.empty(),
        false,
        FieldType.STRING,
        "varchar",
        40,
        "",
        !key,
        Optional.empty(),
        name.equals("text") ? Optional.of(Sensitivity.S4) : Optional.empty(),
        List.of(),
        openness,
        "x",
        Optional.empty());
  }

  @Override
  public String fingerprint() {
    return "catalog-1";
  }

  @Override
  public Optional<Source> source(String id) {
    return id.equals("customs")
        ? Optional.of(new Source(id, Source.Kind.POSTGRESQL, TITLE, "dec"))
        : Optional.empty();
  }

  @Override
  public List<String> sourceIds() {
    return List.of("customs");
  }

  @Override
  public Optional<Resource> table(String source, String schema, String table) {
    return resources.stream()
        .filter(each -> each.source().equals(source))
        .filter(each -> each.schema().equals(schema) && each.table().equals(table))
        .findFirst();
  }

  @Override
  public Optional<Resource> resource(String id) {
    return resources.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  @Override
  public List<Resource> resources() {
    return resources;
  }
}
