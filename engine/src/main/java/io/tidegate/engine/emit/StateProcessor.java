package io.tidegate.engine.emit;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.run.RunState;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** A step as Camel runs it: the message's body is the state of the route, and nothing else is. */
@FunctionalInterface
interface StateProcessor extends Processor {
  RunState process(RunState state) throws CallProblem;

  @Override
  default void process(Exchange exchange) throws CallProblem {
    exchange.getMessage().setBody(process(of(exchange)));
  }

  static RunState of(Exchange exchange) {
    return exchange.getMessage().getBody(RunState.class);
  }
}
