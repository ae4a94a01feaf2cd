package io.tidegate.route.sql;

import io.tidegate.route.diagnostic.Code;
import io.tidegate.route.diagnostic.Phase;

/** What can be wrong with the SQL of a service. Whatever is not understood is refused. */
public enum SqlCode implements Code {
  SYNTAX(
      "SQL-SYNTAX",
      "the text is not well-formed PostgreSQL",
      "mend the statement at this place; it must be one PostgreSQL query"),
  NOT_SELECT(
      "SQL-NOT-SELECT",
      "the statement does something else than read",
      "write one query: SELECT, VALUES or TABLE, also inside WITH"),
  MULTIPLE_STATEMENTS(
      "SQL-MULTIPLE-STATEMENTS",
      "the text holds more than one statement",
      "keep one statement; use a step of its own for each further one"),
  UNSUPPORTED(
      "SQL-UNSUPPORTED",
      "the statement uses a form that is not accepted",
      "rewrite it with the forms the provider guide lists under The SQL; what cannot be traced to its"
          + " columns is refused"),
  WHOLE_ROW(
      "SQL-WHOLE-ROW",
      "a name stands for a whole row",
      "name the columns one by one: `alias.column`"),
  UNKNOWN_FUNCTION(
      "SQL-UNKNOWN-FUNCTION",
      "a function is not on the list of accepted functions",
      "use one of the functions the provider guide lists, without a schema before its name"),
  UNKNOWN_TABLE(
      "SQL-UNKNOWN-TABLE",
      "a table is not in the catalog",
      "use a table of the source's catalog, or enter this one in the catalog"),
  UNKNOWN_COLUMN(
      "SQL-UNKNOWN-COLUMN",
      "a column is not known where it is used",
      "use a column the catalog lists for a table of this query, or a name the query itself gives"),
  UNKNOWN_WINDOW(
      "SQL-UNKNOWN-WINDOW",
      "a window is not defined in the WINDOW clause",
      "define the window in the WINDOW clause of the same select"),
  AMBIGUOUS_COLUMN(
      "SQL-AMBIGUOUS-COLUMN",
      "a column name fits more than one table",
      "write the table's alias before the column"),
  DUPLICATE_OUTPUT(
      "SQL-DUPLICATE-OUTPUT",
      "two columns of one result have the same name",
      "give one of them another name with AS"),
  DUPLICATE_TABLE(
      "SQL-DUPLICATE-TABLE",
      "two tables of one query have the same name",
      "give one of them an alias of its own"),
  COLUMN_COUNT(
      "SQL-COLUMN-COUNT",
      "the number of columns does not fit",
      "give both sides the same number of columns"),
  TYPE(
      "SQL-TYPE",
      "the types do not fit, or a type cannot be derived",
      "add a cast, such as `:#name::date`, or compare values of one kind"),
  ROLES(
      "SQL-ROLES",
      "the catalog does not tell the parties of a table's records completely",
      "mend the roles of the resource in the catalog"),
  TOO_COMPLEX(
      "SQL-TOO-COMPLEX",
      "the statement is too long or too deeply nested",
      "split it into smaller statements: at most 16 KB, 2,000 words and 200 levels, and 32 KB with"
          + " the scope of each table put in");

  private final String id;
  private final String meaning;
  private final String help;

  SqlCode(String id, String meaning, String help) {
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
    return this == SYNTAX ? Phase.PARSE : Phase.RESOLVE;
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
