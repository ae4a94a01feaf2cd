package io.tidegate.engine.start;

import io.tidegate.engine.access.AccessTokens;
import io.tidegate.engine.access.Callers;
import io.tidegate.engine.access.ClientCertificates;
import io.tidegate.engine.access.GrantIndex;
import io.tidegate.engine.access.SignedCallers;
import io.tidegate.engine.centre.RegisteredSources;
import io.tidegate.engine.publish.Ending;
import io.tidegate.engine.publish.LiveEndpoints;
import io.tidegate.engine.store.ServiceLifeStore;
import io.tidegate.engine.store.ServiceLifeStore.LifeState;
import io.tidegate.engine.store.ServiceLifeStore.ServiceLife;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/** Reads anew who may call, until when what is called answers, and where its sources are. */
@Singleton
class AccessRefresh {
  private final Callers callers;
  private final SignedCallers signedCallers;
  private final ClientCertificates certificates;
  private final AccessTokens tokens;
  private final GrantIndex grants;
  private final LiveEndpoints live;
  private final ServiceLifeStore lives;
  private final RegisteredSources sources;

  @Inject
  AccessRefresh(
      Callers callers,
      SignedCallers signedCallers,
      ClientCertificates certificates,
      AccessTokens tokens,
      GrantIndex grants,
      LiveEndpoints live,
      ServiceLifeStore lives,
      RegisteredSources sources) {
    this.callers = callers;
    this.signedCallers = signedCallers;
    this.certificates = certificates;
    this.tokens = tokens;
    this.grants = grants;
    this.live = live;
    this.lives = lives;
    this.sources = sources;
  }

  /**
   * One at a time, so that what was read first is not put in force last.
   *
   * @throws RuntimeException when it cannot be read; what was known last stays in force
   */
  synchronized void refresh() {
    // before the keys: one that was just made for a bound program is not good without
    certificates.refresh();
    callers.refresh();
    signedCallers.refresh();
    tokens.refresh();
    grants.refresh();
    Map<String, Ending> endings = new HashMap<>();
    for (ServiceLife life : lives.lives()) {
      life.deprecation()
          .filter(announced -> life.state() == LifeState.DEPRECATED)
          .ifPresent(
              announced ->
                  endings.put(life.key(), new Ending(announced.since(), announced.sunset())));
    }
    live.endings(endings);
    sources.refresh();
  }
}
