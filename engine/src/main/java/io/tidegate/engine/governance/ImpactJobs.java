package io.tidegate.engine.governance;

import io.tidegate.engine.governance.GovernanceException.Kind;
import io.tidegate.engine.impact.Impact;
import io.tidegate.engine.impact.ImpactRun;
import io.tidegate.engine.store.AuditStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Runs that tell what drafts would do, in the background of one node. The latest are kept until the
 * node ends; one is run at a time, for each uses every processor.
 */
public final class ImpactJobs {
  private static final int KEPT = 20;

  private final Governance governance;
  private final AuditStore audit;
  private final Map<Long, Job> jobs = new LinkedHashMap<>();
  private long last;

  public ImpactJobs(Governance governance, AuditStore audit) {
    this.governance = Objects.requireNonNull(governance, "governance");
    this.audit = Objects.requireNonNull(audit, "audit");
  }

  /** How far a run has come. */
  public enum State {
    RUNNING,
    DONE,
    CANCELLED,
    FAILED
  }

  /** One run. */
  public static final class Job {
    private final long id;
    private final long draft;
    private final long revision;
    private final ImpactRun run;
    private volatile State state = State.RUNNING;
    private volatile Optional<Impact> impact = Optional.empty();

    private Job(long id, long draft, long revision, ImpactRun run) {
      this.id = id;
      this.draft = draft;
      this.revision = revision;
      this.run = run;
    }

    public long id() {
      return id;
    }

    public long draft() {
      return draft;
    }

    /** Of the draft, when the run began. */
    public long revision() {
      return revision;
    }

    public State state() {
      return state;
    }

    public int looked() {
      return run.looked();
    }

    public int total() {
      return run.total();
    }

    /** What came of it, once it is done. */
    public Optional<Impact> impact() {
      return impact;
    }

    private void go() {
      try {
        impact = Optional.of(run.run());
        state = State.DONE;
      } catch (CancellationException e) {
        state = State.CANCELLED;
      } catch (RuntimeException e) {
        state = State.FAILED;
        throw e;
      }
    }
  }

  /** Begins a run for a draft. */
  public synchronized Job start(long draft, String actor) throws GovernanceException {
    if (jobs.values().stream().anyMatch(job -> job.state() == State.RUNNING)) {
      throw new GovernanceException(
          Kind.STATE, "已有影响分析在运行，请稍候或取消它", "another run is under way; wait for it or cancel it");
    }
    long revision = governance.draft(draft).revision();
    Job job = new Job(last + 1, draft, revision, governance.impact(draft));
    last = job.id();
    jobs.put(job.id(), job);
    if (jobs.size() > KEPT) {
      jobs.remove(jobs.keySet().iterator().next());
    }
    audit.add(actor, "rule-draft.impact", "draft " + draft, "run " + job.id());
    Thread.ofVirtual().name("impact-" + job.id()).start(job::go);
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
    job.run.cancel();
    audit.add(actor, "rule-draft.impact.cancel", "draft " + job.draft(), "run " + id);
    return job;
  }
}
