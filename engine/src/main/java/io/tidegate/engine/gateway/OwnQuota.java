package io.tidegate.engine.gateway;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.quota.Account;
import io.tidegate.engine.quota.Limits;
import io.tidegate.engine.quota.Standing;
import java.util.Map;

/** What is left of the accounts of an application. May block. */
@FunctionalInterface
public interface OwnQuota {
  /**
   * How accounts stand by the database; those that nothing was called of are missing.
   *
   * @param accounts with the limits that hold for them
   * @throws CallProblem when the database cannot be asked
   */
  Map<Account, Standing> standing(String application, Map<Account, Limits> accounts)
      throws CallProblem;
}
