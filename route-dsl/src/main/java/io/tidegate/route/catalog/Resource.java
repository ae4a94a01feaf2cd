package io.tidegate.route.catalog;

import io.tidegate.route.text.Bilingual;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A table or an operation of a source, with the metadata the standard asks for (clause 8.3.1 d).
 *
 * @param id the catalog's code for it, such as {@code dec_head}
 * @param area the business area: {@code declaration}, {@code parameters}…
 * @param schema the table's schema; of an operation the source's id
 * @param table the table's name, or the operation's
 * @param roles how its records name their parties; absent when they have none
 * @param primaryKey the columns that identify a record, in order
 * @param operation how it is asked; absent for a table
 * @param view the query it stands for; absent for a table that holds its records itself
 */
public record Resource(
    String id,
    String source,
    String schema,
    String table,
    Bilingual title,
    Bilingual summary,
    String area,
    String department,
    String theme,
    String updateFrequency,
    List<String> tags,
    Openness openness,
    Optional<Roles> roles,
    List<String> primaryKey,
    List<Field> fields,
    Optional<Operation> operation,
    Optional<View> view) {
  public Resource {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(schema, "schema");
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(summary, "summary");
    Objects.requireNonNull(area, "area");
    Objects.requireNonNull(department, "department");
    Objects.requireNonNull(theme, "theme");
    Objects.requireNonNull(updateFrequency, "updateFrequency");
    tags = List.copyOf(tags);
    Objects.requireNonNull(openness, "openness");
    Objects.requireNonNull(roles, "roles");
    primaryKey = List.copyOf(primaryKey);
    fields = List.copyOf(fields);
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(view, "view");
    if (view.isPresent() && (operation.isPresent() || roles.isPresent())) {
      throw new IllegalArgumentException("a view is a table, and its parties are those of others");
    }
    if (operation.isPresent()) {
      checkOperation(operation.get(), source, schema, table, fields);
    }
  }

  /** A table. */
  public Resource(
      String id,
      String source,
      String schema,
      String table,
      Bilingual title,
      Bilingual summary,
      String area,
      String department,
      String theme,
      String updateFrequency,
      List<String> tags,
      Openness openness,
      Optional<Roles> roles,
      List<String> primaryKey,
      List<Field> fields) {
    this(
        id,
        source,
        schema,
        table,
        title,
        summary,
        area,
        department,
        theme,
        updateFrequency,
        tags,
        openness,
        roles,
        primaryKey,
        fields,
        Optional.empty(),
        Optional.empty());
  }

  private static void checkOperation(
      Operation operation, String source, String schema, String table, List<Field> fields) {
    if (!schema.equals(source) || !table.equals(operation.name())) {
      throw new IllegalArgumentException("an operation is named by its source and its own name");
    }
    List<String> read = operation.readings().stream().map(Operation.Reading::field).toList();
    if (!read.equals(fields.stream().map(Field::name).toList())) {
      throw new IllegalArgumentException("an operation reads each field once, in their order");
    }
  }

  public Optional<Field> field(String name) {
    return fields.stream().filter(f -> f.name().equals(name)).findFirst();
  }

  /**
   * Whether a field of a view has a label of its own, which counts besides those of the columns it
   * comes from. All that a field of a table says is its label.
   */
  public boolean labels(Field field) {
    return field.sensitivity().isPresent()
        || !field.categories().isEmpty()
        || field.openness() != openness;
  }

  /** Whether a column is one of its table, whether it is described or not. */
  public boolean holds(ColumnId column) {
    return column.source().equals(source)
        && column.schema().equals(schema)
        && column.table().equals(table);
  }

  public ColumnId column(String name) {
    return new ColumnId(source, schema, table, name);
  }
}
