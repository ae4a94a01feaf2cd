package io.tidegate.engine.cluster;

import com.hazelcast.core.EntryAdapter;
import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.replicatedmap.ReplicatedMap;
import io.tidegate.engine.breaker.BreakerNews;
import io.tidegate.engine.breaker.Breakers;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Tells the other nodes of open breakers, also those that come later. It is news and no vote: a
 * node that does not hear it finds out by itself, so a minority may tell as well.
 */
public final class ClusterBreakers implements BreakerNews, AutoCloseable {
  private static final String MAP = "breakers";
  private static final Logger LOG = Logger.getLogger(ClusterBreakers.class);

  private final ClusterMember member;

  /** So that no read waits for another node. */
  private final ExecutorService telling =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("breaker-news").daemon().factory());

  public ClusterBreakers(ClusterMember member) {
    this.member = Objects.requireNonNull(member, "member");
  }

  /** Has breakers of this node follow what others tell; begins once the member is there. */
  public void followedBy(Breakers breakers) {
    tell(
        (map, own) -> {
          map.addEntryListener(
              new EntryAdapter<String, String>() {
                @Override
                public void entryAdded(EntryEvent<String, String> event) {
                  opened(event.getKey(), event.getValue());
                }

                @Override
                public void entryUpdated(EntryEvent<String, String> event) {
                  opened(event.getKey(), event.getValue());
                }

                @Override
                public void entryRemoved(EntryEvent<String, String> event) {
                  breakers.closedElsewhere(event.getKey());
                }

                private void opened(String name, String told) {
                  others(told, own, time -> breakers.openedElsewhere(name, time));
                }
              });
          map.forEach(
              (name, told) -> others(told, own, time -> breakers.openedElsewhere(name, time)));
        });
  }

  private static void others(String told, String own, Consumer<Duration> opened) {
    int at = told.indexOf(' ');
    if (!told.substring(at + 1).equals(own)) {
      opened.accept(Duration.ofMillis(Long.parseLong(told.substring(0, at))));
    }
  }

  @Override
  public void opened(String name, Duration time) {
    tell(
        (map, own) ->
            map.put(name, time.toMillis() + " " + own, time.toMillis(), TimeUnit.MILLISECONDS));
  }

  @Override
  public void closed(String name) {
    tell((map, own) -> map.remove(name));
  }

  /** What is done with the map, by a node of this name. */
  @FunctionalInterface
  private interface Telling {
    void with(ReplicatedMap<String, String> map, String own);
  }

  private void tell(Telling what) {
    telling.execute(
        () -> {
          try {
            HazelcastInstance instance = member.instance();
            what.with(
                instance.getReplicatedMap(MAP),
                instance.getCluster().getLocalMember().getUuid().toString());
          } catch (HazelcastException | HazelcastInstanceNotActiveException | ClusterException e) {
            LOG.warnf("the nodes do not tell each other of breakers: %s", e.getMessage());
          }
        });
  }

  @Override
  public void close() {
    telling.shutdownNow();
  }
}
