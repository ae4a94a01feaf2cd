package io.tidegate.engine.admin;

import io.tidegate.engine.access.AccessTokens;
import io.tidegate.engine.accounting.CallMeters;
import io.tidegate.engine.applying.Applying;
import io.tidegate.engine.applying.Unmaskings;
import io.tidegate.engine.breaker.Breakers;
import io.tidegate.engine.cache.AnswerCache;
import io.tidegate.engine.catalogue.LiveCatalogue;
import io.tidegate.engine.centre.ResourceMeasures;
import io.tidegate.engine.centre.SourceCentre;
import io.tidegate.engine.contract.ContractKeeper;
import io.tidegate.engine.contract.RegistryLink;
import io.tidegate.engine.detect.LiveSampling;
import io.tidegate.engine.draft.Previews;
import io.tidegate.engine.draft.ServiceDrafts;
import io.tidegate.engine.draft.ServiceEnds;
import io.tidegate.engine.draft.TextChecks;
import io.tidegate.engine.epoch.NodePlace;
import io.tidegate.engine.gateway.ApplicationQuota;
import io.tidegate.engine.gateway.Digest;
import io.tidegate.engine.gateway.GatewaySettings;
import io.tidegate.engine.gateway.Grants;
import io.tidegate.engine.gateway.Metering;
import io.tidegate.engine.gateway.TermsFinder;
import io.tidegate.engine.governance.Governance;
import io.tidegate.engine.governance.ImpactJobs;
import io.tidegate.engine.organisation.Applications;
import io.tidegate.engine.organisation.Organisations;
import io.tidegate.engine.organisation.ProgramCertificates;
import io.tidegate.engine.publish.LiveEndpoints;
import io.tidegate.engine.session.Captchas;
import io.tidegate.engine.session.SessionSettings;
import io.tidegate.engine.session.Sessions;
import io.tidegate.engine.staff.Members;
import io.tidegate.engine.staff.Staff;
import io.tidegate.engine.store.AccessStore;
import io.tidegate.engine.store.AuditStore;
import io.tidegate.engine.store.CallStore;
import io.tidegate.engine.store.ContractStore;
import io.tidegate.engine.store.EpochStore;
import io.tidegate.engine.store.GrantStore;
import io.tidegate.engine.store.MeasureStore;
import io.tidegate.engine.store.RulePackStore;
import io.tidegate.engine.store.ServiceDraftStore;
import io.tidegate.engine.store.ServiceLifeStore;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Puts the admin paths on the application's HTTP server. */
@ApplicationScoped
class AdminStart {
  void attach(
      @Observes Router router,
      LiveEndpoints live,
      AccountCheck accounts,
      LiveSampling sampling,
      Digest digest,
      GatewaySettings settings,
      Instance<Governance> governance,
      Instance<ImpactJobs> jobs,
      RulePackStore packs,
      AuditStore audit,
      GrantStore grants,
      Applying applying,
      Unmaskings unmaskings,
      Staff staff,
      Sessions sessions,
      Captchas captchas,
      SessionSettings sessionSettings,
      Organisations organisations,
      Applications applications,
      ProgramCertificates certificates,
      AccessTokens tokens,
      Members members,
      AccessStore access,
      Grants heldGrants,
      Metering metering,
      CallStore calls,
      CallMeters meters,
      AnswerCache cache,
      Breakers breakers,
      EpochStore epochs,
      NodePlace place,
      TextChecks checks,
      Instance<Previews> previews,
      Instance<ServiceDrafts> drafts,
      ServiceDraftStore draftStore,
      Instance<ServiceEnds> ends,
      ServiceLifeStore lives,
      ContractStore contracts,
      RegistryLink registry,
      Instance<ContractKeeper> keeper,
      Instance<SourceCentre> centre,
      MeasureStore measured,
      Instance<ResourceMeasures> measures,
      Clock clock) {
    List<AdminRoute> routes = new ArrayList<>();
    routes.addAll(
        new GovernanceRoutes(governance::get, jobs::get, packs, audit, grants, clock).all());
    routes.addAll(new StaffRoutes(staff, sessions).all());
    routes.addAll(
        new SessionRoutes(
                sessions,
                captchas,
                account -> SessionAccounts.signedIn(account, staff),
                sessionSettings.secureCookie())
            .all());
    routes.addAll(
        new OrganisationRoutes(organisations, applications, members, sessions, captchas).all());
    routes.addAll(new ApplicationRoutes(applications).all());
    routes.addAll(new CertificateRoutes(certificates).all());
    routes.addAll(new TokenRoutes(tokens, applications).all());
    routes.addAll(new ApplyingRoutes(applying).all());
    routes.addAll(new OwnerRoutes(applying, calls).all());
    routes.addAll(new ExplanationRoutes(live::current, calls, applying).all());
    routes.addAll(
        new QuotaRoutes(
                live::current,
                new ApplicationQuota(metering.own(), metering.terms(), new TermsFinder(heldGrants)),
                access::owner,
                grants::grants)
            .all());
    routes.addAll(new UnmaskingRoutes(unmaskings).all());
    routes.addAll(new CallRoutes(calls, meters).all());
    routes.addAll(
        new MonitorRoutes(calls, cache, breakers, metering.quota()::standings, place.id(), clock)
            .all());
    routes.addAll(new ClusterRoutes(epochs, place.id()).all());
    routes.addAll(new CatalogueRoutes(new LiveCatalogue(live::current)).all());
    routes.addAll(new CheckRoutes(governance::get, checks, previews::get).all());
    routes.addAll(new DraftRoutes(drafts::get, draftStore, governance::get).all());
    routes.addAll(new LifeRoutes(drafts::get, ends::get, lives).all());
    routes.addAll(new ContractRoutes(contracts, registry, keeper::get).all());
    routes.addAll(new SourceRoutes(centre::get).all());
    routes.addAll(
        new ResourceRoutes(governance::get, measured, measures::get, checks, previews::get, clock)
            .all());
    routes.addAll(new AccessRoutes(live::current, grants, clock).all());
    // before the wildcard of what is only read
    new GovernanceApi(routes, accounts, audit::add, settings.bodyTime(), clock).attach(router);
    new AdminServices(live::current, accounts, sampling, digest, settings).attach(router);
  }
}
