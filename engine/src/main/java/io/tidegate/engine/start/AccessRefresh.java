package io.tidegate.engine.start;

import io.tidegate.engine.access.Callers;
import io.tidegate.engine.access.GrantIndex;
import io.tidegate.engine.access.SignedCallers;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Reads anew who may call. */
@Singleton
class AccessRefresh {
  private final Callers callers;
  private final SignedCallers signedCallers;
  private final GrantIndex grants;

  @Inject
  AccessRefresh(Callers callers, SignedCallers signedCallers, GrantIndex grants) {
    this.callers = callers;
    this.signedCallers = signedCallers;
    this.grants = grants;
  }

  /**
   * One at a time, so that what was read first is not put in force last.
   *
   * @throws RuntimeException when it cannot be read; what was known last stays in force
   */
  synchronized void refresh() {
    callers.refresh();
    signedCallers.refresh();
    grants.refresh();
  }
}
