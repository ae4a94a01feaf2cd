package io.tidegate.engine.breaker;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.tidegate.route.catalog.Reliability.Breaking;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;

/**
 * Keeps a source from being asked while it does not answer: opens when too many of its reads fail
 * or are slow, and after a time lets a few through to see. Every read that is let in is told the
 * outcome of, once. Safe for any number of threads.
 */
public final class Breaker {
  private static final Logger LOG = Logger.getLogger(Breaker.class);

  /** Reads so long ago count no more. */
  private static final int WINDOW_SECONDS = 30;

  /** Longer than any read takes: none is slow. */
  private static final Duration NEVER = Duration.ofDays(1);

  private final String name;
  private final Breaking settings;
  private final BreakerNews news;
  private final LongAdder openings;
  private final CircuitBreaker circuit;
  private volatile Thread following;
  private volatile long triedAt;

  /**
   * @param openings counts them, also for the breaker that takes the place of this one
   */
  Breaker(String name, Breaking settings, BreakerNews news, LongAdder openings) {
    this.name = Objects.requireNonNull(name, "name");
    this.settings = Objects.requireNonNull(settings, "settings");
    this.news = Objects.requireNonNull(news, "news");
    this.openings = Objects.requireNonNull(openings, "openings");
    this.circuit =
        CircuitBreaker.of(
            name,
            CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.TIME_BASED)
                .slidingWindowSize(WINDOW_SECONDS)
                .minimumNumberOfCalls(settings.calls())
                .failureRateThreshold(settings.failureRate())
                .slowCallDurationThreshold(settings.slow().orElse(NEVER))
                .slowCallRateThreshold(settings.slowRate())
                .waitDurationInOpenState(settings.open())
                .permittedNumberOfCallsInHalfOpenState(settings.trials())
                // a trial whose outcome nobody tells must not hold it for ever
                .maxWaitDurationInHalfOpenState(settings.open())
                .build());
    circuit.getEventPublisher().onStateTransition(event -> changed(event.getStateTransition()));
  }

  public Breaking settings() {
    return settings;
  }

  /** Whether a read may be made now. If so, its outcome is told by one of the methods below. */
  public boolean enter() {
    return circuit.tryAcquirePermission();
  }

  /** After which time it is worth while to ask again; some time even when it closes just now. */
  public Duration untilTrial() {
    return Duration.ofNanos(Math.max(0, triedAt - System.nanoTime())).plusMillis(1);
  }

  /** A read that was let in brought an answer. */
  public void answered(Duration took) {
    circuit.onSuccess(took.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** A read that was let in brought none, and that is the fault of the source. */
  public void failed(Duration took, Throwable why) {
    circuit.onError(took.toNanos(), TimeUnit.NANOSECONDS, why);
  }

  /** A read that was let in says nothing of the source. */
  public void neither() {
    circuit.releasePermission();
  }

  /** Whether nothing is asked at the moment. */
  public boolean isOpen() {
    return circuit.getState() == CircuitBreaker.State.OPEN;
  }

  /**
   * How it stands.
   *
   * @param state what it does with reads
   * @param calls that were made within the last seconds and count
   * @param failureRate of them in percent; less than zero when they are too few to say
   * @param untilTrial until reads are let through to see; nothing unless it is open
   */
  public record Standing(State state, int calls, float failureRate, Duration untilTrial) {
    public Standing {
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(untilTrial, "untilTrial");
    }
  }

  /** What a breaker does with reads. */
  public enum State {
    /** All are made. */
    CLOSED,
    /** None is made. */
    OPEN,
    /** A few are made, to see. */
    HALF_OPEN
  }

  /** How it stands at this node. */
  public Standing standing() {
    State state =
        switch (circuit.getState()) {
          case OPEN, FORCED_OPEN -> State.OPEN;
          case HALF_OPEN -> State.HALF_OPEN;
          default -> State.CLOSED;
        };
    CircuitBreaker.Metrics metrics = circuit.getMetrics();
    return new Standing(
        state,
        metrics.getNumberOfBufferedCalls(),
        metrics.getFailureRate(),
        state == State.OPEN ? untilTrial() : Duration.ZERO);
  }

  /** Another node found the source not answering, and tries it again after this time. */
  void openedElsewhere(Duration time) {
    // that node tries first; if it says nothing of it, it is gone, or nobody asks it
    Duration patience = time.plus(time.dividedBy(2));
    follow(
        () -> {
          triedAt = System.nanoTime() + patience.toNanos();
          circuit.transitionToOpenStateFor(patience);
        });
  }

  /** Another node found it answering again. */
  void closedElsewhere() {
    if (circuit.getState() != CircuitBreaker.State.CLOSED) {
      follow(circuit::transitionToClosedState);
    }
  }

  private synchronized void follow(Runnable transition) {
    following = Thread.currentThread();
    try {
      transition.run();
    } finally {
      following = null;
    }
  }

  /** Resilience4j tells it in the thread that caused it. */
  private void changed(StateTransition transition) {
    CircuitBreaker.State to = transition.getToState();
    boolean told = Thread.currentThread() == following;
    if (to == CircuitBreaker.State.OPEN) {
      openings.increment();
      LOG.warnf(
          "%s is not asked any more: %s",
          name,
          told ? "another node found it not answering" : "too many reads failed or were slow");
      if (!told) {
        triedAt = System.nanoTime() + settings.open().toNanos();
        news.opened(name, settings.open());
      }
    } else if (to == CircuitBreaker.State.CLOSED) {
      LOG.infof("%s is asked again", name);
      if (!told) {
        news.closed(name);
      }
    }
  }
}
