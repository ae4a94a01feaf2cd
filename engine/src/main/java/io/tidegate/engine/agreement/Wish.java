package io.tidegate.engine.agreement;

import io.tidegate.rules.fact.Purpose;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What an enterprise asks for.
 *
 * @param application the program that is to call
 * @param major version of the service
 * @param owner credit code of the enterprise whose records are wanted and that has to consent;
 *     absent where the enterprise asks for itself
 * @param fields ways to the values it wants, such as {@code items.hs_code}; a record in the answer
 *     stands for everything in it
 * @param from the first day
 * @param to the last day
 * @param reason in the applicant's words
 * @param renews the agreement in force it is to follow or change; absent for a first one
 */
public record Wish(
    String application,
    String service,
    int major,
    Optional<String> owner,
    SortedSet<String> fields,
    Purpose purpose,
    LocalDate from,
    LocalDate to,
    AgreedCalls calls,
    String reason,
    OptionalLong renews) {
  public Wish {
    Objects.requireNonNull(application, "application");
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(owner, "owner");
    fields = Collections.unmodifiableSortedSet(new TreeSet<>(fields));
    Objects.requireNonNull(purpose, "purpose");
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(calls, "calls");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(renews, "renews");
  }

  /** Of an enterprise that asks for itself. */
  public Wish(
      String application,
      String service,
      int major,
      SortedSet<String> fields,
      Purpose purpose,
      LocalDate from,
      LocalDate to,
      AgreedCalls calls,
      String reason,
      OptionalLong renews) {
    this(
        application,
        service,
        major,
        Optional.empty(),
        fields,
        purpose,
        from,
        to,
        calls,
        reason,
        renews);
  }

  /** The same for exactly these values. */
  public Wish withFields(SortedSet<String> values) {
    return new Wish(
        application, service, major, owner, values, purpose, from, to, calls, reason, renews);
  }
}
