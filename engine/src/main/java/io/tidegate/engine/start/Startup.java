package io.tidegate.engine.start;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.tidegate.catalog.store.CatalogStore;
import io.tidegate.engine.access.SignatureKeys;
import io.tidegate.engine.applying.Applying;
import io.tidegate.engine.centre.CatalogTexts;
import io.tidegate.engine.cluster.Bell;
import io.tidegate.engine.crypto.SelfTest;
import io.tidegate.engine.demo.DemoAccess;
import io.tidegate.engine.demo.DemoAgreements;
import io.tidegate.engine.demo.DemoFile;
import io.tidegate.engine.demo.SampleLoading;
import io.tidegate.engine.epoch.EpochFollower;
import io.tidegate.engine.epoch.NodePlace;
import io.tidegate.engine.publish.LiveEndpoints;
import io.tidegate.engine.source.ConnectedSources;
import io.tidegate.engine.staff.Staff;
import io.tidegate.engine.store.AccessStore;
import io.tidegate.engine.store.AccountStore;
import io.tidegate.engine.store.DataFolder;
import io.tidegate.engine.store.DatabaseAddress;
import io.tidegate.engine.store.PlatformDatabase;
import io.tidegate.engine.store.SourceStore;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Brings the engine up in its one order. HTTP opens only after this has ended well, so that no
 * request meets a half-made engine.
 */
@Singleton
final class Startup {
  @Inject EngineConfig engine;
  @Inject CatalogConfig catalog;
  @Inject DemoConfig demo;
  @Inject StaffConfig staffConfig;
  @Inject Clock clock;
  @Inject DemoFile demoFile;
  @Inject Instance<SampleLoading> samples;
  @Inject Instance<Publication> publications;
  @Inject Instance<EpochFollower> follower;
  @Inject Bell bell;

  /**
   * @param sources in a demonstration started by being asked for, before anything is published
   */
  void open(
      @Observes StartupEvent event,
      PlatformDatabase database,
      CatalogStore catalogStore,
      SourceStore registered,
      AccessStore access,
      AccountStore accounts,
      Staff staff,
      DataFolder folder,
      AccessRefresh refresh,
      SignatureKeys signatureKeys,
      Applying applying,
      LiveEndpoints live,
      NodePlace place,
      StartingNode node,
      ConnectedSources sources) {
    SelfTest.run();
    if (!demo.enabled() && LaunchMode.current() == LaunchMode.NORMAL) {
      refuseSoftMachine();
    }
    if (demo.enabled()) {
      DatabaseAddress sampleDatabase =
          database
              .samples()
              .orElseThrow(
                  () ->
                      new StartRefusedException(
                          "the demo brings its own database; unset tidegate.database.url"));
      samples.forEach(data -> data.load(sampleDatabase));
    }
    if (!place.take()) {
      throw new StartRefusedException(
          "there are nodes with another platform-key or signing-key; copy both files from the data"
              + " folder of one of them");
    }
    // what the others serve is compiled against their catalog
    if (!node.othersServe()) {
      catalogFolders()
          .ifPresent(
              folders ->
                  CatalogLoading.load(
                      folders,
                      CatalogTexts.confirmed(registered.sources(), registered.confirmed()),
                      catalogStore));
    }
    publications.forEach(Publication::publish);
    if (demo.enabled()) {
      new DemoAccess(access, accounts, signatureKeys, demoFile, clock)
          .prepare("http://" + engine.host() + ":" + engine.port());
      new DemoAgreements(
              applying, signatureKeys, service -> ApplyingParts.plan(live, service), clock)
          .prepare();
    } else {
      new FirstLogins(staff, folder).prepare(staffConfig.recover().orElse(List.of()));
    }
    refresh.refresh();
    follower.get().start();
    // the member may still be looking for the others, which nobody has to wait for
    Thread.ofVirtual().name("bell").start(() -> bell.heard(place::look));
  }

  private static void refuseSoftMachine() {
    List<String> missing =
        JvmHardening.missing(
            System.getProperties(), ManagementFactory.getRuntimeMXBean().getInputArguments());
    if (!missing.isEmpty()) {
      throw new StartRefusedException(
          "Java was started without "
              + String.join(", ", missing)
              + "; start by ./tidegate start, which sets them");
    }
  }

  private Optional<List<Path>> catalogFolders() {
    return catalog
        .folders()
        .or(
            () ->
                demo.enabled()
                    ? Optional.of(CatalogLoading.sampleFolders(engine.home()))
                    : Optional.empty());
  }
}
