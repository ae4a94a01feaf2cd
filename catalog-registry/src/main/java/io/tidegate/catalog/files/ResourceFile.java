package io.tidegate.catalog.files;

import io.tidegate.route.catalog.Categories;
import io.tidegate.route.catalog.Detections;
import io.tidegate.route.catalog.Field;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Operation.Reading;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.catalog.View;
import io.tidegate.route.catalog.Wire;
import io.tidegate.route.definition.Area;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.sql.SqlText;
import io.tidegate.route.text.Bilingual;
import io.tidegate.route.text.Located;
import io.tidegate.route.text.Span;
import io.tidegate.route.yaml.YamlFields;
import io.tidegate.route.yaml.YamlNode.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A resource as its file describes it: every name still at its place, nothing looked up in other
 * files.
 *
 * @param span the place of the resource's name
 * @param table the table as written, with or without its schema; of an operation its name
 * @param operation how it is asked, when it is no table
 * @param view the query it stands for, when it is a view
 */
record ResourceFile(
    Span span,
    String id,
    Located<String> source,
    Located<String> table,
    Bilingual title,
    Bilingual summary,
    String area,
    String department,
    String theme,
    String updateFrequency,
    List<String> tags,
    Openness openness,
    List<Located<String>> primaryKey,
    Optional<RolesText> roles,
    List<Field> fields,
    Optional<OperationFile> operation,
    Optional<ViewText> view) {
  private static final List<String> AREAS = Arrays.stream(Area.values()).map(Area::word).toList();

  ResourceFile {
    Objects.requireNonNull(span, "span");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(table, "table");
    tags = List.copyOf(tags);
    primaryKey = List.copyOf(primaryKey);
    Objects.requireNonNull(roles, "roles");
    fields = List.copyOf(fields);
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(view, "view");
  }

  /**
   * How the file writes the query of a view down.
   *
   * @param span the place of the whole part
   * @param statement the query with its places
   */
  record ViewText(Span span, SqlText statement, boolean barrier) {
    View view() {
      return new View(statement.text(), barrier);
    }
  }

  /** The largest length of a field that is believed, in characters or digits. */
  private static final int LONGEST_FIELD = 10_000_000;

  /** How the file writes the roles down. */
  record RolesText(
      Span span,
      Optional<Located<String>> parent,
      Map<Located<String>, Located<String>> link,
      Map<Located<String>, Located<String>> columns,
      Map<Located<String>, Located<String>> switches) {
    RolesText {
      Objects.requireNonNull(span, "span");
      Objects.requireNonNull(parent, "parent");
      link = Collections.unmodifiableMap(new LinkedHashMap<>(link));
      columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
      switches = Collections.unmodifiableMap(new LinkedHashMap<>(switches));
    }
  }

  Optional<Field> field(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst();
  }

  List<String> fieldNames() {
    return fields.stream().map(Field::name).toList();
  }

  static Optional<ResourceFile> read(YamlFields yaml, Diagnostics diagnostics) {
    Optional<Located<String>> id = yaml.requiredText("resource");
    Optional<Located<String>> source = yaml.requiredText("source");
    boolean called = yaml.has("operation");
    Optional<Located<String>> table = yaml.requiredText(called ? "operation" : "table");
    Optional<Bilingual> title = yaml.requiredBilingual("title");
    Optional<Bilingual> summary = yaml.requiredBilingual("summary");
    Optional<Located<String>> area = yaml.requiredText("area");
    Optional<Located<String>> department = yaml.requiredText("department");
    Optional<Located<String>> theme = yaml.requiredText("theme");
    Optional<Located<String>> updateFrequency = yaml.requiredText("updateFrequency");
    List<Located<String>> tags = yaml.texts("tags");
    yaml.requiredNode("openness");
    Optional<Openness> openness = yaml.oneOf("openness", Openness.class);
    yaml.requiredNode("primaryKey");
    List<Located<String>> primaryKey = yaml.texts("primaryKey");
    Optional<RolesText> roles = yaml.fields("roles").map(ResourceFile::roles);
    Optional<ViewText> view =
        called ? Optional.empty() : yaml.fields("view").flatMap(ResourceFile::view);
    yaml.requiredNode("fields");
    FieldsText fields =
        fields(
            yaml.entries("fields"),
            openness,
            new FieldsText(called, yaml.has("view")),
            diagnostics);
    Optional<OperationFile> operation =
        called && table.isPresent()
            ? OperationFile.read(table.get(), yaml, fields, diagnostics)
            : Optional.empty();
    confirmed(yaml, diagnostics);
    yaml.end();

    id.ifPresent(name -> Names.checkColumn(name, diagnostics));
    area.ifPresent(name -> checkArea(name, diagnostics));
    if (id.isEmpty()
        || source.isEmpty()
        || table.isEmpty()
        || title.isEmpty()
        || summary.isEmpty()
        || area.isEmpty()
        || department.isEmpty()
        || theme.isEmpty()
        || updateFrequency.isEmpty()
        || openness.isEmpty()
        || called && operation.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ResourceFile(
            id.get().span(),
            id.get().value(),
            source.get(),
            table.get(),
            title.get(),
            summary.get(),
            area.get().value(),
            department.get().value(),
            theme.get().value(),
            updateFrequency.get().value(),
            tags.stream().map(Located::value).toList(),
            openness.get(),
            primaryKey,
            roles,
            fields.fields,
            operation,
            view));
  }

  /** What an import proposed counts only once somebody has looked at it. */
  static void confirmed(YamlFields yaml, Diagnostics diagnostics) {
    if (yaml.flag("confirm", false)) {
      diagnostics.error(
          CatalogCode.CONFIRM,
          yaml.span("confirm"),
          "what the import proposed here was not confirmed");
    }
  }

  /** The fields of a file, and for an operation where in a record each of them is. */
  static final class FieldsText {
    private final boolean called;
    private final boolean viewed;
    private final List<Field> fields = new ArrayList<>();
    private final Map<String, Located<Reading>> readings = new LinkedHashMap<>();

    private FieldsText(boolean called, boolean viewed) {
      this.called = called;
      this.viewed = viewed;
    }

    List<Field> fields() {
      return Collections.unmodifiableList(fields);
    }

    /** By the name of the field, in their order. */
    Map<String, Located<Reading>> readings() {
      return Collections.unmodifiableMap(readings);
    }
  }

  private static void checkArea(Located<String> area, Diagnostics diagnostics) {
    if (!AREAS.contains(area.value())) {
      diagnostics.unknown(
          CatalogCode.UNKNOWN_AREA,
          area.span(),
          "`" + area.value() + "` is no business area",
          area.value(),
          AREAS);
    }
  }

  private static RolesText roles(YamlFields yaml) {
    RolesText roles =
        new RolesText(
            yaml.span(),
            yaml.text("parent"),
            yaml.textMap("link"),
            yaml.textMap("columns"),
            yaml.textMap("switches"));
    yaml.end();
    return roles;
  }

  private static Optional<ViewText> view(YamlFields yaml) {
    yaml.requiredNode("statement");
    Optional<ViewText> view =
        yaml.scalar("statement")
            .map(text -> new ViewText(yaml.span(), SqlText.of(text), yaml.flag("barrier", false)));
    yaml.end();
    return view;
  }

  private static FieldsText fields(
      List<Entry> entries,
      Optional<Openness> ofResource,
      FieldsText fields,
      Diagnostics diagnostics) {
    for (Entry entry : entries) {
      Located<String> name = entry.key();
      Names.checkColumn(name, diagnostics);
      YamlFields.of(entry.value(), "the field `" + name.value() + "`", diagnostics)
          .ifPresent(yaml -> field(name.value(), yaml, ofResource, fields, diagnostics));
    }
    return fields;
  }

  private static void field(
      String name,
      YamlFields yaml,
      Optional<Openness> ofResource,
      FieldsText fields,
      Diagnostics diagnostics) {
    Optional<Bilingual> title = yaml.requiredBilingual("title");
    Optional<String> official = yaml.text("official").map(Located::value);
    boolean sic = yaml.flag("sic", false);
    yaml.requiredNode("type");
    Optional<FieldType> type = yaml.oneOf("type", FieldType.class);
    Optional<String> sqlType =
        fields.called
            ? type.map(ResourceFile::sqlType)
            : yaml.requiredText("sql").map(Located::value);
    Optional<Located<Reading>> reading =
        fields.called ? reading(name, yaml, type, diagnostics) : Optional.empty();
    int length = yaml.integer("length", 1, LONGEST_FIELD).orElse(0);
    String format = yaml.text("format").map(Located::value).orElse("");
    boolean nullable = yaml.flag("nullable", true);
    Optional<String> codeSet = yaml.text("codeSet").map(Located::value);
    Optional<Sensitivity> sensitivity = yaml.oneOf("sensitivity", Sensitivity.class);
    if (!fields.viewed) {
      // a field of a view has the labels of what it comes from, and only more if it says so
      yaml.requiredNode("categories");
    }
    List<Located<String>> categories = yaml.texts("categories");
    List<Located<String>> detected = yaml.texts("detected");
    Optional<Openness> openness = yaml.oneOf("openness", Openness.class).or(() -> ofResource);
    Optional<Located<String>> example = yaml.requiredText("example");
    Optional<Bilingual> meaning = yaml.bilingual("meaning");
    confirmed(yaml, diagnostics);
    yaml.end();
    for (Located<String> category : categories) {
      if (!Categories.ALL.contains(category.value())) {
        diagnostics.unknown(
            CatalogCode.UNKNOWN_CATEGORY,
            category.span(),
            "`" + category.value() + "` is no category",
            category.value(),
            Categories.ALL);
      }
    }
    for (Located<String> found : detected) {
      if (!Detections.ALL.contains(found.value())) {
        diagnostics.unknown(
            CatalogCode.UNKNOWN_DETECTION,
            found.span(),
            "`" + found.value() + "` is nothing that detectors find",
            found.value(),
            Detections.ALL);
      }
    }
    if (title.isEmpty()
        || type.isEmpty()
        || sqlType.isEmpty()
        || openness.isEmpty()
        || example.isEmpty()
        || fields.called && reading.isEmpty()) {
      return;
    }
    reading.ifPresent(found -> fields.readings.put(name, found));
    fields.fields.add(
        new Field(
            name,
            title.get(),
            official,
            sic,
            type.get(),
            sqlType.get(),
            length,
            format,
            nullable,
            codeSet,
            sensitivity,
            categories.stream().map(Located::value).toList(),
            detected.stream().map(Located::value).toList(),
            openness.get(),
            example.get().value(),
            meaning));
  }

  private static Optional<Located<Reading>> reading(
      String name, YamlFields yaml, Optional<FieldType> type, Diagnostics diagnostics) {
    Optional<Located<String>> at = yaml.requiredText("from");
    if (type.isEmpty() || at.isEmpty()) {
      return Optional.empty();
    }
    if (type.get() == FieldType.OBJECT) {
      diagnostics.error(
          CatalogCode.WIRE,
          yaml.span("type"),
          "a record of an operation is flat; the field `" + name + "` cannot be an object");
    }
    Wire wire = OperationFile.wire(yaml, type.get(), diagnostics);
    boolean optional = yaml.flag("optional", false);
    if (optional && !yaml.flag("nullable", true)) {
      diagnostics.error(
          CatalogCode.WIRE,
          yaml.span("optional"),
          "the field `" + name + "` is never null, so a record cannot leave it out");
    }
    return Optional.of(
        new Located<>(new Reading(name, at.get().value(), optional, wire), at.get().span()));
  }

  /** The type a column of a database would have, by which the later phases reckon. */
  private static String sqlType(FieldType type) {
    return switch (type) {
      case STRING -> "varchar";
      case INTEGER -> "int8";
      case NUMBER -> "numeric";
      case BOOLEAN -> "bool";
      case DATE -> "date";
      case DATE_TIME -> "timestamptz";
      case OBJECT -> "jsonb";
    };
  }
}
