package io.tidegate.route.sql;

import java.util.Map;

/** What to write in the place of forms that are not accepted. */
final class UnsupportedForm {
  private static final String OF_ROWS = "list the values as columns of their own";
  private static final String OF_JSON =
      "take documents apart with `->` and `->>`, build them with jsonb_build_object";
  private static final String OF_SESSION =
      "leave it out; the caller's own rows are put in scope without a condition";

  private static final Map<String, String> HELP =
      Map.ofEntries(
          Map.entry("FOR UPDATE or FOR SHARE", "remove it: a service reads and locks nothing"),
          Map.entry("SELECT INTO", "remove INTO; the result is the answer"),
          Map.entry("GROUP BY DISTINCT", "write GROUP BY without DISTINCT"),
          Map.entry("NATURAL JOIN", "name the columns: `join … using (column)`"),
          Map.entry("an alias behind USING", "give each of the two tables an alias of its own"),
          Map.entry("ROWS FROM", "put each function into FROM by itself, with an alias"),
          Map.entry("a list of column definitions", OF_JSON),
          Map.entry("VARIADIC", "write the arguments one by one"),
          Map.entry("SEARCH", "carry what to sort by through the recursion as a column"),
          Map.entry("CYCLE", "carry the depth through the recursion and bound it in WHERE"),
          Map.entry("ORDER BY with an operator", "write ASC or DESC"),
          Map.entry("COLLATE", "remove it and order by the column as it is"),
          Map.entry("TABLESAMPLE", "remove it and bound the rows with LIMIT"),
          Map.entry("XMLTABLE", OF_JSON),
          Map.entry("JSON_TABLE", "use jsonb_array_elements in FROM and `->>` for the fields"),
          Map.entry("an argument given by name", "give the arguments by their position"),
          Map.entry("XML", OF_JSON),
          Map.entry("ROW()", OF_ROWS),
          Map.entry("ONLY", "write the table's name alone"),
          Map.entry("WITH TIES", "write ONLY, or keep the rows by their rank() in a derived table"),
          Map.entry("SIMILAR TO", "use LIKE, or `~` with a regular expression"),
          Map.entry("an interval with a unit", "write the unit into the text: `interval '1 day'`"),
          Map.entry("an array of arrays", "use an array of plain values"),
          Map.entry("an operator with a schema", "write the operator alone"),
          Map.entry(
              "a star behind a schema",
              "write the table's name or alias before the star, without its schema"),
          Map.entry(
              "a subquery in FROM without an alias", "write a name behind its closing bracket"),
          Map.entry(
              "a subscript or a part of a value in brackets",
              "take an array apart with unnest(…) in FROM, a document with `->` and `->>`"),
          Map.entry(
              "a name that begins with `~`", "choose another name; these are the platform's own"),
          Map.entry(
              "this word for the session or the time",
              OF_SESSION + "; for the time use current_timestamp"),
          Map.entry(
              "a frame offset that is no whole number", "bound the frame by whole numbers of rows"),
          Map.entry(
              "this frame of a window",
              "use ROWS or GROUPS with whole numbers; RANGE only with UNBOUNDED and CURRENT ROW"),
          Map.entry(
              "a long number that is not written in plain digits",
              "write the number in plain digits"),
          Map.entry("an empty select list", "select a constant, such as 1"));

  private UnsupportedForm() {}

  /** How to mend a form that is called so in messages. */
  static String help(String what) {
    return HELP.getOrDefault(what, SqlCode.UNSUPPORTED.help());
  }
}
