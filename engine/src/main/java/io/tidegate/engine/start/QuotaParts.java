package io.tidegate.engine.start;

import io.tidegate.engine.access.GrantIndex;
import io.tidegate.engine.cluster.ClusterMember;
import io.tidegate.engine.cluster.ClusterPart;
import io.tidegate.engine.gateway.Identity;
import io.tidegate.engine.gateway.Metering;
import io.tidegate.engine.gateway.QuotaTerms;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.quota.Account;
import io.tidegate.engine.quota.Charge;
import io.tidegate.engine.quota.Limits;
import io.tidegate.engine.quota.OwnAccounts;
import io.tidegate.engine.quota.Quota;
import io.tidegate.engine.store.AccessStore.AgreedCalls;
import io.tidegate.engine.store.AccessStore.Grant;
import io.tidegate.engine.store.PlatformDatabase;
import io.tidegate.engine.store.QuotaStore;
import io.tidegate.engine.store.StoreException;
import io.tidegate.route.definition.LimitClass;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeSet;
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
    return new Terms(classes(config), grants);
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

  /**
   * The classes with their numbers.
   *
   * @throws StartRefusedException when a number is given to no class, or is none
   */
  static Map<LimitClass, ClassTerms> classes(QuotaConfig config) {
    Map<String, QuotaConfig.Numbers> told = config.classes();
    List<String> known = Arrays.stream(LimitClass.values()).map(QuotaParts::word).toList();
    TreeSet<String> unknown = new TreeSet<>(told.keySet());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new StartRefusedException(
          "tidegate.quota.classes." + unknown.first() + ": there is no such class, but " + known);
    }
    Map<LimitClass, ClassTerms> classes = new EnumMap<>(LimitClass.class);
    for (LimitClass limitClass : LimitClass.values()) {
      try {
        classes.put(limitClass, terms(limitClass, Optional.ofNullable(told.get(word(limitClass)))));
      } catch (IllegalArgumentException e) {
        throw new StartRefusedException(
            "tidegate.quota.classes." + word(limitClass) + ": " + e.getMessage());
      }
    }
    return classes;
  }

  private static String word(LimitClass limitClass) {
    return limitClass.name().toLowerCase(Locale.ROOT);
  }

  private static ClassTerms terms(LimitClass limitClass, Optional<QuotaConfig.Numbers> told) {
    int perSecond =
        told.map(QuotaConfig.Numbers::perSecond)
            .orElse(OptionalInt.empty())
            .orElse(limitClass.perSecond());
    int burst =
        told.map(QuotaConfig.Numbers::burst)
            .orElse(OptionalInt.empty())
            // who raises the rate and says nothing of a burst wants no less than a second of it
            .orElse(perSecond == 0 ? 0 : Math.max(perSecond, limitClass.burst()));
    return new ClassTerms(
        new Limits(
            perSecond,
            burst,
            told.map(QuotaConfig.Numbers::perMinute).orElse(OptionalLong.empty()).orElse(0),
            told.map(QuotaConfig.Numbers::perDay)
                .orElse(OptionalLong.empty())
                .orElse(limitClass.perDay()),
            told.map(QuotaConfig.Numbers::perMonth).orElse(OptionalLong.empty()).orElse(0)),
        told.map(QuotaConfig.Numbers::localPerMinute).orElse(OptionalInt.empty()).orElse(0));
  }

  /** What a class gives. */
  record ClassTerms(Limits limits, int localPerMinute) {
    ClassTerms {
      Objects.requireNonNull(limits, "limits");
      if (localPerMinute < 0) {
        throw new IllegalArgumentException("local-per-minute is not negative: " + localPerMinute);
      }
    }
  }

  /** What an agreement says takes the place of what the class says, bucket by bucket. */
  record Terms(Map<LimitClass, ClassTerms> classes, GrantIndex grants) implements QuotaTerms {
    Terms {
      classes = new EnumMap<>(classes);
      Objects.requireNonNull(grants, "grants");
    }

    @Override
    public List<Charge> charges(GovernedPlan plan, Optional<Identity> caller) {
      ClassTerms terms = classes.get(plan.limitClass());
      if (caller.isEmpty()) {
        return charge(Account.anonymous(plan.service()), terms.limits(), terms);
      }
      String application = caller.get().application();
      Account account = Account.of(application, plan.service());
      Grant grant = grants.live(application, plan.service()).orElse(null);
      if (grant == null || grant.calls().equals(AgreedCalls.NONE)) {
        return charge(account, terms.limits(), terms);
      }
      Limits agreed = limits(grant.calls());
      Account agreement =
          new Account(
              Long.toString(grant.validFrom().getEpochSecond()), plan.service(), application);
      List<Charge> rest = charge(account, terms.limits().without(agreed), terms);
      List<Charge> first = charge(agreement, agreed, terms);
      return rest.isEmpty() ? first : List.of(first.getFirst(), rest.getFirst());
    }

    private static List<Charge> charge(Account account, Limits limits, ClassTerms terms) {
      return limits.equals(Limits.NONE)
          ? List.of()
          : List.of(new Charge(account, limits, terms.localPerMinute()));
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
