package io.tidegate.engine.access;

import io.tidegate.engine.crypto.ConstantTime;
import io.tidegate.engine.crypto.ProcessMark;
import io.tidegate.engine.crypto.Sm3;
import io.tidegate.engine.network.Networks;
import io.tidegate.engine.store.AccessStore.ApplicationState;
import io.tidegate.engine.store.AccessStore.State;
import io.tidegate.engine.store.AccessStore.StoredCredential;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Tells callers by their keys, from an index in memory that is swapped as a whole when it is
 * refreshed. Safe for any number of threads.
 *
 * <p>Whatever is wrong with a key, malformed, unknown, revoked, expired, another secret or sent
 * from elsewhere, the answer is the same and costs the same: a mark, a digest and a comparison of
 * each. A key that was good before is known by its mark, as long as the index is not swapped.
 */
public final class Callers {
  private static final Logger LOG = Logger.getLogger(Callers.class);
  private static final Known NOBODY =
      new Known(Sm3.digest(""), Optional.empty(), Optional.empty(), new Seen());

  private final Supplier<List<StoredCredential>> store;
  private final Clock clock;
  private final ProcessMark marks = new ProcessMark(new SecureRandom());
  private volatile Map<String, Known> index = Map.of();

  /**
   * Knows nobody until {@link #refresh()}.
   *
   * @param store gives all keys, good or not
   */
  public Callers(Supplier<List<StoredCredential>> store, Clock clock) {
    this.store = Objects.requireNonNull(store, "store");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** Reads all keys anew; a revocation is in force from here on. Keeps the old on failure. */
  public void refresh() {
    Map<String, Known> next = new HashMap<>();
    for (StoredCredential credential : store.get()) {
      known(credential).ifPresent(known -> next.put(credential.keyId(), known));
    }
    index = next;
  }

  private static Optional<Known> known(StoredCredential credential) {
    try {
      return Optional.of(
          new Known(
              credential.secretHash(),
              Optional.of(credential),
              CallerNetworks.of(credential.networks()),
              new Seen()));
    } catch (IllegalArgumentException e) {
      LOG.errorf("%s is refused: %s", credential, e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * The caller a presented key belongs to, when the key is good now and its application calls from
   * there.
   *
   * @param address the address of the socket, in numbers
   */
  public Optional<Caller> authenticate(String presented, String address) {
    String keyId = ApiKey.parse(presented).map(ApiKey::id).orElse("");
    Known known = index.getOrDefault(keyId, NOBODY);
    boolean same = isSecretOf(known, presented.getBytes(StandardCharsets.UTF_8));
    return known
        .credential()
        .filter(credential -> same && isGood(credential))
        .filter(credential -> CallerNetworks.permit(known.networks(), address))
        .map(Callers::caller);
  }

  private boolean isSecretOf(Known known, byte[] presented) {
    byte[] mark = marks.of(presented);
    if (ConstantTime.equal(known.seen().mark, mark)) {
      return true;
    }
    boolean same = ConstantTime.equal(known.hash(), Sm3.digest(presented));
    if (same && known.credential().isPresent()) {
      known.seen().mark = mark;
    }
    return same;
  }

  /**
   * The caller of a key that was proved before, when the key is good now and its application calls
   * from there.
   */
  public Optional<Caller> ofKey(String keyId, String address) {
    Known known = index.getOrDefault(keyId, NOBODY);
    return known
        .credential()
        .filter(this::isGood)
        .filter(credential -> CallerNetworks.permit(known.networks(), address))
        .map(Callers::caller);
  }

  /** Whether there is a key of this id that is good now. */
  public boolean isGood(String keyId) {
    return index.getOrDefault(keyId, NOBODY).credential().filter(this::isGood).isPresent();
  }

  private boolean isGood(StoredCredential credential) {
    return credential.state() == State.ACTIVE
        && credential.applicationState() == ApplicationState.ACTIVE
        && clock.instant().isBefore(credential.expiresAt());
  }

  private static Caller caller(StoredCredential credential) {
    return new Caller(
        credential.applicationId(),
        credential.usci(),
        credential.enterprise(),
        credential.keyId(),
        credential.level());
  }

  /** The hash beside the record, so that looking it up copies nothing. */
  private record Known(
      byte[] hash, Optional<StoredCredential> credential, Optional<Networks> networks, Seen seen) {}

  /** The mark of the secret, once it was shown; zeros, which are the mark of nothing, before. */
  private static final class Seen {
    private volatile byte[] mark = new byte[ProcessMark.LENGTH];
  }
}
