package io.tidegate.engine.gateway;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.quota.Bucket;
import io.tidegate.engine.quota.Charge;
import io.tidegate.engine.quota.Figures;
import io.tidegate.engine.quota.Quota;
import io.tidegate.engine.quota.Verdict;
import io.tidegate.route.text.Bilingual;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/**
 * Counts the call. The last of the steps, so that what is refused for another reason costs nothing,
 * and the first thing behind it is the cache. It leaves the event loop only when this node has no
 * calls of the account at hand.
 */
final class QuotaStep implements Step {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ISO_OFFSET_DATE_TIME.withZone(ZoneId.of("Asia/Shanghai"));
  private static final Duration SOON = Duration.ofSeconds(1);

  private final Quota quota;
  private final QuotaTerms terms;

  QuotaStep(Quota quota, QuotaTerms terms) {
    this.quota = Objects.requireNonNull(quota, "quota");
    this.terms = Objects.requireNonNull(terms, "terms");
  }

  /** Decides right here when that needs nobody else; the verdict waits at the exchange. */
  @Override
  public boolean mayBlock(Exchange exchange) {
    Verdict verdict = quota.atHand(charges(exchange));
    if (verdict == null) {
      return true;
    }
    exchange.judged(verdict);
    return false;
  }

  @Override
  public void apply(Exchange exchange) throws CallProblem {
    if (exchange.verdict().isEmpty()) {
      exchange.judged(quota.ask(charges(exchange)));
    }
    switch (exchange.verdict().orElseThrow()) {
      case Verdict.Admitted admitted -> {
        // what it was admitted by is ended with the response
      }
      case Verdict.Refused refused -> throw refusal(refused);
      case Verdict.OutOfReach outOfReach ->
          throw new CallProblem(ProblemCode.QUOTA_UNAVAILABLE, SOON);
    }
  }

  private List<Charge> charges(Exchange exchange) {
    return terms.charges(
        exchange.endpoint().plan().service(),
        exchange.terms().limit(),
        exchange.caller(),
        exchange.owner());
  }

  private static CallProblem refusal(Verdict.Refused refused) {
    Figures figures = refused.figures();
    String reset =
        TIME.format(
            Instant.EPOCH
                .plus(refused.resetAt(), ChronoUnit.MICROS)
                .truncatedTo(ChronoUnit.SECONDS));
    Bucket bucket = figures.bucket();
    boolean agreed = !refused.account().agreement().isEmpty();
    Bilingual detail =
        bucket == Bucket.SECOND
            ? new Bilingual(
                (agreed ? "协议" : "本应用对该服务")
                    + "的每秒额度已用完（最多连续 "
                    + figures.limit()
                    + " 次），"
                    + figures.resetSeconds()
                    + " 秒后重试",
                "the bucket `second` "
                    + (agreed ? "of the agreement" : "of this application for this service")
                    + " is empty (burst "
                    + figures.limit()
                    + "); try again in "
                    + figures.resetSeconds()
                    + " s")
            : new Bilingual(
                (agreed ? "协议" : "本应用对该服务")
                    + "的每"
                    + bucket.title().zh()
                    + " "
                    + figures.limit()
                    + " 次额度已用完，"
                    + reset
                    + " 恢复",
                "the "
                    + figures.limit()
                    + " calls per "
                    + bucket.title().en()
                    + (agreed ? " of the agreement" : " of this application for this service")
                    + " are used up; there are more at "
                    + reset);
    return new CallProblem(code(bucket), detail, Duration.ofSeconds(figures.resetSeconds()));
  }

  private static ProblemCode code(Bucket bucket) {
    return switch (bucket) {
      case SECOND -> ProblemCode.QUOTA_SECOND;
      case MINUTE -> ProblemCode.QUOTA_MINUTE;
      case DAY -> ProblemCode.QUOTA_DAY;
      case MONTH -> ProblemCode.QUOTA_MONTH;
    };
  }
}
