package io.tidegate.engine.gateway;

import io.tidegate.engine.answer.AnswerForm;
import io.tidegate.engine.answer.AnswerForms;
import io.tidegate.engine.cache.AnswerCache;
import io.tidegate.engine.cache.CacheKey;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedCache;
import io.tidegate.engine.plan.PlannedPaging;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.publish.Answer;
import io.tidegate.engine.publish.Call;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Runs the plan of the endpoint that was found, and gives its answer in the form that was chosen.
 * Where the plan says so, an answer is kept and given again. The steps come before: whoever is not
 * let in comes neither to the plan nor to what is kept.
 */
final class EndpointWork implements Work {
  private final AnswerCache cache;
  private final Clock clock;

  EndpointWork(AnswerCache cache, Clock clock) {
    this.cache = Objects.requireNonNull(cache, "cache");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  @Override
  public Duration timeout(Exchange exchange) {
    return exchange.endpoint().plan().timeout();
  }

  @Override
  public Optional<Reply> ready(Exchange exchange) {
    return exchange
        .endpoint()
        .plan()
        .cache()
        .flatMap(terms -> cache.ready(key(exchange, terms), terms))
        .map(Reply::of);
  }

  @Override
  public Reply reply(Exchange exchange, Encoder encoder) throws CallProblem {
    Optional<PlannedCache> terms = exchange.endpoint().plan().cache();
    if (terms.isEmpty()) {
      return Work.super.reply(exchange, encoder);
    }
    return Reply.of(
        cache.give(
            key(exchange, terms.get()),
            terms.get(),
            () -> {
              Answer answer = answer(exchange);
              return new AnswerCache.Made(
                  encoder.encode(answer, exchange.wantsGzip()), answer.missing().isEmpty());
            }));
  }

  /** Everything that the answer depends on. */
  private static CacheKey key(Exchange exchange, PlannedCache terms) {
    CheckedParameters parameters = exchange.parameters();
    Optional<Identity> caller =
        switch (terms.audience()) {
          case EVERYBODY -> Optional.empty();
          case CALLER -> exchange.caller();
        };
    return new CacheKey(
        exchange.endpoint().state(),
        caller.map(Identity::application),
        caller.map(Identity::creditCode),
        caller.isPresent() ? exchange.grants() : 0,
        parameters.values(),
        parameters.cursor(),
        limit(exchange),
        exchange.form(),
        exchange.wantsGzip());
  }

  /** A page of the usual size is the same whether the size is said or not. */
  private static OptionalInt limit(Exchange exchange) {
    Optional<PlannedPaging> paging = exchange.endpoint().plan().paging();
    return paging.isPresent()
        ? OptionalInt.of(exchange.parameters().limit().orElse(paging.get().size()))
        : OptionalInt.empty();
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
