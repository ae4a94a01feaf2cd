package io.tidegate.engine.gateway;

import io.tidegate.engine.answer.AnswerForm;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.route.text.Bilingual;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.stream.Collectors;

/** Chooses the form of the answer, and refuses a request that takes none of those there are. */
final class AcceptStep implements Step {
  private final List<AnswerForm> offered;
  private final Bilingual offer;

  /**
   * @param offered the forms, that which counts first where the request leaves the choice before
   *     the others
   */
  AcceptStep(List<AnswerForm> offered) {
    this.offered = List.copyOf(offered);
    String types =
        offered.stream().map(AnswerForm::mediaType).distinct().collect(Collectors.joining(", "));
    this.offer = new Bilingual("可提供：" + types, "there is: " + types);
  }

  @Override
  public void apply(Exchange exchange) throws CallProblem {
    exchange.answeredIn(
        Negotiation.form(exchange.headers(HttpHeaders.ACCEPT), offered)
            .orElseThrow(() -> new CallProblem(ProblemCode.NOT_ACCEPTABLE, offer)));
  }
}
