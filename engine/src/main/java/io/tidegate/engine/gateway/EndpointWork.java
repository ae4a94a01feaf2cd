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
import io.tidegate.engine.publish.LiveEndpoint;
import io.tidegate.engine.read.Bulkheads;
import io.tidegate.engine.read.RunningStatements;
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
  /** Most rows of one part of a list that is sent part by part. */
  private static final int PART_ROWS = 1000;

  private final AnswerCache cache;
  private final Clock clock;
  private final Bulkheads providers;

  EndpointWork(AnswerCache cache, Clock clock, Bulkheads providers) {
    this.cache = Objects.requireNonNull(cache, "cache");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.providers = Objects.requireNonNull(providers, "providers");
  }

  @Override
  public Duration timeout(Exchange exchange) {
    return exchange.endpoint().plan().timeout();
  }

  @Override
  public Optional<Reply.Whole> ready(Exchange exchange) {
    Optional<PlannedCache> terms = kept(exchange);
    if (terms.isEmpty() || isWholeList(exchange)) {
      return Optional.empty();
    }
    return cache
        .ready(key(exchange, terms.get()), terms.get())
        .map(given -> new Reply.Whole(given.representation(), Optional.of(given)));
  }

  @Override
  public Reply reply(Exchange exchange, Encoder encoder) throws CallProblem {
    if (isWholeList(exchange)) {
      return wholeList(exchange, encoder);
    }
    Optional<PlannedCache> terms = kept(exchange);
    if (terms.isEmpty()) {
      return Work.super.reply(exchange, encoder);
    }
    CacheKey key = key(exchange, terms.get());
    return Reply.of(
        cache.give(
            key,
            terms.get(),
            new AnswerCache.Making() {
              /** Of all who wait, and not of the one who came first. */
              private final RunningStatements running = exchange.running().another();

              @Override
              public AnswerCache.Made make() throws CallProblem {
                Answer answer = answer(exchange, running);
                return new AnswerCache.Made(
                    encoder.encode(answer, key.gzip()), answer.missing().isEmpty());
              }

              @Override
              public void end(Thread worker) {
                running.end(worker);
              }
            }));
  }

  /** What one enterprise lets another have is asked for each time. */
  private static Optional<PlannedCache> kept(Exchange exchange) {
    return exchange.endpoint().plan().cache().filter(c -> exchange.owner().isEmpty());
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
        answering(exchange).state(),
        caller.map(Identity::application),
        caller.map(Identity::creditCode),
        caller.flatMap(c -> exchange.agreement()),
        caller.isPresent() ? exchange.grants() : 0,
        exchange.fields(),
        parameters.values(),
        parameters.cursor(),
        limit(exchange),
        exchange.form(),
        exchange.wantsGzip());
  }

  /** What answers whom it was found out to be. */
  private static LiveEndpoint answering(Exchange exchange) {
    return exchange
        .endpoint()
        .seenAs(exchange.served().map(ServedTerms::variant).orElse(GovernedPlan.STRICTEST));
  }

  /** A page of the usual size is the same whether the size is said or not. */
  private static OptionalInt limit(Exchange exchange) {
    Optional<PlannedPaging> paging = exchange.endpoint().plan().paging();
    return paging.isPresent()
        ? OptionalInt.of(exchange.parameters().limit().orElse(paging.get().size()))
        : OptionalInt.empty();
  }

  /**
   * Whether a list is wanted from its beginning, or from a cursor on, to its end: what has no
   * envelope could not say where it goes on.
   */
  private static boolean isWholeList(Exchange exchange) {
    return !exchange.form().hasEnvelope()
        && exchange.endpoint().plan().paging().isPresent()
        && exchange.parameters().limit().isEmpty();
  }

  /** The list, whole when it is one part, else part by part. */
  private Reply wholeList(Exchange exchange, Encoder encoder) throws CallProblem {
    AnswerForms forms = forms(exchange);
    Answer first = rows(exchange, exchange.parameters().cursor(), exchange.running());
    byte[] written = forms.in(exchange.form(), first.body());
    if (first.next().isEmpty()) {
      return Reply.of(encoder.encode(first.in(exchange.form(), written), exchange.wantsGzip()));
    }
    return new Reply.Parts(exchange.form(), part(exchange, forms, first, written));
  }

  private ListStream.Part part(Exchange exchange, AnswerForms forms, Answer answer, byte[] written)
      throws CallProblem {
    if (!answer.missing().isEmpty()) {
      // the head has been sent, and nothing behind it could tell
      throw new CallProblem(answer.missing().getFirst().code());
    }
    return new ListStream.Part(
        written,
        answer.tally(),
        answer
            .next()
            .map(
                cursor ->
                    running -> {
                      Answer more = rows(exchange, Optional.of(cursor), running);
                      return part(exchange, forms, more, forms.more(exchange.form(), more.body()));
                    }));
  }

  private Answer rows(Exchange exchange, Optional<String> cursor, RunningStatements running)
      throws CallProblem {
    int most = exchange.endpoint().plan().paging().orElseThrow().max();
    return made(
        exchange, call(exchange, cursor, OptionalInt.of(Math.min(most, PART_ROWS)), running));
  }

  /** Makes an answer; what waits for its provider's turn has its deadline running already. */
  private Answer made(Exchange exchange, Call call) throws CallProblem {
    return providers
        .of(exchange.endpoint().plan().department())
        .run(() -> answering(exchange).answer(call));
  }

  private Call call(
      Exchange exchange, Optional<String> cursor, OptionalInt limit, RunningStatements running) {
    return new Call(
        exchange.caller().map(Identity::application),
        exchange.caller().map(Identity::creditCode),
        exchange.owner(),
        exchange.agreement(),
        exchange.fields(),
        exchange.parameters().values(),
        cursor,
        limit,
        clock.instant().plus(timeout(exchange)),
        exchange.traceId(),
        running);
  }

  @Override
  public Answer answer(Exchange exchange) throws CallProblem {
    return answer(exchange, exchange.running());
  }

  private Answer answer(Exchange exchange, RunningStatements running) throws CallProblem {
    CheckedParameters parameters = exchange.parameters();
    Answer answer =
        made(exchange, call(exchange, parameters.cursor(), parameters.limit(), running));
    AnswerForm form = exchange.form();
    if (form == AnswerForm.JSON) {
      return answer;
    }
    return answer.in(form, forms(exchange).in(form, answer.body()));
  }

  /** The forms of what may be given of the plan's answer. */
  private static AnswerForms forms(Exchange exchange) {
    GovernedPlan plan = exchange.endpoint().plan();
    return new AnswerForms(
        exchange.fields().map(plan.answer()::only).orElse(plan.answer()), plan.route().mayLack());
  }
}
