package io.tidegate.engine.read;

import io.tidegate.route.data.RawKey;
import io.tidegate.rules.mask.MaskKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a call brings to a read.
 *
 * @param caller credit code of the calling enterprise; absent for an anonymous caller, who is a
 *     party to nothing
 * @param owner credit code of the enterprise that lets the caller have its records, and for which
 *     alone it calls; absent when it calls for itself
 * @param parameters typed values by name; a parameter that is not there is null
 * @param after the keys of the last row of the page before, when the call goes on behind it
 * @param rows most rows wanted
 * @param deadline when the answer is of no use any more
 * @param traceId what the caller is told to name when something fails
 * @param maskKey what surrogates for this caller depend on
 * @param links makes what this caller gets in place of the key of a stored object
 * @param parent the key whose record's parties are those of the records that are read, for records
 *     that have none of their own
 * @param running the statements that are run for the call, in whatever thread
 */
public record ReadCall(
    Optional<String> caller,
    Optional<String> owner,
    Map<String, Object> parameters,
    Optional<List<Object>> after,
    int rows,
    Instant deadline,
    String traceId,
    MaskKey maskKey,
    ObjectLinks links,
    Optional<RawKey> parent,
    RunningStatements running) {
  public ReadCall {
    Objects.requireNonNull(caller, "caller");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(parameters, "parameters");
    Objects.requireNonNull(after, "after");
    Objects.requireNonNull(deadline, "deadline");
    Objects.requireNonNull(traceId, "traceId");
    Objects.requireNonNull(maskKey, "maskKey");
    Objects.requireNonNull(links, "links");
    Objects.requireNonNull(parent, "parent");
    Objects.requireNonNull(running, "running");
  }

  /** A call for which nothing is run yet, and that gives nobody an object. */
  public ReadCall(
      Optional<String> caller,
      Map<String, Object> parameters,
      Optional<List<Object>> after,
      int rows,
      Instant deadline,
      String traceId,
      MaskKey maskKey) {
    this(
        caller,
        Optional.empty(),
        parameters,
        after,
        rows,
        deadline,
        traceId,
        maskKey,
        (resource, key) -> key,
        Optional.empty(),
        new RunningStatements());
  }

  /** The same with less time. */
  public ReadCall until(Instant sooner) {
    return new ReadCall(
        caller, owner, parameters, after, rows, sooner, traceId, maskKey, links, parent, running);
  }

  /** The same with everything there is, from the beginning. */
  public ReadCall all() {
    return new ReadCall(
        caller,
        owner,
        parameters,
        Optional.empty(),
        Integer.MAX_VALUE,
        deadline,
        traceId,
        maskKey,
        links,
        parent,
        running);
  }

  /** The same with other values. */
  public ReadCall asking(Map<String, Object> values) {
    return new ReadCall(
        caller, owner, values, after, rows, deadline, traceId, maskKey, links, parent, running);
  }

  /** The same for records whose parties are those of a key's record. */
  public ReadCall under(RawKey key) {
    return new ReadCall(
        caller,
        owner,
        parameters,
        after,
        rows,
        deadline,
        traceId,
        maskKey,
        links,
        Optional.of(key),
        running);
  }
}
