package io.tidegate.catalog.files;

import io.tidegate.route.diagnostic.Code;
import io.tidegate.route.diagnostic.Phase;

/** What can be wrong with the catalog's files beyond their YAML. */
public enum CatalogCode implements Code {
  FOLDER(
      "CATALOG-FOLDER",
      "a catalog folder or a file in it cannot be read",
      "name a folder that exists and holds readable `.yaml` files"),
  DOCUMENT(
      "CATALOG-DOCUMENT",
      "a catalog file is neither a source nor a resource",
      "begin a resource with `resource:`; a source has `source:` and `kind:`"),
  NAME(
      "CATALOG-NAME",
      "a name does not have the form that is asked of it",
      "begin with a letter; use lower-case letters, digits and underscores"),
  DUPLICATE_SOURCE(
      "CATALOG-DUPLICATE-SOURCE", "two files describe one source", "remove one of the two files"),
  DUPLICATE_RESOURCE(
      "CATALOG-DUPLICATE-RESOURCE",
      "two files describe one resource",
      "rename one of the two resources, or remove its file"),
  DUPLICATE_TABLE(
      "CATALOG-DUPLICATE-TABLE",
      "two resources describe one table",
      "a table has one description; remove the other resource or correct its table"),
  UNKNOWN_SOURCE(
      "CATALOG-UNKNOWN-SOURCE",
      "a resource names a source that no file describes",
      "add a file for the source, or correct the name"),
  UNKNOWN_AREA(
      "CATALOG-UNKNOWN-AREA",
      "the business area is not one of the seven",
      "use one of declaration, transport, manifest, cross-border, express, bonded, parameters"),
  UNKNOWN_CATEGORY(
      "CATALOG-UNKNOWN-CATEGORY",
      "a category is not in the vocabulary",
      "use a category of the vocabulary; rules decide by it"),
  UNKNOWN_DETECTION(
      "CATALOG-UNKNOWN-DETECTION",
      "what is confirmed to be in a field is nothing that detectors find",
      "use a word of a detector, as `./tidegate detect` writes it; rules decide by it"),
  NOT_A_FIELD(
      "CATALOG-NOT-A-FIELD",
      "a key, role, link or switch names a column that is not among the fields",
      "describe the column under `fields`, or correct the name"),
  ROLES(
      "CATALOG-ROLES",
      "the roles are neither columns of the record nor a parent with its link",
      "write either `columns` (with `switches`) or `parent` with `link`"),
  VIEW(
      "CATALOG-VIEW",
      "what is said of a view does not fit the query it stands for",
      "write the query as the database tells it, and describe its columns with their types"),
  ROLE_TYPE(
      "CATALOG-ROLE-TYPE",
      "a role column is not text, a switch is not boolean, or a link is not of the type of the"
          + " parent's key",
      "a role column holds a credit code and has the type string; a switch has the type boolean"),
  ROLE_RELATION(
      "CATALOG-ROLE-RELATION",
      "a role column gives a relation that a record cannot give",
      "use principal, agent or carrier; the other relations come from grants"),
  ROLE_PARENT(
      "CATALOG-ROLE-PARENT",
      "the parent of the roles has no role columns of its own, or a table cannot be joined with it",
      "name a resource that has `roles` with `columns`; for a table one of the same source"),
  ROLE_LINK(
      "CATALOG-ROLE-LINK",
      "the link does not reach exactly one parent",
      "link to every column of the parent's primary key; an operation by one field that an input"
          + " selects by"),
  KIND(
      "CATALOG-KIND",
      "a resource is not described the way its source is read",
      "write `table:` for a source with tables; for any other `operation:` and a block named after"
          + " the kind of the source, such as `rest:`"),
  INPUT(
      "CATALOG-INPUT",
      "an input of an operation is used nowhere, or something uses an input that is not declared",
      "declare the input under `inputs` and use it in the path, query, body or request; or give the"
          + " field it selects by"),
  BINDING(
      "CATALOG-BINDING",
      "the description of how an operation is asked is malformed",
      "a path begins with `/`; a JSON pointer is empty or begins with `/`; a path of elements has"
          + " names between `/`"),
  WIRE(
      "CATALOG-WIRE",
      "a value cannot be written or read that way",
      "only dates and moments have a pattern, only moments a zone, only texts and yes or no have"
          + " codes"),
  DURATION(
      "CATALOG-DURATION",
      "a duration of a source is not one that is accepted",
      "write a number and its unit, such as 100ms or 30s, within the bounds that are told"),
  CONFIRM(
      "CATALOG-CONFIRM",
      "a proposal of an import was not confirmed",
      "check what was proposed here, correct it, and remove `confirm: true`");

  private final String id;
  private final String meaning;
  private final String help;

  CatalogCode(String id, String meaning, String help) {
    this.id = id;
    this.meaning = meaning;
    this.help = help;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Phase phase() {
    return Phase.PARSE;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  @Override
  public String help() {
    return help;
  }
}
