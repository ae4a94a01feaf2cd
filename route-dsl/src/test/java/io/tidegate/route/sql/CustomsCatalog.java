package io.tidegate.route.sql;

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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A customs source as a catalog would describe it: declarations with parties, their parts which
 * have the parties of the declaration, codes without parties, and enterprises.
 */
public final class CustomsCatalog implements Catalog {
  static final Source CUSTOMS =
      new Source("customs", Source.Kind.POSTGRESQL, text("customs"), "dec");

  private static final Roles OF_HEAD =
      new Roles(Optional.of("dec_head"), Map.of("head_id", "head_id"), List.of(), Map.of());

  private final List<Resource> resources;

  private CustomsCatalog(List<Resource> resources) {
    this.resources = resources.stream().sorted(Comparator.comparing(Resource::id)).toList();
  }

  public static CustomsCatalog standard() {
    return new CustomsCatalog(
        List.of(
            resource(
                "dec_head",
                "dec.head",
                Optional.of(
                    new Roles(
                        Optional.empty(),
                        Map.of(),
                        List.of(
                            new RoleColumn("trade_usci", Relation.PRINCIPAL),
                            new RoleColumn("owner_usci", Relation.PRINCIPAL),
                            new RoleColumn("agent_usci", Relation.AGENT),
                            new RoleColumn("terminal_usci", Relation.CARRIER)),
                        Map.of("agent_prices", "agent_price_open"))),
                """
                head_id int8 not null
                entry_id varchar not null
                trade_usci bpchar not null
                owner_usci bpchar
                agent_usci bpchar
                terminal_usci bpchar
                status varchar
                i_e_flag bpchar not null
                decl_total numeric
                "DeclPrice" numeric
                declarant_person varchar
                declarant_tel varchar
                goods_count int4 not null
                d_date date not null
                updated_at timestamptz not null
                agent_price_open bool not null
                extra jsonb
                tags text[]
                scan bytea
                """),
            resource(
                "dec_item",
                "dec.item",
                Optional.of(OF_HEAD),
                """
                head_id int8 not null
                g_no int4 not null
                g_name varchar not null
                code_ts bpchar not null
                qty numeric
                unit_price numeric
                total numeric
                origin bpchar
                """),
            resource(
                "dec_container",
                "dec.container",
                Optional.of(OF_HEAD),
                """
                container_id int8 not null
                head_id int8 not null
                container_no varchar not null
                weight float8
                status varchar
                """),
            resource(
                "dec_receipt",
                "dec.receipt",
                Optional.of(OF_HEAD),
                """
                receipt_id int8 not null
                head_id int8 not null
                channel varchar not null
                note varchar
                noticed_at timestamp not null
                """),
            resource(
                "ref_code",
                "ref.code",
                Optional.empty(),
                """
                code_set varchar not null
                code varchar not null
                name_zh varchar not null
                name_en varchar
                sort_no int2
                """),
            resource(
                "party_enterprise",
                "party.enterprise",
                Optional.of(
                    new Roles(
                        Optional.empty(),
                        Map.of(),
                        List.of(new RoleColumn("usci", Relation.PRINCIPAL)),
                        Map.of())),
                """
                usci bpchar not null
                name varchar not null
                credit_level bpchar
                contact_tel varchar
                parent_usci bpchar
                """),
            view(
                "dec_released",
                "dec.released",
                "select head_id, entry_id, status, decl_total, declarant_person as person"
                    + " from dec.head where status is not null",
                false,
                """
                head_id int8 not null
                entry_id varchar not null
                status varchar
                decl_total numeric label S3
                person varchar
                """),
            view(
                "dec_summary",
                "dec.summary",
                "select status, count(*) as declarations, sum(decl_total) as total"
                    + " from dec.head group by status",
                false,
                """
                status varchar
                declarations int8 not null label S2
                total numeric
                """),
            view(
                "dec_parts",
                "dec.parts",
                "select head_id, g_name as what from dec.item"
                    + " union all select head_id, container_no from dec.container",
                false,
                """
                head_id int8 not null
                what varchar not null
                """),
            view(
                "dec_contents",
                "dec.contents",
                "select r.head_id, r.entry_id, p.what, r.decl_total as worth"
                    + " from dec.released r join dec.parts p on p.head_id = r.head_id",
                true,
                """
                head_id int8 not null
                entry_id varchar not null
                what varchar not null
                worth numeric
                """)));
  }

  private static Resource view(
      String id, String table, String statement, boolean barrier, String fields) {
    Resource plain = resource(id, table, Optional.empty(), fields);
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
        Optional.of(new View(statement, barrier)));
  }

  /** The same catalog with one resource changed. */
  CustomsCatalog with(Resource changed) {
    return new CustomsCatalog(
        resources.stream()
            .map(resource -> resource.id().equals(changed.id()) ? changed : resource)
            .toList());
  }

  /** The resource with other roles. */
  static Resource withRoles(Resource resource, Roles roles) {
    return new Resource(
        resource.id(),
        resource.source(),
        resource.schema(),
        resource.table(),
        resource.title(),
        resource.summary(),
        resource.area(),
        resource.department(),
        resource.theme(),
        resource.updateFrequency(),
        resource.tags(),
        resource.openness(),
        Optional.of(roles),
        resource.primaryKey(),
        resource.fields());
  }

  private static Resource resource(String id, String table, Optional<Roles> roles, String fields) {
    return new Resource(
        id,
        CUSTOMS.id(),
        table.substring(0, table.indexOf('.')),
        table.substring(table.indexOf('.') + 1),
        text(id),
        text(id),
        "declaration",
        "customs",
        "declarations",
        "daily",
        List.of(),
        Openness.CLOSED,
        roles,
        List.of(),
        fields.lines().map(CustomsCatalog::field).toList());
  }

  private static Field field(String line) {
    List<String> words = Arrays.asList(line.split(" "));
    String name = words.get(0).replace("\"", "");
    String type = words.get(1);
    return new Field(
        name,
        text(name),
        Optional.empty(),
        false,
        SqlType.of(type).map(SqlType::fieldType).orElse(FieldType.STRING),
        type,
        0,
        "",
        !line.contains("not null"),
        Optional.empty(),
        line.contains("label")
            ? Optional.of(Sensitivity.valueOf(words.getLast()))
            : Optional.empty(),
        List.of(),
        Openness.CLOSED,
        "",
        Optional.empty());
  }

  private static Bilingual text(String text) {
    return new Bilingual(text, text);
  }

  @Override
  public String fingerprint() {
    return "customs";
  }

  @Override
  public Optional<Source> source(String id) {
    return id.equals(CUSTOMS.id()) ? Optional.of(CUSTOMS) : Optional.empty();
  }

  @Override
  public List<String> sourceIds() {
    return List.of(CUSTOMS.id());
  }

  @Override
  public Optional<Resource> table(String source, String schema, String table) {
    return resources.stream()
        .filter(
            resource ->
                resource.source().equals(source)
                    && resource.schema().equals(schema)
                    && resource.table().equals(table))
        .findFirst();
  }

  @Override
  public Optional<Resource> resource(String id) {
    return resources.stream().filter(resource -> resource.id().equals(id)).findFirst();
  }

  @Override
  public List<Resource> resources() {
    return resources;
  }
}
