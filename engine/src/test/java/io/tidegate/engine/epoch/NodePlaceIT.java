package io.tidegate.engine.epoch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.store.AccessStore;
import io.tidegate.engine.store.AccessStore.Enterprise;
import io.tidegate.engine.store.DataFolder;
import io.tidegate.engine.store.EpochStore;
import io.tidegate.engine.store.EpochStore.Served;
import io.tidegate.engine.store.Migrations;
import io.tidegate.engine.store.PlatformDatabase;
import io.tidegate.engine.store.RulePackStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node answers for as long as it can know what is in force, and no longer. */
class NodePlaceIT {
  private static final Path BINARIES = Path.of("target", "postgres-binaries").toAbsolutePath();

  @TempDir static Path folder;
  private static PlatformDatabase database;
  private static EpochStore store;
  private static RulePackStore packs;
  private static long pack;

  private final AtomicLong now = new AtomicLong(1_000_000_000_000L);
  private final AtomicInteger refreshed = new AtomicInteger();
  private NodePlace place;

  @BeforeAll
  static void prepare() {
    database = PlatformDatabase.embedded(new DataFolder(folder), BINARIES);
    Migrations.run(database.dataSource());
    store = new EpochStore(database.dataSource());
    packs = new RulePackStore(database.dataSource(), Clock.systemUTC());
    pack = packs.add("p", "1", "0".repeat(64), "ann", new TreeMap<>()).number();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @AfterEach
  void leave() {
    place.close();
    store.removeAll();
  }

  /** A node with a lease that only this test renews, serving an epoch of its own. */
  private long serving(boolean bound) {
    place = new NodePlace(store, "n", "keys", bound, refreshed::incrementAndGet, now::get);
    assertThat(store.join(place.id(), "n", "keys", Duration.ofMinutes(5))).isTrue();
    long epoch =
        store
            .found(new Served("1".repeat(64), pack, List.of("" + now.get())), place.id(), 0)
            .orElseThrow()
            .number();
    assertThat(place.holds(epoch)).as("before it has heard anything").isEqualTo(!bound);
    place.serves(epoch);
    place.beat();
    assertThat(place.holds(epoch)).isTrue();
    return epoch;
  }

  @Test
  void whenItsLeaseIsOverANodeDoesNotAnswerUntilItHasHeardAgain() {
    long epoch = serving(true);

    now.addAndGet(Duration.ofMillis(2_600).toNanos());
    assertThat(place.holds(epoch)).isTrue();
    now.addAndGet(Duration.ofMillis(200).toNanos());
    assertThat(place.holds(epoch)).isFalse();
    place.beat();
    assertThat(place.holds(epoch)).isTrue();
  }

  @Test
  void aNodeThatIsAloneByItsConfigurationGoesOn() {
    long epoch = serving(false);
    now.addAndGet(Duration.ofHours(1).toNanos());

    assertThat(place.holds(epoch)).isTrue();
    assertThat(place.holds(epoch - 1)).as("what was taken out of force").isFalse();
  }

  @Test
  void aNodeThatIsBehindIsOutAtOnceAndSaysSo() {
    long epoch = serving(true);
    UUID coordinator = UUID.randomUUID();
    store.join(coordinator, "o", "keys", Duration.ofMinutes(5));
    long next =
        store
            .begin(new Served("2".repeat(64), pack, List.of("other")), coordinator, epoch, 0)
            .orElseThrow()
            .number();
    place.refused(next, "its source is away");
    place.beat();
    assertThat(place.holds(epoch)).as("nothing is decided yet").isTrue();
    packs.release(
        pack, "ann", Optional.empty(), Optional.empty(), List.of(), OptionalLong.of(next));

    place.beat();

    assertThat(place.holds(epoch)).isFalse();
    assertThat(place.told().serving()).isZero();
    store.remove(coordinator);
  }

  @Test
  void aNodeTheOthersDoNotCountIsOutUntilItEntersAgain() {
    long epoch = serving(true);
    // as after a pause in which its lease was over
    store.remove(place.id());

    place.beat();
    assertThat(place.holds(epoch)).isFalse();
    place.beat();
    assertThat(place.holds(epoch)).isFalse();

    assertThat(store.enter(place.id(), epoch)).isTrue();
    place.serves(epoch);
    place.beat();
    assertThat(place.holds(epoch)).isTrue();
  }

  @Test
  void whoMayCallIsReadAnewWhenItChangedAndNotOtherwise() {
    serving(true);
    int before = refreshed.get();
    place.beat();
    assertThat(refreshed).hasValue(before);

    new AccessStore(database.dataSource()).save(new Enterprise("91350299MAT0000182", "e" + now));
    place.beat();

    assertThat(refreshed).hasValue(before + 1);
  }

  @Test
  void aNodeThatCannotReadWhoMayCallDoesNotRenewItsLease() {
    serving(true);
    NodePlace blind =
        new NodePlace(
            store,
            "b",
            "keys",
            true,
            () -> {
              throw new IllegalStateException("the database is away");
            },
            now::get);
    store.join(blind.id(), "b", "keys", Duration.ofMinutes(5));
    long epoch = store.inForce().orElseThrow().number();
    assertThat(store.enter(blind.id(), epoch)).isTrue();
    blind.serves(epoch);

    blind.beat();

    assertThat(blind.holds(epoch)).isFalse();
    blind.close();
    store.remove(blind.id());
  }
}
