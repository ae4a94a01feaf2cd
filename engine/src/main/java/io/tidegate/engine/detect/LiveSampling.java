package io.tidegate.engine.detect;

import io.tidegate.engine.answer.AnswerWatch;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.rules.detect.Detector;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Looks at one in so many live answers on a thread of its own. A value that needs a stricter label
 * than its field has raises an alarm; in strict mode the field is closed: null for everybody, from
 * the next answer on, until its label is strict enough. What is kept and told names fields and
 * detectors, never values.
 *
 * <p>Alarms and closed fields are of this process and last as long as it does; after a restart they
 * are found again when they are sampled again.
 */
public final class LiveSampling implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(LiveSampling.class);
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  /** Answers that wait to be looked at; more of them are not looked at. */
  private static final int WAITING = 8;

  private final int every;
  private final boolean strict;
  private final DetectionCounts counts;
  private final Clock clock;
  private final ThreadPoolExecutor looking;
  private final AtomicLong looked = new AtomicLong();
  private final AtomicLong skipped = new AtomicLong();
  private final Map<Key, Alarm> alarms = new TreeMap<>();

  /**
   * @param every one in so many answers is looked at; 0 for none
   * @param strict whether a field with an alarm is closed
   * @param counts is told what becomes of it
   */
  public LiveSampling(int every, boolean strict, DetectionCounts counts, Clock clock) {
    if (every < 0) {
      throw new IllegalArgumentException("one in " + every + " cannot be looked at");
    }
    this.every = every;
    this.strict = strict;
    this.counts = Objects.requireNonNull(counts, "counts");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.looking =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            task -> Thread.ofPlatform().daemon().name("look-at-answers").unstarted(task),
            (task, executor) -> {
              skipped.incrementAndGet();
              counts.skipped();
            });
  }

  /** What an alarm is about; one is kept for each. */
  private record Key(String service, String member, Detector detector) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int services = service.compareTo(other.service);
      int members = services != 0 ? services : member.compareTo(other.member);
      return members != 0 ? members : detector.compareTo(other.detector);
    }
  }

  /**
   * Something left that its label does not cover.
   *
   * @param service its id and major version, such as {@code declaration-goods/1}
   * @param member the member of the answer, those it is nested in before it, such as {@code
   *     goods/remark}
   * @param label what the member was labelled
   * @param count in how many of the answers that were looked at
   * @param closed whether the member is closed for it
   */
  public record Alarm(
      String service,
      String member,
      Detector detector,
      String label,
      Instant first,
      Instant last,
      long count,
      boolean closed) {
    public Alarm {
      Objects.requireNonNull(service, "service");
      Objects.requireNonNull(member, "member");
      Objects.requireNonNull(detector, "detector");
      Objects.requireNonNull(label, "label");
      Objects.requireNonNull(first, "first");
      Objects.requireNonNull(last, "last");
    }
  }

  /** The watch of one endpoint. */
  public AnswerWatch of(GovernedPlan plan) {
    String service = plan.key();
    return new SampledAnswers(plan, service, this, clock.instant().atZone(ZONE).toLocalDate());
  }

  boolean isDrawn() {
    return every > 0 && ThreadLocalRandom.current().nextInt(every) == 0;
  }

  void look(Runnable task) {
    looking.execute(
        () -> {
          try {
            task.run();
            counts.looked();
            looked.incrementAndGet();
          } catch (RuntimeException e) {
            // the message could hold a value
            LOG.errorf("a live answer could not be looked at: %s", e.getClass().getName());
          }
        });
  }

  /** Raises an alarm, and says whether the member is to be closed. */
  synchronized boolean raise(String service, String member, Detector detector, String label) {
    Instant now = clock.instant();
    Key key = new Key(service, member, detector);
    Alarm before = alarms.get(key);
    if (before == null || !before.label().equals(label)) {
      counts.alarm(service, detector);
      LOG.errorf(
          "ALARM: %s answers in %s, labelled %s, what looks like: %s (needs %s)%s",
          service,
          member,
          label,
          detector.title().en(),
          detector.least(),
          strict ? "; the field is closed" : "");
      alarms.put(key, new Alarm(service, member, detector, label, now, now, 1, strict));
    } else {
      alarms.put(
          key,
          new Alarm(
              service, member, detector, label, before.first(), now, before.count() + 1, strict));
    }
    return strict;
  }

  DetectionCounts counts() {
    return counts;
  }

  /** Whether a member with this label is closed for an alarm that an earlier endpoint raised. */
  synchronized boolean isClosed(String service, String member, String label) {
    return alarms.values().stream()
        .anyMatch(
            alarm ->
                alarm.closed()
                    && alarm.service().equals(service)
                    && alarm.member().equals(member)
                    && alarm.label().equals(label));
  }

  /** All alarms, by service, member and detector. */
  public synchronized List<Alarm> alarms() {
    return List.copyOf(alarms.values());
  }

  public int every() {
    return every;
  }

  public boolean strict() {
    return strict;
  }

  /** How many answers were looked at. */
  public long looked() {
    return looked.get();
  }

  /** How many were drawn and not looked at, because too many waited. */
  public long skipped() {
    return skipped.get();
  }

  @Override
  public void close() {
    looking.shutdownNow();
  }
}
