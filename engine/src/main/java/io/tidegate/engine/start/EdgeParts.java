package io.tidegate.engine.start;

import io.tidegate.engine.access.Caller;
import io.tidegate.engine.access.Callers;
import io.tidegate.engine.access.GrantIndex;
import io.tidegate.engine.access.Nonces.NoncesUnavailableException;
import io.tidegate.engine.access.SignedCallers;
import io.tidegate.engine.admin.AccountCheck;
import io.tidegate.engine.admin.SessionAccounts;
import io.tidegate.engine.cache.AnswerCache;
import io.tidegate.engine.cache.CacheSettings;
import io.tidegate.engine.crypto.Sm3;
import io.tidegate.engine.epoch.NodePlace;
import io.tidegate.engine.gateway.Authenticator;
import io.tidegate.engine.gateway.Digest;
import io.tidegate.engine.gateway.Grants;
import io.tidegate.engine.gateway.HeldGrant;
import io.tidegate.engine.gateway.Identity;
import io.tidegate.engine.gateway.LiveKeys;
import io.tidegate.engine.gateway.SignatureCheck;
import io.tidegate.engine.gateway.Standing;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.session.Sessions;
import io.tidegate.engine.staff.Staff;
import io.tidegate.engine.store.GrantStore;
import io.tidegate.route.text.Bilingual;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What the edge asks the platform: whose key it is, who holds a grant, who signs in. */
@Singleton
final class EdgeParts {
  private static final Logger LOG = Logger.getLogger(EdgeParts.class);

  @Produces
  @Singleton
  GrantIndex grantIndex(GrantStore store, Clock clock) {
    return new GrantIndex(store::grants, clock);
  }

  @Produces
  @Singleton
  Authenticator authenticator(Callers callers) {
    return (presented, address) ->
        callers.authenticate(presented, address).map(EdgeParts::identity);
  }

  /** Whether a call is timely says nothing about who calls, so it is told as what it is. */
  @Produces
  @Singleton
  SignatureCheck signatureCheck(SignedCallers callers, Clock clock) {
    return call -> {
      if (!callers.isTimely(call)) {
        throw new CallProblem(
            ProblemCode.AUTH_CLOCK,
            new Bilingual(
                "服务器时间为 " + clock.millis() + " 毫秒，允许相差 " + SignedCallers.SKEW.toSeconds() + " 秒",
                "the server's time is "
                    + clock.millis()
                    + " ms; "
                    + SignedCallers.SKEW.toSeconds()
                    + " s more or less are accepted"));
      }
      try {
        return callers.authenticate(call).map(EdgeParts::identity);
      } catch (NoncesUnavailableException e) {
        LOG.errorf("signatures cannot be checked: %s", e.getMessage());
        throw new CallProblem(ProblemCode.AUTH_UNAVAILABLE);
      }
    };
  }

  private static Identity identity(Caller caller) {
    return new Identity(caller.applicationId(), caller.usci(), caller.level(), caller.keyId());
  }

  @Produces
  @Singleton
  Grants grants(GrantIndex index) {
    return new Grants() {
      @Override
      public List<HeldGrant> live(String application, String service) {
        return index.live(application, service).stream()
            .map(
                grant ->
                    new HeldGrant(
                        grant.purpose(),
                        Optional.of(grant.agreement()),
                        Optional.of(
                            new HeldGrant.Covered(grant.major(), grant.rows(), grant.fields()))))
            .toList();
      }

      @Override
      public long version(String application) {
        return index.version(application);
      }
    };
  }

  @Produces
  @Singleton
  AnswerCache answerCache(CacheConfig config) {
    return new AnswerCache(
        new CacheSettings(config.maxBytes(), config.maxAnswerBytes(), config.staleFor()),
        new SecureRandom(),
        System::nanoTime);
  }

  /** A key of either kind, and neither can be told from its id. */
  @Produces
  @Singleton
  LiveKeys liveKeys(Callers callers, SignedCallers signedCallers) {
    return caller -> callers.isGood(caller.keyId()) || signedCallers.isGood(caller.keyId());
  }

  @Produces
  @Singleton
  Standing standing(NodePlace place) {
    return place::holds;
  }

  @Produces
  @Singleton
  Digest digest() {
    return Sm3::digest;
  }

  @Produces
  @Singleton
  AccountCheck accountCheck(Sessions sessions, Staff staff) {
    return new SessionAccounts(sessions, staff);
  }
}
