package io.tidegate.engine.start;

import io.quarkus.runtime.StartupEvent;
import io.tidegate.engine.breaker.Breakers;
import io.tidegate.engine.cluster.Bell;
import io.tidegate.engine.cluster.ClusterBreakers;
import io.tidegate.engine.cluster.ClusterMember;
import io.tidegate.engine.cluster.ClusterNonces;
import io.tidegate.engine.cluster.ClusterPart;
import io.tidegate.engine.cluster.ClusterSettings;
import io.tidegate.engine.crypto.Sm3;
import io.tidegate.engine.epoch.EpochAgreement;
import io.tidegate.engine.epoch.EpochFollower;
import io.tidegate.engine.epoch.NodePlace;
import io.tidegate.engine.governance.Governance;
import io.tidegate.engine.publish.LiveEndpoints;
import io.tidegate.engine.publish.Publisher;
import io.tidegate.engine.release.ReleaseSeal;
import io.tidegate.engine.store.DataFolder;
import io.tidegate.engine.store.EpochStore;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.HexFormat;
import java.util.List;

/** This engine's place among the nodes. */
@Singleton
final class ClusterParts {
  /** Half of a derived key: 128 bits, which nobody guesses. */
  private static final int SECRET_LENGTH = 16;

  @Produces
  @Singleton
  ClusterMember member(ClusterSettings settings, Instance<ClusterPart> parts) {
    return ClusterMember.start(settings, parts.stream().toList());
  }

  @Produces
  @Singleton
  ClusterPart nonces(ClusterSettings settings) {
    return ClusterNonces.part(settings);
  }

  void close(@Disposes ClusterMember member) {
    member.close();
  }

  @Produces
  @Singleton
  Bell bell(ClusterMember member) {
    return new Bell(member);
  }

  @Produces
  @Singleton
  ClusterBreakers breakerNews(ClusterMember member) {
    return new ClusterBreakers(member);
  }

  void close(@Disposes ClusterBreakers news) {
    news.close();
  }

  @Produces
  @Singleton
  Breakers breakers(ClusterBreakers news) {
    Breakers breakers = new Breakers(news);
    news.followedBy(breakers);
    return breakers;
  }

  @Produces
  @Singleton
  NodePlace place(
      EpochStore store,
      ClusterConfig config,
      EngineConfig engine,
      DataFolder folder,
      ReleaseSeal seal,
      AccessRefresh access) {
    byte[] platform = new PlatformKey(folder).derived("node");
    return new NodePlace(
        store,
        engine.host() + ":" + engine.port() + "/" + config.host() + ":" + config.port(),
        HexFormat.of().formatHex(Sm3.digest(HexFormat.of().formatHex(platform) + seal.keyHex())),
        config.members().isPresent(),
        access::refresh,
        System::nanoTime);
  }

  @Produces
  @Singleton
  StartingNode startingNode(NodePlace place, EpochStore store, ClusterConfig config) {
    return new PlacedNode(place, store, config.members().isPresent());
  }

  void close(@Disposes NodePlace place) {
    place.close();
  }

  @Produces
  @Singleton
  EpochAgreement agreement(
      EpochStore store,
      NodePlace place,
      LiveEndpoints live,
      Instance<Publisher> publisher,
      Bell bell) {
    return new EpochAgreement(store, place, live, publisher::get, bell);
  }

  @Produces
  @Singleton
  EpochFollower follower(
      NodePlace place,
      EpochStore store,
      Governance governance,
      Publisher publisher,
      LiveEndpoints live,
      EpochAgreement agreement) {
    return new EpochFollower(
        place, store, governance, publisher, live, agreement, System::nanoTime);
  }

  void close(@Disposes EpochFollower follower) {
    follower.close();
  }

  /** Before everything else, so that the member starts while the database does. */
  void begin(
      @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event,
      ClusterMember member) {
    member.settings();
  }

  /**
   * Members know each other by the name only, so that a part of it is derived from the key of the
   * platform: who does not have that finds nobody to join.
   */
  @Produces
  @Singleton
  ClusterSettings settings(ClusterConfig config, DataFolder folder) {
    String secret =
        HexFormat.of().formatHex(new PlatformKey(folder).derived("cluster"), 0, SECRET_LENGTH);
    List<String> members = config.members().orElse(List.of());
    try {
      return new ClusterSettings(
          config.name() + "-" + secret,
          config.host(),
          config.port(),
          members,
          config.nodes().orElse(Math.max(1, members.size())));
    } catch (IllegalArgumentException e) {
      throw new StartRefusedException("tidegate.cluster: " + e.getMessage());
    }
  }
}
