package io.tidegate.engine.governance;

import io.tidegate.engine.governance.GovernanceException.Kind;
import io.tidegate.engine.impact.Impact;
import io.tidegate.engine.store.AuditStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/**
 * Runs that tell what drafts would do, in the background of one node. One is run at a time, for
 * each uses every processor; a few wait for their turn. The latest are kept until the node ends.
 */
public final class ImpactJobs implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ImpactJobs.class);
  private static final int KEPT = 20;

  /** Of all administrators together; of one, so that nobody keeps the others from theirs. */
  private static final int MOST_UNENDED = 8;

  private static final int MOST_OF_ONE = 3;

  private final Governance governance;
  private final AuditStore audit;
  private final ExecutorService turn =
      Executors.newSingleThreadExecutor(
          task -> Thread.ofPlatform().name("impact-run").daemon().unstarted(task));
  private final Map<Long, Job> jobs = new LinkedHashMap<>();
  private long last;

  public ImpactJobs(Governance governance, AuditStore audit) {
    this.governance = Objects.requireNonNull(governance, "governance");
    this.audit = Objects.requireNonNull(audit, "audit");
  }

  /** How far a run has come. */
  public enum State {
    /** Others are before it. */
    WAITING,
    RUNNING,
    DONE,
    CANCELLED,
    FAILED;

    boolean ended() {
      return this == DONE || this == CANCELLED || this == FAILED;
    }
  }

  /** One run. */
  public static final class Job {
    private final long id;
    private final long draft;
    private final long revision;
    private final String actor;
    private final Progress progress = new Progress();
    private volatile State state = State.WAITING;
    private volatile Optional<Impact> impact = Optional.empty();
    private volatile Optional<GovernanceException> refused = Optional.empty();

    private Job(long id, long draft, long revision, String actor) {
      this.id = id;
      this.draft = draft;
      this.revision = revision;
      this.actor = actor;
    }

    public long id() {
      return id;
    }

    public long draft() {
      return draft;
    }

    /** Of the draft, when the run was asked for. */
    public long revision() {
      return revision;
    }

    public State state() {
      return state;
    }

    public Progress.Step step() {
      return progress.now();
    }

    /** What came of it, once it is done. */
    public Optional<Impact> impact() {
      return impact;
    }

    /** Why it failed, where that is known: the draft is no sound pack, for one. */
    public Optional<GovernanceException> refused() {
      return refused;
    }

    private void go(Governance governance) {
      try {
        progress.begin(Progress.Phase.BUILDING, 0);
        state = State.RUNNING;
        impact = Optional.of(governance.judge(draft, progress));
        state = State.DONE;
      } catch (CancellationException e) {
        state = State.CANCELLED;
      } catch (GovernanceException e) {
        refused = Optional.of(e);
        state = State.FAILED;
      } catch (RuntimeException | Error e) {
        LOG.errorf(e, "the impact run %d broke", id);
        state = State.FAILED;
      }
    }
  }

  /** Begins a run for a draft, or has it wait for its turn; returns at once. */
  public synchronized Job start(long draft, String actor) throws GovernanceException {
    long revision = governance.draft(draft).revision();
    long unended = jobs.values().stream().filter(job -> !job.state().ended()).count();
    long own =
        jobs.values().stream()
            .filter(job -> !job.state().ended() && job.actor.equals(actor))
            .count();
    if (unended >= MOST_UNENDED || own >= MOST_OF_ONE) {
      throw new GovernanceException(
          Kind.BUSY,
          "等待中的影响分析过多，请稍候或取消其中一个",
          "too many runs wait; wait for one of them or cancel it");
    }
    Job job = new Job(last + 1, draft, revision, actor);
    last = job.id();
    jobs.put(job.id(), job);
    jobs.values().stream()
        .filter(old -> jobs.size() > KEPT && old.state().ended())
        .findFirst()
        .ifPresent(old -> jobs.remove(old.id()));
    audit.add(actor, "rule-draft.impact", "draft " + draft, "run " + job.id());
    turn.execute(() -> job.go(governance));
    return job;
  }

  public synchronized Job job(long id) throws GovernanceException {
    return Optional.ofNullable(jobs.get(id))
        .orElseThrow(
            () -> new GovernanceException(Kind.UNKNOWN, "没有运行 " + id, "there is no run " + id));
  }

  /** Ends a run as soon as may be; one that has ended stays as it is. */
  public Job cancel(long id, String actor) throws GovernanceException {
    Job job = job(id);
    job.progress.cancel();
    audit.add(actor, "rule-draft.impact.cancel", "draft " + job.draft(), "run " + id);
    return job;
  }

  @Override
  public void close() {
    synchronized (this) {
      jobs.values().forEach(job -> job.progress.cancel());
    }
    turn.shutdownNow();
  }
}
