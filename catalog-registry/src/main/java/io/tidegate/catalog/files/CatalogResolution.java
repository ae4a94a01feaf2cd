package io.tidegate.catalog.files;

import io.tidegate.catalog.files.ResourceFile.RolesText;
import io.tidegate.route.catalog.Field;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Operation;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.catalog.Roles;
import io.tidegate.route.catalog.Source;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.Located;
import io.tidegate.route.text.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Looks up what the files say of each other and makes the snapshot. */
final class CatalogResolution {
  /** What a record itself can make of somebody; all else comes from a grant. */
  private static final List<Relation> GIVEN_BY_RECORDS =
      List.of(Relation.PRINCIPAL, Relation.AGENT, Relation.CARRIER);

  private final Map<String, SourceFile> sources = new LinkedHashMap<>();
  private final Map<String, ResourceFile> resources = new LinkedHashMap<>();
  private final Map<String, ResourceFile> tables = new LinkedHashMap<>();
  private final Diagnostics diagnostics;

  private CatalogResolution(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  static Outcome<CatalogSnapshot> resolve(
      List<SourceFile> sources, List<ResourceFile> resources, Diagnostics diagnostics) {
    CatalogResolution resolution = new CatalogResolution(diagnostics);
    sources.forEach(resolution::declare);
    resources.forEach(resolution::declare);
    List<Resource> resolved = new ArrayList<>();
    for (ResourceFile file : resources) {
      resolution.resource(file).ifPresent(resolved::add);
    }
    if (diagnostics.hasErrors()) {
      return Outcome.refused(diagnostics);
    }
    List<Source> described = sources.stream().map(SourceFile::source).toList();
    CatalogSnapshot snapshot = new CatalogSnapshot(described, resolved);
    for (ResourceFile file : resources) {
      file.view().ifPresent(view -> ViewQueries.check(file, view, snapshot, diagnostics));
    }
    return diagnostics.hasErrors()
        ? Outcome.refused(diagnostics)
        : Outcome.of(snapshot, diagnostics);
  }

  private void declare(SourceFile file) {
    SourceFile before = sources.putIfAbsent(file.source().id(), file);
    if (before != null) {
      diagnostics.error(
          CatalogCode.DUPLICATE_SOURCE,
          file.named(),
          "the source `" + file.source().id() + "` is already described at " + before.named());
    }
  }

  private void declare(ResourceFile file) {
    ResourceFile before = resources.putIfAbsent(file.id(), file);
    if (before != null) {
      diagnostics.error(
          CatalogCode.DUPLICATE_RESOURCE,
          file.span(),
          "the resource `" + file.id() + "` is already described at " + before.span());
    }
  }

  private Optional<Resource> resource(ResourceFile file) {
    SourceFile source = sources.get(file.source().value());
    if (source == null) {
      diagnostics.unknown(
          CatalogCode.UNKNOWN_SOURCE,
          file.source().span(),
          "no file describes the source `" + file.source().value() + "`",
          file.source().value(),
          sources.keySet());
    }
    String defaultSchema = source == null ? "" : source.source().defaultSchema();
    Optional<Operation> operation = file.operation().map(OperationFile::operation);
    String[] parts =
        operation.isPresent()
            ? new String[] {operation.get().name()}
            : file.table().value().split("\\.", -1);
    String schema = parts.length == 2 ? parts[0] : defaultSchema;
    String table = parts[parts.length - 1];
    boolean usable = operation.isPresent() || table(file, parts);
    boolean fits = source != null && ofItsKind(file, source.source());
    if (usable && source != null) {
      declareTable(file, file.source().value() + "." + schema + "." + table);
    }
    if (file.primaryKey().isEmpty()) {
      diagnostics.error(CatalogCode.NOT_A_FIELD, file.span(), "the primary key has no column");
    }
    file.primaryKey().forEach(column -> known(file, column, "primary key"));
    Optional<Roles> roles = file.roles().flatMap(text -> roles(file, text));
    if (file.view().isPresent() && file.roles().isPresent()) {
      diagnostics.error(
          CatalogCode.VIEW,
          file.roles().get().span(),
          "a view has the parties of the tables it reads, and no roles of its own");
      return Optional.empty();
    }
    if (!fits) {
      return Optional.empty();
    }
    return Optional.of(
        new Resource(
            file.id(),
            file.source().value(),
            schema,
            table,
            file.title(),
            file.summary(),
            file.area(),
            file.department(),
            file.theme(),
            file.updateFrequency(),
            file.tags(),
            file.openness(),
            roles,
            file.primaryKey().stream().map(Located::value).toList(),
            file.fields(),
            operation,
            file.view().map(ResourceFile.ViewText::view)));
  }

  private boolean ofItsKind(ResourceFile file, Source source) {
    Source.Kind described =
        file.operation().map(o -> o.operation().binding().kind()).orElse(Source.Kind.POSTGRESQL);
    if (described == source.kind()) {
      return true;
    }
    diagnostics.error(
        CatalogCode.KIND,
        file.table().span(),
        "the source `"
            + source.id()
            + "` is of the kind "
            + source.kind().name().toLowerCase(Locale.ROOT)
            + ", and `"
            + file.table().value()
            + "` is described as "
            + (described.hasTables()
                ? "a table"
                : "an operation of the kind " + described.name().toLowerCase(Locale.ROOT)));
    return false;
  }

  private boolean table(ResourceFile file, String[] parts) {
    Span span = file.table().span();
    if (parts.length > 2) {
      diagnostics.error(
          CatalogCode.NAME, span, "`" + file.table().value() + "` has more than schema and table");
      return false;
    }
    boolean usable = true;
    for (String part : parts) {
      usable &= Names.checkColumn(new Located<>(part, span), diagnostics);
    }
    return usable;
  }

  private void declareTable(ResourceFile file, String table) {
    ResourceFile before = tables.putIfAbsent(table, file);
    if (before != null && !before.id().equals(file.id())) {
      diagnostics.error(
          CatalogCode.DUPLICATE_TABLE,
          file.table().span(),
          "the resource `" + before.id() + "` already describes the table `" + table + "`");
    }
  }

  private Optional<Roles> roles(ResourceFile file, RolesText text) {
    boolean own = !text.columns().isEmpty();
    boolean byParent = text.parent().isPresent() && !text.link().isEmpty();
    boolean mixed =
        own && (text.parent().isPresent() || !text.link().isEmpty())
            || byParent && !text.switches().isEmpty();
    if (mixed || own == byParent) {
      diagnostics.error(
          CatalogCode.ROLES,
          text.span(),
          "the roles need either their own columns or a parent with its link");
      return Optional.empty();
    }
    return own
        ? Optional.of(ownRoles(file, text))
        : parentRoles(file, text, text.parent().orElseThrow());
  }

  private Roles ownRoles(ResourceFile file, RolesText text) {
    List<Roles.RoleColumn> columns = new ArrayList<>();
    text.columns()
        .forEach(
            (column, word) -> {
              known(file, column, "role column")
                  .ifPresent(field -> typed(column, field, FieldType.STRING, "role column"));
              relation(word)
                  .ifPresent(
                      relation -> columns.add(new Roles.RoleColumn(column.value(), relation)));
            });
    Map<String, String> switches = new LinkedHashMap<>();
    text.switches()
        .forEach(
            (name, column) -> {
              known(file, column, "switch")
                  .ifPresent(field -> typed(column, field, FieldType.BOOLEAN, "switch"));
              switches.put(name.value(), column.value());
            });
    return new Roles(Optional.empty(), Map.of(), columns, switches);
  }

  private Optional<Roles> parentRoles(
      ResourceFile file, RolesText text, Located<String> parentName) {
    ResourceFile parent = resources.get(parentName.value());
    text.link().keySet().forEach(column -> known(file, column, "link"));
    if (parent == null) {
      diagnostics.unknown(
          CatalogCode.ROLE_PARENT,
          parentName.span(),
          "no file describes the parent `" + parentName.value() + "`",
          parentName.value(),
          resources.keySet());
      return Optional.empty();
    }
    boolean hasColumns = parent.roles().map(roles -> !roles.columns().isEmpty()).orElse(false);
    // an operation is asked with its parent's key, wherever that is; a table is joined with it
    boolean asked = file.operation().isPresent();
    boolean reached = asked || parent.source().value().equals(file.source().value());
    if (!hasColumns || !reached) {
      diagnostics.error(
          CatalogCode.ROLE_PARENT,
          parentName.span(),
          "the parent `"
              + parentName.value()
              + "` has no role columns of its own"
              + (asked ? "" : " in the source `" + file.source().value() + "`"));
    }
    Map<String, String> link = new LinkedHashMap<>();
    text.link()
        .forEach(
            (column, ofParent) -> {
              known(parent, ofParent, "link");
              link.put(column.value(), ofParent.value());
            });
    for (Located<String> key : parent.primaryKey()) {
      if (!link.containsValue(key.value())) {
        diagnostics.error(
            CatalogCode.ROLE_LINK,
            text.span(),
            "the link leaves out `" + key.value() + "` of the parent's primary key");
      }
    }
    if (asked) {
      keyed(file, text, parent);
    }
    return Optional.of(new Roles(Optional.of(parent.id()), link, List.of(), Map.of()));
  }

  /**
   * Records of an operation are found by the key of one parent: several columns could be asked with
   * values of different parents.
   */
  private void keyed(ResourceFile file, RolesText text, ResourceFile parent) {
    if (text.link().size() != 1) {
      diagnostics.error(
          CatalogCode.ROLE_LINK,
          text.span(),
          "the records of an operation are linked by one field to a primary key of one column");
      return;
    }
    Map.Entry<Located<String>, Located<String>> link = text.link().entrySet().iterator().next();
    Located<String> own = link.getKey();
    Optional<Field> field = file.field(own.value());
    Optional<Field> key = parent.field(link.getValue().value());
    if (field.isPresent() && key.isPresent() && field.get().type() != key.get().type()) {
      typed(own, field.get(), key.get().type(), "link");
    }
    boolean selects =
        file.operation().orElseThrow().operation().inputs().stream()
            .anyMatch(input -> input.field().equals(Optional.of(own.value())));
    if (!selects) {
      diagnostics.error(
          CatalogCode.ROLE_LINK,
          own.span(),
          "no input of the operation selects by `"
              + own.value()
              + "`, so it is not asked by a parent");
    }
  }

  private Optional<Field> known(ResourceFile file, Located<String> column, String what) {
    Optional<Field> field = file.field(column.value());
    if (field.isEmpty()) {
      diagnostics.unknown(
          CatalogCode.NOT_A_FIELD,
          column.span(),
          "the " + what + " `" + column.value() + "` is no field of `" + file.id() + "`",
          column.value(),
          file.fieldNames());
    }
    return field;
  }

  private void typed(Located<String> column, Field field, FieldType expected, String what) {
    if (field.type() != expected) {
      diagnostics.error(
          CatalogCode.ROLE_TYPE,
          column.span(),
          "the "
              + what
              + " `"
              + column.value()
              + "` is of type "
              + field.type().word()
              + ", not "
              + expected.word());
    }
  }

  private Optional<Relation> relation(Located<String> word) {
    Optional<Relation> relation =
        GIVEN_BY_RECORDS.stream()
            .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(word.value()))
            .findFirst();
    if (relation.isEmpty()) {
      diagnostics.unknown(
          CatalogCode.ROLE_RELATION,
          word.span(),
          "a record gives nobody the relation `" + word.value() + "`",
          word.value(),
          GIVEN_BY_RECORDS.stream().map(r -> r.name().toLowerCase(Locale.ROOT)).toList());
    }
    return relation;
  }
}
