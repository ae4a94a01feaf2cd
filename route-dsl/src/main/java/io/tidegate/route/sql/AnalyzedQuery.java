package io.tidegate.route.sql;

import java.util.List;
import java.util.Objects;

/**
 * What a query means. Only {@link SqlAnalyzer} makes one, so whoever holds one knows that every
 * name in it was found in the catalog and every column traced.
 */
public final class AnalyzedQuery {
  private final List<OutputColumn> outputs;
  private final List<Influence> influences;
  private final List<Failure> failures;
  private final List<TableUse> tables;
  private final List<ParameterUse> parameters;
  private final List<SortOrder> orders;
  private final List<Fold> folds;
  private final Statement statement;

  AnalyzedQuery(
      List<OutputColumn> outputs,
      List<Influence> influences,
      List<Failure> failures,
      List<TableUse> tables,
      List<ParameterUse> parameters,
      List<SortOrder> orders,
      List<Fold> folds,
      Statement statement) {
    this.outputs = List.copyOf(outputs);
    this.influences = List.copyOf(influences);
    this.failures = List.copyOf(failures);
    this.tables = List.copyOf(tables);
    this.parameters = List.copyOf(parameters);
    this.orders = List.copyOf(orders);
    this.folds = List.copyOf(folds);
    this.statement = Objects.requireNonNull(statement, "statement");
  }

  /** The columns of the answer, in order; their names differ. */
  public List<OutputColumn> outputs() {
    return outputs;
  }

  /**
   * Every column that influences the answer, at whatever depth, in source order; one entry for each
   * column and part of the query.
   */
  public List<Influence> influences() {
    return influences;
  }

  /** Every column that decides whether the statement fails, each once, by table and name. */
  public List<Failure> failures() {
    return failures;
  }

  /** Every occurrence of a table, in source order. */
  public List<TableUse> tables() {
    return tables;
  }

  /** The parameters, in the order of their first use. */
  public List<ParameterUse> parameters() {
    return parameters;
  }

  /** The orders a caller may choose from; none when the order is the statement's own. */
  public List<SortOrder> orders() {
    return orders;
  }

  /** Every part that makes one row or one value of several records of tables, in source order. */
  public List<Fold> folds() {
    return folds;
  }

  /**
   * Whether the statement can raise an error in the database that depends on the values of a row: a
   * cast from text, a division, a subquery with more than one row. The printer then sees to it that
   * only rows in scope are tried; {@link #failures()} says which of their columns decide about it.
   */
  public boolean mayRaise() {
    return statement.raising();
  }

  Statement statement() {
    return statement;
  }
}
