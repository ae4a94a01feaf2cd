package io.tidegate.samples.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.yaml.YamlNode;
import io.tidegate.route.yaml.YamlNode.YamlList;
import io.tidegate.route.yaml.YamlNode.YamlMap;
import io.tidegate.route.yaml.YamlNode.YamlScalar;
import io.tidegate.route.yaml.YamlReader;
import io.tidegate.samples.generate.SampleData;
import io.tidegate.samples.generate.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The catalog files say of every table exactly what the database says of it. */
class CatalogIT {
  private static final List<String> CATEGORIES =
      List.of(
          ("key entry-no declaration-no party-code party-name overseas-party person-name person-id"
                  + " person-code phone address bill-no contract-no licence-no account-no"
                  + " container-no vehicle-plate vessel voyage hs-code goods-name goods-model brand"
                  + " manufacturer price amount fee quantity weight packages currency date time"
                  + " status code place port country flag free-text marks tax rate parameter")
              .split(" "));

  private static final Map<String, String> TYPES =
      Map.of(
          "bpchar", "string",
          "varchar", "string",
          "text", "string",
          "int4", "integer",
          "int8", "integer",
          "numeric", "number",
          "bool", "boolean",
          "date", "date",
          "timestamptz", "date-time");

  private static final List<String> AREAS =
      List.of("declaration", "parameters", "transport", "manifest", "express", "bonded");

  /** The schemas whose every table is catalogued; {@code party} has tables that are not. */
  private static final String CATALOGUED = "('dec', 'ref', 'tran', 'mft', 'exp', 'bond')";

  private static SampleDatabase database;

