package io.tidegate.engine.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A node of libpg_query's tree: an object with one member, whose name is the node's kind and whose
 * value holds its fields. Fields that are zero, false or absent are left out of the tree.
 *
 * @param kind such as {@code ColumnRef}; empty when the object is no node
 */
record ParseNode(String kind, JsonNode body) {
  static ParseNode of(JsonNode wrapped) {
    return wrapped.isObject() && wrapped.size() == 1
        ? new ParseNode(wrapped.fieldNames().next(), wrapped.elements().next())
        : new ParseNode("", wrapped);
  }

  boolean is(String expected) {
    return kind.equals(expected);
  }

  /** A field that holds text, such as a name or the name of an enum's constant; empty if absent. */
  String text(String field) {
    return body.path(field).asText();
  }

  boolean has(String field) {
    return body.has(field);
  }

  boolean flag(String field) {
    return body.path(field).asBoolean();
  }

  /** A field that holds a node. */
  ParseNode child(String field) {
    return of(body.path(field));
  }

  /** A field that holds nodes; none if it is absent. */
  List<ParseNode> children(String field) {
    List<ParseNode> children = new ArrayList<>();
    body.path(field).forEach(each -> children.add(of(each)));
    return children;
  }

  /** A field that holds a list of names. */
  List<String> names(String field) {
    return children(field).stream().map(name -> name.body().path("sval").asText()).toList();
  }

  /** A column's name in parts, such as {@code alias} and {@code column}; none for other nodes. */
  List<String> columnName() {
    return is("ColumnRef") ? names("fields") : List.of();
  }

  /** A whole number written as a constant; {@code -1} for anything else. */
  int wholeNumber() {
    return is("A_Const") && has("ival") ? body.path("ival").path("ival").asInt(0) : -1;
  }

  /** This node and everything below it, also below fields that hold no node of their own. */
  void walk(Consumer<ParseNode> visitor) {
    visitor.accept(this);
    walk(body, visitor);
  }

  private static void walk(JsonNode json, Consumer<ParseNode> visitor) {
    json.forEach(each -> below(each, visitor));
  }

  private static void below(JsonNode json, Consumer<ParseNode> visitor) {
    if (json.isObject()
        && json.size() == 1
        && Character.isUpperCase(json.fieldNames().next().charAt(0))) {
      of(json).walk(visitor);
    } else {
      walk(json, visitor);
    }
  }
}
