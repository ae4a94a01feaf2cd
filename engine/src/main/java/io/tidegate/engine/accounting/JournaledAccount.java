package io.tidegate.engine.accounting;

import java.util.Objects;
import java.util.function.Consumer;

/** Puts calls in the journal, and counts them. */
public final class JournaledAccount implements CallAccount {
  private final CallJournal journal;
  private final CallMeters meters;
  private final Consumer<CallRecord> log;

  /**
   * @param log is shown every call that is on record; must not block
   */
  public JournaledAccount(CallJournal journal, CallMeters meters, Consumer<CallRecord> log) {
    this.journal = Objects.requireNonNull(journal, "journal");
    this.meters = Objects.requireNonNull(meters, "meters");
    this.log = Objects.requireNonNull(log, "log");
  }

  @Override
  public boolean isOpen() {
    return journal.isOpen();
  }

  @Override
  public boolean record(CallRecord call) {
    if (!journal.append(CallLine.of(call))) {
      meters.unrecorded();
      return false;
    }
    meters.count(call);
    log.accept(call);
    return true;
  }

  @Override
  public void refused(CallRecord.Outcome outcome, String problem) {
    meters.refused(outcome, problem);
  }
}
