package io.tidegate.engine.emit;

import io.tidegate.engine.answer.Result;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/**
 * Keeps the result of each branch at the place of the branch, in whatever order they come. A branch
 * that did not come in time leaves its place empty.
 */
final class BranchCollector implements AggregationStrategy {
  private final int branches;

  BranchCollector(int branches) {
    this.branches = branches;
  }

  @Override
  public Exchange aggregate(Exchange collected, Exchange arrived) {
    Result[] results =
        collected == null ? new Result[branches] : collected.getMessage().getBody(Result[].class);
    if (arrived.getException() == null) {
      int place = arrived.getProperty(Exchange.MULTICAST_INDEX, Integer.class);
      results[place] = arrived.getMessage().getBody(Result.class);
    }
    Exchange into = collected == null ? arrived : collected;
    if (collected != null && arrived.getException() != null) {
      into.setException(arrived.getException());
    }
    into.getMessage().setBody(results);
    return into;
  }
}
