package io.tidegate.engine.read;

import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.route.data.DataRecord;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Runs a read in the order the caller chose: each order is a statement of its own. */
public final class SortedRead implements RowRead {
  private final PlannedRead plan;
  private final String parameter;
  private final SortedMap<String, StatementRead> orders;

  /**
   * @param parameter the parameter whose value is the name of an order
   */
  public SortedRead(PlannedRead plan, String parameter, SortedMap<String, StatementRead> orders) {
    this.plan = Objects.requireNonNull(plan, "plan");
    this.parameter = Objects.requireNonNull(parameter, "parameter");
    this.orders = Collections.unmodifiableSortedMap(new TreeMap<>(orders));
  }

  @Override
  public PlannedRead plan() {
    return plan;
  }

  /** The reads of all orders. */
  public Collection<StatementRead> all() {
    return orders.values();
  }

  @Override
  public List<DataRecord> run(ReadCall call) throws CallProblem {
    return chosen(call).run(call);
  }

  @Override
  public void each(ReadCall call, Rows rows) throws CallProblem {
    chosen(call).each(call, rows);
  }

  private StatementRead chosen(ReadCall call) {
    StatementRead chosen = orders.get(String.valueOf(call.parameters().get(parameter)));
    if (chosen == null) {
      // a request is held against the names of the orders before anything is read
      throw new IllegalStateException("no order was chosen for the read " + plan.id());
    }
    return chosen;
  }
}
