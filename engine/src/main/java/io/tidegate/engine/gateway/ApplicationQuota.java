package io.tidegate.engine.gateway;

import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.publish.EndpointTable;
import io.tidegate.engine.publish.LiveEndpoint;
import io.tidegate.engine.quota.Account;
import io.tidegate.engine.quota.Charge;
import io.tidegate.engine.quota.Limits;
import io.tidegate.engine.quota.Standing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What the calls of an application are counted in, and how that stands. May block. */
public final class ApplicationQuota {
  private final OwnQuota quota;
  private final QuotaTerms terms;
  private final TermsFinder finder;

  public ApplicationQuota(OwnQuota quota, QuotaTerms terms, TermsFinder finder) {
    this.quota = Objects.requireNonNull(quota, "quota");
    this.terms = Objects.requireNonNull(terms, "terms");
    this.finder = Objects.requireNonNull(finder, "finder");
  }

  /**
   * An account of an application.
   *
   * @param standing empty when nothing was called of it yet
   */
  public record Counted(Account account, Limits limits, Optional<Standing> standing) {
    public Counted {
      Objects.requireNonNull(account, "account");
      Objects.requireNonNull(limits, "limits");
      Objects.requireNonNull(standing, "standing");
    }
  }

  /**
   * The accounts of all services that serve an application: those that were called first.
   *
   * @throws CallProblem when the database cannot be asked
   */
  public List<Counted> of(EndpointTable table, Identity caller) throws CallProblem {
    Map<Account, Limits> accounts = new LinkedHashMap<>();
    for (LiveEndpoint endpoint : table.endpoints()) {
      for (Charge charge : charges(endpoint.plan(), table, caller)) {
        accounts.put(charge.account(), charge.limits());
      }
    }
    Map<Account, Standing> standings = quota.standing(caller.application(), accounts);
    List<Counted> counted = new ArrayList<>();
    standings.forEach(
        (account, standing) ->
            counted.add(new Counted(account, accounts.get(account), Optional.of(standing))));
    accounts.forEach(
        (account, limits) -> {
          if (!standings.containsKey(account)) {
            counted.add(new Counted(account, limits, Optional.empty()));
          }
        });
    return counted;
  }

  /** None for a service that does not serve the caller: there is nothing it could call. */
  private List<Charge> charges(GovernedPlan plan, EndpointTable table, Identity caller) {
    try {
      ServedTerms served = finder.find(plan, table, Optional.of(caller), Optional.empty());
      return terms.charges(
          plan.service(), served.terms().limit(), Optional.of(caller), Optional.empty());
    } catch (CallProblem refused) {
      return List.of();
    }
  }
}
