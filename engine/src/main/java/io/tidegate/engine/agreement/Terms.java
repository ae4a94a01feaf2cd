package io.tidegate.engine.agreement;

import io.tidegate.route.catalog.Openness;
import io.tidegate.route.text.Bilingual;
import io.tidegate.rules.fact.Purpose;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What both sides agree on. The text that is signed, and the grant, are made of this and of nothing
 * else.
 *
 * @param application the program that may call
 * @param usci unified social credit code of its enterprise
 * @param enterprise the enterprise's name
 * @param major version of the service
 * @param title the service's name
 * @param rows how open the service is: which records are given
 * @param owner who has to consent, and whose records alone are given; absent where the enterprise
 *     asks for itself
 * @param fields ways to the values that are given
 * @param from the first day, of China's time
 * @param to the last day
 */
public record Terms(
    String application,
    String usci,
    String enterprise,
    String service,
    int major,
    Bilingual title,
    Openness rows,
    Optional<Owner> owner,
    SortedSet<String> fields,
    Purpose purpose,
    LocalDate from,
    LocalDate to,
    AgreedCalls calls) {
  public Terms {
    single(application, "application");
    single(usci, "usci");
    single(enterprise, "enterprise");
    single(service, "service");
    single(title.zh(), "title");
    single(title.en(), "title");
    Objects.requireNonNull(rows, "rows");
    Objects.requireNonNull(owner, "owner");
    fields = Collections.unmodifiableSortedSet(new TreeSet<>(fields));
    fields.forEach(field -> single(field, "field"));
    Objects.requireNonNull(purpose, "purpose");
    Objects.requireNonNull(calls, "calls");
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("an agreement is about some field");
    }
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("an agreement does not end before it begins");
    }
  }

  /** Of an enterprise that asks for itself. */
  public Terms(
      String application,
      String usci,
      String enterprise,
      String service,
      int major,
      Bilingual title,
      Openness rows,
      SortedSet<String> fields,
      Purpose purpose,
      LocalDate from,
      LocalDate to,
      AgreedCalls calls) {
    this(
        application,
        usci,
        enterprise,
        service,
        major,
        title,
        rows,
        Optional.empty(),
        fields,
        purpose,
        from,
        to,
        calls);
  }

  /**
   * An enterprise that lets another have its records.
   *
   * @param usci unified social credit code
   */
  public record Owner(String usci, String name) {
    public Owner {
      single(usci, "owner");
      single(name, "owner");
    }
  }

  /** What could begin a line of its own would be a clause nobody wrote. */
  private static void single(String text, String what) {
    if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(what + " is one line of text");
    }
  }
}
