package io.tidegate.route.sql;

/** The part of a query through which a column influences the answer without being in it. */
public enum InfluenceKind {
  WHERE,
  /** A condition of a join, ON or USING. */
  JOIN,
  GROUP,
  HAVING,
  ORDER,
  /** DISTINCT and DISTINCT ON. */
  DISTINCT,
  LIMIT,
  /** The columns compared by UNION, INTERSECT and EXCEPT; UNION ALL compares none. */
  SET_OPERATION,
  /**
   * What decides which value an output has: conditions of CASE and FILTER, keys of windows and
   * ordered aggregates, the select list of EXISTS.
   */
  CONTROL,
  /** Arguments of functions that return rows: they decide how many. */
  ROWS
}
