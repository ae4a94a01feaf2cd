package io.tidegate.engine.start;

import io.tidegate.engine.access.SignatureKeys;
import io.tidegate.engine.demo.DemoFile;
import io.tidegate.engine.demo.DemoSecrets;
import io.tidegate.engine.organisation.Applications;
import io.tidegate.engine.organisation.Organisations;
import io.tidegate.engine.organisation.ProgramCertificates;
import io.tidegate.engine.session.Captchas;
import io.tidegate.engine.session.SessionSettings;
import io.tidegate.engine.session.Sessions;
import io.tidegate.engine.staff.Members;
import io.tidegate.engine.staff.Staff;
import io.tidegate.engine.store.AccountStore;
import io.tidegate.engine.store.ApplicationStore;
import io.tidegate.engine.store.AuditStore;
import io.tidegate.engine.store.CertificateStore;
import io.tidegate.engine.store.DataFolder;
import io.tidegate.engine.store.LoginStore;
import io.tidegate.engine.store.OrganisationStore;
import io.tidegate.engine.store.PlatformDatabase;
import io.tidegate.engine.store.SessionStore;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** What people sign in by, and the organisations they act for. */
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

  @Produces
  @Singleton
  Members members(AccountStore accounts, Clock clock) {
    return new Members(accounts, clock);
  }

  @Produces
  @Singleton
  Organisations organisations(
      PlatformDatabase database, AccountStore accounts, Members members, Clock clock) {
    return new Organisations(
        new OrganisationStore(database.dataSource(), accounts, clock), members, clock);
  }

  @Produces
  @Singleton
  Applications applications(
      PlatformDatabase database,
      Organisations organisations,
      SignatureKeys signatureKeys,
      AuditStore audit,
      DemoConfig demo,
      Clock clock) {
    return new Applications(
        new ApplicationStore(database.dataSource(), clock),
        organisations,
        signatureKeys,
        audit,
        demo.enabled(),
        clock);
  }

  @Produces
  @Singleton
  ProgramCertificates programCertificates(
      CertificateStore store, Applications applications, AccessConfig config, Clock clock) {
    return new ProgramCertificates(
        store, applications, config.clientAuthorities().isPresent(), clock);
  }
}
