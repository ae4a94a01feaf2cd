package io.tidegate.engine.agreement;

import io.tidegate.route.catalog.Openness;
import io.tidegate.rules.fact.Purpose;
import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The permission of an application to call a service for a purpose, from a moment on and up to
 * another. It can only narrow what the plan of the service shows.
 *
 * @param major version of the service it is for
 * @param calls how many it gives
 * @param agreement the name of the agreement it was made from
 * @param rows how open the service was when it was agreed: no more records are given by it
 * @param owner credit code of the enterprise that consented, whose records alone are given; absent
 *     where the application calls for its own enterprise
 * @param fields ways from the top of an answer to the values that are agreed; nothing else leaves
 */
public record Grant(
    String applicationId,
    String service,
    int major,
    Instant validFrom,
    Instant validTo,
    State state,
    AgreedCalls calls,
    Purpose purpose,
    String agreement,
    Openness rows,
    Optional<String> owner,
    SortedSet<String> fields) {
  public Grant {
    Objects.requireNonNull(applicationId, "applicationId");
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(validFrom, "validFrom");
    Objects.requireNonNull(validTo, "validTo");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(calls, "calls");
    Objects.requireNonNull(purpose, "purpose");
    Objects.requireNonNull(agreement, "agreement");
    Objects.requireNonNull(rows, "rows");
    Objects.requireNonNull(owner, "owner");
    fields = Collections.unmodifiableSortedSet(new TreeSet<>(fields));
  }

  /** Of an application that calls for its own enterprise. */
  public Grant(
      String applicationId,
      String service,
      int major,
      Instant validFrom,
      Instant validTo,
      State state,
      AgreedCalls calls,
      Purpose purpose,
      String agreement,
      Openness rows,
      SortedSet<String> fields) {
    this(
        applicationId,
        service,
        major,
        validFrom,
        validTo,
        state,
        calls,
        purpose,
        agreement,
        rows,
        Optional.empty(),
        fields);
  }

  /** Whether a grant is still good. */
  public enum State {
    ACTIVE,
    REVOKED
  }

  public boolean isLive(Instant now) {
    return state == State.ACTIVE && !now.isBefore(validFrom) && now.isBefore(validTo);
  }
}
