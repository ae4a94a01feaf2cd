package io.tidegate.engine.start;

import io.quarkus.runtime.ShutdownEvent;
import io.tidegate.engine.access.GrantIndex;
import io.tidegate.engine.agreement.AgreedCalls;
import io.tidegate.engine.agreement.Grant;
import io.tidegate.engine.cluster.ClusterMember;
import io.tidegate.engine.cluster.ClusterPart;
import io.tidegate.engine.gateway.Identity;
import io.tidegate.engine.gateway.Metering;
import io.tidegate.engine.gateway.QuotaTerms;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.quota.Account;
import io.tidegate.engine.quota.Charge;
import io.tidegate.engine.quota.Limits;
import io.tidegate.engine.quota.OwnAccounts;
import io.tidegate.engine.quota.Quota;
import io.tidegate.engine.store.PlatformDatabase;
import io.tidegate.engine.store.QuotaStore;
import io.tidegate.engine.store.StoreException;
import io.tidegate.rules.fact.LimitClass;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What calls are counted by. */
@Singleton
final class QuotaParts {
  private static final Logger LOG = Logger.getLogger(QuotaParts.class);

  @Produces
  @Singleton
  Quota.Node node(
      Instance<ClusterMember> cluster, Instance<PlatformDatabase> database, QuotaConfig config) {
    return Quota.of(
        cluster::get, () -> new QuotaStore(database.get().dataSource()), config.longestWait());
  }

  /** While the cluster and the database are there, and after HTTP has closed. */
  void handBack(@Observes ShutdownEvent event, Quota.Node node) {
    node.quota().handBack();
  }

  void close(@Disposes Quota.Node node) {
    node.quota().close();
  }

  @Produces
  @Singleton
  ClusterPart part(Quota.Node node) {
    return node.part();
  }

  @Produces
  @Singleton
  QuotaTerms terms(QuotaConfig config, GrantIndex grants) {
    int local = config.localPerMinute();
    if (local < 0) {
      throw new StartRefusedException("tidegate.quota.local-per-minute is not negative: " + local);
    }
    return new Terms(grants, local);
  }

  @Produces
  @Singleton
  Metering metering(Quota.Node node, QuotaTerms terms, PlatformDatabase database) {
    OwnAccounts own = new OwnAccounts(new QuotaStore(database.dataSource()));
    return new Metering(
        node.quota(),
        terms,
        (application, accounts) -> {
          try {
            return own.standing(application, accounts);
          } catch (StoreException e) {
            LOG.warnf("nobody can be told what is left: %s", e.getMessage());
            throw new CallProblem(ProblemCode.QUOTA_UNAVAILABLE);
          }
        });
  }

  /** What an agreement says takes the place of what the class says, bucket by bucket. */
  record Terms(GrantIndex grants, int localPerMinute) implements QuotaTerms {
    Terms {
      Objects.requireNonNull(grants, "grants");
    }

    @Override
    public List<Charge> charges(
        String service, LimitClass limit, Optional<Identity> caller, Optional<String> owner) {
      Limits decided = new Limits(limit.perSecond(), limit.burst(), 0, limit.perDay(), 0);
      if (caller.isEmpty()) {
        return charge(Account.anonymous(service), decided);
      }
      String application = caller.get().application();
      Account account = Account.of(application, service);
      Grant grant = null;
      for (Grant live : grants.live(application, service)) {
        if (live.owner().equals(owner)) {
          grant = live;
        }
      }
      if (grant == null || grant.calls().equals(AgreedCalls.NONE)) {
        return charge(account, decided);
      }
      Limits agreed = limits(grant.calls());
      Account agreement = new Account(grant.agreement(), service, application);
      List<Charge> rest = charge(account, decided.without(agreed));
      List<Charge> first = charge(agreement, agreed);
      return rest.isEmpty() ? first : List.of(first.getFirst(), rest.getFirst());
    }

    private List<Charge> charge(Account account, Limits limits) {
      return limits.equals(Limits.NONE)
          ? List.of()
          : List.of(new Charge(account, limits, localPerMinute));
    }

    private static Limits limits(AgreedCalls calls) {
      return new Limits(
          calls.perSecond().orElse(0),
          calls.burst().orElse(0),
          calls.perMinute().orElse(0),
          calls.perDay().orElse(0),
          calls.perMonth().orElse(0));
    }
  }
}
