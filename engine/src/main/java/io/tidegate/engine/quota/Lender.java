package io.tidegate.engine.quota;

import io.tidegate.engine.quota.Ledger.Answer;
import io.tidegate.engine.quota.Ledger.Decision;
import io.tidegate.engine.quota.Ledgers.Change;
import io.tidegate.engine.quota.Ledgers.Kept;
import io.tidegate.engine.quota.Ledgers.LedgersUnavailableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Answers requests for leases. It remembers the ledgers it has written, which saves reading them;
 * what it remembers may be old, for then the database refuses the change and it reads anew. So it
 * does no harm that two nodes believe to be the owner of an account. Not safe for threads.
 */
final class Lender {
  /** How much faster or slower than the database's clock one of a node may run, one in so many. */
  static final long DRIFT = 1000;

  private static final Logger LOG = Logger.getLogger(Lender.class);
  private static final int ATTEMPTS = 6;

  /** Nanoseconds for which the database's clock is guessed from this node's. */
  private static final long LONGEST_GUESS = 1_000_000_000;

  /** Nanoseconds between two lines of the log about one outage. */
  private static final long QUIET = 10_000_000_000L;

  private static final int MOST_REMEMBERED = 10_000;

  private final Ledgers ledgers;
  private final LongSupplier nanos;
  private final Map<String, Remembered> memory =
      new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };
  private long toldAt;
  private long clock;
  private long clockReadAt;

  private record Remembered(long version, Ledger ledger) {}

  /**
   * A lender.
   *
   * @param nanos this node's clock that never goes back
   */
  Lender(Ledgers ledgers, LongSupplier nanos) {
    this.ledgers = Objects.requireNonNull(ledgers, "ledgers");
    this.nanos = Objects.requireNonNull(nanos, "nanos");
    this.clockReadAt = nanos.getAsLong();
    this.toldAt = clockReadAt - QUIET - 1;
  }

  /**
   * Answers requests, in their order; those of one account are written together.
   *
   * @return an answer for each, in the same order
   */
  List<LeaseReply> answer(List<LeaseRequest> requests) {
    LeaseReply[] replies = new LeaseReply[requests.size()];
    Map<String, List<Integer>> open = new LinkedHashMap<>();
    for (int i = 0; i < requests.size(); i++) {
      open.computeIfAbsent(requests.get(i).account(), account -> new ArrayList<>()).add(i);
    }
    try {
      for (int attempt = 0; attempt < ATTEMPTS && !open.isEmpty(); attempt++) {
        attempt(requests, open, replies);
      }
    } catch (LedgersUnavailableException e) {
      tell(e);
      // what was written is not known
      open.keySet().forEach(memory::remove);
    }
    List<LeaseReply> answered = new ArrayList<>(replies.length);
    for (int i = 0; i < replies.length; i++) {
      answered.add(
          replies[i] == null ? new LeaseReply.Unavailable(requests.get(i).number()) : replies[i]);
    }
    return answered;
  }

  private void attempt(
      List<LeaseRequest> requests, Map<String, List<Integer>> open, LeaseReply[] replies)
      throws LedgersUnavailableException {
    Map<String, Long> fresh = readMissing(open);
    long now = now();
    List<Change> changes = new ArrayList<>();
    Map<String, List<Decision>> decided = new HashMap<>();
    for (String account : List.copyOf(open.keySet())) {
      Remembered before = memory.get(account);
      List<Decision> decisions = new ArrayList<>();
      Ledger ledger = before.ledger();
      boolean again = false;
      for (int index : open.get(account)) {
        Answer answer = ledger.answer(requests.get(index), now);
        // who is told of a lease once more needs a time read after it was asked for
        again |= answer.decision() instanceof Decision.Lent && answer.ledger() == ledger;
        ledger = answer.ledger();
        decisions.add(answer.decision());
      }
      decided.put(account, decisions);
      if (ledger != before.ledger()) {
        changes.add(new Change(account, before.version(), ledger, ledger.at()));
      } else if (!again || fresh.containsKey(account)) {
        long at = fresh.getOrDefault(account, now);
        reply(requests, open.remove(account), decisions, at, replies);
      } else {
        memory.remove(account);
      }
    }
    write(requests, open, changes, decided, replies);
  }

  private void write(
      List<LeaseRequest> requests,
      Map<String, List<Integer>> open,
      List<Change> changes,
      Map<String, List<Decision>> decided,
      LeaseReply[] replies)
      throws LedgersUnavailableException {
    if (changes.isEmpty()) {
      return;
    }
    Map<String, Long> written = ledgers.write(changes);
    for (Change change : changes) {
      Long at = written.get(change.account());
      if (at == null) {
        memory.remove(change.account());
        continue;
      }
      noteClock(at);
      memory.put(change.account(), new Remembered(change.version() + 1, change.ledger()));
      reply(requests, open.remove(change.account()), decided.get(change.account()), at, replies);
    }
  }

  private Map<String, Long> readMissing(Map<String, List<Integer>> open)
      throws LedgersUnavailableException {
    if (nanos.getAsLong() - clockReadAt > LONGEST_GUESS) {
      // what has come back by now would be refused by a guess that lags behind
      open.keySet().forEach(memory::remove);
    }
    List<String> missing =
        open.keySet().stream().filter(account -> !memory.containsKey(account)).toList();
    Map<String, Long> fresh = new HashMap<>();
    if (!missing.isEmpty()) {
      Map<String, Kept> read = ledgers.read(missing);
      for (String account : missing) {
        Kept kept = Objects.requireNonNull(read.get(account), account);
        memory.put(account, new Remembered(kept.version(), kept.ledger()));
        fresh.put(account, kept.at());
        noteClock(kept.at());
      }
    }
    return fresh;
  }

  /** An outage is worth a line now and then, not one for every request. */
  private void tell(LedgersUnavailableException outage) {
    long now = nanos.getAsLong();
    if (now - toldAt > QUIET) {
      toldAt = now;
      LOG.warnf("quota cannot be lent: %s", outage.getMessage());
    }
  }

  private void noteClock(long at) {
    clock = at;
    clockReadAt = nanos.getAsLong();
  }

  /** The database's clock is not before this. */
  private long now() {
    long micros = Math.max(0, nanos.getAsLong() - clockReadAt) / 1000;
    return clock + micros - Math.ceilDiv(micros, DRIFT);
  }

  private static void reply(
      List<LeaseRequest> requests,
      List<Integer> indexes,
      List<Decision> decisions,
      long at,
      LeaseReply[] replies) {
    for (int i = 0; i < decisions.size(); i++) {
      int index = indexes.get(i);
      long number = requests.get(index).number();
      replies[index] =
          switch (decisions.get(i)) {
            case Decision.Lent lent ->
                new LeaseReply.Granted(
                    number, lent.lease().units(), at, lent.lease().until(), lent.standing());
            case Decision.Nothing nothing ->
                new LeaseReply.Refused(
                    number, nothing.bucket(), at, nothing.resetAt(), nothing.standing());
            case Decision.Settled settled -> new LeaseReply.Settled(number);
          };
    }
  }
}
