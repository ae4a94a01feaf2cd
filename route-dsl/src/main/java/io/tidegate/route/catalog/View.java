package io.tidegate.route.catalog;

import java.util.Objects;

/**
 * What makes a table of the database a view: the query it stands for. Whoever reads the view reads
 * that query, so its columns come from where the query takes them and its rows have the parties of
 * the tables it reads.
 *
 * @param statement the defining query, as the database tells it
 * @param barrier whether the database keeps conditions from outside away from the rows the view
 *     leaves out ({@code security_barrier})
 */
public record View(String statement, boolean barrier) {
  public View {
    Objects.requireNonNull(statement, "statement");
  }
}
