package io.tidegate.engine.quota;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** For tests of other packages: quota of one node with its ledgers in memory. */
public final class QuotaFixture implements AutoCloseable {
  private final MemoryLedgers ledgers = new MemoryLedgers();
  private final LendingDesk desk = new LendingDesk(ledgers);
  private final Quota quota = node(Duration.ofMillis(500));

  /** One more node that asks the same lender. */
  Quota node(Duration wait) {
    return new Quota(
        new Lenders() {
          @Override
          public String owner(String account) {
            return "here";
          }

          @Override
          public CompletableFuture<List<LeaseReply>> ask(
              String owner, List<LeaseRequest> requests) {
            return desk.answer(requests);
          }
        },
        NodeClock.SYSTEM,
        wait,
        () -> {});
  }

  public Quota quota() {
    return quota;
  }

  /** Whether nobody can be asked. */
  public void takeAway(boolean gone) {
    ledgers.takeAway(gone);
  }

  /** How accounts stand. */
  public Map<Account, Standing> standing(Map<Account, Limits> accounts) {
    Map<Account, Standing> standings = new LinkedHashMap<>();
    accounts.forEach(
        (account, limits) ->
            ledgers
                .ledger(account.text())
                .ifPresent(
                    ledger ->
                        standings.put(
                            account, ledger.standing(limits, System.currentTimeMillis() * 1000))));
    return standings;
  }

  @Override
  public void close() {
    quota.close();
    desk.close();
  }
}
