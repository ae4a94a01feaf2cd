package io.tidegate.engine.start;

import io.tidegate.engine.demo.DemoFile;
import io.tidegate.engine.demo.DemoSecrets;
import io.tidegate.engine.session.Captchas;
import io.tidegate.engine.session.SessionSettings;
import io.tidegate.engine.session.Sessions;
import io.tidegate.engine.staff.Staff;
import io.tidegate.engine.store.AccountStore;
import io.tidegate.engine.store.AuditStore;
import io.tidegate.engine.store.DataFolder;
import io.tidegate.engine.store.LoginStore;
import io.tidegate.engine.store.PlatformDatabase;
import io.tidegate.engine.store.SessionStore;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** What people sign in by. */
@Singleton
final class SessionParts {
  @Produces
  @Singleton
  SessionSettings settings(SessionConfig config) {
    return new SessionSettings(
        config.staffIdle(),
        config.memberIdle(),
        config.longest(),
        config.failuresPerAddress(),
        config.captchasPerMinute(),
        config.secureCookie());
  }

  @Produces
  @Singleton
  LoginStore loginStore(PlatformDatabase database, DataFolder folder) {
    return new LoginStore(database.dataSource(), new PlatformKey(folder).derived("login"));
  }

  @Produces
  @Singleton
  Captchas captchas(
      LoginStore store, SessionSettings settings, DemoConfig demo, DemoFile file, Clock clock) {
    return new Captchas(
        store,
        () -> demo.enabled() ? file.read().map(DemoSecrets::captcha) : Optional.empty(),
        settings.captchasPerMinute(),
        clock);
  }

  @Produces
  @Singleton
  Sessions sessions(
      PlatformDatabase database,
      DataFolder folder,
      AccountStore accounts,
      Staff staff,
      LoginStore logins,
      Captchas captchas,
      AuditStore audit,
      SessionSettings settings,
      Clock clock) {
    return new Sessions(
        accounts,
        staff,
        new SessionStore(database.dataSource(), new PlatformKey(folder).derived("session")),
        logins,
        captchas,
        audit,
        settings,
        clock);
  }
}
