package io.tidegate.samples.generate;

import java.util.Locale;
import java.util.Objects;

/** An invented enterprise. */
record Enterprise(
    int number, String usci, String customsRegistration, String name, Kind kind, String credit) {
  Enterprise {
    Objects.requireNonNull(usci, "usci");
    Objects.requireNonNull(customsRegistration, "customsRegistration");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(credit, "credit");
  }

  /** What an enterprise does; the digit stands for it in sample customs registrations. */
  enum Kind {
    TRADER(6),
    AGENT(8),
    FORWARDER(9),
    TERMINAL(7),
    CBEC(5),
    EXPRESS(4),
    BONDED(3),
    BANK(2);

    private final int registrationDigit;

    Kind(int registrationDigit) {
      this.registrationDigit = registrationDigit;
    }

    int registrationDigit() {
      return registrationDigit;
    }

    /** The code in the code set {@code enterprise_kind}. */
    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
