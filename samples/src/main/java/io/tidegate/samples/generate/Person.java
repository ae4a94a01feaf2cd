package io.tidegate.samples.generate;

import io.tidegate.route.identifier.Digits;
import java.util.Objects;

/** An invented employee of an enterprise. */
record Person(long id, String name, String identityNumber, String phone, Enterprise employer) {
  Person {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(identityNumber, "identityNumber");
    Objects.requireNonNull(phone, "phone");
    Objects.requireNonNull(employer, "employer");
  }

  /** The number of the card this person signs on with. */
  String card() {
    return Digits.padded(id, 13);
  }
}
