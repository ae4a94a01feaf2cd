package io.tidegate.engine.gateway;

import io.tidegate.engine.answer.AnswerForm;
import io.tidegate.engine.answer.AnswerForms;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.publish.Answer;
import io.tidegate.engine.publish.Call;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

/**
 * Runs the plan of the endpoint that was found, and gives its answer in the form that was chosen.
 */
final class EndpointWork implements Work {
  private final Clock clock;

  EndpointWork(Clock clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  @Override
  public Duration timeout(Exchange exchange) {
    return exchange.endpoint().plan().timeout();
  }

  @Override
  public Answer answer(Exchange exchange) throws CallProblem {
    CheckedParameters parameters = exchange.parameters();
    Answer answer =
        exchange
            .endpoint()
            .answer(
                new Call(
                    exchange.caller().map(Identity::application),
                    exchange.caller().map(Identity::creditCode),
                    parameters.values(),
                    parameters.cursor(),
                    parameters.limit(),
                    clock.instant().plus(timeout(exchange)),
                    exchange.traceId()));
    AnswerForm form = exchange.form();
    if (form == AnswerForm.JSON) {
      return answer;
    }
    GovernedPlan plan = exchange.endpoint().plan();
    byte[] written = new AnswerForms(plan.answer(), plan.route().mayLack()).in(form, answer.body());
    return answer.in(form, written);
  }
}
