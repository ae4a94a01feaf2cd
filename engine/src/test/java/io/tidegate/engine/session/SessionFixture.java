package io.tidegate.engine.session;

import io.tidegate.engine.staff.Staff;
import io.tidegate.engine.store.AuditStore;
import io.tidegate.engine.store.LoginStore;
import io.tidegate.engine.store.SessionStore;
import io.tidegate.engine.store.StoreFixture;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/** For tests of other packages: sessions over a database, with keys that everybody knows. */
public final class SessionFixture {
  /** What answers every captcha of the fixture. */
  public static final String WORD = "the word of the demo";

  /** As they are when nothing is configured. */
  public static final SessionSettings USUAL =
      new SessionSettings(
          Duration.ofMinutes(15), Duration.ofMinutes(30), Duration.ofHours(12), 20, 30, false);

  private SessionFixture() {}

  public static Captchas captchas(DataSource platform, Clock clock) {
    return new Captchas(
        new LoginStore(platform, new byte[32]),
        () -> Optional.of(WORD),
        USUAL.captchasPerMinute(),
        clock);
  }

  public static Sessions sessions(
      DataSource platform, Staff staff, Captchas captchas, Clock clock) {
    return new Sessions(
        StoreFixture.accounts(platform),
        staff,
        new SessionStore(platform, new byte[32]),
        new LoginStore(platform, new byte[32]),
        captchas,
        new AuditStore(platform, clock),
        USUAL,
        clock);
  }
}