  @BeforeAll
  static void load() {
    database = SampleDatabase.start();
    SampleLoader.load(database.dataSource(), Volume.CI, SampleData.DEFAULT_SEED, Progress.SILENT);
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @TestFactory
  Stream<DynamicTest> everyColumnIsInTheCatalogAndEveryFieldInTheDatabase() {
    return resources()
        .map(
            resource ->
                DynamicTest.dynamicTest(
                    text(resource, "resource"),
                    () ->
                        assertThat(cataloguedColumns(resource))
                            .containsExactlyElementsOf(columns(text(resource, "table")))));
  }

  @TestFactory
  Stream<DynamicTest> primaryKeysAreThoseOfTheTables() {
    return resources()
        .filter(resource -> resource.get("view").isEmpty())
        .map(
            resource ->
                DynamicTest.dynamicTest(
                    text(resource, "resource"),
                    () ->
                        assertThat(texts(resource, "primaryKey"))
                            .containsExactlyElementsOf(
                                database.query(
                                    """
                                    select a.attname from pg_index i
                                    join pg_attribute a
                                      on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
                                    where i.indisprimary and i.indrelid = '%s'::regclass
                                    order by array_position(i.indkey::int2[], a.attnum)"""
                                        .formatted(text(resource, "table"))))));
  }

  @TestFactory
  Stream<DynamicTest> everyFieldIsDescribed() {
    return fields()
        .map(
            field ->
                DynamicTest.dynamicTest(
                    field.name(),
                    () -> {
                      YamlMap title = map(field.map(), "title");
                      assertThat(text(title, "zh")).isNotBlank();
                      assertThat(text(title, "en")).isNotBlank();
                      assertThat(text(field.map(), "type"))
                          .isEqualTo(TYPES.get(text(field.map(), "sql")));
                      if (!field.viewed() || field.map().get("sensitivity").isPresent()) {
                        // what a view does not label has the labels of what it comes from
                        assertThat(text(field.map(), "sensitivity")).matches("S[0-4]");
                        assertThat(texts(field.map(), "categories"))
                            .isNotEmpty()
                            .allMatch(CATEGORIES::contains);
                      }
                      assertThat(field.map().get("example")).isPresent();
                    }));
  }

  @TestFactory
  Stream<DynamicTest> everyCodeInUseIsInItsCodeSet() {
    return fields()
        .filter(field -> field.map().get("codeSet").isPresent())
        .map(
            field ->
                DynamicTest.dynamicTest(
                    field.name(),
                    () -> {
                      String set = text(field.map(), "codeSet");
                      assertThat(
                              database.query(
                                  "select set_code from ref.code_set where set_code = '"
                                      + set
                                      + "'"))
                          .containsExactly(set);
                      assertThat(
                              database.query(
                                  """
                                  select distinct t.%1$s from %2$s t
                                  left join ref.code c on c.set_code = '%3$s' and c.code = t.%1$s
                                  where t.%1$s is not null and c.code is null"""
                                      .formatted(field.column(), field.table(), set)))
                          .isEmpty();
                    }));
  }

  @Test
  void everyTableIsCatalogued() throws SQLException {
    assertThat(resources().map(r -> text(r, "table")))
        .containsAll(
            database.query(
                "select table_schema || '.' || table_name from information_schema.tables"
                    + " where table_schema in "
                    + CATALOGUED));
  }

  @Test
  void everyTableAndColumnHasAComment() throws SQLException {
    assertThat(
            database.query(
                """
                select c.oid::regclass, a.attname from pg_class c
                join pg_namespace n on n.oid = c.relnamespace
                join pg_attribute a on a.attrelid = c.oid and a.attnum >= 0 and not a.attisdropped
                where (n.nspname = 'party' or n.nspname in %s) and c.relkind = 'r'
                  and (col_description(c.oid, a.attnum) is null
                       or obj_description(c.oid, 'pg_class') is null)"""
                    .formatted(CATALOGUED)))
        .isEmpty();
  }

  private static List<String> columns(String table) throws SQLException {
    return database.query(
        """
        select column_name, udt_name,
               coalesce(character_maximum_length,
                        case when udt_name = 'numeric' then numeric_precision end, 0),
               is_nullable
        from information_schema.columns
        where table_schema || '.' || table_name = '%s'
        order by ordinal_position"""
            .formatted(table));
  }

  private static List<String> cataloguedColumns(YamlMap resource) {
    return map(resource, "fields").entries().stream()
        .map(
            entry -> {
              YamlMap field = (YamlMap) entry.value();
              return String.join(
                  " ",
                  entry.key().value(),
                  text(field, "sql"),
                  field.get("length").isPresent() ? text(field, "length") : "0",
                  field.get("nullable").isPresent() && text(field, "nullable").equals("false")
                      ? "NO"
                      : "YES");
            })
        .toList();
  }

  private record CataloguedField(String table, boolean viewed, String column, YamlMap map) {
    String name() {
      return table + "." + column;
    }
  }

  private static Stream<CataloguedField> fields() {
    return resources()
        .flatMap(
            resource ->
                map(resource, "fields").entries().stream()
                    .map(
                        entry ->
                            new CataloguedField(
                                text(resource, "table"),
                                resource.get("view").isPresent(),
                                entry.key().value(),
                                (YamlMap) entry.value())));
  }

  private static Stream<YamlMap> resources() {
    // operations of other sources lie beside the tables
    return documents().values().stream()
        .filter(d -> d.get("resource").isPresent() && d.get("table").isPresent());
  }

  private static Map<String, YamlMap> documents() {
    Map<String, YamlMap> documents = new LinkedHashMap<>();
    for (String area : AREAS) {
      List<Path> files = new ArrayList<>();
      try (Stream<Path> found = Files.list(Path.of(area, "catalog"))) {
        found.sorted().forEach(files::add);
        for (Path file : files) {
          documents.put(file.toString(), document(file));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return documents;
  }

  private static YamlMap document(Path file) throws IOException {
    Diagnostics diagnostics = new Diagnostics();
    return YamlReader.decode(file.toString(), Files.readAllBytes(file), diagnostics)
        .flatMap(source -> YamlReader.read(source, diagnostics))
        .map(YamlMap.class::cast)
        .orElseGet(() -> fail(file + " cannot be read"));
  }

  private static YamlMap map(YamlMap map, String key) {
    return (YamlMap) node(map, key);
  }

  private static String text(YamlMap map, String key) {
    return ((YamlScalar) node(map, key)).text();
  }

  private static List<String> texts(YamlMap map, String key) {
    return ((YamlList) node(map, key))
        .items().stream().map(item -> ((YamlScalar) item).text()).toList();
  }

  private static YamlNode node(YamlMap map, String key) {
    return map.get(key).orElseGet(() -> fail(key + " is missing at " + map.span()));
  }
}
