package io.tidegate.route.resolve;

import io.tidegate.route.definition.ServiceDefinition;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The services a route may call. What is found compiles by itself, under its own governance. */
@FunctionalInterface
public interface CalledServices {
  /** Where no service may be called. */
  CalledServices NONE = (service, version) -> new Unknown(List.of());

  /**
   * Looks a service up.
   *
   * @param version {@code major.minor.patch}, or the major alone; absent for the latest
   */
  Found find(String service, Optional<String> version);

  /** What is known of a service. */
  sealed interface Found {}

  /** It can be called. */
  record Callable(ServiceDefinition definition) implements Found {
    public Callable {
      Objects.requireNonNull(definition, "definition");
    }
  }

  /**
   * There is none.
   *
   * @param known the ids of those there are
   */
  record Unknown(List<String> known) implements Found {
    public Unknown {
      known = List.copyOf(known);
    }
  }

  /**
   * There are other versions of it.
   *
   * @param known the versions there are
   */
  record OtherVersion(List<String> known) implements Found {
    public OtherVersion {
      known = List.copyOf(known);
    }
  }

  /**
   * Another version of it is called by this service already.
   *
   * @param called that version
   */
  record AnotherCalled(String called) implements Found {
    public AnotherCalled {
      Objects.requireNonNull(called, "called");
    }
  }

  /** It leads back to the service that is compiled. */
  record Circular() implements Found {}

  /**
   * It is refused itself.
   *
   * @param reason the first thing that is wrong with it
   */
  record Refused(String reason) implements Found {
    public Refused {
      Objects.requireNonNull(reason, "reason");
    }
  }
}
