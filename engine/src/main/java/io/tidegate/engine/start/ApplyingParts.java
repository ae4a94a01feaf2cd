package io.tidegate.engine.start;

import io.tidegate.engine.access.SignatureKeys;
import io.tidegate.engine.applying.Applying;
import io.tidegate.engine.applying.Unmaskings;
import io.tidegate.engine.cluster.Bell;
import io.tidegate.engine.crypto.SigningKey;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.publish.LiveEndpoint;
import io.tidegate.engine.publish.LiveEndpoints;
import io.tidegate.engine.publish.MaskKeys;
import io.tidegate.engine.store.AgreementStore;
import io.tidegate.engine.store.DataFolder;
import io.tidegate.engine.store.GrantStore;
import io.tidegate.engine.store.PlatformDatabase;
import io.tidegate.engine.store.UnmaskingStore;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Comparator;
import java.util.Optional;

/** What requests become agreements by, agreements grants, and stand-ins what they stand for. */
@Singleton
final class ApplyingParts {
  @Produces
  @Singleton
  Applying applying(
      PlatformDatabase database,
      GrantStore grants,
      LiveEndpoints live,
      SignatureKeys keys,
      DataFolder folder,
      AccessRefresh access,
      Bell bell,
      Clock clock) {
    SigningKey key = platformKey(folder);
    return new Applying(
        new AgreementStore(database.dataSource(), grants, key.verifyingKey(), clock),
        service -> plan(live, service),
        keys,
        key,
        () -> {
          access.refresh();
          // nobody has to wait for a member that is looking for the others
          Thread.ofVirtual().name("grants-changed").start(bell::ring);
        },
        clock);
  }

  @Produces
  @Singleton
  Unmaskings unmaskings(
      PlatformDatabase database,
      Applying applying,
      LiveEndpoints live,
      MaskKeys maskKeys,
      Clock clock) {
    return new Unmaskings(
        new UnmaskingStore(database.dataSource(), clock),
        applying,
        service -> plan(live, service),
        (receiver, agreement) -> maskKeys.of(Optional.of(receiver), Optional.of(agreement)),
        clock);
  }

  /** The key that releases are signed with; what is signed begins otherwise. */
  private static SigningKey platformKey(DataFolder folder) {
    SecureRandom random = new SecureRandom();
    return SigningKey.of(folder.signingKey(() -> SigningKey.generate(random).secretHex()).reveal());
  }

  /** The latest version in force. */
  static Optional<GovernedPlan> plan(LiveEndpoints live, String service) {
    return live.current().endpoints().stream()
        .map(LiveEndpoint::plan)
        .filter(plan -> plan.service().equals(service))
        .max(Comparator.comparing(plan -> plan.version().major()));
  }
}
