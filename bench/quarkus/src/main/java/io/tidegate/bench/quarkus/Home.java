package io.tidegate.bench.quarkus;

import java.time.OffsetDateTime;
import java.time.ZoneId;

/** The clock of the port. */
final class Home {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private Home() {}

  static OffsetDateTime moment(OffsetDateTime moment) {
    return moment == null ? null : moment.atZoneSameInstant(ZONE).toOffsetDateTime();
  }
}
