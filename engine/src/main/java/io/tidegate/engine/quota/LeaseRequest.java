package io.tidegate.engine.quota;

import java.util.List;
import java.util.Objects;

/**
 * A node hands back what it did not spend and asks for more. A request that was not answered is
 * sent again as it was, with its number, and has its effect once.
 *
 * @param account as {@link Account#text()}
 * @param limits what is asked under
 * @param node which process asks; no two that ever ran have the same name
 * @param number counts the requests of a node for an account, from one
 * @param wanted units; zero to hand back only
 * @param settlements of leases that are not spent from any more
 */
record LeaseRequest(
    String account,
    Limits limits,
    String node,
    long number,
    long wanted,
    List<Settlement> settlements) {
  LeaseRequest {
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(node, "node");
    settlements = List.copyOf(settlements);
  }

  /**
   * Of a lease that is over for its node. What is handed back is never more than the lease has in
   * the ledger, so a settlement that comes twice, late, or in another order gives nothing away.
   *
   * @param number of the request that was answered with it
   * @param unspent units that were not spent and cannot be spent any more; counts the first time
   * @param failed calls that were admitted and failed on our side: they do not count for the day
   *     and the month; counts the last time
   * @param last whether no call of it is under way any more
   */
  record Settlement(long number, long unspent, long failed, boolean last) {}
}
