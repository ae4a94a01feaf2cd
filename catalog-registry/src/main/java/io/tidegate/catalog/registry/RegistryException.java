package io.tidegate.catalog.registry;

import java.util.List;
import java.util.Objects;

/** The registry did not do what it was asked; the message says why. */
public final class RegistryException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final transient List<Cause> causes;

  /** What stands in the way. */
  public enum Kind {
    /** It does not answer, or not as a registry does: nothing is known about what was asked. */
    UNREACHABLE,
    /** It answers, and cannot be used as it is set up. */
    UNFIT,
    /** A rule of it says no. */
    RULE,
    /** The version is there already, with another content. */
    TAKEN
  }

  /**
   * One reason of a rule.
   *
   * @param place in the content, as the registry writes it
   */
  public record Cause(String description, String place) {
    public Cause {
      Objects.requireNonNull(description, "description");
      Objects.requireNonNull(place, "place");
    }
  }

  public RegistryException(Kind kind, String message) {
    this(kind, message, List.of());
  }

  RegistryException(Kind kind, String message, List<Cause> causes) {
    super(message);
    this.kind = Objects.requireNonNull(kind, "kind");
    this.causes = List.copyOf(causes);
  }

  public Kind kind() {
    return kind;
  }

  /** Why a rule says no; empty otherwise. */
  public List<Cause> causes() {
    return causes;
  }
}
